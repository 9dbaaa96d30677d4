import {
  conflict,
  formatTime,
  invalid,
  type Clock,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import { resolveBinding, type Binding } from './bound-object.js';
import type { ServiceAccountTokenGetter } from './token-getter.js';
import type { TokenIssuer } from './token-issuer.js';
import {
  checkNames,
  tokenRequestKind,
  tokenRequestSpec,
  validateTokenRequest,
  type TokenRequestSpec,
} from './token-request.js';

/** Pods that asked for this many seconds do not expect their token to expire (kubelet's default). */
const warnOnlyExpirationSeconds = 60 * 60 + 7;
const extendedExpirationSeconds = 365 * 24 * 60 * 60;

export interface TokenRequestDeps {
  readonly issuer: TokenIssuer;
  readonly getter: ServiceAccountTokenGetter;
  readonly clock: Clock;
  /** Audiences of requests that name none. */
  readonly apiAudiences: readonly string[];
  /** `--service-account-max-token-expiration`; undefined: no limit. */
  readonly maxExpirationSeconds: number | undefined;
  /** `--service-account-extend-token-expiration`. */
  readonly extendExpiration: boolean;
  /** Minor this server behaves as: 36 for 1.36. */
  readonly minor: number;
}

export interface TokenRequestTarget {
  readonly namespace: string;
  /** Name of the service account. */
  readonly name: string;
  readonly warn: (text: string) => void;
  /** Called with the name and value of an annotation of the audit event. */
  readonly annotate?: ((key: string, value: string) => void) | undefined;
}

/**
 * Answers `POST serviceaccounts/<name>/token`.
 * @throws {StatusError} 400, 404, 409, 422
 * @see kubernetes/kubernetes `pkg/registry/core/serviceaccount/storage/token.go`
 */
export async function createToken(
  request: Immutable<KubeObject>,
  target: TokenRequestTarget,
  deps: TokenRequestDeps,
): Promise<KubeObject> {
  const { namespace, name } = target;
  checkNames(request, namespace, name);
  const account = await deps.getter.serviceAccount(namespace, name);
  const uid = account.metadata.uid ?? '';
  checkUid(request.metadata.uid, uid, target, deps.minor);
  const asked = tokenRequestSpec(request);
  const spec = {
    ...asked,
    audiences: asked.audiences.length > 0 ? asked.audiences : deps.apiAudiences,
  };
  const problems = validateTokenRequest(spec);
  if (problems.length > 0) throw invalid(tokenRequestKind, '', problems);
  const binding = await resolveBinding(spec.boundObjectRef, {
    getter: deps.getter,
    namespace,
    name,
    nodeBinding: deps.minor >= 31,
  });
  const granted = { ...spec, expirationSeconds: limited(spec, target, deps) };
  // Before signing, so that the announced expiry is never after the token's.
  const nowMs = deps.clock.now();
  const { token, id } = await deps.issuer.issue({
    namespace,
    serviceAccount: { name, uid },
    ...binding,
    audiences: granted.audiences,
    ...lifetime(granted, binding, deps),
  });
  target.annotate?.('authentication.kubernetes.io/issued-credential-id', `JTI=${id}`);
  return response(request, granted, { namespace, name, uid, token, nowMs, minor: deps.minor });
}

/** From 1.34 on a request for an account that was made anew is refused. */
function checkUid(
  asked: string | undefined,
  uid: string,
  { name, annotate }: TokenRequestTarget,
  minor: number,
): void {
  if (asked === undefined || asked === '' || asked === uid) return;
  const problem = `the UID in the token request (${asked}) does not match the UID of the service account (${uid})`;
  if (minor < 34) {
    annotate?.('authentication.k8s.io/token-request-uid-mismatch', problem);
    return;
  }
  throw conflict({ group: tokenRequestKind.group, resource: tokenRequestKind.kind }, name, problem);
}

function limited(
  { expirationSeconds }: TokenRequestSpec,
  { warn }: TokenRequestTarget,
  { maxExpirationSeconds: max }: TokenRequestDeps,
): number {
  if (max === undefined || max <= 0 || expirationSeconds <= max) return expirationSeconds;
  warn(
    `requested expiration of ${String(expirationSeconds)} seconds shortened to ${String(max)} seconds`,
  );
  return max;
}

/** Old clients in pods never read their token again: theirs lives a year, and its late use is only noted. */
function lifetime(
  { expirationSeconds, audiences }: TokenRequestSpec,
  { pod }: Binding,
  { extendExpiration, apiAudiences }: TokenRequestDeps,
): { lifetimeSeconds: number; warnAfterSeconds?: number } {
  const extended =
    extendExpiration &&
    pod !== undefined &&
    expirationSeconds === warnOnlyExpirationSeconds &&
    audiences.every((each) => apiAudiences.includes(each));
  return extended
    ? { lifetimeSeconds: extendedExpirationSeconds, warnAfterSeconds: expirationSeconds }
    : { lifetimeSeconds: expirationSeconds };
}

interface Issued {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly token: string;
  readonly nowMs: number;
  readonly minor: number;
}

function response(
  request: Immutable<KubeObject>,
  spec: TokenRequestSpec,
  { namespace, name, uid, token, nowMs, minor }: Issued,
): KubeObject {
  const metadata = structuredClone(request.metadata) as KubeObject['metadata'];
  return {
    kind: tokenRequestKind.kind,
    apiVersion: `${tokenRequestKind.group}/v1`,
    metadata: {
      ...metadata,
      name,
      namespace,
      ...(minor >= 34 && !metadata.uid ? { uid } : {}),
      creationTimestamp: formatTime(nowMs),
    },
    spec: {
      audiences: [...spec.audiences],
      expirationSeconds: spec.expirationSeconds,
      // Written even when empty: the field has no `omitempty` upstream.
      boundObjectRef: spec.boundObjectRef === undefined ? null : refOf(spec.boundObjectRef),
    },
    status: {
      token,
      expirationTimestamp: formatTime(nowMs + spec.expirationSeconds * 1000),
    },
  };
}

function refOf(ref: NonNullable<TokenRequestSpec['boundObjectRef']>): object {
  return Object.fromEntries(Object.entries(ref).filter(([, value]) => value !== ''));
}
