import {
  applyPatch,
  checkPatchParameters,
  fieldInvalid,
  formatGroupVersion,
  formatTime,
  invalid,
  isRecord,
  managedFieldsAfterScale,
  managedFieldsOfScale,
  notFound,
  parseGroupVersion,
  parsePatch,
  patchTypeOf,
  recordUpdate,
  resourceNotFound,
  serverSideApply,
  type GroupVersionResource,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import { misfitPatch } from '../../decoding/decode-error.js';
import { parseYaml } from '../../decoding/parse-yaml.js';
import type { ResourceLookup, ResourceScope, ScalePaths } from '../../registry/resource-scope.js';
import { matchNamespace } from '../create.js';
import { negotiate } from '../negotiate.js';
import { refuseOtherVersion, shallowBody } from '../patch.js';
import { isPretty } from '../pretty.js';
import { queryOf, writeOptions, type WriteOptions } from '../query.js';
import { sendValue } from '../respond.js';
import { matchName } from '../update.js';
import {
  bodyOf,
  warner,
  writeContext,
  type EndpointDeps,
  type ResourceRequest,
  type VerbHandler,
} from '../verb-handler.js';

const scaleKind = { group: 'autoscaling', version: 'v1', kind: 'Scale' } as const;
const scaleApiVersion = formatGroupVersion(scaleKind);
const scaleScope = { origin: 'built-in', gvk: scaleKind } as const;

interface Scale extends KubeObject {
  spec: { replicas?: number };
  status: { replicas: number; selector?: string };
}

/** Reads and sets the number of replicas of anything that has one, without its whole object. */
export const getScale: VerbHandler = async (
  { store },
  { scope, info, request, reply, namespace },
) => {
  const form = negotiate(request.headers.accept, [], { pretty: isPretty(request) });
  const stored = await store.get(scope, namespace, info.name, { signal: request.context.signal });
  return sendValue(reply, 200, scaleOf(pathsOf(scope), scope.fromStorage(stored.object)), form);
};

export const updateScale: VerbHandler = async (deps, resource) => {
  const { request } = resource;
  const options = writeOptions(request, 'UpdateOptions');
  return writeScale(deps, resource, { ...options, kind: 'UpdateOptions' }, (current, nowMs) => {
    const updated = deps.decoder.decode(
      { ...scaleScope, schema: undefined },
      bodyOf(request),
      request.headers['content-type'],
      { fieldValidation: options.fieldValidation, warn: warner(request) },
    );
    request.context.audit?.recordRequest(updated);
    return owned(current, updated, options.fieldManager, nowMs);
  });
};

export const patchScale: VerbHandler = async (deps, resource) => {
  const { request } = resource;
  const type = patchTypeOf(request.headers['content-type']);
  const options = writeOptions(request, 'PatchOptions');
  const named = queryOf(request).get('fieldManager') ?? undefined;
  checkPatchParameters(type, { fieldManager: named, force: options.force });
  const body = parsePatch(type, shallowBody(request, type), (text) => parseYaml(text).value);
  request.context.audit?.recordPatch(body);
  return writeScale(deps, resource, { ...options, kind: 'PatchOptions' }, (current, nowMs) => {
    const check = { fieldValidation: options.fieldValidation, warn: warner(request) };
    const scope = { ...scaleScope, schema: undefined };
    if (type !== 'apply') {
      const next = applyPatch({ type, body, object: current, schema: undefined });
      const patched = deps.decoder.check(scope, next, {
        ...check,
        ...(type === 'strategic' ? {} : { refuse: misfitPatch(next) }),
      });
      return owned(current, patched, options.fieldManager, nowMs);
    }
    const strict = options.fieldValidation === 'Ignore' ? 'Ignore' : 'Strict';
    refuseOtherVersion(scaleKind, body as Record<string, unknown>);
    return serverSideApply({
      live: current,
      applied: deps.decoder.check(scope, body as Record<string, unknown>, {
        ...check,
        fieldValidation: strict,
      }),
      kind: scaleKind.kind,
      manager: options.fieldManager,
      force: options.force ?? false,
      apiVersion: scaleApiVersion,
      subresource: 'scale',
      nowMs,
      schema: undefined,
    });
  });
};

/** @see kubernetes/apimachinery `pkg/util/managedfields/scalehandler.go` */
function owned(current: Scale, updated: KubeObject, manager: string, nowMs: number): KubeObject {
  return recordUpdate({
    live: current,
    updated,
    manager,
    apiVersion: scaleApiVersion,
    subresource: 'scale',
    nowMs,
    schema: undefined,
  });
}

type ScaleOptions = WriteOptions & { readonly kind: 'UpdateOptions' | 'PatchOptions' };

async function writeScale(
  deps: EndpointDeps,
  { scope, info, request, reply, namespace }: ResourceRequest,
  options: ScaleOptions,
  wanted: (current: Scale, nowMs: number) => KubeObject,
): Promise<unknown> {
  const form = negotiate(request.headers.accept, [], { pretty: isPretty(request) });
  const paths = pathsOf(scope);
  const write = writeContext(deps, request, options);
  const written = await deps.store.update(
    scope,
    {
      namespace,
      name: info.name,
      target: 'scale',
      subresource: 'scale',
      allowCreate: false,
      recordOwnership: false, // done here, in terms of the Scale
      transform: (stored) => {
        if (stored === undefined) throw notFound(scope.gvr, info.name);
        const object = structuredClone(scope.fromStorage(stored)) as KubeObject;
        const replicasPaths = replicasPathsOf(deps.lookup, scope, object);
        const parent = object.metadata.managedFields ?? [];
        const before = scaleOf(paths, object);
        const entries = managedFieldsOfScale(parent, replicasPaths);
        if (entries !== undefined) before.metadata.managedFields = entries;
        const scale = wanted(before, write.nowMs);
        matchName(scale, info.name);
        matchNamespace(scale, namespace, scope.namespaced);
        if (scale.metadata.resourceVersion)
          object.metadata.resourceVersion = scale.metadata.resourceVersion;
        setAt(object, paths.specReplicas, replicasOf(scale));
        const after = managedFieldsAfterScale(parent, scale.metadata.managedFields ?? [], {
          paths: replicasPaths,
          apiVersion: formatGroupVersion(scope.gvr),
        });
        if (after === undefined) delete object.metadata.managedFields;
        else object.metadata.managedFields = after;
        return scope.toStorage(object) as KubeObject;
      },
    },
    write,
  );
  return sendValue(reply, 200, scaleOf(paths, scope.fromStorage(written.object)), form);
}

/**
 * Where each version has its replicas. Versions that are not served here have owners, too: they keep what they own.
 * @see kubernetes/apiextensions-apiserver `pkg/apiserver/customresource_handler.go`, `replicasPathMapping`
 */
function replicasPathsOf(
  lookup: ResourceLookup,
  { gvr }: ResourceScope,
  { metadata }: KubeObject,
): ReadonlyMap<string, readonly string[] | null> {
  const paths = new Map<string, readonly string[] | null>();
  for (const { apiVersion = '' } of metadata.managedFields ?? []) {
    const { group, version } = parseGroupVersion(apiVersion) ?? gvr;
    if (group === gvr.group) paths.set(apiVersion, replicasPathAt(lookup, { ...gvr, version }));
  }
  return paths.set(formatGroupVersion(gvr), replicasPathAt(lookup, gvr));
}

const replicasPathAt = (lookup: ResourceLookup, gvr: GroupVersionResource) =>
  lookup.get(gvr)?.scale?.specReplicas.split('.') ?? null;

function pathsOf(scope: ResourceScope): ScalePaths {
  if (scope.scale === undefined) throw resourceNotFound();
  return scope.scale;
}

function replicasOf(scale: KubeObject): number {
  const spec = scale['spec'];
  const replicas = isRecord(spec) ? (spec['replicas'] ?? 0) : 0;
  if (typeof replicas !== 'number') throw new TypeError('A decoded Scale has a number of replicas');
  if (replicas < 0) {
    throw invalid(scaleKind, scale.metadata.name ?? '', [
      fieldInvalid('spec.replicas', replicas, 'must be greater than or equal to 0'),
    ]);
  }
  return replicas;
}

function scaleOf(paths: ScalePaths, object: Immutable<KubeObject>): Scale {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const selector =
    paths.selector === undefined ? undefined : selectorText(getAt(object, paths.selector));
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: {
      ...(name === undefined ? {} : { name }),
      ...(namespace === undefined ? {} : { namespace }),
      ...(uid === undefined ? {} : { uid }),
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
      creationTimestamp: creationTimestamp ?? formatTime(0),
    },
    spec: { replicas: Number(getAt(object, paths.specReplicas) ?? 0) },
    status: {
      replicas: Number(getAt(object, paths.statusReplicas) ?? 0),
      ...(selector === undefined || selector === '' ? {} : { selector }),
    },
  };
}

/** A selector as one line of text, sorted by key. */
function selectorText(selector: unknown): string | undefined {
  if (typeof selector === 'string') return selector;
  if (!isRecord(selector)) return undefined;
  const labels =
    'matchLabels' in selector || 'matchExpressions' in selector
      ? selector['matchLabels']
      : selector;
  const equalities = isRecord(labels)
    ? Object.entries(labels).map(([key, value]) => [key, `${key}=${String(value)}`])
    : [];
  const expressions = Array.isArray(selector['matchExpressions'])
    ? selector['matchExpressions'].map(expressionText)
    : [];
  return [...equalities, ...expressions]
    .sort(([a = ''], [b = '']) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, text]) => text)
    .join(',');
}

function expressionText(expression: unknown): [string, string] {
  const { key, operator, values } = expression as {
    key: string;
    operator: string;
    values?: string[];
  };
  const set = `(${[...(values ?? [])].sort().join(',')})`;
  const texts: Readonly<Record<string, string>> = {
    In: `${key} in ${set}`,
    NotIn: `${key} notin ${set}`,
    Exists: key,
    DoesNotExist: `!${key}`,
  };
  return [key, texts[operator] ?? key];
}

function getAt(object: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (at, part) => (isRecord(at) && Object.hasOwn(at, part) ? at[part] : undefined),
      object,
    );
}

function setAt(object: Record<string, unknown>, path: string, value: unknown): void {
  const parts = path.split('.');
  const last = parts.pop() ?? '';
  let at = object;
  for (const part of parts) {
    if (!isRecord(at[part])) at[part] = {};
    at = at[part] as Record<string, unknown>;
  }
  at[last] = value;
}
