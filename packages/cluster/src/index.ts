export { defaultVersions } from '@skewplane/api';
export { choosePorts, defaultBasePort } from './ports.js';
export { startCluster } from './cluster.js';
export type { Cluster, PlaneUser } from './cluster.js';
export type { ClusterSnapshot, RestoreResult } from './snapshot/cluster-snapshot.js';
export type { ApiCredentials } from './instance/api-request.js';
export { ClusterError } from './cluster-error.js';
export { instanceNames } from './cluster-options.js';
export type { ClusterOptions, ProgressStep } from './cluster-options.js';
export type { HostProcess } from './child/child-program.js';
export { isRunning } from './child/process-identity.js';
export { findEtcd } from './etcd/find-etcd.js';
export type { EtcdConnection } from './instance/apiserver-flags.js';
export type { Instance, InstanceChanges } from './instance/apiserver-instance.js';
export {
  formatKubeconfig,
  mergeKubeconfig,
  readKubeconfig,
  renameUser,
  selectContext,
} from './edit-kubeconfig.js';
export { buildKubeconfig, writeKubeconfig } from './kubeconfig.js';
export type { Kubeconfig, NamedEntry } from './kubeconfig.js';
export { ensurePki, pkiPaths } from './pki/cluster-pki.js';
export type { ClusterPki, PkiOptions } from './pki/cluster-pki.js';
export { readKeyPair } from './pki/key-pair-file.js';
export { describePki } from './pki/describe-pki.js';
export type { CertificateSummary } from './pki/describe-pki.js';
export { describePlane } from './plane-status.js';
export type { InstanceStatus, PlaneStatus } from './plane-status.js';
export { readPlaneState } from './plane-state.js';
export { collectTraces, newestTraces } from './trace/collect-traces.js';
export type { TracesOfRequest } from './trace/collect-traces.js';
export { formatTraces } from './trace/format-traces.js';
export { traceRequest } from './trace/trace-request.js';
export type { RequestToTrace, TracedAnswer } from './trace/trace-request.js';
export { findTracedPlane } from './trace/traced-plane.js';
export type { TracedPlane } from './trace/traced-plane.js';
export type { PlaneState } from './plane-state.js';
export { PlaneControl } from './control/plane-control.js';
export type { ControlledInstance } from './control/control-protocol.js';
export { describeFault } from './faults/describe-fault.js';
export type * from './faults/fault.js';
