import type { GroupVersionResource, KubeObject } from '@skewplane/apimachinery';
import type { FaultSpec } from '@skewplane/cluster';
import type {
  CompiledCheck,
  CompiledCondition,
  ExchangeCondition,
} from '../expressions/compiled.js';

/** A scenario that was read and found to make sense: names resolved, durations in milliseconds, lines kept. */
export interface Scenario {
  readonly name: string;
  readonly description: string;
  /** As it was named by whoever loaded it; files in it are relative to its directory. */
  readonly file: string;
  /** Undefined: whoever runs it decides. */
  readonly seed: number | undefined;
  readonly timeoutMs: number;
  /** Goes on after a broken assertion. */
  readonly keepGoing: boolean;
  readonly cluster: ScenarioCluster;
  readonly objects: readonly ObjectSource[];
  readonly traffic: readonly TrafficClient[];
  readonly always: readonly AlwaysAssertion[];
  readonly steps: readonly Step[];
}

export interface ScenarioCluster {
  readonly instances: readonly InstanceSetup[];
  readonly peerProxy: boolean;
  readonly controllers: boolean;
}

/** How an instance is started; what holds for the whole plane is in it. */
export interface InstanceSetup {
  /** `apiserver-a`. */
  readonly name: string;
  /** `1.35`. */
  readonly version: string;
  readonly featureGates: Readonly<Record<string, boolean>>;
  readonly args: readonly string[];
}

/** An object written in the scenario, or a file of one or more documents. */
export type ObjectSource =
  | { readonly object: KubeObject; readonly line: number; readonly column: number }
  | { readonly file: string; readonly line: number; readonly column: number };

export interface ScenarioUser {
  readonly name: string;
  readonly groups: readonly string[];
}

export const verbs = ['create', 'update', 'patch', 'delete', 'get', 'list'] as const;
export type Verb = (typeof verbs)[number];

export interface TrafficClient {
  readonly name: string;
  readonly user: ScenarioUser;
  /** `balanced`, or the name of an instance. */
  readonly via: string;
  /** Requests a second. */
  readonly rate: number;
  /** How often each is chosen, relative to the others. */
  readonly verbs: Readonly<Partial<Record<Verb, number>>>;
  readonly resources: readonly TrafficResource[];
  readonly namespace: string;
  /** Holds a watch of each resource, too. */
  readonly watch: boolean;
  /** Live objects per resource. */
  readonly maxObjects: number;
  readonly requestTimeoutMs: number;
  /** Sends from the beginning, not only when a step starts it. */
  readonly autoStart: boolean;
  readonly line: number;
}

export interface TrafficResource {
  readonly gvr: GroupVersionResource;
  readonly kind: string;
  readonly namespaced: boolean;
  /** What is created, without a name. */
  readonly object: Readonly<Record<string, unknown>> | undefined;
}

interface AlwaysBase {
  readonly title: string;
  readonly line: number;
}

export type AlwaysAssertion =
  | (AlwaysBase & { readonly type: 'servedResourcesAnswer'; readonly settleMs: number })
  | (AlwaysBase & {
      readonly type: 'noLostWrites' | 'watchesComplete' | 'noUnexplainedDeletes';
    })
  | (AlwaysBase & {
      readonly type: 'p99';
      readonly belowMs: number;
      readonly windowMs: number;
      readonly minRequests: number;
      readonly clients: readonly string[] | undefined;
    })
  | (AlwaysBase & {
      readonly type: 'everyRequest';
      readonly clients: readonly string[] | undefined;
      readonly condition: ExchangeCondition;
    });

export interface Step {
  /** From 1. */
  readonly number: number;
  readonly title: string;
  readonly line: number;
  readonly column: number;
  readonly timeoutMs: number;
  readonly action: StepAction;
  readonly expect: readonly Expectation[];
  readonly eventually: readonly Expectation[];
}

/** What a step does; `type` is the key in the file. */
export type StepAction =
  | { readonly type: 'upgrade' | 'downgrade' | 'restart'; readonly setup: InstanceSetup }
  | { readonly type: 'start'; readonly instance: string }
  | FaultAction
  | { readonly type: 'heal'; readonly fault: string | undefined }
  | { readonly type: 'wait'; readonly until: WaitCondition }
  | {
      readonly type: 'run';
      readonly command: readonly string[];
      readonly via: string;
      readonly exitCode: number;
    }
  | { readonly type: 'apply'; readonly source: ObjectSource; readonly via: string }
  | { readonly type: 'advanceClock'; readonly byMs: number }
  | {
      readonly type: 'traffic';
      readonly start: readonly string[];
      readonly stop: readonly string[];
    }
  | { readonly type: 'check' };

/** `stop`, `kill`, `pause` and `partition` are faults with a key of their own. */
export interface FaultAction {
  readonly type: 'stop' | 'kill' | 'pause' | 'partition' | 'fault';
  /** To heal it by. */
  readonly name: string;
  readonly spec: FaultSpec;
}

export type WaitCondition =
  | { readonly type: 'duration'; readonly ms: number }
  | { readonly type: 'requests'; readonly count: number }
  | { readonly type: 'ready'; readonly instances: readonly string[] }
  | { readonly type: 'condition'; readonly condition: CompiledCondition };

export interface Bounds {
  readonly equals?: number;
  readonly atLeast?: number;
  readonly atMost?: number;
}

export interface ScenarioRequest {
  readonly method: string;
  readonly path: string;
  readonly via: string;
  readonly user: ScenarioUser;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** One assertion of a step. Everything that is given must hold. */
export interface Expectation {
  readonly title: string;
  readonly line: number;
  /** As in the file, for reports. */
  readonly expression: string | undefined;
  readonly request: ScenarioRequest | undefined;
  readonly checks: readonly CompiledCheck[];
}
