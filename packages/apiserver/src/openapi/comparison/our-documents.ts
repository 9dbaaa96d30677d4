import { schemasFor } from '@skewplane/api';
import { everything } from '../../discovery/testing/everything.js';
import { builtInScopes, fakeLookup } from '../../discovery/testing/fake-lookup.js';
import { OpenApiDocuments } from '../openapi-documents.js';
import type { Json } from './difference.js';

/** What a server of a minor documents with everything on. */
export interface OurDocuments {
  readonly v2: Json;
  /** By path below `/openapi/v3/`. */
  readonly v3: ReadonlyMap<string, Json>;
}

export function ourDocuments(minor: number): OurDocuments {
  const documents = new OpenApiDocuments({
    lookup: fakeLookup(builtInScopes(minor, everything)),
    schemas: schemasFor(minor),
    serverVersion: 'unversioned',
  });
  const parse = (bytes: Buffer) => JSON.parse(bytes.toString()) as Json;
  const index = parse(documents.index().bytes) as { paths: Json };
  const v3 = Object.keys(index.paths).flatMap((path) => {
    const document = documents.document(path);
    return document === undefined ? [] : [[path, parse(document.bytes)] as const];
  });
  return { v2: parse(documents.v2().bytes), v3: new Map(v3) };
}
