import {
  compareDiscovery,
  type DiscoveryFacts,
} from '../../discovery/comparison/compare-discovery.js';
import { compareSwagger } from './compare-swagger.js';
import { compareVersions } from './compare-versions.js';
import type { Json } from './difference.js';
import { ourDocuments } from './our-documents.js';
import type { Comparison } from './report.js';

export interface Oracle {
  /** Published v2 documents, by minor. */
  readonly swagger: ReadonlyMap<number, Json>;
  readonly discovery: DiscoveryFacts;
}

/** Everything there is to compare. */
export function* compareMinors({ swagger, discovery }: Oracle): Generator<Comparison> {
  for (const [minor, official] of swagger) {
    const { v2, v3 } = ourDocuments(minor);
    yield { minor, subject: 'OpenAPI v2', differences: compareSwagger(official, v2) };
    yield { minor, subject: 'OpenAPI v3', differences: compareVersions(v2, v3.values()) };
    yield { minor, subject: 'Discovery', differences: compareDiscovery(discovery, minor) };
  }
}
