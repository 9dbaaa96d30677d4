import type {
  GroupVersionKind,
  GroupVersionResource,
  Immutable,
  KubeObject,
  TraceRecorder,
} from '@skewplane/apimachinery';
import type { UserInfo } from '../request/user-info.js';

export type Operation = 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT';

/** One write on its way to storage. @see kubernetes/apiserver `pkg/admission/interfaces.go` */
export interface AdmissionAttributes {
  readonly operation: Operation;
  readonly kind: GroupVersionKind;
  readonly resource: GroupVersionResource;
  readonly subresource: string;
  /** `''` when cluster-scoped. */
  readonly namespace: string;
  /** `''` while a generated name is not yet known. */
  readonly name: string;
  /** Undefined for DELETE. */
  readonly object: Immutable<KubeObject> | undefined;
  /** Undefined for CREATE. */
  readonly oldObject: Immutable<KubeObject> | undefined;
  /** The options object of the verb (CreateOptions and so on). */
  readonly options: Readonly<Record<string, unknown>>;
  readonly dryRun: boolean;
  readonly user: UserInfo;
}

/** What a plugin may do besides judging. */
export interface AdmissionContext {
  readonly signal: AbortSignal;
  /** Adds a `Warning` header to the answer. */
  warn(text: string): void;
  /** Adds an annotation to the audit event of the request, where that is recorded at this level at least. */
  annotate?(key: string, value: string, level?: 'Metadata' | 'Request'): void;
  /** Clock time at which the client gets no answer any more; undefined: whenever. */
  readonly deadlineMs?: number | undefined;
  /** Only while mutating plugins run. */
  readonly reinvocation?: Reinvocation | undefined;
  /** Only while the request is traced. */
  readonly trace?: TraceRecorder | undefined;
}

/**
 * Whether mutating plugins run a second time. One of these belongs to one write.
 * @see kubernetes/apiserver `pkg/admission/reinvocation.go`
 */
export interface Reinvocation {
  readonly isSecond: boolean;
  /** Has every mutating plugin run once more, after all have. */
  request(): void;
}

interface Plugin {
  /** Upstream's name, for example `NamespaceLifecycle`. */
  readonly name: string;
  handles(operation: Operation): boolean;
}

/** Edits the object. Runs before every validating plugin. */
export interface MutatingPlugin extends Plugin {
  /** @returns the object to go on with; the argument's object itself when nothing changes. @throws {StatusError} to refuse */
  admit(
    attributes: AdmissionAttributes,
    context: AdmissionContext,
  ): Promise<Immutable<KubeObject> | undefined>;
}

/** Judges the object. */
export interface ValidatingPlugin extends Plugin {
  /** @throws {StatusError} to refuse */
  validate(attributes: AdmissionAttributes, context: AdmissionContext): Promise<void>;
}

export type AdmissionPlugin = Plugin &
  Partial<Pick<MutatingPlugin, 'admit'> & Pick<ValidatingPlugin, 'validate'>>;
