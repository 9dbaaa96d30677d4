import { createHash } from 'node:crypto';
import type { SchemaSet } from '@skewplane/api';
import type { Schema } from '@skewplane/apimachinery';
import type { ResourceLookup, ResourceScope } from '../registry/resource-scope.js';
import { buildV2, buildV3, type DocumentSource } from './build-documents.js';
import { DocumentCache } from './document-cache.js';
import { SchemaWriter, type JsonSchema } from './json-schema.js';
import { basePath } from './operation.js';
import {
  coreVersionsPath,
  groupPath,
  groupsPath,
  openIdConfigurationPath,
  openIdKeysPath,
  resourcesPath,
  versionPath,
  type RootPath,
} from './root-paths.js';
import { encodeV2 } from './v2-protobuf.js';

export interface OpenApiDocument {
  readonly bytes: Buffer;
  /** Without quotes; also the `hash` of the document's URL. */
  readonly etag: string;
}

export interface OpenApiDocumentsDeps {
  readonly lookup: ResourceLookup;
  /** Types of the binary's minor: emulating an older one takes no field away. */
  readonly schemas: SchemaSet;
  /** `gitVersion` of the server. */
  readonly serverVersion: string;
  /** Does the server tell the keys of its service accounts? Absent: yes. */
  readonly openId?: boolean | undefined;
  /** Documents of extension servers, for the index: path and URL. */
  readonly extensionPaths?: () => Iterable<readonly [path: string, url: string]>;
}

/** What a document is made of; making it waits until somebody asks. */
interface Plan {
  readonly roots: readonly RootPath[];
  readonly resources: readonly ResourceScope[];
  readonly etag: string;
}

/** Goes up when the same resources are written differently, for kubectl keeps what a hash names for a year. */
const writtenSince = 2;

/** Encoded documents kept at once; the largest, `/openapi/v2`, has some 3 MB. */
const maxCachedBytes = 6 * 1024 * 1024;

/**
 * The OpenAPI documents of what is served at the moment. A document is made when first asked for and kept as bytes; its
 * hash comes from what goes into it, so the index costs no document.
 * @see kubernetes/kube-openapi `pkg/handler3/handler.go`
 */
export class OpenApiDocuments {
  readonly #deps: OpenApiDocumentsDeps;
  readonly #cache = new DocumentCache(maxCachedBytes);
  readonly #unsubscribe: () => void;
  #plans: ReadonlyMap<string, Plan> | undefined;
  /** Only of paths that are there. */
  readonly #made = new Map<string, { readonly etag: string; readonly atMs: number }>();

  constructor(deps: OpenApiDocumentsDeps) {
    this.#deps = deps;
    this.#unsubscribe = deps.lookup.onChange(() => {
      this.#plans = undefined;
    });
  }

  /** Stops following the resource table. */
  close(): void {
    this.#unsubscribe();
  }

  /** `/openapi/v3`: where the documents are. */
  index(): OpenApiDocument {
    const paths = [...this.#plan()].map(([path, { etag }]): [string, object] => {
      const serverRelativeURL = `/openapi/v3/${path}?hash=${etag}`;
      return [path, { serverRelativeURL }];
    });
    const own = new Set(paths.map(([path]) => path));
    for (const [path, serverRelativeURL] of this.#deps.extensionPaths?.() ?? []) {
      if (!own.has(path)) paths.push([path, { serverRelativeURL }]);
    }
    paths.sort(([a], [b]) => (a < b ? -1 : 1));
    const bytes = Buffer.from(JSON.stringify({ paths: Object.fromEntries(paths) }));
    return { bytes, etag: hash(bytes) };
  }

  /** @param path what follows `/openapi/v3/`: `api/v1`, `apis/apps/v1`, `apis`, `version` */
  document(path: string): OpenApiDocument | undefined {
    const plan = this.#plan().get(path);
    if (plan === undefined) return undefined;
    const { etag } = plan;
    const bytes = this.#cache.get(`v3 ${etag}`, () => encode(buildV3(plan, this.#source())));
    return { bytes, etag };
  }

  /** Hash of a document, without making it. */
  etag(path: string): string | undefined {
    return this.#plan().get(path)?.etag;
  }

  /** `/openapi/v2`: everything in one, as Swagger 2.0. */
  v2(): OpenApiDocument {
    return this.#cachedV2('json', encode);
  }

  /** The same in protobuf; the ETag is that of the JSON, for `Vary` tells the two apart. */
  v2Protobuf(): OpenApiDocument {
    return this.#cachedV2('protobuf', encodeV2);
  }

  /**
   * When a document was first asked for with the content it has.
   * @param path as in `document`, or `v2`
   */
  madeAtMs(path: string, etag: string, nowMs: number): number {
    const known = this.#made.get(path);
    if (known?.etag === etag) return known.atMs;
    this.#made.set(path, { etag, atMs: nowMs });
    return nowMs;
  }

  #cachedV2(form: string, encodeAs: (document: JsonSchema) => Buffer): OpenApiDocument {
    const plans = [...this.#plan().values()];
    const etag = hash(plans.map((plan) => plan.etag).join());
    const bytes = this.#cache.get(`v2 ${form} ${etag}`, () => {
      const roots = plans.flatMap((plan) => plan.roots);
      const resources = plans.flatMap((plan) => plan.resources);
      return encodeAs(buildV2({ roots, resources }, this.#source()));
    });
    return { bytes, etag };
  }

  #source(): DocumentSource {
    const { lookup, schemas, serverVersion } = this.#deps;
    return { schemas, serverVersion, scopes: [...lookup.all()] };
  }

  #plan(): ReadonlyMap<string, Plan> {
    if (this.#plans !== undefined) return this.#plans;
    this.#plans = planDocuments(this.#deps);
    for (const path of this.#made.keys()) {
      if (path !== 'v2' && !this.#plans.has(path)) this.#made.delete(path);
    }
    return this.#plans;
  }
}

const encode = (document: JsonSchema) => Buffer.from(JSON.stringify(document));
const hash = (content: Buffer | string) =>
  createHash('sha512').update(content).digest('hex').toUpperCase();

function planDocuments({
  lookup,
  schemas,
  serverVersion,
  openId = true,
}: OpenApiDocumentsDeps): Map<string, Plan> {
  const plans = new Map<string, Plan>();
  const writer = new SchemaWriter('v3', schemas);
  const add = (path: string, roots: readonly RootPath[], resources: readonly ResourceScope[]) => {
    const content = [
      writtenSince,
      serverVersion,
      schemas.minor,
      path,
      ...resources.map((each) => identity(each, writer)),
    ];
    plans.set(path, { roots, resources, etag: hash(JSON.stringify(content)) });
  };
  add('api', [coreVersionsPath], []);
  add('apis', [groupsPath], []);
  add('version', [versionPath], []);
  if (openId) {
    add('.well-known/openid-configuration', [openIdConfigurationPath], []);
    add('openid/v1/jwks', [openIdKeysPath], []);
  }
  for (const resources of byGroupVersion(lookup.all())) {
    const gv = resources[0]?.gvr;
    if (gv === undefined) continue;
    // Nobody documents the discovery of custom groups.
    const isBuiltIn = resources.some(({ origin }) => origin === 'built-in');
    if (isBuiltIn && gv.group !== '') add(`apis/${gv.group}`, [groupPath(gv.group)], []);
    add(basePath(gv).slice(1), isBuiltIn ? [resourcesPath(gv)] : [], resources);
  }
  return new Map([...plans].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function byGroupVersion(scopes: Iterable<ResourceScope>): Iterable<ResourceScope[]> {
  const groups = new Map<string, ResourceScope[]>();
  for (const scope of scopes) {
    const key = `${scope.gvr.group}/${scope.gvr.version}`;
    const group = groups.get(key) ?? [];
    group.push(scope);
    groups.set(key, group);
  }
  return groups.values();
}

/** Everything of a resource that its document shows. Built-in types follow from the minor. */
function identity(scope: ResourceScope, writer: SchemaWriter): unknown {
  const { gvr, gvk, listKind, namespaced, verbs, subresources, origin, selectableFields } = scope;
  const custom: Schema | undefined = origin === 'custom' ? scope.schema : undefined;
  // Definitions count their changes; writing out hundreds of schemas for a hash would take long.
  const written = custom === undefined ? undefined : (scope.readingKey ?? writer.use(custom));
  return [gvr, gvk, listKind, namespaced, verbs, subresources, selectableFields, written];
}
