/** One named part of `/readyz`. */
export interface ReadinessHook {
  /** As in `/readyz/poststarthook/<name>`. */
  readonly name: string;
  isDone(): boolean;
}
