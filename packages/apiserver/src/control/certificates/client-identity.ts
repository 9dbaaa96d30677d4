/** A certificate and its key, PEM. */
export interface KeyPair {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** The certificate that an instance shows to peers and extension servers; a fault may put another one in its place. */
export class ClientIdentity {
  #pair: KeyPair;
  readonly #listeners = new Set<() => void>();

  constructor(pair: KeyPair) {
    this.#pair = pair;
  }

  get cert(): Buffer {
    return this.#pair.cert;
  }

  get key(): Buffer {
    return this.#pair.key;
  }

  replace(pair: KeyPair): void {
    this.#pair = pair;
    for (const listener of [...this.#listeners]) listener();
  }

  /** Calls back when connections that are open show what is no longer shown. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }
}
