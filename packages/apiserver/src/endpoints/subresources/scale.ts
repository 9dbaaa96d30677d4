import {
  badRequest,
  fieldInvalid,
  formatTime,
  invalid,
  isRecord,
  resourceNotFound,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import type { ResourceScope, ScalePaths } from '../../registry/resource-scope.js';
import { applyPatch, parsePatch, patchTypeOf } from '@skewplane/apimachinery';
import { negotiate } from '../negotiate.js';
import { isPretty } from '../pretty.js';
import { writeOptions } from '../query.js';
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

export const updateScale: VerbHandler = async (deps, resource) =>
  writeScale(deps, resource, 'UpdateOptions', (_current, fieldValidation) =>
    deps.decoder.decode(
      { origin: 'built-in', gvk: scaleKind, schema: undefined },
      bodyOf(resource.request),
      resource.request.headers['content-type'],
      { fieldValidation, warn: warner(resource.request) },
    ),
  );

export const patchScale: VerbHandler = async (deps, resource) => {
  const type = patchTypeOf(resource.request.headers['content-type']);
  const body = parsePatch(type, bodyOf(resource.request));
  // An applied Scale has one field that anybody can own, so applying it is merging it.
  const mergeType = type === 'apply' ? 'merge' : type;
  return writeScale(
    deps,
    resource,
    'PatchOptions',
    (current) =>
      applyPatch({ type: mergeType, body, object: current, schema: undefined }) as KubeObject,
  );
};

async function writeScale(
  deps: EndpointDeps,
  { scope, info, request, reply, namespace }: ResourceRequest,
  kind: string,
  wanted: (current: Scale, fieldValidation: 'Ignore' | 'Warn' | 'Strict') => KubeObject,
): Promise<unknown> {
  const form = negotiate(request.headers.accept, [], { pretty: isPretty(request) });
  const options = writeOptions(request, kind);
  const paths = pathsOf(scope);
  const written = await deps.store.update(
    scope,
    {
      namespace,
      name: info.name,
      target: 'scale',
      subresource: 'scale',
      allowCreate: false,
      transform: (current) => {
        const object = structuredClone(
          scope.fromStorage(current as Immutable<KubeObject>),
        ) as KubeObject;
        const scale = wanted(scaleOf(paths, object), options.fieldValidation);
        matchName(scale, info.name);
        if (scale.metadata.resourceVersion)
          object.metadata.resourceVersion = scale.metadata.resourceVersion;
        setAt(object, paths.specReplicas, replicasOf(scale));
        return scope.toStorage(object) as KubeObject;
      },
    },
    writeContext(deps, request, { ...options, kind }),
  );
  return sendValue(reply, 200, scaleOf(paths, scope.fromStorage(written.object)), form);
}

function pathsOf(scope: ResourceScope): ScalePaths {
  if (scope.scale === undefined) throw resourceNotFound();
  return scope.scale;
}

function replicasOf(scale: KubeObject): number {
  const spec = scale['spec'];
  const replicas = isRecord(spec) ? (spec['replicas'] ?? 0) : 0;
  if (typeof replicas !== 'number' || !Number.isInteger(replicas))
    throw badRequest(
      'Scale in version "v1" cannot be handled as a Scale: json: cannot unmarshal into Go struct field ScaleSpec.spec.replicas of type int32',
    );
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
