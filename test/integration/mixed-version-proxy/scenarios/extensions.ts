import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { pkiPaths } from '../../../../packages/cluster/src/pki/cluster-pki.js';
import { issueCertificate } from '../../../../packages/cluster/src/pki/issue-certificate.js';
import {
  extensionNamespace,
  startExtensionServer,
  type ExtensionServer,
} from '../../extension-server.js';
import type { TestObject } from '../../server.js';
import { keyPairPaths } from '../../../../packages/cluster/src/pki/key-pair-file.js';
import { definition, foos } from '../fixture/custom-resource.js';
import type { WireAnswer } from '../fixture/http-client.js';
import type { Member } from '../fixture/member.js';
import { aggregatedAccept } from '../fixture/paths.js';
import { until } from '../fixture/until.js';
import { since33 } from '../generations.js';
import type { Scenario } from '../scenario.js';
import type { Skew3 } from '../skew3.js';

const hourMs = 3_600_000;

/** What peers saw of a path while it was asked for at A. */
async function askedAtA(plane: Skew3, path: string) {
  const count = () =>
    [plane.b, plane.c].reduce((sum, { tap }) => sum + tap.requests(path).length, 0);
  const before = count();
  const answer = await plane.a.request(path);
  return {
    status: answer.status,
    kind: (answer.json as TestObject | undefined)?.kind,
    forwarded: count() - before,
  };
}

/** Makes A ask its peers anew. */
async function refetch(plane: Skew3): Promise<void> {
  await plane.b.stop();
  if (plane.release.minor < 35) {
    // The Lease stays behind, and a restart alone is not noticed.
    await plane.a.request(
      `/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/${plane.b.serverId}`,
      { method: 'DELETE' },
    );
  }
  await plane.b.start();
  await plane.settled();
}

/** Another front-proxy client of the same CA. */
async function frontProxyNamed(commonName: string, directory: string) {
  const files = keyPairPaths(directory, 'front-proxy-ca');
  const [certificate, key] = await Promise.all([
    readFile(files.certificate, 'utf8'),
    readFile(files.key, 'utf8'),
  ]);
  const nowMs = Date.now();
  const client = await issueCertificate(
    { commonName, usage: 'client', notBeforeMs: nowMs - hourMs, notAfterMs: nowMs + hourMs },
    { certificate, key },
  );
  const certFile = join(directory, `${commonName}.crt`);
  const keyFile = join(directory, `${commonName}.key`);
  await writeFile(certFile, client.certificate);
  await writeFile(keyFile, client.key);
  return { certFile, keyFile };
}

/** Resources that no server has built in. */
export const extensionScenarios: readonly Scenario[] = [
  {
    id: 'S31',
    releases: since33,
    title: 'a new custom resource is served by A, though A does not know it does',
    run: async ({ release, ownPlane }) => {
      const plane = await ownPlane();
      const made = await plane.a.request(
        '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
        { method: 'POST', body: definition },
      );
      expect(made.status).toBe(201);
      for (const member of plane.members) {
        await until(
          async () => (await member.request(foos)).status === 200,
          () => `${member.hostname} serves foos`,
        );
      }
      const here = { status: 200, kind: 'FooList', forwarded: 0 };
      expect(await plane.a.growthDuring(() => plane.a.request(foos))).toEqual({});
      expect(await askedAtA(plane, foos)).toEqual(here);

      // Now the documents of its peers name the resource, and what A found at its start does not.
      await refetch(plane);
      await until(
        async () => (await plane.b.request(foos)).status === 200,
        () => 'B serves foos',
      );
      if (release.minor < 35) {
        await until(
          async () => (await askedAtA(plane, foos)).forwarded === 1,
          () => 'A sends foos on',
        );
        expect(await askedAtA(plane, foos)).toEqual({ ...here, forwarded: 1 });
        return;
      }
      expect(await askedAtA(plane, foos)).toEqual(here);
    },
  },
  {
    id: 'S32',
    releases: since33,
    title: 'an extension API that A cannot reach',
    isSlow: true,
    run: async ({ release, ground, ownPlane }) => {
      // The extension server believes B and C, not A: they show certificates of different names.
      const { directory } = ground.pki;
      const ofA = await frontProxyNamed('front-proxy-a', directory);
      const extension = await startExtensionServer({
        frontProxyCa: await readFile(pkiPaths(directory, '').frontProxyCa, 'utf8'),
        group: 'metrics.k8s.io',
        version: 'v1beta1',
      });
      const believed = {
        flags: { 'requestheader-allowed-names': 'front-proxy-client,front-proxy-a' },
      };
      try {
        const plane = await ownPlane({
          members: {
            a: {
              flags: {
                'proxy-client-cert-file': ofA.certFile,
                'proxy-client-key-file': ofA.keyFile,
              },
            },
            b: believed,
            c: believed,
          },
        });
        await publish(plane, extension);
        const path = '/apis/metrics.k8s.io/v1beta1/widgets';
        await until(
          async () => (await plane.b.request(path)).status === 200,
          () => 'B reaches the extension server',
        );
        await until(
          async () => (await freshnessAt(plane.a)) === 'Stale',
          () => 'A finds it stale',
        );
        await refetch(plane);
        await plane.pass(31 * 60_000); // A looks anew at what it serves itself
        await plane.settled();

        if (release.minor >= 35) {
          let answer: WireAnswer | undefined;
          const seen = seenByPeers(plane, path);
          await until(
            async () => {
              answer = await plane.a.request(path);
              return answer.status === 503;
            },
            () => 'A says that it is not available',
          );
          expect({
            type: answer?.headers['content-type'],
            text: answer?.text,
            forwarded: seenByPeers(plane, path) - seen,
          }).toEqual({
            type: 'text/plain; charset=utf-8',
            text: 'service unavailable\n',
            forwarded: 0,
          });
          return;
        }
        await until(
          async () => (await askedAtA(plane, path)).forwarded === 1,
          () => 'A sends it on',
        );
        await until(
          async () => (await askedAtA(plane, path)).status === 200,
          () => 'a peer answers',
        );
        expect((await askedAtA(plane, path)).forwarded).toBe(1);
      } finally {
        await extension.close();
      }
    },
  },
];

const seenByPeers = ({ b, c }: Skew3, path: string): number =>
  [b, c].reduce((sum, { tap }) => sum + tap.requests(path).length, 0);

/** Makes the service and the APIService that lead to the extension server. */
async function publish({ b }: Skew3, extension: ExtensionServer): Promise<void> {
  for (const [path, body] of [
    ['/api/v1/namespaces', { metadata: { name: extensionNamespace } }],
    [`/api/v1/namespaces/${extensionNamespace}/services`, extension.service()],
    ['/apis/apiregistration.k8s.io/v1/apiservices', extension.apiService()],
  ] as const) {
    const { status, text } = await b.request(path, { method: 'POST', body });
    expect(status, text).toBe(201);
  }
}

/** What the server's own document says of the extension API. */
async function freshnessAt(member: Member): Promise<string | undefined> {
  const accept = `${aggregatedAccept};profile=nopeer`;
  const { json } = await member.request('/apis', { headers: { accept } });
  const group = json.items.find(({ metadata }) => metadata.name === 'metrics.k8s.io');
  const versions = (group?.['versions'] ?? []) as readonly { readonly freshness: string }[];
  return versions[0]?.freshness;
}
