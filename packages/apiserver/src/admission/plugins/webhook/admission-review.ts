import { isRecord, type Status } from '@skewplane/apimachinery';
import type { AdmissionAttributes } from '../../admission.js';
import type { WebhookCall } from './webhook-matcher.js';

/** What a webhook answered, checked. */
export interface ReviewResponse {
  readonly allowed: boolean;
  readonly status: Partial<Status> | undefined;
  /** The bytes as text; undefined without one. */
  readonly patch: string | undefined;
  /** `''` without a patch. */
  readonly patchType: string;
  readonly warnings: readonly string[];
  readonly auditAnnotations: Readonly<Record<string, string>>;
}

/**
 * The `request` of an AdmissionReview.
 * @see kubernetes/apiserver `pkg/admission/plugin/webhook/request/admissionreview.go`
 */
export function requestOf(
  { kind, resource, object, oldObject }: Omit<WebhookCall, 'scope'>,
  attributes: AdmissionAttributes,
  uid: string,
) {
  const { subresource, user } = attributes;
  const namespace = namespaceOf(attributes);
  const sub = subresource === '' ? {} : { subResource: subresource };
  return {
    uid,
    kind,
    resource,
    ...sub,
    requestKind: attributes.kind,
    requestResource: attributes.resource,
    ...(subresource === '' ? {} : { requestSubResource: subresource }),
    ...(attributes.name === '' ? {} : { name: attributes.name }),
    ...(namespace === '' ? {} : { namespace }),
    operation: attributes.operation,
    userInfo: {
      ...(user.name === '' ? {} : { username: user.name }),
      ...(user.uid === '' ? {} : { uid: user.uid }),
      ...(user.groups.length === 0 ? {} : { groups: user.groups }),
      ...(Object.keys(user.extra).length === 0 ? {} : { extra: user.extra }),
    },
    object: object ?? null,
    oldObject: oldObject ?? null,
    dryRun: attributes.dryRun,
    options: attributes.options,
  };
}

/** A namespace counts as being in itself. @see kubernetes/apiserver `pkg/endpoints/request/requestinfo.go` */
function namespaceOf({ namespace, name, resource: { group, resource } }: AdmissionAttributes) {
  return group === '' && resource === 'namespaces' ? name : namespace;
}

/**
 * Checks an answer.
 * @throws {Error} saying what is wrong with it, in upstream's words
 * @see kubernetes/apiserver `pkg/admission/plugin/webhook/request/admissionreview.go`, `VerifyAdmissionResponse`
 */
export function readReview(
  review: Readonly<Record<string, unknown>>,
  {
    version,
    uid,
    mayPatch,
  }: { readonly version: string; readonly uid: string; readonly mayPatch: boolean },
): ReviewResponse {
  const { response } = review;
  if (!isRecord(response)) throw new Error('webhook response was absent');
  if (version === 'v1') checkIdentity(review, response, uid);
  return {
    allowed: response['allowed'] === true,
    status: isRecord(response['status']) ? statusOf(response['status']) : undefined,
    ...patchOf(response, version, mayPatch),
    warnings: Array.isArray(response['warnings'])
      ? (response['warnings'] as unknown[]).filter((each) => typeof each === 'string')
      : [],
    auditAnnotations: textsOf(response['auditAnnotations']),
  };
}

/** Answers of v1beta1 were never checked. */
function checkIdentity(
  { apiVersion, kind }: Readonly<Record<string, unknown>>,
  response: Readonly<Record<string, unknown>>,
  uid: string,
): void {
  if (response['uid'] !== uid) {
    throw new Error(
      `expected response.uid=${JSON.stringify(uid)}, got ${JSON.stringify(textOf(response['uid']))}`,
    );
  }
  if (apiVersion !== 'admission.k8s.io/v1' || kind !== 'AdmissionReview') {
    throw new Error(
      `expected webhook response of admission.k8s.io/v1, Kind=AdmissionReview, got ${versionAndKind(apiVersion, kind)}`,
    );
  }
}

/** A validating webhook must not send one. */
function patchOf(
  response: Readonly<Record<string, unknown>>,
  version: string,
  mayPatch: boolean,
): Pick<ReviewResponse, 'patch' | 'patchType'> {
  const patch = textOf(response['patch']);
  const type = response['patchType'] ?? undefined;
  if (version === 'v1') checkPatch(patch, type, mayPatch);
  if (patch === '' || !mayPatch) return { patch: undefined, patchType: '' };
  return {
    patch: Buffer.from(patch, 'base64').toString(),
    patchType: version === 'v1' ? textOf(type) : 'JSONPatch',
  };
}

function checkPatch(patch: string, type: unknown, mayPatch: boolean): void {
  if (!mayPatch) {
    if (patch !== '') throw new Error('validating webhook may not return response.patch');
    if (type !== undefined) throw new Error('validating webhook may not return response.patchType');
    return;
  }
  if (patch !== '' && type === undefined) {
    throw new Error('webhook returned response.patch but not response.patchType');
  }
  if (patch === '' && type !== undefined) {
    throw new Error('webhook returned response.patchType but not response.patch');
  }
  if (type === '') throw new Error('webhook returned invalid response.patchType of ""');
}

/** What is of the wrong type is left out. */
function statusOf(status: Readonly<Record<string, unknown>>): Partial<Status> {
  const { code, details, metadata } = status;
  return {
    message: textOf(status['message']),
    reason: textOf(status['reason']) as Exclude<Status['reason'], undefined>,
    code: typeof code === 'number' && Number.isInteger(code) ? code : 0,
    ...(isRecord(details) ? { details } : {}),
    ...(isRecord(metadata) ? { metadata } : {}),
  };
}

/** As Go prints a GroupVersionKind. */
function versionAndKind(apiVersion: unknown, kind: unknown): string {
  const version = textOf(apiVersion);
  return `${version.includes('/') ? version : `/${version}`}, Kind=${textOf(kind)}`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function textsOf(value: unknown): Record<string, string> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}
