import type { GroupVersion } from '@skewplane/apimachinery';
import type { JsonSchema, OpenApiVersion, SchemaWriter } from './json-schema.js';
import { jsonType, producedTypes } from './media-types.js';
import { groupWords, groupVersionWords, tagOf } from './operation-names.js';
import { basePath } from './operation.js';
import { metaType } from './type-names.js';

/** A path that answers GET with one fixed type: discovery, the version, keys of service accounts. */
export interface RootPath {
  readonly path: string;
  /** Name of a definition; undefined for a text. */
  readonly type?: string;
  readonly id: string;
  readonly tag: string;
  readonly consumes?: readonly string[];
  readonly produces: readonly string[];
}

const media = { consumes: producedTypes, produces: producedTypes };

export const coreVersionsPath: RootPath = {
  ...media,
  path: '/api/',
  type: metaType('APIVersions'),
  id: 'getCoreAPIVersions',
  tag: 'core',
};
export const groupsPath: RootPath = {
  ...media,
  path: '/apis/',
  type: metaType('APIGroupList'),
  id: 'getAPIVersions',
  tag: 'apis',
};
export const versionPath: RootPath = {
  consumes: jsonType,
  produces: jsonType,
  path: '/version/',
  type: 'io.k8s.apimachinery.pkg.version.Info',
  id: 'getCodeVersion',
  tag: 'version',
};
/** @see kubernetes/kubernetes `pkg/routes/openidmetadata.go` */
export const openIdConfigurationPath: RootPath = {
  produces: jsonType,
  path: '/.well-known/openid-configuration/',
  id: 'getServiceAccountIssuerOpenIDConfiguration',
  tag: 'WellKnown',
};
export const openIdKeysPath: RootPath = {
  produces: ['application/jwk-set+json'],
  path: '/openid/v1/jwks/',
  id: 'getServiceAccountIssuerOpenIDKeyset',
  tag: 'openid',
};

export const groupPath = (group: string): RootPath => ({
  ...media,
  path: `/apis/${group}/`,
  type: metaType('APIGroup'),
  id: `get${groupWords(group)}APIGroup`,
  tag: tagOf({ group, version: '' }).slice(0, -1),
});

export const resourcesPath = (gv: GroupVersion): RootPath => ({
  ...media,
  path: `${basePath(gv)}/`,
  type: metaType('APIResourceList'),
  id: `get${groupVersionWords(gv)}APIResources`,
  tag: tagOf(gv),
});

/** One path item of a document. */
export function writeRootPath(
  { type, id, tag, consumes, produces }: RootPath,
  writer: SchemaWriter,
  version: OpenApiVersion,
): JsonSchema {
  const schema = type === undefined ? { type: 'string' } : writer.reference(type);
  const unauthorized = { 401: { description: 'Unauthorized' } };
  if (version === 'v2') {
    const responses = { 200: { description: 'OK', schema }, ...unauthorized };
    const types = { ...(consumes === undefined ? {} : { consumes }), produces, schemes: ['https'] };
    return { get: { ...types, operationId: id, tags: [tag], responses } };
  }
  const content = Object.fromEntries(produces.map((each) => [each, { schema }]));
  const responses = { 200: { content, description: 'OK' }, ...unauthorized };
  return { get: { operationId: id, responses, tags: [tag] } };
}
