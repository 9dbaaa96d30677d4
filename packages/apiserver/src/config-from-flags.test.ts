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
