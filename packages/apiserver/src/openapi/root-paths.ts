import type { GroupVersion } from '@skewplane/apimachinery';
import type { JsonSchema, OpenApiVersion, SchemaWriter } from './json-schema.js';
import { groupWords, groupVersionWords, tagOf } from './operation-names.js';
import { basePath } from './operations.js';
import { metaType } from './type-names.js';
import { producedTypes } from './write-v3.js';

/** A path that answers one fixed type to GET: discovery and the version. */
export interface RootPath {
  readonly path: string;
  readonly type: string;
  readonly id: string;
  readonly tag: string;
}

export const coreVersionsPath: RootPath = {
  path: '/api/',
  type: metaType('APIVersions'),
  id: 'getCoreAPIVersions',
  tag: 'core',
};
export const groupsPath: RootPath = {
  path: '/apis/',
  type: metaType('APIGroupList'),
  id: 'getAPIVersions',
  tag: 'apis',
};
export const versionPath: RootPath = {
  path: '/version/',
  type: 'io.k8s.apimachinery.pkg.version.Info',
  id: 'getCodeVersion',
  tag: 'version',
};

export const groupPath = (group: string): RootPath => ({
  path: `/apis/${group}/`,
  type: metaType('APIGroup'),
  id: `get${groupWords(group)}APIGroup`,
  tag: tagOf({ group, version: '' }).slice(0, -1),
});

export const resourcesPath = (gv: GroupVersion): RootPath => ({
  path: `${basePath(gv)}/`,
  type: metaType('APIResourceList'),
  id: `get${groupVersionWords(gv)}APIResources`,
  tag: tagOf(gv),
});

/** One path item of a document. */
export function writeRootPath(
  { type, id, tag }: RootPath,
  writer: SchemaWriter,
  version: OpenApiVersion,
): JsonSchema {
  const schema = writer.reference(type);
  const unauthorized = { 401: { description: 'Unauthorized' } };
  if (version === 'v2') {
    const responses = { 200: { description: 'OK', schema }, ...unauthorized };
    const types = { consumes: producedTypes, produces: producedTypes, schemes: ['https'] };
    return { get: { ...types, operationId: id, tags: [tag], responses } };
  }
  const content = Object.fromEntries(producedTypes.map((each) => [each, { schema }]));
  const responses = { 200: { content, description: 'OK' }, ...unauthorized };
  return { get: { operationId: id, responses, tags: [tag] } };
}
