import type { GroupVersionKind } from '@skewplane/apimachinery';
import type { FeatureStage } from '../feature-gates/feature-gates.js';

/** What is different about one resource, or one subresource, in one version. */
export interface ApiChange {
  readonly change: ApiChangeKind;
  /** `flowcontrol.apiserver.k8s.io/v1`, or `v1`. */
  readonly groupVersion: string;
  readonly group: string;
  /** Plural; `pods/resize` for a subresource. */
  readonly resource: string;
  readonly kind: string;
  /** What to know besides: the replacement, the gate, the versions of a move. */
  readonly note?: string;
}

export type ApiChangeKind =
  | 'added'
  | 'removed'
  /** Served without being asked for from now on. */
  | 'on by default'
  | 'off by default'
  | 'deprecated'
  /** Another version is written to etcd. */
  | 'storage version';

/** A kind that has a definition somewhere within, and the shortest way there. */
export interface FieldOwner extends GroupVersionKind {
  /** `.spec.template.spec.containers[]`; empty for the kind itself. */
  readonly path: string;
}

/** One field of one definition; the kinds that have it share the definition. */
export interface FieldChange {
  readonly change: FieldChangeKind;
  /** `core.v1.PodSpec`, shortened as the schemas name it. */
  readonly definition: string;
  readonly field: string;
  readonly before?: string;
  readonly after?: string;
  /** By group, version and kind. */
  readonly owners: readonly FieldOwner[];
}

export type FieldChangeKind =
  | 'added'
  | 'removed'
  | 'retyped'
  | 'required'
  | 'optional'
  /** Server-side apply or strategic merge patch treats it in another way. */
  | 'merged otherwise';

export interface DefaultChange extends Omit<FieldChange, 'change'> {
  readonly change: 'default' | 'enum';
}

export interface GateChange {
  readonly change: GateChangeKind;
  readonly name: string;
  readonly before?: GateState;
  readonly after?: GateState;
}

export type GateChangeKind =
  'new' | 'on by default' | 'off by default' | 'locked' | 'unlocked' | 'stage' | 'gone';

export interface GateState {
  readonly stage: Exclude<FeatureStage, ''> | 'GA';
  readonly default: boolean;
  readonly locked: boolean;
}

/** One thing that a bootstrap RBAC object grants or says, or no longer does. */
export interface RbacChange {
  readonly change: 'added' | 'removed';
  /** `ClusterRole edit`, `Role kube-system/extension-apiserver-authentication-reader`. */
  readonly object: string;
  /** Absent when it is the whole object. */
  readonly detail?: string;
  /** Group and resources that a rule is about; `*` for all. */
  readonly group?: string;
  readonly resources?: readonly string[];
}

/** All that differs between two minors, with their own defaults. */
export interface VersionChanges {
  readonly from: string;
  readonly to: string;
  readonly apis?: readonly ApiChange[];
  readonly fields?: readonly FieldChange[];
  readonly defaults?: readonly DefaultChange[];
  readonly gates?: readonly GateChange[];
  readonly rbac?: readonly RbacChange[];
}

export const changeAreas = ['apis', 'fields', 'defaults', 'gates', 'rbac'] as const;
export type ChangeArea = (typeof changeAreas)[number];

/** What to leave in. A group or a kind leaves feature gates out: they belong to none. */
export interface ChangeFilter {
  readonly areas?: readonly ChangeArea[] | undefined;
  /** `''` and `core` are the core group. */
  readonly group?: string | undefined;
  /** Kind, in any case. */
  readonly kind?: string | undefined;
}
