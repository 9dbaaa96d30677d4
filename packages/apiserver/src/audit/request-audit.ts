import { isRecord } from '@skewplane/apimachinery';
import type { IncomingMessage } from 'node:http';
import type { RequestContext } from '../request/filter.js';
import type { UserInfo } from '../request/user-info.js';
import type { AuditSink } from './audit-sink.js';
import {
  eventOf,
  objectRefOf,
  sourceIps,
  userAgentOf,
  type ObjectReference,
  type ResponseStatus,
} from './event.js';
import type { AuditConfig } from './match.js';
import type { AuditStage } from './policy.js';
import { withoutManagedFields } from './without-managed-fields.js';

export interface RequestAuditDeps {
  readonly sink: AuditSink;
  readonly config: AuditConfig;
  readonly context: RequestContext;
  readonly request: IncomingMessage;
  /** As authenticated; undefined when that failed. */
  readonly user: UserInfo | undefined;
}

/**
 * What is recorded of one request on its way, and turned into an event at each stage.
 * @see kubernetes/apiserver `pkg/audit/{context,request}.go`
 */
export class RequestAudit {
  readonly #deps: RequestAuditDeps;
  readonly #objectRef: ObjectReference | undefined;
  #responseStatus: ResponseStatus | undefined;
  #requestObject: unknown;
  #responseObject: unknown;

  constructor(deps: RequestAuditDeps) {
    this.#deps = deps;
    this.#objectRef = objectRefOf(deps.context.info);
  }

  /** Are bodies of requests recorded? */
  get recordsRequest(): boolean {
    const { level } = this.#deps.config;
    return level === 'Request' || level === 'RequestResponse';
  }

  /** Is anything known of the answer yet? */
  get hasResponse(): boolean {
    return this.#responseStatus !== undefined;
  }

  /**
   * @param object as decoded; what it says of itself completes the reference
   * @param whole makes what is recorded of it, and is called only where bodies are
   */
  recordRequest(object: unknown, whole: () => unknown = () => object): void {
    this.#complete(object);
    if (!this.recordsRequest) return;
    this.#requestObject = structuredClone(this.#trimmed(whole())); // whoever decoded it goes on to edit it
  }

  /** A patch says nothing of its object. */
  recordPatch(patch: unknown): void {
    if (this.recordsRequest) this.#requestObject = structuredClone(patch);
  }

  /** @param make the object that is sent, called only where answers are recorded or `status` is not known */
  recordResponse(make: () => unknown): void {
    if (this.#deps.config.level === 'RequestResponse') {
      const object = make();
      this.#responseObject = this.#trimmed(object);
      this.recordStatus(object);
    }
  }

  /** Takes over a Status that is sent as the answer. */
  recordStatus(object: unknown): void {
    if (!isRecord(object) || object['kind'] !== 'Status' || object['apiVersion'] !== 'v1') return;
    const { status, message, reason, details, code } = object as ResponseStatus;
    this.#responseStatus = {
      ...(status === undefined ? {} : { status }),
      ...(message === undefined ? {} : { message }),
      ...(reason === undefined ? {} : { reason }),
      ...(details === undefined ? {} : { details }),
      ...(code === undefined ? {} : { code }),
    };
  }

  setStatus(status: ResponseStatus): void {
    this.#responseStatus = status;
  }

  setCode(code: number): void {
    this.#responseStatus = { ...this.#responseStatus, code };
  }

  /** Makes the event of a stage, unless the policy leaves that out. */
  process(stage: AuditStage, stageAtMs: number): void {
    const { sink, config, context, request, user } = this.#deps;
    if (config.omitStages.has(stage)) return;
    const { auditId, info, receivedAtMs } = context;
    sink.write(
      eventOf({
        level: config.level,
        auditId,
        stage,
        requestUri: request.url ?? '',
        verb: info.verb,
        user,
        impersonatedUser: context.impersonator === undefined ? undefined : context.user,
        sourceIps: sourceIps(request),
        userAgent: userAgentOf(request),
        objectRef: this.#objectRef,
        responseStatus: this.#responseStatus,
        requestObject: this.#requestObject,
        responseObject: this.#responseObject,
        receivedAtMs,
        stageAtMs,
        annotations: context.auditAnnotations,
      }),
    );
  }

  #complete(object: unknown): void {
    const reference = this.#objectRef;
    const metadata = isRecord(object) ? object['metadata'] : undefined;
    if (reference === undefined || !isRecord(metadata)) return;
    for (const field of ['namespace', 'name', 'uid', 'resourceVersion'] as const) {
      const value = metadata[field];
      if (reference[field] === '' && typeof value === 'string') reference[field] = value;
    }
  }

  #trimmed(object: unknown): unknown {
    return this.#deps.config.omitManagedFields ? withoutManagedFields(object) : object;
  }
}
