import {
  StatusError,
  applyPatch,
  checkPatchParameters,
  badRequest,
  formatGroupVersion,
  notFound,
  parsePatch,
  patchTypeOf,
  patchTypes,
  serverSideApply,
  type GroupVersionKind,
  type Immutable,
  type KubeObject,
  type PatchType,
} from '@skewplane/apimachinery';
import type { FastifyRequest } from 'fastify';
import { misfitPatch } from '../decoding/decode-error.js';
import { maxDepth } from '../decoding/json-scanner.js';
import { jsonTraits } from '../decoding/json-traits.js';
import { parseYaml } from '../decoding/parse-yaml.js';
import { wellFormed } from '../decoding/well-formed.js';
import { resetFieldsOf } from '../registry/reset-fields.js';
import { changesOf, countOf } from '../trace/changes.js';
import { matchNamespace } from './create.js';
import { defaulted } from './decode-write.js';
import { negotiateObject, sendWritten } from './object-response.js';
import { queryOf, writeOptions, type WriteOptions } from './query.js';
import { matchName, updateTarget } from './update.js';
import {
  bodyOf,
  warner,
  writeContext,
  type EndpointDeps,
  type ResourceRequest,
  type VerbHandler,
} from './verb-handler.js';

const withoutStrategic: readonly PatchType[] = patchTypes.filter((type) => type !== 'strategic');

/**
 * Applies a patch to the fresh state, again after each lost race.
 * @see kubernetes/apiserver `pkg/endpoints/handlers/patch.go`
 */
export const patch: VerbHandler = async (deps, resource) => {
  const { scope, info, request, reply, namespace } = resource;
  const form = negotiateObject(reply, scope);
  const type = patchTypeOf(
    request.headers['content-type'],
    scope.origin === 'custom' ? withoutStrategic : patchTypes,
  );
  const options = writeOptions(request, 'PatchOptions');
  const isApply = type === 'apply';
  const named = queryOf(request).get('fieldManager') ?? undefined;
  checkPatchParameters(type, { fieldManager: named, force: options.force });
  const body = parsePatch(type, shallowBody(request, type), (text) => parseYaml(text).value);
  request.context.audit?.recordPatch(body);
  const write = writeContext(deps, request, { ...options, kind: 'PatchOptions' });
  const written = await deps.store.update(
    scope,
    {
      namespace,
      name: info.name,
      target: updateTarget(info.subresource),
      subresource: info.subresource,
      allowCreate: isApply && info.subresource === '',
      recordOwnership: !isApply,
      transform: (current) =>
        patched(deps, resource, { type, body, options, current, nowMs: write.nowMs }),
    },
    write,
  );
  return sendWritten(reply, written.created ? 201 : 200, scope, written, form, deps.clock.now());
};

/** Patches are walked by recursion: a body nested without end must not get that far. @throws {StatusError} 400 */
export function shallowBody(request: FastifyRequest, type: PatchType): Buffer {
  const bytes = bodyOf(request);
  const text = bytes.toString('utf8');
  if (jsonTraits(text).depth <= maxDepth) {
    const repaired = type === 'apply' && !/^\s*\{/.test(text) ? text : wellFormed(text);
    return repaired === text ? bytes : Buffer.from(repaired);
  }
  const problem = 'exceeded max depth';
  throw badRequest(
    type === 'apply' ? `error encoding patch: error converting YAML to JSON: ${problem}` : problem,
  );
}

interface PatchRun {
  readonly type: PatchType;
  readonly body: unknown;
  readonly options: WriteOptions;
  readonly current: Immutable<KubeObject> | undefined;
  readonly nowMs: number;
}

/** @returns the new object in the storage version */
function patched(deps: EndpointDeps, resource: ResourceRequest, run: PatchRun): KubeObject {
  const { scope, info, request, namespace } = resource;
  const current = run.current === undefined ? undefined : scope.fromStorage(run.current);
  const result =
    run.type === 'apply'
      ? applied(deps, resource, run, current)
      : merged(deps, resource, run.type, run, current);
  matchName(result, info.name);
  matchNamespace(result, namespace, scope.namespaced);
  const { trace } = request.context;
  if (trace !== undefined) {
    const changes = changesOf(current, result);
    trace.note(`${run.type} patch`, countOf(changes), { ...changes });
  }
  const object = defaulted(scope, result, trace);
  request.context.signal.throwIfAborted();
  return object;
}

function merged(
  { decoder }: EndpointDeps,
  { scope, info, request }: ResourceRequest,
  type: Exclude<PatchType, 'apply'>,
  { body, options }: PatchRun,
  current: Immutable<KubeObject> | undefined,
): KubeObject {
  if (current === undefined) throw notFound(scope.gvr, info.name);
  const next = applyPatch({ type, body, object: current, schema: scope.schema });
  return decoder.check(scope, next, {
    fieldValidation: options.fieldValidation,
    warn: warner(request),
    ...(type === 'strategic' ? {} : { refuse: misfitPatch(next) }),
  });
}

function applied(
  { decoder }: EndpointDeps,
  { scope, info, request, namespace }: ResourceRequest,
  { body, options, nowMs }: PatchRun,
  current: Immutable<KubeObject> | undefined,
): KubeObject {
  refuseOtherVersion(scope.gvk, body as Record<string, unknown>);
  const intent = decoder.check(scope, body as Record<string, unknown>, {
    fieldValidation: options.fieldValidation === 'Ignore' ? 'Ignore' : 'Strict',
    warn: warner(request),
  });
  matchName(intent, info.name);
  matchNamespace(intent, namespace, scope.namespaced);
  if (current === undefined && (intent.metadata.resourceVersion ?? '') !== '')
    throw notFound(scope.gvr, info.name);
  if (
    intent.metadata.uid !== undefined &&
    current !== undefined &&
    intent.metadata.uid !== current.metadata.uid
  ) {
    throw uidMismatch(intent.metadata.uid, current.metadata.uid);
  }
  return serverSideApply({
    live: current as KubeObject | undefined, // shared, and only read there
    applied: intent,
    kind: scope.gvk.kind,
    manager: options.fieldManager,
    force: options.force ?? false,
    apiVersion: formatGroupVersion(scope.gvr),
    subresource: info.subresource,
    nowMs,
    schema: scope.schema,
    resetFields: resetFieldsOf(scope, info.subresource),
  });
}

/**
 * An applied object says what it is.
 * @see kubernetes/apimachinery `pkg/util/managedfields/internal/structuredmerge.go`, `Apply`
 */
export function refuseOtherVersion(
  gvk: GroupVersionKind,
  body: Readonly<Record<string, unknown>>,
): void {
  const { apiVersion = '', kind = '' } = body as { apiVersion?: string; kind?: string };
  const expected = formatGroupVersion(gvk);
  if (apiVersion !== expected) {
    throw badRequest(
      `Incorrect version specified in apply patch. Specified patch version: ${apiVersion}, expected: ${expected}`,
    );
  }
  if (kind !== '') return;
  const { name = '', namespace = '' } = (body['metadata'] ?? {}) as KubeObject['metadata'];
  const described = `${gvk.group}/${gvk.version}, Kind=`;
  throw new StatusError({
    code: 500,
    reason: '',
    message: `failed to create typed patch object (${namespace}/${name}; ${described}): no corresponding type for ${described}`,
  });
}

function uidMismatch(wanted: string, found: string | undefined): StatusError {
  return new StatusError({
    code: 409,
    reason: 'Conflict',
    message: `uid mismatch: the provided object specified uid ${wanted}, and no existing object was found${found === undefined ? '' : ` with it (found ${found})`}`,
  });
}
