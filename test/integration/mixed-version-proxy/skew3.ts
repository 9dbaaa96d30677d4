import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../packages/apimachinery/src/index.js';
import { ensurePki, type ClusterPki } from '../../../packages/cluster/src/pki/cluster-pki.js';
import { startEtcd, type TestEtcd } from '../etcd.js';
import { EndpointKeys } from './fixture/endpoint-keys.js';
import { Member, type MemberName, type MemberOptions } from './fixture/member.js';
import { jobs, leases } from './fixture/paths.js';
import { until } from './fixture/until.js';
import { dropFromStorageVersions } from './fixture/storage-versions.js';
import { createUsers, type Users } from './fixture/users.js';
import type { Release } from './generations.js';

/** What planes of one test file share: an etcd, a set of certificates and users. */
export interface Ground {
  readonly etcd: TestEtcd;
  readonly pki: ClusterPki;
  readonly users: Users;
  /** File with the key that lets a server be broken on purpose. */
  readonly controlKeyFile: string;
  /** A new place in etcd. */
  readonly nextPrefix: () => string;
  close(): Promise<void>;
}

export async function prepareGround(): Promise<Ground> {
  const directory = await mkdtemp(join(tmpdir(), 'skewplane-skew3-'));
  let planes = 0;
  const controlKeyFile = join(directory, 'control.key');
  await writeFile(controlKeyFile, 'the key of the plane');
  const [etcd, pki] = await Promise.all([
    startEtcd(),
    ensurePki({
      directory,
      instanceNames: ['apiserver-a', 'apiserver-b', 'apiserver-c'],
      clock: systemClock,
    }),
  ]);
  return {
    etcd,
    pki,
    controlKeyFile,
    users: await createUsers(pki),
    nextPrefix: () => `/plane-${++planes}`,
    close: async () => {
      await etcd.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export interface PlaneOptions {
  /** Over the fixture's own: A without `batch/v1`. Members that are `null` are left out. */
  readonly members?: Partial<Record<MemberName, Partial<MemberOptions> | null>>;
}

/** Longer than the time between two renewals of an identity Lease. */
const renewalMs = 10_500;
const quarterMs = 15 * 60_000;
const identitySelector = 'apiserver.kubernetes.io%2Fidentity%3Dkube-apiserver';

/** Servers A, B and C over one etcd. A does not serve `batch/v1`; all are of the same release unless told otherwise. */
export class Skew3 {
  readonly keys: EndpointKeys;
  readonly members: readonly Member[];
  readonly release: Release;
  readonly users: Users;
  /** PEM of the CA of all serving certificates. */
  readonly ca: string;

  private constructor(
    release: Release,
    { users, pki }: Ground,
    { members, keys }: Pick<Skew3, 'members' | 'keys'>,
  ) {
    this.release = release;
    this.users = users;
    this.ca = pki.ca.certificate;
    this.members = members;
    this.keys = keys;
  }

  /** Resolves when the plane is settled. */
  static async start(release: Release, ground: Ground, options: PlaneOptions = {}): Promise<Skew3> {
    const plane = await Skew3.prepare(release, ground, options);
    try {
      const [first, ...others] = plane.members;
      // One at a time at first: three would write the same objects of a new cluster at once.
      await first?.start();
      await Promise.all(others.map((member) => member.start()));
      await plane.settled();
      await plane.#allowEverything();
    } catch (error) {
      await plane.close();
      throw error;
    }
    return plane;
  }

  /** Nothing runs yet. */
  static async prepare(
    release: Release,
    ground: Ground,
    { members = {} }: PlaneOptions = {},
  ): Promise<Skew3> {
    const { etcd, pki, users } = ground;
    const prefix = ground.nextPrefix();
    const deps = { pki, users, etcd: { servers: etcd.servers, prefix } };
    const names = (['a', 'b', 'c'] as const).filter((name) => members[name] !== null);
    const made = await Promise.all(
      names.map((name) =>
        Member.create(
          name,
          {
            minor: release.minor,
            ...(name === 'a' ? { runtimeConfig: ['batch/v1=false'] } : {}),
            ...members[name],
          },
          deps,
        ),
      ),
    );
    return new Skew3(release, ground, {
      members: made,
      keys: new EndpointKeys(etcd.servers, prefix),
    });
  }

  get a(): Member {
    return this.member('a');
  }
  get b(): Member {
    return this.member('b');
  }
  get c(): Member {
    return this.member('c');
  }

  member(name: MemberName): Member {
    const found = this.members.find((each) => each.name === name);
    if (found === undefined) throw new Error(`The plane has no ${name}`);
    return found;
  }

  get running(): readonly Member[] {
    return this.members.filter(({ isRunning }) => isRunning);
  }

  /** Waits until all that run are ready, have their leases, know each other and have nothing left to find out. */
  async settled(): Promise<void> {
    await Promise.all(
      this.running.map((member) =>
        until(
          () => member.isReady(),
          () => `${member.hostname} is ready`,
        ),
      ),
    );
    await this.haveLeases();
    await this.#peersKnown();
  }

  /** Waits until all that run have both their leases. */
  async haveLeases(): Promise<void> {
    const wanted = this.running.map(({ serverId }) => serverId).sort();
    const [asked] = this.running;
    await until(
      async () => {
        const known = new Set(await this.keys.ids());
        const identities = await asked?.request(leases);
        const names = new Set(identities?.json.items.map(({ metadata }) => metadata.name));
        return wanted.every((id) => known.has(id) && names.has(id));
      },
      () => `all of ${wanted.join(', ')} have their leases`,
    );
  }

  /** Names of the identity Leases. */
  async identities(): Promise<string[]> {
    const [asked] = this.running;
    const answer = await asked?.request(`${leases}?labelSelector=${identitySelector}`);
    return answer?.json.items.map(({ metadata }) => metadata.name) ?? [];
  }

  /** Stops a peer and takes away all that A knows of it. */
  async forget(name: 'b' | 'c'): Promise<void> {
    const { serverId } = this.member(name);
    await this.member(name).stop();
    if ((await this.identities()).includes(serverId)) {
      await this.a.request(`${leases}/${serverId}`, { method: 'DELETE' });
    }
    if (this.release.generation === 'SV') await dropFromStorageVersions(this.a, serverId);
    await until(
      async () => {
        for (const draw of [0.1, 0.9]) {
          this.a.draws.fix(draw);
          if ((await this.a.request(jobs)).status !== 200) return false;
        }
        return true;
      },
      () => `A forgets ${serverId}`,
    );
    this.a.draws.fix(undefined);
    await this.settled();
  }

  /**
   * Lets time pass for all that run, a quarter of an hour at a time, so that none falls so far behind that others
   * take it for dead.
   */
  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= quarterMs) {
      for (const { clock } of this.running) await clock.advance(Math.min(left, quarterMs));
      await until(
        async () => {
          const answer = await this.running[0]?.request(leases);
          const renewed = new Map(
            answer?.json.items.map(({ metadata, ...lease }) => [
              metadata.name,
              Date.parse((lease['spec'] as { renewTime: string }).renewTime),
            ]),
          );
          const late = this.running.filter(
            ({ serverId, clock }) => (renewed.get(serverId) ?? 0) < clock.now() - 60_000,
          );
          for (const { clock } of late) await clock.advance(renewalMs);
          return late.length === 0;
        },
        () => 'all have renewed their Leases',
      );
    }
  }

  /** While `work` runs A draws this peer; the order in which it knows its peers is found out by trying. */
  async aimedAt<T>(target: 'b' | 'c', work: () => Promise<T>): Promise<T> {
    if (!(await this.#draws(this.member(target), { keep: true }))) {
      throw new Error(`A never draws ${target}`);
    }
    try {
      return await work();
    } finally {
      this.a.draws.fix(undefined);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.members.map((member) => member.close()));
    this.keys.close();
  }

  /** Does a draw of A end at the target? `keep` holds that draw. */
  async #draws(target: Member, { keep = false } = {}): Promise<boolean> {
    for (const draw of [0.1, 0.9]) {
      this.a.draws.fix(draw);
      const seen = target.tap.requests(jobs).length;
      await this.a.request(jobs);
      if (!keep) this.a.draws.fix(undefined);
      if (target.tap.requests(jobs).length > seen) return true;
    }
    this.a.draws.fix(undefined);
    return false;
  }

  /** What it serves itself; the header keeps the request where it is. */
  async #hasJobs(member: Member): Promise<boolean> {
    const headers = { 'x-kubernetes-peer-proxied': 'true' };
    return (await member.request(jobs, { headers })).status === 200;
  }

  /** A sends jobs to each peer that has them, and no try to learn of a peer is still to come. */
  async #peersKnown(): Promise<void> {
    for (const target of this.running) {
      if (target.name === 'a' || !this.a.isRunning || (await this.#hasJobs(this.a))) continue;
      if (!(await this.#hasJobs(target))) continue;
      await until(
        () => this.#draws(target),
        () => `A sends jobs to ${target.hostname}`,
      );
    }
    let before = '';
    await until(
      async () => {
        // What is to be tried again is tried now.
        for (const { clock } of this.running) await clock.advance(500);
        const counters = await Promise.all(this.running.map((member) => member.counters()));
        const now = JSON.stringify(counters.map(ofLearning));
        const quiet = before === now;
        before = now;
        return quiet;
      },
      () => `the servers have nothing more to learn: ${before}`,
    );
  }

  async #allowEverything(): Promise<void> {
    const { status, text } = await this.a.request(
      '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings',
      {
        method: 'POST',
        body: {
          metadata: { name: 'everything' },
          roleRef: {
            apiGroup: 'rbac.authorization.k8s.io',
            kind: 'ClusterRole',
            name: 'cluster-admin',
          },
          subjects: ['alice', 'bob'].map((name) => ({
            apiGroup: 'rbac.authorization.k8s.io',
            kind: 'User',
            name,
          })),
        },
      },
    );
    if (status !== 201) throw new Error(`Could not allow alice everything: ${text}`);
  }
}

/** Counters that move when a server asks its peers. */
function ofLearning(counters: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(counters).filter(([series]) => !series.startsWith('aggregator_')),
  );
}
