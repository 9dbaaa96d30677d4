import {
  badRequest,
  conflict,
  formatGroupVersionKind,
  isRecord,
  parseGroupVersion,
  type GroupVersionKind,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import { text } from './claims.js';
import type { ObjectRef } from './service-account-user.js';
import { orUndefined, type ServiceAccountTokenGetter } from './token-getter.js';
import type { BoundObjectReference } from './token-request.js';

/** What a token will be bound to. */
export interface Binding {
  readonly pod?: ObjectRef | undefined;
  readonly node?: ObjectRef | undefined;
  readonly secret?: ObjectRef | undefined;
}

export interface BindingContext {
  readonly getter: ServiceAccountTokenGetter;
  readonly namespace: string;
  /** Name of the service account the token is for. */
  readonly name: string;
  /** May tokens be bound to nodes? On by default from 1.31. */
  readonly nodeBinding: boolean;
}

/**
 * Finds the object a token is to be bound to.
 * @throws {StatusError} 400 for a kind that cannot be bound to or a foreign pod, 404, 409 for another uid
 * @see kubernetes/kubernetes `pkg/registry/core/serviceaccount/storage/token.go`
 */
export async function resolveBinding(
  ref: BoundObjectReference | undefined,
  context: BindingContext,
): Promise<Binding> {
  if (ref === undefined) return {};
  const gvk = {
    ...(parseGroupVersion(ref.apiVersion) ?? { group: '', version: '' }),
    kind: ref.kind,
  };
  if (gvk.group === '') {
    if (gvk.kind === 'Pod') return bindToPod(ref, gvk, context);
    if (gvk.kind === 'Node') return { node: await bindToNode(ref, gvk, context) };
    if (gvk.kind === 'Secret') {
      const secret = await context.getter.secret(context.namespace, ref.name);
      return { secret: checkedRef(secret, ref, gvk) };
    }
  }
  throw badRequest(`cannot bind token to object of type ${formatGroupVersionKind(gvk)}`);
}

async function bindToPod(
  ref: BoundObjectReference,
  gvk: GroupVersionKind,
  { getter, namespace, name }: BindingContext,
): Promise<Binding> {
  const pod = await getter.pod(namespace, ref.name);
  const spec: Record<string, unknown> = isRecord(pod['spec']) ? pod['spec'] : {};
  if (text(spec['serviceAccountName']) !== name) {
    throw badRequest(
      `cannot bind token for serviceaccount ${JSON.stringify(name)} to pod running with different serviceaccount name.`,
    );
  }
  const nodeName = text(spec['nodeName']);
  const node = nodeName === '' ? undefined : await nodeOfPod(nodeName, getter);
  return { pod: checkedRef(pod, ref, gvk), node };
}

/** A pod's node need not exist: the token then names it without a uid. */
async function nodeOfPod(name: string, getter: ServiceAccountTokenGetter): Promise<ObjectRef> {
  const node = await orUndefined(getter.node(name));
  return { name, uid: node?.metadata.uid ?? '' };
}

async function bindToNode(
  ref: BoundObjectReference,
  gvk: GroupVersionKind,
  { getter, nodeBinding }: BindingContext,
): Promise<ObjectRef> {
  if (!nodeBinding) {
    throw badRequest(
      'cannot bind token to a Node object as the "ServiceAccountTokenNodeBinding" feature-gate is disabled',
    );
  }
  return checkedRef(await getter.node(ref.name), ref, gvk);
}

function checkedRef(
  { metadata }: Immutable<KubeObject>,
  ref: BoundObjectReference,
  gvk: GroupVersionKind,
): ObjectRef {
  const uid = metadata.uid ?? '';
  if (ref.uid !== '' && ref.uid !== uid) {
    throw conflict(
      { group: gvk.group, resource: gvk.kind },
      ref.name,
      `the UID in the bound object reference (${ref.uid}) does not match the UID in record. The object might have been deleted and then recreated`,
    );
  }
  return { name: metadata.name ?? ref.name, uid };
}
