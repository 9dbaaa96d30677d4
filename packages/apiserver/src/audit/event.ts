import { formatMicroTime, type Status } from '@skewplane/apimachinery';
import { isIP } from 'node:net';
import type { IncomingMessage } from 'node:http';
import type { RequestInfo } from '../request/request-info.js';
import type { UserInfo } from '../request/user-info.js';
import type { AuditLevel, AuditStage } from './policy.js';

/** An event of `audit.k8s.io/v1`. */
export type AuditEvent = Readonly<Record<string, unknown>>;

/** What a request is about. Fields that are `''` are not written. */
export interface ObjectReference {
  resource: string;
  namespace: string;
  name: string;
  uid: string;
  apiGroup: string;
  apiVersion: string;
  resourceVersion: string;
  subresource: string;
}

export type ResponseStatus = Partial<
  Pick<Status, 'status' | 'message' | 'reason' | 'details' | 'code'>
>;

/** All that is known of a request when an event is made. */
export interface EventParts {
  readonly level: AuditLevel;
  readonly auditId: string;
  readonly stage: AuditStage;
  readonly requestUri: string;
  readonly verb: string;
  /** Undefined when nobody is known. */
  readonly user: UserInfo | undefined;
  readonly impersonatedUser: UserInfo | undefined;
  readonly sourceIps: readonly string[];
  readonly userAgent: string;
  readonly objectRef: Readonly<ObjectReference> | undefined;
  readonly responseStatus: ResponseStatus | undefined;
  readonly requestObject: unknown;
  readonly responseObject: unknown;
  readonly receivedAtMs: number;
  readonly stageAtMs: number;
  readonly annotations: Readonly<Record<string, string>>;
}

/** @see kubernetes/apiserver `pkg/apis/audit/v1/types.go`, `Event`: its order of fields too */
export function eventOf(parts: EventParts): AuditEvent {
  const { objectRef, responseStatus, impersonatedUser, annotations } = parts;
  return {
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    level: parts.level,
    auditID: parts.auditId,
    stage: parts.stage,
    requestURI: parts.requestUri,
    verb: parts.verb,
    user: parts.user === undefined ? {} : userOf(parts.user),
    ...(impersonatedUser === undefined ? {} : { impersonatedUser: userOf(impersonatedUser) }),
    ...(parts.sourceIps.length === 0 ? {} : { sourceIPs: parts.sourceIps }),
    ...(parts.userAgent === '' ? {} : { userAgent: parts.userAgent }),
    ...(objectRef === undefined ? {} : { objectRef: withoutEmpty(objectRef) }),
    ...(responseStatus === undefined ? {} : { responseStatus: statusOf(responseStatus) }),
    ...(parts.requestObject === undefined ? {} : { requestObject: parts.requestObject }),
    ...(parts.responseObject === undefined ? {} : { responseObject: parts.responseObject }),
    requestReceivedTimestamp: formatMicroTime(parts.receivedAtMs),
    stageTimestamp: formatMicroTime(parts.stageAtMs),
    ...(Object.keys(annotations).length === 0 ? {} : { annotations: sorted(annotations) }),
  };
}

/** Go writes the keys of a map in their order. */
const sorted = (map: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));

function withoutEmpty(reference: Readonly<ObjectReference>): Partial<ObjectReference> {
  return Object.fromEntries(Object.entries(reference).filter(([, value]) => value !== ''));
}

function userOf({ name, uid, groups, extra }: UserInfo) {
  return {
    ...(name === '' ? {} : { username: name }),
    ...(uid === '' ? {} : { uid }),
    ...(groups.length === 0 ? {} : { groups }),
    ...(Object.keys(extra).length === 0 ? {} : { extra }),
  };
}

function statusOf({ status, message, reason, details, code }: ResponseStatus) {
  return {
    metadata: {},
    ...(status ? { status } : {}),
    ...(message ? { message } : {}),
    ...(reason ? { reason } : {}),
    ...(details === undefined ? {} : { details }),
    ...(code ? { code } : {}),
  };
}

const maxUserAgentLength = 1024;

/** @see kubernetes/apiserver `pkg/audit/request.go`, `maybeTruncateUserAgent` */
export function userAgentOf({ headers }: IncomingMessage): string {
  const userAgent = headers['user-agent'] ?? '';
  return userAgent.length > maxUserAgentLength
    ? `${userAgent.slice(0, maxUserAgentLength)}...TRUNCATED`
    : userAgent;
}

/**
 * Where a request came from, by what proxies say and at last by what is known.
 * @see kubernetes/apimachinery `pkg/util/net/http.go`, `SourceIPs`
 */
export function sourceIps({ headers, socket }: IncomingMessage): string[] {
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',');
  const ips = forwarded
    .split(',')
    .map((each) => each.trim())
    .filter((each) => isIP(each) !== 0);
  const real = [headers['x-real-ip'] ?? []].flat()[0] ?? '';
  if (isIP(real) !== 0 && !ips.includes(real)) ips.push(real);
  const remote = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  if (remote !== '' && ips.at(-1) !== remote) ips.push(remote);
  return ips;
}

/** What the URL alone says. */
export function objectRefOf(info: RequestInfo): ObjectReference | undefined {
  if (!info.isResourceRequest) return undefined;
  return {
    resource: info.resource,
    namespace: info.namespace,
    name: info.name,
    uid: '',
    apiGroup: info.group,
    apiVersion: info.version,
    resourceVersion: '',
    subresource: info.subresource,
  };
}
