import type { X509Certificate } from 'node:crypto';
import type { Clock } from '@skewplane/apimachinery';
import type { CertificatePool } from './certificate-pool.js';
import {
  CertificateVerificationError,
  notAfterMs,
  verifyChain,
  type VerifiedChain,
} from './verify-chain.js';

type Outcome =
  | { readonly verified: VerifiedChain }
  | { readonly problem: CertificateVerificationError; readonly retryAtMs: number };

/** How long a refusal is remembered: the certificate may become valid. */
const problemTtlMs = 10_000;

/**
 * Verifies client certificates against one set of trusted ones, and at most once per certificate object: a
 * connection presents the same objects with each request, so that a request costs no signature check.
 */
export class CachedVerifier {
  readonly #roots: CertificatePool;
  readonly #clock: Clock;
  readonly #outcomes = new WeakMap<X509Certificate, Outcome>();

  constructor(roots: CertificatePool, clock: Clock) {
    this.#roots = roots;
    this.#clock = clock;
  }

  /**
   * @param presented leaf first
   * @throws {CertificateVerificationError}
   */
  verify(presented: readonly X509Certificate[]): VerifiedChain {
    const leaf = presented[0];
    const nowMs = this.#clock.now();
    if (leaf === undefined) return verifyChain(presented, this.#roots, nowMs);
    const known = this.#outcomes.get(leaf);
    if (known !== undefined) {
      if ('problem' in known && nowMs < known.retryAtMs) throw known.problem;
      if ('verified' in known && nowMs <= known.verified.notAfterMs) return known.verified;
    }
    return this.#verifyAnew(leaf, presented, nowMs);
  }

  #verifyAnew(
    leaf: X509Certificate,
    presented: readonly X509Certificate[],
    nowMs: number,
  ): VerifiedChain {
    try {
      const verified = verifyChain(presented, this.#roots, nowMs);
      this.#outcomes.set(leaf, { verified });
      return verified;
    } catch (error) {
      if (error instanceof CertificateVerificationError) {
        this.#outcomes.set(leaf, { problem: error, retryAtMs: nowMs + problemTtlMs });
      }
      throw error;
    }
  }
}

/** Seconds until the certificate expires, for the histogram of remaining lifetimes. */
export function remainingSeconds(certificate: X509Certificate, nowMs: number): number {
  return (notAfterMs(certificate) - nowMs) / 1000;
}
