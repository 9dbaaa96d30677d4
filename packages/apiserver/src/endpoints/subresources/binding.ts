import {
  conflict,
  isRecord,
  invalid,
  fieldRequired,
  formatTime,
  resourceNotFound,
  type KubeObject,
} from '@skewplane/apimachinery';
import { negotiate } from '../negotiate.js';
import { writeOptions } from '../query.js';
import { sendValue } from '../respond.js';
import { bodyOf, warner, writeContext, type VerbHandler } from '../verb-handler.js';

const bindingKind = { group: '', version: 'v1', kind: 'Binding' };

/**
 * Puts a pod on a node.
 * @see kubernetes/kubernetes `pkg/registry/core/pod/storage/storage.go`, `BindingREST`
 */
export const createBinding: VerbHandler = async (deps, { info, request, reply, namespace }) => {
  // The deprecated `bindings` resource has no storage of its own.
  const scope = deps.lookup.get({ group: '', version: 'v1', resource: 'pods' });
  if (scope === undefined) throw resourceNotFound();
  const form = negotiate(request.headers.accept, []);
  const options = writeOptions(request, 'CreateOptions');
  const binding = deps.decoder.decode(
    { origin: 'built-in', gvk: bindingKind, schema: undefined },
    bodyOf(request),
    request.headers['content-type'],
    { fieldValidation: options.fieldValidation, warn: warner(request) },
  );
  request.context.audit?.recordRequest(binding);
  const name = info.name === '' ? (binding.metadata.name ?? '') : info.name;
  const node = nodeOf(binding, name);
  await deps.store.update(
    scope,
    {
      namespace,
      name,
      target: 'binding',
      subresource: 'binding',
      allowCreate: false,
      recordOwnership: false, // nobody owns where a pod is
      preconditions: {
        uid: binding.metadata.uid,
        resourceVersion: binding.metadata.resourceVersion,
      },
      transform: (current) =>
        bound(structuredClone(current) as KubeObject, node, binding, deps.clock.now()),
    },
    writeContext(deps, request, { ...options, kind: 'CreateOptions' }),
  );
  return sendValue(
    reply,
    201,
    { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 },
    form,
  );
};

function nodeOf(binding: KubeObject, name: string): string {
  const target = binding['target'];
  const node = isRecord(target) ? target['name'] : undefined;
  if (typeof node === 'string' && node !== '') return node;
  throw invalid(bindingKind, name, [fieldRequired('target.name')]);
}

function bound(pod: KubeObject, node: string, binding: KubeObject, nowMs: number): KubeObject {
  const name = pod.metadata.name ?? '';
  const resource = { group: '', resource: 'pods/binding' };
  const spec = pod['spec'] as { nodeName?: string; schedulingGates?: unknown[] };
  if (pod.metadata.deletionTimestamp !== undefined) {
    throw conflict(resource, name, `pod ${name} is being deleted, cannot be assigned to a host`);
  }
  if (spec.nodeName) {
    throw conflict(
      resource,
      name,
      `pod ${name} is already assigned to node ${JSON.stringify(spec.nodeName)}`,
    );
  }
  if ((spec.schedulingGates ?? []).length > 0) {
    throw conflict(resource, name, `pod ${name} has non-empty .spec.schedulingGates`);
  }
  spec.nodeName = node;
  pod.metadata.annotations = { ...pod.metadata.annotations, ...binding.metadata.annotations };
  setScheduled(pod, nowMs);
  return pod;
}

/** Notes that the pod has its node. */
function setScheduled(pod: KubeObject, nowMs: number): void {
  const status = isRecord(pod['status']) ? pod['status'] : {};
  const conditions = Array.isArray(status['conditions'])
    ? status['conditions'].filter(isRecord)
    : [];
  const type = 'PodScheduled';
  const before = conditions.find((each) => each['type'] === type);
  if (before?.['status'] === 'True') return;
  const condition = {
    type,
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: formatTime(nowMs),
  };
  const others = conditions.filter((each) => each !== before);
  pod['status'] = { ...status, conditions: [...others, condition] };
}
