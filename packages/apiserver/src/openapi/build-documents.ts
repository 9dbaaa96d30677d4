import type { SchemaSet } from '@skewplane/api';
import type { ResourceScope } from '../registry/resource-scope.js';
import { SchemaWriter, type JsonSchema, type OpenApiVersion } from './json-schema.js';
import { pathItems } from './operations.js';
import type { PathItem } from './operation.js';
import { queryParameters } from './parameters.js';
import { writeRootPath, type RootPath } from './root-paths.js';
import { TypeNames } from './type-names.js';
import { PathWriterV2 } from './write-v2.js';
import { writePathItemV3 } from './write-v3.js';

export interface DocumentSource {
  readonly schemas: SchemaSet;
  /** All resources: kinds of one may refer to another group's. */
  readonly scopes: readonly ResourceScope[];
  /** For example `v1.34.0`. */
  readonly serverVersion: string;
}

export interface Contents {
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
/** Documents of custom resources are made apart, by a builder that knows no server. */
const customInfo = { title: 'Kubernetes CRD Swagger', version: 'v0.1.0' };

/** @see kubernetes/kube-openapi `pkg/builder3/openapi.go` */
export function buildV3(contents: Contents, source: DocumentSource): JsonSchema {
  const writer = (schemas: SchemaWriter) => (item: PathItem) => writePathItemV3(item, schemas);
  const { paths, definitions } = build('v3', contents, source, writer);
  if (isCustom(contents)) {
    return { openapi: '3.0.0', info: customInfo, paths, components: { schemas: definitions } };
  }
  return {
    openapi: '3.0.0',
    info: info(source.serverVersion),
    paths,
    components: { schemas: definitions, securitySchemes: bearerToken },
  };
}

const isCustom = ({ roots, resources }: Contents) =>
  roots.length === 0 && resources.every(({ origin }) => origin === 'custom');

/** @see kubernetes/kube-openapi `pkg/builder/openapi.go` */
export function buildV2(contents: Contents, source: DocumentSource): JsonSchema {
  const shared = new Map<string, JsonSchema>();
  const writer = (schemas: SchemaWriter) => {
    const paths = new PathWriterV2(schemas, shared);
    return (item: PathItem) => paths.write(item);
  };
  const { paths, definitions } = build('v2', contents, source, writer);
  return {
    swagger: '2.0',
    info: info(source.serverVersion),
    paths,
    definitions,
    parameters: sortedObject(shared),
    securityDefinitions: bearerToken,
    security: [{ BearerToken: [] }],
  };
}

function build(
  version: OpenApiVersion,
  { roots, resources }: Contents,
  { schemas, scopes }: DocumentSource,
  pathWriter: (schemas: SchemaWriter) => (item: PathItem) => JsonSchema,
): { paths: JsonSchema; definitions: JsonSchema } {
  const types = new TypeNames(schemas, scopes);
  const wanted = new Set<string>();
  const writer = new SchemaWriter(version, schemas, (name) => wanted.add(name));
  const writePath = pathWriter(writer);
  const query = queryParameters(schemas.minor);
  const paths = new Map<string, JsonSchema>();
  for (const root of roots) paths.set(root.path, writeRootPath(root, writer, version));
  for (const scope of resources) {
    for (const item of pathItems(scope, { types, query })) paths.set(item.path, writePath(item));
  }
  const definitions = new Map<string, JsonSchema>();
  // Grows while it is walked: a definition refers to more of them.
  for (const name of wanted) definitions.set(name, types.write(name, writer));
  return { paths: sortedObject(paths), definitions: sortedObject(definitions) };
}

const sortedObject = (entries: ReadonlyMap<string, JsonSchema>): JsonSchema =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
