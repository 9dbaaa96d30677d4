import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RestClient } from '@skewplane/client';
import type { FaultSpec } from '@skewplane/cluster';
import { ApiCaller } from './api-caller.js';
import type { Answer } from './api-caller.js';
import { processesNaming, runCli } from './cli.js';
import { startPlane } from './plane.js';
import type { TestPlane } from './plane.js';
import { Acknowledged, lostWrites, writeUntil } from './traffic.js';
import type { TrafficApi } from './traffic.js';
import { until } from './until.js';

/** Only 1.36 serves it, so that 1.35 asks its peer. */
const onlyInB = '/apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies';
const unreachable = 'error trying to reach service: ';
const maps: TrafficApi = {
  path: '/api/v1/namespaces/default/configmaps',
  build: (name) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } }),
};

let plane: TestPlane;
let a: ApiCaller;
let b: ApiCaller;
let portOfB: string;
let clientA: RestClient;
let clientB: RestClient;

beforeAll(async () => {
  plane = await startPlane({ versions: ['1.35', '1.36'], controllers: false });
  a = await plane.caller(plane.cluster.instance('a').url);
  b = await plane.caller(plane.cluster.instance('b').url);
  portOfB = new URL(plane.cluster.instance('b').url).port;
  clientA = await plane.client('skew-a');
  clientB = await plane.client('skew-b');
  await proxied();
});
afterEach(async () => {
  await plane.cluster.faults.healAll();
  expect(plane.cluster.faults.list()).toEqual([]);
});
afterAll(() => plane.close());

function inject(spec: FaultSpec) {
  return plane.cluster.faults.inject(spec);
}

/** Waits until `a` gets answers from `b`. */
function proxied(): Promise<Answer | undefined> {
  return until('a reaches b', async () => {
    const answer = await a.call('GET', onlyInB);
    return answer.code === 200 ? answer : undefined;
  });
}

function create(caller: ApiCaller, name: string): Promise<Answer> {
  return caller.call('POST', maps.path, {
    contentType: 'application/json',
    body: JSON.stringify(maps.build(name)),
  });
}

describe('between two instances', () => {
  it('refuses: the source says what it says of a peer that is gone', async () => {
    const { id } = await inject({ type: 'partition', from: 'a', to: 'b' });
    expect(await a.call('GET', onlyInB)).toMatchObject({
      code: 503,
      text: `${unreachable}dial tcp 127.0.0.1:${portOfB}: connect: connection refused\n`,
    });
    expect((await a.call('GET', '/readyz')).code).toBe(200);
    await plane.cluster.faults.heal(id);
    expect((await a.call('GET', onlyInB)).code).toBe(200);
  });

  it('says the same of a peer that really is gone, through the link', async () => {
    await inject({ type: 'kill', instance: 'b' });
    expect(await a.call('GET', onlyInB)).toMatchObject({
      code: 503,
      text: `${unreachable}dial tcp 127.0.0.1:${portOfB}: connect: connection refused\n`,
    });
    await plane.cluster.faults.healAll();
    await proxied();
  });

  it('drops: a request waits, and is answered once the link is whole', async () => {
    await proxied();
    const { id } = await inject({
      type: 'partition',
      from: 'a',
      to: 'b',
      mode: 'drop',
      bothWays: true,
    });
    let answered = false;
    const waiting = a.call('GET', onlyInB).finally(() => {
      answered = true;
    });
    expect((await b.call('GET', onlyInB)).code).toBe(200);
    expect(answered).toBe(false);
    await plane.cluster.faults.heal(id);
    expect((await waiting).code).toBe(200);
  });

  it('resets connections in the middle of an answer', async () => {
    await inject({ type: 'reset-after', from: 'a', to: 'b', bytes: 100 });
    const { code, text } = await a.call('GET', onlyInB);
    expect(code).toBe(503);
    expect(text).toContain(unreachable);
  });
});

describe('certificates', () => {
  it.each([
    { problem: 'expired', text: 'x509: certificate has expired or is not yet valid' },
    { problem: 'wrong-ca', text: 'x509: certificate signed by unknown authority' },
    { problem: 'wrong-name', text: 'x509: certificate is valid for nobody.invalid, not' },
  ] as const)('serving, $problem: refused by peers and clients', async ({ problem, text }) => {
    const { id } = await inject({ type: 'certificate', instance: 'b', which: 'serving', problem });
    const answer = await a.call('GET', onlyInB);
    expect(answer.code).toBe(503);
    expect(answer.text).toContain(text);
    await expect(b.call('GET', '/readyz')).rejects.toThrow();
    await plane.cluster.faults.heal(id);
    expect((await b.call('GET', '/readyz')).code).toBe(200);
    expect((await a.call('GET', onlyInB)).code).toBe(200);
  });

  it('proxy client, wrong name: the peer believes nothing of it', async () => {
    await inject({
      ...{ type: 'certificate', instance: 'a', which: 'proxy-client' },
      problem: 'wrong-name',
    });
    expect((await a.call('GET', onlyInB)).code).toBe(401);
    await plane.cluster.faults.healAll();
    expect((await a.call('GET', onlyInB)).code).toBe(200);
  });
});

describe('a stale cache', () => {
  it('answers from where it stopped; what is newer is waited for in vain', async () => {
    await clientB.create(maps.path, maps.build('before-stale'));
    await clientA.get(`${maps.path}/before-stale`);
    await inject({ type: 'stale-cache', instance: 'a', resources: ['configmaps'] });
    const stopped = (await clientA.list(maps.path)).metadata.resourceVersion ?? '';
    const made = await clientB.create(maps.path, maps.build('during-stale'));
    const newer = made.metadata.resourceVersion ?? '';
    expect((await a.call('GET', `${maps.path}/during-stale`)).code).toBe(404);
    expect((await clientA.list(maps.path)).metadata.resourceVersion).toBe(stopped);

    // kubernetes/apiserver pkg/storage/errors.go, NewTooLargeResourceVersionError
    const query = `resourceVersion=${newer}&resourceVersionMatch=NotOlderThan`;
    const late = await a.call('GET', `${maps.path}?${query}`);
    expect(late.code).toBe(504);
    expect(JSON.parse(late.text)).toMatchObject({
      reason: 'Timeout',
      message: `Timeout: Too large resource version: ${newer}, current: ${stopped}`,
      details: { retryAfterSeconds: 1, causes: [{ reason: 'ResourceVersionTooLarge' }] },
    });

    const seen: string[] = [];
    const leave = new AbortController();
    const watching = (async () => {
      const watch = { query: { resourceVersion: stopped }, signal: leave.signal };
      for await (const { object } of clientA.watch(maps.path, watch)) {
        seen.push(object.metadata.name ?? '');
      }
    })().catch(() => undefined);
    await plane.cluster.faults.healAll();
    await until('the watch catches up', () => seen.includes('during-stale'));
    leave.abort();
    await watching;
    expect((await a.call('GET', `${maps.path}/during-stale`)).code).toBe(200);
  });

  it('lets reads through to etcd where that is wanted', async () => {
    await inject({
      ...{ type: 'stale-cache', instance: 'a', freshReads: true },
      resources: ['configmaps'],
    });
    await clientB.create(maps.path, maps.build('fresh-read'));
    expect((await a.call('GET', `${maps.path}/fresh-read`)).code).toBe(200);
    const any = await clientA.list(maps.path, { query: { resourceVersion: '0' } });
    expect(any.items.map(({ metadata }) => metadata.name)).not.toContain('fresh-read');
  });

  it('knows the resources of the instance', async () => {
    await expect(
      inject({ type: 'stale-cache', instance: 'a', resources: ['unicorns'] }),
    ).rejects.toThrow('apiserver-a: this instance keeps no resource "unicorns"');
  });
});

describe('watches of clients', () => {
  const watchPath = `${maps.path}?watch=1&timeoutSeconds=2`;

  it('are refused, or end, with 410', async () => {
    await inject({ type: 'watch', instance: 'a', effect: 'gone-at-connect' });
    const refused = await a.call('GET', watchPath);
    expect(refused.code).toBe(410);
    expect(JSON.parse(refused.text)).toMatchObject({ reason: 'Expired' });
    expect((await b.call('GET', `${maps.path}?limit=1`)).code).toBe(200);
    await plane.cluster.faults.healAll();

    await clientA.create(maps.path, maps.build('for-watches'));
    await inject({ type: 'watch', instance: 'a', effect: 'gone-in-stream' });
    const ended = await a.call('GET', watchPath);
    expect(ended.code).toBe(200);
    expect(JSON.parse(ended.text)).toMatchObject({ type: 'ERROR', object: { code: 410 } });
  });

  it('get events twice, or none, as long as they match', async () => {
    await inject({
      ...{ type: 'watch', instance: 'a', effect: 'duplicate' },
      match: { resources: ['namespaces'] },
    });
    const namesOf = async (path: string) => {
      const { text } = await a.call('GET', path);
      const lines = text.split('\n').filter((line) => line !== '');
      return lines.map(
        (line) =>
          (JSON.parse(line) as { object: { metadata: { name: string } } }).object.metadata.name,
      );
    };
    const twice = await namesOf('/api/v1/namespaces?watch=1&timeoutSeconds=1');
    expect(twice.filter((name) => name === 'default')).toHaveLength(2);
    await plane.cluster.faults.healAll();
    await inject({ type: 'watch', instance: 'a', effect: 'drop' });
    expect(await namesOf('/api/v1/namespaces?watch=1&timeoutSeconds=1')).toEqual([]);
  });
});

describe('answers', () => {
  it('are what the fault says for what matches it, and health stays what it is', async () => {
    await inject({
      ...{ type: 'answer', instance: 'a', answer: 'too-many-requests', retryAfterSeconds: 7 },
      match: { verbs: ['list'], userAgent: 'unlucky' },
    });
    const headers = { 'user-agent': 'an-unlucky-client' };
    expect(await a.call('GET', maps.path, { headers })).toMatchObject({
      code: 429,
      text: 'Too many requests, please try again later.\n',
    });
    expect((await a.call('GET', maps.path)).code).toBe(200);
    await inject({ type: 'answer', instance: 'a', answer: 'unavailable' });
    expect((await a.call('GET', '/version')).code).toBe(503);
    expect((await a.call('GET', '/readyz')).code).toBe(200);
  });

  it('are resets, every second time', async () => {
    await inject({
      ...{ type: 'answer', instance: 'a', answer: 'reset', everyNth: 2 },
      match: { resources: ['configmaps'] },
    });
    expect((await a.call('GET', maps.path)).code).toBe(200);
    await expect(a.call('GET', maps.path)).rejects.toThrow(/ECONNRESET|socket hang up/);
    expect((await a.call('GET', maps.path)).code).toBe(200);
  });

  it('cannot be asked for by anybody but the admin', async () => {
    const { caCertificate, certificate, key } = await plane.cluster.credentialsFor({
      name: 'mallory',
    });
    const mallory = new ApiCaller(plane.cluster.instance('a').url, {
      ca: caCertificate,
      cert: certificate,
      key,
    });
    const put = { contentType: 'application/json', body: '{}' };
    for (const endpoint of ['faults', 'certificates']) {
      const path = `/skewplane/v1alpha1/${endpoint}`;
      expect((await mallory.call('PUT', path, put)).code).toBe(403);
      expect((await a.call('PUT', path, put)).code).toBe(200);
    }
    mallory.close();
  });
});

describe('processes', () => {
  it('killed in a burst of writes, nothing acknowledged is lost; then it is back', async () => {
    const stop = new AbortController();
    const acknowledged = new Acknowledged();
    const writers = ['one', 'two', 'three'].map(async (prefix) => {
      const client = await plane.client();
      const onError = () => undefined; // broken connections are the point
      await writeUntil(client, maps, { prefix, acknowledged, onError, signal: stop.signal });
    });
    try {
      await until('writes flow', () => acknowledged.newest.size > 20);
      await inject({ type: 'kill', instance: 'b' });
      await expect(inject({ type: 'pause', instance: 'b' })).rejects.toThrow(
        'apiserver-b is not running',
      );
      const before = acknowledged.newest.size;
      await until('writes flow again', () => acknowledged.newest.size > before + 10);
      await plane.cluster.faults.healAll();
    } finally {
      stop.abort();
      await Promise.all(writers);
    }
    expect(await lostWrites(clientA, maps.path, acknowledged)).toEqual([]);
    expect(await lostWrites(await plane.client('skew-b'), maps.path, acknowledged)).toEqual([]);
  });

  it('paused, an instance answers nothing until it is resumed', async () => {
    const { id } = await inject({ type: 'pause', instance: 'b' });
    await expect(b.call('GET', '/version', { timeoutMs: 1_000 })).rejects.toThrow('no answer');
    await expect(inject({ type: 'stop', instance: 'b' })).rejects.toThrow('apiserver-b is paused');
    await plane.cluster.faults.heal(id);
    expect((await b.call('GET', '/version')).code).toBe(200);
  });

  it('restarted, an instance gets its faults back', async () => {
    await inject({ type: 'answer', instance: 'b', answer: 'unavailable' });
    await inject({ type: 'certificate', instance: 'b', which: 'serving', problem: 'wrong-name' });
    await plane.cluster.instance('b').restart();
    expect(plane.cluster.faults.list()).toHaveLength(2);
    await expect(b.call('GET', '/version')).rejects.toThrow();
    const [, certificate] = plane.cluster.faults.list();
    await plane.cluster.faults.heal(certificate?.id ?? '');
    expect((await b.call('GET', '/version')).code).toBe(503);
  });
});

describe('etcd', () => {
  it('is stopped and started with its data; the plane does not fail of it', async () => {
    await clientA.create(maps.path, maps.build('before-stop'));
    let failed = false;
    void plane.cluster.failure.then(() => {
      failed = true;
    });
    await inject({ type: 'etcd', effect: 'stop' });
    await expect(inject({ type: 'etcd', effect: 'compact' })).rejects.toThrow('etcd is stopped');
    await until('not ready', async () => (await a.call('GET', '/readyz')).code === 500);
    await plane.cluster.faults.healAll();
    await until('ready', async () => (await a.call('GET', '/readyz')).code === 200);
    const kept = await until('read', () => clientA.get(`${maps.path}/before-stop`));
    expect(kept.metadata.name).toBe('before-stop');
    expect(failed).toBe(false);
  });

  it('is restarted and compacted, once each', async () => {
    const { id } = await inject({ type: 'etcd', effect: 'restart' });
    await until('writes', async () => (await create(a, 'after-restart')).code === 201);
    await inject({ type: 'etcd', effect: 'compact' });
    const old = await a.call('GET', `${maps.path}?resourceVersion=1&resourceVersionMatch=Exact`);
    expect(old.code).toBe(410);
    await expect(plane.cluster.faults.heal(id)).rejects.toThrow(`there is no fault ${id}`);
  });

  it('is out of reach of one instance alone; a write waits and is made', async () => {
    const { id } = await inject({ type: 'partition', from: 'a', to: 'etcd', mode: 'drop' });
    let answered = false;
    const waiting = create(a, 'held-back').finally(() => {
      answered = true;
    });
    expect((await create(b, 'through')).code).toBe(201);
    expect(answered).toBe(false);
    await plane.cluster.faults.heal(id);
    expect((await waiting).code).toBe(201);
  });

  it('loses the lease of an instance: its peer does not find it until it is back', async () => {
    await proxied();
    await until('a lease', () => lose('b'));
    const lost = await a.call('GET', onlyInB);
    expect(lost.code).toBe(503);
    await proxied(); // refreshed every ten seconds
  });

  async function lose(instance: string): Promise<boolean> {
    await inject({ type: 'etcd', effect: 'lose-lease', instance });
    return true;
  }
});

describe('the command line', () => {
  it('lists, injects and heals, and says what cannot be', async () => {
    const flags = ['--data-dir', plane.dataDirectory];
    const cut = await runCli('fault', 'partition', 'a', 'b', '--both-ways', ...flags);
    expect(cut).toMatchObject({ code: 0, errOut: '' });
    expect(cut.out).toContain('apiserver-a <-> apiserver-b: connections are refused');
    const listed = await runCli('fault', 'list', '-o', 'json', ...flags);
    expect(JSON.parse(listed.out)).toMatchObject([
      { spec: { type: 'partition', from: 'apiserver-a', to: 'apiserver-b', bothWays: true } },
    ]);
    expect(await runCli('fault', 'kill', 'z', ...flags)).toMatchObject({
      code: 1,
      errOut: 'error: there is no instance z: use apiserver-a, apiserver-b\n',
    });
    expect(await runCli('fault', 'heal', '--all', ...flags)).toMatchObject({ code: 0 });
    expect((await runCli('fault', 'list', ...flags)).out).toBe('ID   SINCE   FAULT\n');
    await proxied();
  });
});

describe('a plane that stops', () => {
  it('ends with everything broken, and leaves no process', async () => {
    const broken = await startPlane({ versions: ['1.35', '1.36'], controllers: false });
    try {
      const { faults } = broken.cluster;
      await faults.inject({ type: 'answer', instance: 'a', answer: 'reset' });
      await faults.inject({ type: 'partition', from: 'a', to: 'b', mode: 'drop', bothWays: true });
      await faults.inject({ type: 'partition', from: 'a', to: 'etcd' });
      await faults.inject({ type: 'pause', instance: 'b' });
      await faults.inject({ type: 'etcd', effect: 'stop' });
    } finally {
      await broken.close();
    }
    expect(await processesNaming(broken.dataDirectory)).toEqual([]);
  });
});
