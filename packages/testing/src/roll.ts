import type { Cluster } from '@skewplane/cluster';

/** Which instance runs which version at one moment of a roll. */
export interface Mix {
  /** From 0, the mix before anything was changed. */
  readonly number: number;
  /** `{ 'apiserver-a': '1.36', 'apiserver-b': '1.35' }` */
  readonly versions: Readonly<Record<string, string>>;
  /** The instance that was changed last; undefined in the first mix. */
  readonly changed: string | undefined;
}

export interface RollOptions {
  /** Called in the first mix, after each instance, and so also at the end. What it throws ends the roll there. */
  readonly atEachMix?: (mix: Mix) => void | Promise<void>;
  /** Names or letters; all instances in their order when absent. */
  readonly order?: readonly string[];
}

/** Restarts one instance after the other as `version`, the next when the one before is ready. */
export async function roll(
  cluster: Cluster,
  version: string,
  { atEachMix, order }: RollOptions,
): Promise<void> {
  const instances = order?.map((name) => cluster.instance(name)) ?? cluster.instances;
  let number = 0;
  await atEachMix?.(mixOf(cluster, number, undefined));
  for (const instance of instances) {
    if (instance.version !== version || !instance.running) await instance.restart({ version });
    number++;
    await atEachMix?.(mixOf(cluster, number, instance.name));
  }
}

function mixOf({ instances }: Cluster, number: number, changed: string | undefined): Mix {
  return {
    number,
    changed,
    versions: Object.fromEntries(instances.map(({ name, version }) => [name, version])),
  };
}
