import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  compareDiscovery,
  type DiscoveryFacts,
} from '../../discovery/comparison/compare-discovery.js';
import { compareSwagger } from './compare-swagger.js';
import { compareVersions } from './compare-versions.js';
import type { Difference, Json } from './difference.js';
import { ourDocuments } from './our-documents.js';
import type { Reasons } from './report.js';

/** Folder with the fact tables, published documents among them; without it nothing is compared. */
const folder = process.env['SKEWPLANE_FACTS'] ?? '';
const fileOf = (minor: number) => join(folder, 'openapi', `swagger-1.${String(minor)}.json.gz`);
const minors = [30, 31, 32, 33, 34, 35, 36].filter(
  (minor) => folder !== '' && existsSync(fileOf(minor)),
);

const reasonsFile = new URL('../../../../../scripts/compare-openapi/reasons.json', import.meta.url);
const reasons = JSON.parse(readFileSync(reasonsFile, 'utf8')) as Reasons;
const unexplained = (differences: Iterable<Difference>) =>
  [...differences].filter((each) => reasons[each.class] === undefined);

// kubernetes/kubernetes api/openapi-spec/swagger.json, api/discovery
describe.skipIf(minors.length === 0)('differences from the documents of 1.', () => {
  it.each(minors)('%i have a reason', { timeout: 120_000 }, (minor) => {
    const official = JSON.parse(gunzipSync(readFileSync(fileOf(minor))).toString()) as Json;
    const { v2, v3 } = ourDocuments(minor);
    expect(unexplained(compareSwagger(official, v2))).toEqual([]);
    expect(unexplained(compareVersions(v2, v3.values()))).toEqual([]);
    const facts = JSON.parse(
      readFileSync(join(folder, 'resources.json'), 'utf8'),
    ) as DiscoveryFacts;
    expect(unexplained(compareDiscovery(facts, minor))).toEqual([]);
  });
});
