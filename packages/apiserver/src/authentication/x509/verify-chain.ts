import type { X509Certificate } from 'node:crypto';
import { CertificatePool } from './certificate-pool.js';

const clientAuth = '1.3.6.1.5.5.7.3.2';
const anyExtendedKeyUsage = '2.5.29.37.0';
/** Longer chains are not followed: clients choose what they send. */
const maxChainLength = 8;
/** As Go: how many signatures one verification may check. */
const maxSignatureChecks = 100;

/** Why a certificate is not believed; the text is that of Go's `crypto/x509`. */
export class CertificateVerificationError extends Error {
  override readonly name = 'CertificateVerificationError';
}

export interface VerifiedChain {
  /** Leaf first, trusted root last. */
  readonly chain: readonly X509Certificate[];
  /** Until when every certificate of the chain is valid, epoch milliseconds. */
  readonly notAfterMs: number;
}

/**
 * Finds a chain from the leaf over certificates the client sent to a trusted one, all valid now and allowed to
 * identify clients.
 *
 * @param presented leaf first; the rest may be intermediates in any order
 * @throws {CertificateVerificationError} when there is none
 * @see https://pkg.go.dev/crypto/x509#Certificate.Verify
 */
export function verifyChain(
  presented: readonly X509Certificate[],
  roots: CertificatePool,
  nowMs: number,
): VerifiedChain {
  const [leaf, ...rest] = presented;
  if (leaf === undefined) throw unknownAuthority();
  checkValidity(leaf, nowMs);
  const search: Search = {
    roots,
    intermediates: new CertificatePool(rest),
    nowMs,
    signatureChecks: 0,
    problem: undefined,
  };
  for (const chain of roots.contains(leaf) ? [[leaf]] : chainsFrom([leaf], search)) {
    if (chain.every(identifiesClients)) {
      return { chain, notAfterMs: Math.min(...chain.map(notAfterMs)) };
    }
    search.problem = new CertificateVerificationError(
      'x509: certificate specifies an incompatible key usage',
    );
  }
  throw search.problem ?? unknownAuthority();
}

interface Search {
  readonly roots: CertificatePool;
  readonly intermediates: CertificatePool;
  readonly nowMs: number;
  signatureChecks: number;
  /** The last reason for which a possible issuer was passed over. */
  problem: CertificateVerificationError | undefined;
}

function* chainsFrom(chain: X509Certificate[], search: Search): Generator<X509Certificate[]> {
  const last = chain.at(-1);
  if (last === undefined || chain.length >= maxChainLength) return;
  for (const root of search.roots.candidateIssuers(last)) {
    if (issued(root, last, search)) yield [...chain, root];
  }
  for (const intermediate of search.intermediates.candidateIssuers(last)) {
    if (chain.some(({ raw }) => raw.equals(intermediate.raw))) continue;
    if (issued(intermediate, last, search)) yield* chainsFrom([...chain, intermediate], search);
  }
}

function issued(issuer: X509Certificate, certificate: X509Certificate, search: Search): boolean {
  if (++search.signatureChecks > maxSignatureChecks) {
    throw new CertificateVerificationError(
      'x509: signature check attempts limit reached while verifying certificate chain',
    );
  }
  try {
    checkValidity(issuer, search.nowMs);
  } catch (error) {
    if (!(error instanceof CertificateVerificationError)) throw error;
    search.problem = error;
    return false;
  }
  if (!issuer.ca) {
    search.problem = new CertificateVerificationError(
      'x509: certificate is not authorized to sign other certificates',
    );
    return false;
  }
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function checkValidity(certificate: X509Certificate, nowMs: number): void {
  const expired = nowMs > notAfterMs(certificate);
  if (!expired && nowMs >= notBeforeMs(certificate)) return;
  const bound = expired
    ? `is after ${goTime(notAfterMs(certificate))}`
    : `is before ${goTime(notBeforeMs(certificate))}`;
  throw new CertificateVerificationError(
    `x509: certificate has expired or is not yet valid: current time ${goTime(nowMs)} ${bound}`,
  );
}

/** No extended key usage at all allows any. */
function identifiesClients({ keyUsage }: X509Certificate): boolean {
  // The type says it is always there; it is undefined without the extension.
  const usages = keyUsage as string[] | undefined;
  return (
    usages === undefined || usages.includes(clientAuth) || usages.includes(anyExtendedKeyUsage)
  );
}

export function notAfterMs({ validTo }: X509Certificate): number {
  return Date.parse(validTo);
}

function notBeforeMs({ validFrom }: X509Certificate): number {
  return Date.parse(validFrom);
}

function goTime(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}

function unknownAuthority(): CertificateVerificationError {
  return new CertificateVerificationError('x509: certificate signed by unknown authority');
}
