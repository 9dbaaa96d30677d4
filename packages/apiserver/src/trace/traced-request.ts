import type { TraceRecorder } from '@skewplane/apimachinery';

/** The trace of a request as the parts of the server see it; `request.context.trace`. */
export interface TracedRequest extends TraceRecorder {
  /** Name and value of what a peer wants to see besides the client's own headers, to trace the request too. */
  readonly peerHeaders: readonly (readonly [name: string, value: string])[];
  /**
   * Told once it is known who sent the request, before any impersonation. Takes itself off the request unless
   * that is who may trace.
   */
  authenticated(user: { readonly groups: readonly string[] }, byCertificate: boolean): void;
  /** The request is refused with this: every step that is open ends with it. */
  fail(code: number, message: string): void;
  /** The answer is a stream: nobody should wait for its end to read the trace. */
  stream(): void;
}

/** One value for each instance that a traced request touched, the one reached first coming first. */
export const servedByHeader = 'x-skewplane-served-by';
