/** Whoever starts a thing pushes its stop; `close` runs the stops in reverse. */
export class Lifecycle {
  readonly #closers: (() => Promise<void> | void)[] = [];

  onClose(close: () => Promise<void> | void): void {
    this.#closers.push(close);
  }

  /** Closes everything, last started first, even if some fail; a second call does nothing. */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (const close of this.#closers.splice(0).reverse()) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Could not shut down cleanly');
  }
}
