/** The file as it is written. `schema.ts` says the same to editors, with what each field is for. */
export interface ScenarioDocument {
  apiVersion: 'skewplane.dev/v1alpha1';
  kind: 'Scenario';
  metadata: { name: string; description?: string };
  spec: ScenarioSpec;
}

/** `250ms`, `2s`, `1m30s`, `2h`. */
export type Duration = string;

export interface ScenarioSpec {
  seed?: number;
  timeout?: Duration;
  keepGoing?: boolean;
  cluster: ClusterDocument;
  objects?: (string | Record<string, unknown>)[];
  traffic?: TrafficDocument[];
  always?: (string | AlwaysDocument)[];
  steps: StepDocument[];
}

export interface ClusterDocument {
  instances: (string | InstanceDocument)[];
  peerProxy?: boolean;
  controllers?: boolean;
  featureGates?: Record<string, boolean>;
  args?: string[];
  timers?: Record<string, Duration>;
}

export interface InstanceDocument {
  version: string;
  featureGates?: Record<string, boolean>;
  args?: string[];
}

export type UserDocument = string | { name: string; groups?: string[] };

export interface TrafficDocument {
  name: string;
  user?: UserDocument;
  via?: string;
  rate?: number;
  verbs?: {
    create?: number;
    update?: number;
    patch?: number;
    delete?: number;
    get?: number;
    list?: number;
  };
  resources: (string | ResourceDocument)[];
  namespace?: string;
  watch?: boolean;
  maxObjects?: number;
  requestTimeout?: Duration;
  autoStart?: boolean;
}

export interface ResourceDocument {
  resource: string;
  kind?: string;
  namespaced?: boolean;
  object?: Record<string, unknown>;
}

export interface AlwaysDocument {
  servedResourcesAnswer?: { settle?: Duration };
  p99?: {
    name?: string;
    below: Duration;
    window?: Duration;
    minRequests?: number;
    clients?: string[];
  };
  everyRequest?: { name?: string; cel: string; clients?: string[] };
}

export interface StepDocument {
  name?: string;
  timeout?: Duration;
  upgrade?: ChangeDocument & { version: string };
  downgrade?: ChangeDocument & { version: string };
  restart?: string | ChangeDocument;
  start?: string;
  stop?: string;
  kill?: string;
  pause?: string;
  partition?: {
    name?: string;
    from: string;
    to: string;
    bothWays?: boolean;
    mode?: 'refuse' | 'drop';
  };
  fault?: FaultDocument;
  heal?: string;
  wait?: Duration | WaitDocument;
  run?: string | string[] | RunDocument;
  apply?: string | ApplyDocument;
  advanceClock?: Duration;
  traffic?: { start?: string[]; stop?: string[] };
  expect?: ExpectationDocument[];
  eventually?: ExpectationDocument[];
}

export interface ChangeDocument {
  instance: string;
  featureGates?: Record<string, boolean>;
  args?: string[];
}

/** Any fault of the plane; which fields belong to which type is checked after the schema. */
export interface FaultDocument {
  name?: string;
  type: string;
  [field: string]: unknown;
}

export interface WaitDocument {
  requests?: number;
  ready?: string[];
  until?: string;
}

export interface RunDocument {
  command: string | string[];
  via?: string;
  exitCode?: number;
}

export interface ApplyDocument {
  file?: string;
  object?: Record<string, unknown>;
  via?: string;
}

export interface ExpectationDocument {
  name?: string;
  request?: RequestDocument;
  status?: number;
  cel?: string;
  jsonPath?: JsonPathDocument;
  metric?: { instance: string; name: string; labels?: Record<string, string> };
  requests?: { client: string; outcome?: string };
  equals?: number;
  atLeast?: number;
  atMost?: number;
}

export interface RequestDocument {
  path: string;
  method?: string;
  via?: string;
  user?: UserDocument;
  headers?: Record<string, string>;
  body?: unknown;
}

export interface JsonPathDocument {
  path: string;
  in?: 'body' | 'headers' | 'response';
  equals?: unknown;
  exists?: boolean;
  count?: number;
}
