import { createHmac, randomBytes } from 'node:crypto';
import type { Clock } from '@skewplane/apimachinery';
import type { AuthenticatedUser } from './authenticator.js';
import type { TokenAuthenticator, TokenRequestContext } from './token-authenticator.js';

export interface TokenCacheOptions {
  /** How long a success is believed, in milliseconds. Failures are never kept. */
  readonly successTtlMs: number;
  /** The oldest entry makes room for a new one. */
  readonly maxEntries: number;
  readonly clock: Clock;
}

interface CacheEntry {
  readonly found: AuthenticatedUser;
  readonly warnings: readonly string[];
  readonly expiresAtMs: number;
}

interface Lookup {
  readonly found: AuthenticatedUser | undefined;
  readonly warnings: readonly string[];
}

/** How long callers that share a lookup may wait for it, in milliseconds. */
const sharedLookupTimeoutMs = 30_000;

/**
 * Remembers for a short time which tokens are good, and asks once for callers that come together with the same
 * token.
 * @see kubernetes/apiserver `pkg/authentication/token/cache/cached_token_authenticator.go`
 */
export class CachedTokenAuthenticator implements TokenAuthenticator {
  readonly #inner: TokenAuthenticator;
  readonly #options: TokenCacheOptions;
  /** In order of expiry: every entry lives equally long and goes to the end when written. */
  readonly #entries = new Map<string, CacheEntry>();
  readonly #lookups = new Map<string, Promise<Lookup>>();
  /** Keys are keyed hashes, so that no token stays in memory. */
  readonly #secret = randomBytes(32);

  constructor(inner: TokenAuthenticator, options: TokenCacheOptions) {
    this.#inner = inner;
    this.#options = options;
  }

  /** How many successes are kept. */
  get size(): number {
    return this.#entries.size;
  }

  async authenticateToken(
    token: string,
    context: TokenRequestContext,
  ): Promise<AuthenticatedUser | undefined> {
    context.signal.throwIfAborted();
    const key = this.#keyOf(token, context.audiences);
    const cached = this.#entries.get(key);
    const result =
      cached !== undefined && cached.expiresAtMs > this.#options.clock.now()
        ? cached
        : await abortable(this.#sharedLookup(key, token, context.audiences), context.signal);
    for (const warning of result.warnings) context.warn(warning);
    return result.found;
  }

  #sharedLookup(
    key: string,
    token: string,
    audiences: readonly string[] | undefined,
  ): Promise<Lookup> {
    let lookup = this.#lookups.get(key);
    if (lookup === undefined) {
      lookup = this.#lookup(key, token, audiences).finally(() => this.#lookups.delete(key));
      this.#lookups.set(key, lookup);
    }
    return lookup;
  }

  async #lookup(
    key: string,
    token: string,
    audiences: readonly string[] | undefined,
  ): Promise<Lookup> {
    const warnings: string[] = [];
    // Not the first caller's signal: others wait for the same answer.
    const deadline = new AbortController();
    const cancel = this.#options.clock.setTimeout(() => {
      deadline.abort(new Error('token lookup timed out'));
    }, sharedLookupTimeoutMs);
    try {
      const found = await this.#inner.authenticateToken(token, {
        audiences,
        warn: (text) => warnings.push(text),
        signal: deadline.signal,
      });
      if (found !== undefined) this.#keep(key, found, warnings);
      return { found, warnings };
    } finally {
      cancel();
    }
  }

  #keep(key: string, found: AuthenticatedUser, warnings: readonly string[]): void {
    const { clock, successTtlMs, maxEntries } = this.#options;
    const nowMs = clock.now();
    this.#entries.delete(key);
    for (const [old, { expiresAtMs }] of this.#entries) {
      if (expiresAtMs > nowMs && this.#entries.size < maxEntries) break;
      this.#entries.delete(old);
    }
    this.#entries.set(key, { found, warnings, expiresAtMs: nowMs + successTtlMs });
  }

  #keyOf(token: string, audiences: readonly string[] | undefined): string {
    // Lengths keep `xy` + `z` and `x` + `yz` apart.
    const parts = [token, ...(audiences ?? [])].map((each) => `${String(each.length)}:${each}`);
    return createHmac('sha256', this.#secret).update(parts.join('')).digest('base64');
  }
}

/** Settles as `promise` does, or rejects when the signal aborts first. */
function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', onAbort);
    });
  });
}
