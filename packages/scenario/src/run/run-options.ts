import type { Clock } from '@skewplane/apimachinery';
import type { ClusterOptions, HostProcess } from '@skewplane/cluster';
import type {
  AssertionRecord,
  FaultRecord,
  LaneBand,
  RequestOutcome,
  RequestRecord,
  StepRecord,
} from '../record/run-record.js';

export interface RunOptions {
  /** Node's `process` does. */
  readonly host: HostProcess;
  /** PKI, etcd data, logs and kubeconfig of the run go here. It is emptied of objects first. */
  readonly dataDirectory: string;
  /** Wins over the seed of the file; without either one is 1. */
  readonly seed?: number;
  /** Ends the run: the record says `interrupted` and holds what ran so far. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
  readonly clock?: Clock;
  /** How many requests the record keeps; the newest. 5000 when absent. */
  readonly keepRequests?: number;
  /** Below what the scenario says of the cluster. */
  readonly clusterDefaults?: Partial<ClusterOptions>;
}

/** What happens while a scenario runs. Times are milliseconds since it began. */
export type RunEvent =
  | {
      readonly type: 'step-started';
      readonly number: number;
      readonly title: string;
      readonly action: string;
      readonly line: number;
      readonly atMs: number;
    }
  | { readonly type: 'step-ended'; readonly step: StepRecord }
  | {
      readonly type: 'band';
      readonly instance: string;
      readonly version: string;
      readonly state: LaneBand['state'];
      readonly atMs: number;
    }
  | { readonly type: 'fault-begun'; readonly fault: FaultRecord }
  | { readonly type: 'fault-ended'; readonly fault: FaultRecord }
  | { readonly type: 'assertion-failed'; readonly assertion: AssertionRecord }
  /** Not every request: see `totals`. */
  | {
      readonly type: 'request';
      readonly request: RequestRecord;
      readonly totals: Readonly<Record<RequestOutcome, number>>;
    };
