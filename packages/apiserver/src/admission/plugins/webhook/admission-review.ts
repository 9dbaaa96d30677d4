import { isRecord, type Status } from '@skewplane/apimachinery';
import type { AdmissionAttributes } from '../../admission.js';
import type { WebhookCall } from './webhook-matcher.js';

/** What a webhook answered, checked. */
export interface ReviewResponse {
  readonly allowed: boolean;
  readonly status: Partial<Status> | undefined;
  /** A JSON patch as text; undefined without one. */
  readonly patch: string | undefined;
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
    ...(attributes.namespace === '' ? {} : { namespace: attributes.namespace }),
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

/**
 * Reads the body of an answer.
 * @throws {Error} saying what is wrong with it, in upstream's words
 */
export function readReview(
  body: string,
  {
    version,
    uid,
    mayPatch,
  }: { readonly version: string; readonly uid: string; readonly mayPatch: boolean },
): ReviewResponse {
  const review: unknown = JSON.parse(body);
  if (!isRecord(review) || !isRecord(review['response'])) {
    throw new Error('webhook response was absent');
  }
  const { apiVersion, kind, response } = review;
  if (version === 'v1') {
    if (apiVersion !== 'admission.k8s.io/v1' || kind !== 'AdmissionReview') {
      throw new Error(
        `expected webhook response of admission.k8s.io/v1, Kind=AdmissionReview, got ${versionAndKind(apiVersion, kind)}`,
      );
    }
    if (response['uid'] !== uid) {
      throw new Error(
        `expected response.uid=${JSON.stringify(uid)}, got ${JSON.stringify(textOf(response['uid']))}`,
      );
    }
  }
  return {
    allowed: response['allowed'] === true,
    status: isRecord(response['status']) ? response['status'] : undefined,
    patch: patchOf(response, version, mayPatch),
    warnings: Array.isArray(response['warnings'])
      ? (response['warnings'] as unknown[]).filter((each) => typeof each === 'string')
      : [],
    auditAnnotations: textsOf(response['auditAnnotations']),
  };
}

/** A validating webhook must not send one. */
function patchOf(
  response: Record<string, unknown>,
  version: string,
  mayPatch: boolean,
): string | undefined {
  const { patch, patchType } = response;
  const has = typeof patch === 'string' && patch !== '';
  if (version === 'v1') {
    if (!mayPatch && (has || patchType !== undefined)) {
      throw new Error('validating webhook may not return response.patch or response.patchType');
    }
    if (has && patchType === undefined) {
      throw new Error('webhook returned response.patch but not response.patchType');
    }
    if (!has && patchType !== undefined) {
      throw new Error('webhook returned response.patchType but not response.patch');
    }
    if (has && patchType !== 'JSONPatch') {
      throw new Error(
        `webhook returned invalid response.patchType of ${JSON.stringify(patchType)}`,
      );
    }
  }
  return has && mayPatch ? Buffer.from(patch, 'base64').toString() : undefined;
}

function versionAndKind(apiVersion: unknown, kind: unknown): string {
  return `${textOf(apiVersion)}, Kind=${textOf(kind)}`;
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
