import type { Clock, KubeObject } from '@skewplane/apimachinery';
import type { Cluster, HostProcess } from '@skewplane/cluster';
import type { AssertionLog } from '../assertions/assertion-log.js';
import type { Invariants } from '../assertions/invariants.js';
import type { Ledger } from '../assertions/ledger.js';
import type { WriteVerifier } from '../assertions/write-verifier.js';
import type { ObjectSource, Scenario } from '../document/scenario.js';
import type { Traffic } from '../traffic/traffic.js';
import type { InstanceMonitor } from './instance-monitor.js';
import type { PlaneAccess } from './plane-access.js';
import type { PlaneFaults } from './plane-faults.js';
import type { Recorder } from './recorder.js';

/** Everything that the steps of a run work with. */
export interface RunParts {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly host: HostProcess;
  readonly dataDirectory: string;
  readonly clock: Clock;
  readonly cluster: Cluster;
  readonly access: PlaneAccess;
  readonly recorder: Recorder;
  readonly monitor: InstanceMonitor;
  readonly faults: PlaneFaults;
  readonly ledger: Ledger;
  readonly assertions: AssertionLog;
  readonly invariants: Invariants;
  readonly verifier: WriteVerifier;
  readonly traffic: Traffic;
  readonly objects: ReadonlyMap<ObjectSource, readonly KubeObject[]>;
  /** Work on instances that cannot be called off: it must end before the plane does. */
  readonly instanceWork: Set<{ readonly instance: string; readonly done: Promise<unknown> }>;
}
