import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configFromFlags } from './config-from-flags.js';
import type { FlagValues } from './flags.js';

let directory: string;
let required: FlagValues;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'skewplane-flags-'));
  const file = join(directory, 'some.pem');
  await writeFile(file, 'PEM');
  required = {
    'tls-cert-file': file,
    'tls-private-key-file': file,
    'etcd-servers': 'http://127.0.0.1:2379',
  };
});

afterAll(async () => {
  await rm(directory, { recursive: true });
});

describe('configFromFlags', () => {
  it.each<[string, FlagValues, object]>([
    [
      'defaults',
      {},
      { binaryMinor: 36, securePort: 6443, requestTimeoutMs: 60_000, authorizationModes: ['RBAC'] },
    ],
    ['a version', { 'binary-version': '1.34' }, { binaryMinor: 34 }],
    ['a duration', { 'request-timeout': '1m30s' }, { requestTimeoutMs: 90_000 }],
    [
      'repeated flags',
      { 'feature-gates': ['A=true', 'B=false'] },
      { featureGates: 'A=true,B=false' },
    ],
    [
      'several servers',
      { 'etcd-servers': 'http://a:1,http://b:2' },
      { etcd: { servers: ['http://a:1', 'http://b:2'] } },
    ],
    ['a prefix without slashes', { 'etcd-prefix': 'data/' }, { etcd: { prefix: '/data' } }],
    [
      'switches and timers of the peer proxy',
      {
        'skewplane-quirk': ['maxPeerRetries=3,ghostAfterGrace=false', 'coreGroupKey=core'],
        'skewplane-timer': 'peerRetry=1s',
        'skewplane-timer-scale': '0.5',
        'skewplane-seed': '7',
      },
      {
        peer: {
          quirks: { maxPeerRetries: 3, ghostAfterGrace: false, coreGroupKey: 'core' },
          timings: { peerRetryMs: 1000, endpointRefreshMs: 5000 },
        },
        seed: 7,
      },
    ],
    ['no seed', {}, { seed: undefined, peer: { quirks: {} } }],
    ['a host name in capitals', { hostname: 'Node-A' }, { hostname: 'node-a' }],
  ])('%s', async (_name, flags, want) => {
    expect(await configFromFlags({ ...required, ...flags }, 36)).toMatchObject(want);
  });

  it('tells every problem at once', async () => {
    const flags = {
      'secure-port': '70000',
      'request-timeout': 'soon',
      'no-such-flag': 'x',
      'client-ca-file': '/none',
    };
    await expect(configFromFlags({ ...required, ...flags }, 36)).rejects.toMatchObject({
      name: 'ConfigError',
      problems: [
        'unknown flag: --no-such-flag',
        'invalid argument "70000" for "--secure-port" flag: must be a whole number from 0',
        '--client-ca-file: cannot read /none (ENOENT)',
        'invalid argument "soon" for "--request-timeout" flag: must be a duration like 1m30s',
      ],
    });
  });

  it.each<[string, FlagValues, RegExp]>([
    [
      'switch',
      { 'skewplane-quirk': 'no=1' },
      /^invalid .* "--skewplane-quirk" flag: unknown quirk "no", must be one of /,
    ],
    [
      'timer',
      { 'skewplane-timer': 'no=1s' },
      /^invalid .* "--skewplane-timer" flag: unknown timer "no", must be one of /,
    ],
    [
      'scale',
      { 'skewplane-timer-scale': '0' },
      /"--skewplane-timer-scale" flag: must be a number above zero$/,
    ],
    ['seed', { 'skewplane-seed': 'x' }, /"--skewplane-seed" flag: must be a whole number from 0$/],
    [
      'flag that came with 1.32',
      { 'binary-version': '1.31', 'requestheader-uid-headers': 'X-Remote-Uid' },
      /^unknown flag: --requestheader-uid-headers$/,
    ],
  ])('refuses a wrong %s', async (_name, flags, problem) => {
    await expect(configFromFlags({ ...required, ...flags }, 36)).rejects.toMatchObject({
      problems: [expect.stringMatching(problem) as string],
    });
  });

  // Spec 1.5: upstream opens these files only when it builds the transport to peers.
  it.each([
    ['none', 'open /none: no such file or directory'],
    ['a directory', 'read /: is a directory'],
    ['no PEM', 'unable to load root certificates: unable to parse bytes as PEM block'],
  ])('leaves %s as peer CA to the building of the transport', async (file, problem) => {
    const some = String(required['tls-cert-file']);
    const paths: Record<string, string> = { none: '/none', 'a directory': '/', 'no PEM': some };
    const config = await configFromFlags(
      {
        ...required,
        'peer-ca-file': paths[file],
        'proxy-client-cert-file': some,
        'proxy-client-key-file': some,
      },
      36,
    );
    expect(config.peer.tlsProblem).toBe(problem);
  });

  it('names the files and addresses it cannot do without', async () => {
    await expect(configFromFlags({}, 36)).rejects.toMatchObject({
      problems: [
        '--tls-cert-file must be specified',
        '--tls-private-key-file must be specified',
        '--etcd-servers must be specified',
      ],
    });
  });
});
