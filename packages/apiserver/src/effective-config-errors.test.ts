import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { configFromFlags } from './config-from-flags.js';
import { effectiveConfig } from './effective-config.js';
import type { FlagValues } from './flags.js';
import { TestCa } from './peer-proxy/testing/test-pki.js';

let directory: string;
let files: Record<'ca' | 'cert' | 'key', string>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'skewplane-errors-'));
  const ca = await TestCa.create('ca');
  const { cert, key } = await ca.issue('front-proxy-client');
  const path = (name: string) => join(directory, name);
  files = { ca: path('ca.crt'), cert: path('proxy.crt'), key: path('proxy.key') };
  await Promise.all([
    writeFile(files.ca, ca.cert),
    writeFile(files.cert, cert),
    writeFile(files.key, key),
  ]);
});

afterAll(async () => {
  await rm(directory, { recursive: true });
});

/** What a command line is told; `ca`, `cert` and `key` stand for good files. */
async function problemsOf(flags: FlagValues): Promise<readonly string[]> {
  const given = Object.entries(flags).map(([name, value]) => [
    name,
    typeof value === 'string' && value in files ? files[value as keyof typeof files] : value,
  ]);
  const config = await configFromFlags(
    {
      'tls-cert-file': files.cert,
      'tls-private-key-file': files.key,
      'etcd-servers': 'http://127.0.0.1:2379',
      ...(Object.fromEntries(given) as FlagValues),
    },
    36,
  );
  try {
    effectiveConfig(config);
    return [];
  } catch (error) {
    return (error as { problems: readonly string[] }).problems;
  }
}

const gate = 'UnknownVersionInteroperabilityProxy';
const off = 'requires UnknownVersionInteroperabilityProxy feature to be turned on';
const tls: FlagValues = {
  'peer-ca-file': 'ca',
  'proxy-client-cert-file': 'cert',
  'proxy-client-key-file': 'key',
};

// Spec 1.3, 1.5, S26 and S28: from the command line to the words that end the process.
it.each<[string, FlagValues, string[]]>([
  ['1.36 with everything', tls, []],
  ['the gate on and no CA', { 'proxy-client-cert-file': 'cert' }, []],
  [
    'the gate off and three flags',
    {
      ...tls,
      'feature-gates': `${gate}=false`,
      'peer-advertise-ip': '10.0.0.1',
      'peer-advertise-port': '9443',
    },
    ['--peer-ca-file', '--peer-advertise-ip', '--peer-advertise-port'].map(
      (flag) => `${flag} ${off}`,
    ),
  ],
  ['S28: 1.36 as 1.35', { ...tls, 'emulated-version': '1.35' }, [`--peer-ca-file ${off}`]],
  [
    'S28: 1.36 as 1.35 with the gate on',
    { ...tls, 'emulated-version': '1.35', 'feature-gates': `${gate}=true` },
    [],
  ],
  [
    '1.32 without the StorageVersion API',
    { ...tls, 'binary-version': '1.32', 'feature-gates': `${gate}=true` },
    [`${gate} feature requires StorageVersionAPI feature flag to be enabled`],
  ],
  [
    '1.34, which needs none',
    { ...tls, 'binary-version': '1.34', 'feature-gates': `${gate}=true` },
    [],
  ],
  [
    'no certificate',
    { 'peer-ca-file': 'ca', 'proxy-client-key-file': 'key' },
    ['error building peer proxy handler, proxy-cert-file not specified'],
  ],
  [
    'no key',
    { 'peer-ca-file': 'ca', 'proxy-client-cert-file': 'cert' },
    ['error building peer proxy handler, proxy-key-file not specified'],
  ],
  [
    'a key that is not there',
    { ...tls, 'proxy-client-key-file': '/none' },
    ['failed to create proxy transport: open /none: no such file or directory'],
  ],
  [
    'a key as certificate',
    { ...tls, 'proxy-client-cert-file': 'key', 'proxy-client-key-file': 'cert' },
    [
      'failed to create proxy transport: tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched',
    ],
  ],
  [
    'UID headers of another name',
    { 'requestheader-uid-headers': 'X-Foo' },
    [
      '--requestheader-uid-headers is set without specifying the standard X-Remote-Uid header - API aggregation will not work',
    ],
  ],
  [
    'UID headers in 1.32, whose gate is off',
    { 'binary-version': '1.32', 'requestheader-uid-headers': 'X-Remote-Uid' },
    ['--requestheader-uid-headers requires the "RemoteRequestHeaderUID" feature to be enabled'],
  ],
  [
    'a blank allowed name',
    { 'requestheader-allowed-names': 'front-proxy-client, ' },
    ['empty value in "requestheader-allowed-names"'],
  ],
])('%s', async (_name, flags, problems) => {
  expect(await problemsOf(flags)).toEqual(problems);
});
