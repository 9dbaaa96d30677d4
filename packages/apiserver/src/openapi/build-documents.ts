import type { GroupVersionKind } from '@skewplane/apimachinery';
import type { SchemaSet } from '@skewplane/api';
import type { ResourceScope } from '../registry/resource-scope.js';
import { SchemaWriter, type JsonSchema, type OpenApiVersion } from './json-schema.js';
import { pathItems } from './operations.js';
import { queryParameters } from './parameters.js';
import { writeRootPath, type RootPath } from './root-paths.js';
import { metaType, TypeNames } from './type-names.js';
import { writePathItemV2 } from './write-v2.js';
import { writePathItemV3 } from './write-v3.js';

export interface DocumentSource {
  readonly schemas: SchemaSet;
  /** All resources: kinds of one may refer to another group's. */
  readonly scopes: readonly ResourceScope[];
  /** For example `v1.34.0`. */
  readonly serverVersion: string;
}

interface Contents {
  readonly roots: readonly RootPath[];
  readonly resources: readonly ResourceScope[];
}

const bearerToken = {
  BearerToken: {
    type: 'apiKey',
    name: 'authorization',
    in: 'header',
  },
};

const info = (serverVersion: string) => ({ title: 'Kubernetes', version: serverVersion });

/** @see kubernetes/kube-openapi `pkg/builder3/openapi.go` */
export function buildV3(contents: Contents, source: DocumentSource): JsonSchema {
  const { paths, definitions } = build('v3', contents, source);
  return {
    openapi: '3.0.0',
    info: info(source.serverVersion),
    paths,
    components: { schemas: definitions, securitySchemes: bearerToken },
  };
}

/** @see kubernetes/kube-openapi `pkg/builder/openapi.go` */
export function buildV2(contents: Contents, source: DocumentSource): JsonSchema {
  const { paths, definitions } = build('v2', contents, source);
  return {
    swagger: '2.0',
    info: info(source.serverVersion),
    paths,
    definitions,
    securityDefinitions: bearerToken,
    security: [{ BearerToken: [] }],
  };
}

function build(
  version: OpenApiVersion,
  { roots, resources }: Contents,
  { schemas, scopes }: DocumentSource,
): { paths: JsonSchema; definitions: JsonSchema } {
  const types = new TypeNames(schemas, scopes);
  const wanted = new Set<string>();
  const writer = new SchemaWriter(version, schemas, (name) => wanted.add(name));
  const writePathItem = version === 'v3' ? writePathItemV3 : writePathItemV2;
  const query = queryParameters(allowsUnsafeDeletes(schemas));
  const paths = new Map<string, JsonSchema>();
  for (const root of roots) paths.set(root.path, writeRootPath(root, writer, version));
  for (const scope of resources) {
    for (const item of pathItems(scope, { types, query })) {
      paths.set(item.path, writePathItem(item, writer));
    }
  }
  const groupVersions = groupVersionsOf(scopes);
  const definitions = new Map<string, JsonSchema>();
  // Grows while it is walked: a definition refers to more of them.
  for (const name of wanted) definitions.set(name, types.write(name, writer, groupVersions));
  return { paths: sortedObject(paths), definitions: sortedObject(definitions) };
}

const allowsUnsafeDeletes = (schemas: SchemaSet) =>
  schemas
    .definition(metaType('DeleteOptions'))
    ?.properties?.has('ignoreStoreReadErrorWithClusterBreakingPotential') ?? false;

const sortedObject = (entries: ReadonlyMap<string, JsonSchema>): JsonSchema =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));

/** One entry for each group-version served; the kinds do not matter. */
function groupVersionsOf(scopes: readonly ResourceScope[]): GroupVersionKind[] {
  const found = new Map(scopes.map(({ gvk }) => [`${gvk.group}/${gvk.version}`, gvk]));
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, gvk]) => gvk);
}
