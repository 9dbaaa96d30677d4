import { expect } from 'vitest';
import type { Member, MemberOptions } from '../fixture/member.js';
import { until } from '../fixture/until.js';
import { all, releases, type Release } from '../generations.js';
import type { Scenario, ScenarioContext } from '../scenario.js';

type Flags = Readonly<Record<string, string | undefined>>;

/** Flags with which a server of the plane has nothing to do with peers. */
const withoutPeers: Flags = {
  'peer-ca-file': undefined,
  'peer-advertise-ip': undefined,
  'peer-advertise-port': undefined,
};

interface Refusal {
  readonly peerProxy?: boolean;
  readonly flags: (member: Member) => Flags;
  readonly error: string;
}

/** The start matrix of spec 1.5. */
const refusals: readonly Refusal[] = [
  {
    peerProxy: false,
    flags: (member) => ({
      'peer-ca-file': String(member.flags({ ...member.options, peerProxy: true })['peer-ca-file']),
      'peer-advertise-ip': '127.0.0.1',
    }),
    error:
      '[--peer-ca-file requires UnknownVersionInteroperabilityProxy feature to be turned on, --peer-advertise-ip requires UnknownVersionInteroperabilityProxy feature to be turned on]',
  },
  {
    flags: () => ({ 'proxy-client-cert-file': undefined, 'proxy-client-key-file': undefined }),
    error: 'error building peer proxy handler, proxy-cert-file not specified',
  },
  {
    flags: () => ({ 'proxy-client-key-file': undefined }),
    error: 'error building peer proxy handler, proxy-key-file not specified',
  },
  {
    flags: () => ({ 'requestheader-uid-headers': 'X-Foo' }),
    error:
      '--requestheader-uid-headers is set without specifying the standard X-Remote-Uid header - API aggregation will not work',
  },
];

/** The flag came with 1.32, behind a gate that is off there. */
const uidGate = ({ minor }: Release): Readonly<Record<string, boolean>> =>
  minor === 32 ? { RemoteRequestHeaderUID: true } : {};

function loneA({ preparedPlane }: ScenarioContext, a: Partial<MemberOptions> = {}) {
  return preparedPlane({ members: { a, b: null, c: null } });
}

/** What the flags of one server lead to, before or at its start. */
export const startupScenarios: readonly Scenario[] = [
  {
    id: 'S25',
    releases: all,
    title: 'half of the advertised address is none of it',
    run: async (context) => {
      // A loopback address that no test uses at the same time.
      const ip = `127.0.${context.release.minor}.25`;
      const plane = await loneA(context, {
        flags: {
          'peer-advertise-ip': undefined,
          'peer-advertise-port': '9443',
          'advertise-address': '10.0.0.1',
          'bind-address': ip,
          'secure-port': '6443',
        },
      });
      const { a } = plane;
      await a.start();
      await until(
        async () => (await plane.keys.address(a.serverId)) !== undefined,
        () => 'A publishes its address',
      );
      expect(await plane.keys.address(a.serverId)).toBe('10.0.0.1:6443');
      const lease = JSON.parse(
        (await plane.keys.kv.get(`leases/kube-system/${a.serverId}`))?.value.toString() ?? '{}',
      ) as { metadata?: { annotations?: Record<string, string> } };
      expect(lease.metadata?.annotations).toEqual({
        'kubernetes.io/peer-advertise-address': '10.0.0.1:6443',
      });
    },
  },
  {
    id: 'S26',
    releases: all,
    title: 'flags that make no sense: the process refuses to start, and says why',
    run: async (context) => {
      const { minor } = context.release;
      const plane = await loneA(context);
      for (const { peerProxy = true, flags, error } of refusals) {
        const options = { minor, peerProxy, gates: uidGate(context.release) };
        await expect(
          plane.a.start({
            ...options,
            flags: { ...(peerProxy ? {} : withoutPeers), ...flags(plane.a) },
          }),
        ).rejects.toMatchObject({ name: 'ConfigError', message: error });
      }
    },
  },
  {
    id: 'S28',
    releases: [releases.d36],
    title: 'emulating 1.35 turns the gate off',
    run: async (context) => {
      const plane = await loneA(context);
      const emulated = { minor: 36, flags: { 'emulated-version': '1.35' } };
      await expect(
        plane.a.start({
          ...emulated,
          flags: {
            ...emulated.flags,
            'feature-gates': '',
            'peer-advertise-ip': undefined,
            'peer-advertise-port': undefined,
          },
        }),
      ).rejects.toMatchObject({
        name: 'ConfigError',
        message:
          '--peer-ca-file requires UnknownVersionInteroperabilityProxy feature to be turned on',
      });

      await plane.a.start(emulated); // the fixture turns the gate on
      await plane.settled();
      const warnings = plane.a.output.log().filter(({ level }) => level === 40);
      expect(warnings.map(({ msg }) => msg)).toContain(
        'component has alpha features enabled in emulated version, this is unsupported: features=[UnknownVersionInteroperabilityProxy]',
      );
      expect(await plane.keys.address(plane.a.serverId)).toBe(plane.a.address);
    },
  },
];
