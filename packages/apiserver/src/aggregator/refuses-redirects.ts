import type { Dispatcher } from 'undici';

/** A backend sent the client elsewhere. @see kubernetes/apimachinery `pkg/util/proxy/upgradeaware.go`, `RejectForwardingRedirects` */
export class RedirectRefused extends Error {
  override readonly name = 'RedirectRefused';

  constructor() {
    super('the backend attempted to redirect this request, which is not permitted');
  }
}

/** Hands everything on but redirects: a server that took over a service must not lead clients to other hosts. */
export class RefusesRedirects implements Dispatcher.DispatchHandler {
  readonly #inner: Dispatcher.DispatchHandler;

  constructor(inner: Dispatcher.DispatchHandler) {
    this.#inner = inner;
  }

  onRequestStart(controller: Dispatcher.DispatchController, context: unknown): void {
    this.#inner.onRequestStart?.(controller, context);
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    ...[status, headers, message]: Rest<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>
  ): void {
    if (status >= 300 && status <= 399 && (headers['location'] ?? '') !== '') {
      controller.abort(new RedirectRefused());
      return;
    }
    this.#inner.onResponseStart?.(controller, status, headers, message);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#inner.onResponseData?.(controller, chunk);
  }

  onResponseEnd(
    ...args: Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseEnd']>>
  ): void {
    this.#inner.onResponseEnd?.(...args);
  }

  onResponseError(controller: Dispatcher.DispatchController, error: Error): void {
    this.#inner.onResponseError?.(controller, error);
  }
}

type Rest<F extends (first: never, ...rest: never[]) => unknown> = F extends (
  first: never,
  ...rest: infer R
) => unknown
  ? R
  : never;
