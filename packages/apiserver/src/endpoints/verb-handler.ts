import type { Clock, KubeObject, StatusError } from '@skewplane/apimachinery';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { InjectedFaults } from '../control/faults/injected-faults.js';
import type { ResourceLookup, ResourceScope } from '../registry/resource-scope.js';
import type { Store } from '../registry/store.js';
import type { WriteContext } from '../registry/write-context.js';
import type { ResourceRequestInfo } from '../request/request-info.js';
import type { FrameCache } from './frame-cache.js';
import type { FieldValidation } from './query.js';

/** Bytes to an object of the scope's version: parsed, pruned, type-checked, defaulted by nobody yet. */
export interface BodyDecoder {
  /**
   * @param bytes request body
   * @param warn called with texts for `Warning` headers
   * @throws {StatusError} 400, 415 or 422
   */
  decode(
    scope: Pick<ResourceScope, 'origin' | 'gvk' | 'schema'>,
    bytes: Buffer,
    contentType: string | undefined,
    options: { fieldValidation: FieldValidation; warn: (text: string) => void },
  ): KubeObject;
  /** Checks an object that is already parsed (the result of a patch), likewise. */
  check(
    scope: Pick<ResourceScope, 'origin' | 'gvk' | 'schema'>,
    object: Record<string, unknown>,
    options: {
      fieldValidation: FieldValidation;
      warn: (text: string) => void;
      /** Words the refusal of an object that does not fit its type. */
      refuse?: (problem: string) => StatusError;
    },
  ): KubeObject;
}

export interface EndpointDeps {
  readonly store: Store;
  readonly lookup: ResourceLookup;
  readonly decoder: BodyDecoder;
  readonly clock: Clock;
  /** How long a watch without `timeoutSeconds` lasts at least; upstream draws between this and twice it. */
  readonly minWatchTimeoutMs: number;
  readonly frames: FrameCache;
  /** What to break on purpose; undefined where nobody may. */
  readonly faults?: InjectedFaults | undefined;
  /** In [0, 1). */
  readonly random: () => number;
  /** Aborts when watches must end because the server stops. */
  readonly stopping: AbortSignal;
}

export interface ResourceRequest {
  readonly scope: ResourceScope;
  readonly info: ResourceRequestInfo;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** `''` for cluster-scoped resources, also for namespaces themselves. */
  readonly namespace: string;
}

/** Serves one verb of any resource. */
export type VerbHandler = (deps: EndpointDeps, resource: ResourceRequest) => Promise<unknown>;

/** The body as bytes; empty when there was none. */
export function bodyOf(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

export function writeContext(
  deps: EndpointDeps,
  request: FastifyRequest,
  options: {
    dryRun: boolean;
    fieldManager?: string | undefined;
    kind: string;
    /** As the client gave them. */
    sent?: Readonly<Record<string, unknown>> | undefined;
  },
): WriteContext {
  const { context } = request;
  return {
    user: context.user,
    signal: context.signal,
    nowMs: deps.clock.now(),
    dryRun: options.dryRun,
    fieldManager: options.fieldManager,
    options: {
      kind: options.kind,
      apiVersion: 'meta.k8s.io/v1',
      ...(options.sent ?? (options.dryRun ? { dryRun: ['All'] } : {})),
    },
    admission: true,
    warn: warner(request),
    deadlineMs: context.deadlineMs,
    annotate: (key, value, level = 'Metadata') => {
      if (level === 'Metadata' || context.audit?.recordsRequest === true)
        context.auditAnnotations[key] ??= value; // the first one stays
    },
    trace: context.trace,
  };
}

/** Adds each distinct text once. */
export function warner(request: FastifyRequest): (text: string) => void {
  const { warnings } = request.context;
  return (text) => {
    if (text !== '' && !warnings.includes(text)) warnings.push(text);
  };
}
