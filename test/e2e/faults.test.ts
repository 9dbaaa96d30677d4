import { mkdtemp, rm } from 'node:fs/promises';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { StatusError } from '@skewplane/apimachinery';
import { describe, expect, it } from 'vitest';
import { RestClient, loadKubeconfig } from '@skewplane/client';
import { startEtcd } from '../integration/etcd.js';
import { CliProcess, processesNaming } from './cli.js';
import { startPlane } from './plane.js';
import { Acknowledged, codeOf, lostWrites, writeUntil } from './traffic.js';
import type { TrafficApi } from './traffic.js';
import { until } from './until.js';

const maps: TrafficApi = {
  path: '/api/v1/namespaces/default/configmaps',
  build: (name) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } }),
};
const versions = ['1.35', '1.36'];

describe('an instance that is killed', () => {
  it('costs no acknowledged write, and the others go on answering', async () => {
    const plane = await startPlane({ versions: ['1.34', '1.35', '1.36'], controllers: false });
    const stop = new AbortController();
    try {
      const acknowledged = new Acknowledged();
      const answers: unknown[] = [];
      const onError = (error: unknown) => {
        if (error instanceof StatusError) answers.push(error.status);
      };
      const writers = ['one', 'two', 'three', 'four'].map(async (prefix) => {
        const client = await plane.client();
        await writeUntil(client, maps, { prefix, acknowledged, onError, signal: stop.signal });
      });
      await until('writes flow', () => acknowledged.newest.size > 20);
      await plane.cluster.instance('b').kill();
      const before = acknowledged.newest.size;
      await until('writes flow again', () => acknowledged.newest.size > before + 20);
      stop.abort();
      await Promise.all(writers);

      expect(answers).toEqual([]); // broken connections, but no wrong answer
      for (const context of ['skew-a', 'skew-c', 'skew']) {
        expect(await lostWrites(await plane.client(context), maps.path, acknowledged)).toEqual([]);
      }
      await until(
        'the balancer knows',
        () => !plane.cluster.balancer.readyBackends.includes('apiserver-b'),
      );
      await plane.cluster.instance('b').start();
      expect(await lostWrites(await plane.client('skew-b'), maps.path, acknowledged)).toEqual([]);
    } finally {
      stop.abort();
      await plane.close();
    }
  });
});

describe('etcd', () => {
  it('killed under load: clear errors, then all goes on, and nothing acknowledged is lost', async () => {
    const etcd = await startEtcd();
    const plane = await startPlane({ versions, controllers: false, etcd }).catch(
      async (error: unknown) => {
        await etcd.close();
        throw error;
      },
    );
    const stop = new AbortController();
    try {
      const acknowledged = new Acknowledged();
      const codes = new Set<number | undefined>();
      const writers = ['one', 'two', 'three'].map(async (prefix) => {
        const client = await plane.client();
        const onError = (error: unknown) => codes.add(codeOf(error));
        await writeUntil(client, maps, { prefix, acknowledged, onError, signal: stop.signal });
      });
      await until('writes flow', () => acknowledged.newest.size > 20);
      await etcd.kill();
      const caller = await plane.caller(plane.cluster.instance('a').url);
      const readiness = async () => (await caller.call('GET', '/readyz')).code;
      await until('instances are not ready', async () => (await readiness()) === 500);

      const startedAt = performance.now();
      const answer = await caller.call('GET', `${maps.path}/none?timeout=3s`, {
        timeoutMs: 15_000,
      });
      expect(performance.now() - startedAt).toBeLessThan(10_000);
      expect(answer.code).toBeGreaterThanOrEqual(500);
      expect(JSON.parse(answer.text)).toMatchObject({
        kind: 'Status',
        status: 'Failure',
        code: answer.code,
      });

      await etcd.restart();
      await until('instances are ready', async () => (await readiness()) === 200);
      const before = acknowledged.newest.size;
      await until('writes flow again', () => acknowledged.newest.size > before + 20);
      stop.abort();
      await Promise.all(writers);
      expect([...codes].filter((code) => code !== undefined && code < 500)).toEqual([]);
      for (const context of ['skew-a', 'skew-b']) {
        expect(await lostWrites(await plane.client(context), maps.path, acknowledged)).toEqual([]);
      }
    } finally {
      stop.abort();
      await plane.close();
      await etcd.close();
    }
  });
});

describe('garbage', () => {
  it('on the TLS port and inside HTTP does nothing to others', async () => {
    const plane = await startPlane({ versions: ['1.36'], controllers: false });
    try {
      const { instances } = plane.cluster;
      const { hostname: host, port } = new URL(instances[0]?.url ?? '');
      const target = { host, port: Number(port) };
      const sendTcp = (bytes: Buffer | string) => answerOf(connectTcp(target), bytes, 'connect');
      const sendTls = (bytes: Buffer | string) =>
        answerOf(connectTls({ ...target, rejectUnauthorized: false }), bytes, 'secureConnect');

      await sendTcp(Buffer.alloc(64 * 1024, 0xff));
      await sendTcp('GET /version HTTP/1.1\r\nHost: x\r\n\r\n');
      await sendTcp(Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01]));
      expect(await sendTls('no HTTP at all\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
      expect(
        await sendTls(`GET / HTTP/1.1\r\nHost: x\r\nX-Big: ${'x'.repeat(2 ** 21)}\r\n\r\n`),
      ).toMatch(/^HTTP\/1\.1 431 |^$/);
      await sendTls(
        Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), Buffer.alloc(4_096, 0xff)]),
      );

      const caller = await plane.caller(instances[0]?.url);
      expect((await caller.call('GET', '/readyz')).code).toBe(200);
      expect(instances[0]?.running).toBe(true);
      for (const path of [
        '/%',
        '/api/v1/namespaces/%zz/pods',
        '/api//v1',
        '/..%2f..%2fetc',
        '/?%00',
      ]) {
        expect((await caller.call('GET', path)).code, path).toBeLessThan(500);
      }
    } finally {
      await plane.close();
    }
  });
});

describe('the program', () => {
  it('finds its objects on a second start, and leaves no process on Ctrl-C', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'skewplane-e2e-again-'));
    const started: CliProcess[] = [];
    try {
      const uids: (string | undefined)[] = [];
      for (const round of [1, 2]) {
        const cli = new CliProcess([
          'up',
          '--data-dir',
          directory,
          '--base-port',
          '0',
          '--versions',
          '1.36',
        ]);
        started.push(cli);
        await until(
          'the plane is up',
          () => cli.errOut.includes('Ctrl-C stops it all.') || failed(cli),
        );
        const client = new RestClient(await loadKubeconfig(join(directory, 'kubeconfig')), {
          userAgent: 'e2e',
        });
        if (round === 1) await client.create(maps.path, maps.build('kept'));
        uids.push((await client.get(`${maps.path}/kept`)).metadata.uid);
        await client.close();

        cli.child.kill('SIGINT');
        expect(await cli.finished).toMatchObject({ code: 0 });
        expect(await processesNaming(directory)).toEqual([]);
      }
      expect(uids[0]).toMatch(/^[0-9a-f-]{36}$/);
      expect(uids[1]).toBe(uids[0]);
    } finally {
      for (const cli of started) await cli.end();
      await rm(directory, { recursive: true, force: true });
    }
  });
});

function failed(cli: CliProcess): false {
  if (cli.child.exitCode !== null) throw new Error(cli.errOut);
  return false;
}

interface RawSocket {
  once(event: string, listener: (argument: unknown) => void): unknown;
  on(event: 'data', listener: (chunk: Buffer) => void): unknown;
  write(bytes: Buffer | string): unknown;
  end(): unknown;
  destroy(): unknown;
  setTimeout(ms: number, listener: () => void): unknown;
}

/** What comes back for these bytes before the connection ends, or is silent. */
function answerOf(socket: RawSocket, bytes: Buffer | string, ready: string): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const done = () => {
      socket.destroy();
      resolve(text);
    };
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    socket.setTimeout(1_000, done);
    socket.once('error', done);
    socket.once('close', done);
    socket.once(ready, () => socket.write(bytes));
  });
}
