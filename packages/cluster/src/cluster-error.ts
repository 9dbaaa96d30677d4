/** A plane could not be started or reached for a reason its user can do something about. */
export class ClusterError extends Error {
  override readonly name = 'ClusterError';
}
