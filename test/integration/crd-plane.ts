import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { systemClock } from '@skewplane/apimachinery';
import { runApiserver } from '@skewplane/apiserver';
import { ensurePki, pkiPaths } from '@skewplane/cluster';
import { startEtcd } from './etcd.js';

export interface Answer {
  readonly status: number;
  // Answers are objects of any kind; tests look at what they expect.
  readonly body: Record<string, unknown>;
  readonly warnings: readonly string[];
}

export interface ServerClient {
  readonly url: string;
  get(path: string, accept?: string): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
  put(path: string, body: unknown): Promise<Answer>;
  patch(path: string, body: unknown, type?: string): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  /** Reads a watch until it ends; each line is an event. */
  watch(path: string): Promise<{ events: Promise<readonly Record<string, unknown>[]> }>;
}

export interface CrdPlane {
  readonly servers: readonly ServerClient[];
  close(): Promise<void>;
}

/** Servers of the given versions in this process, over one real etcd. */
export async function startCrdPlane(versions: readonly string[]): Promise<CrdPlane> {
  const directory = await mkdtemp(join(tmpdir(), 'skewplane-crd-'));
  const etcd = await startEtcd();
  const names = versions.map((_, at) => `server-${String(at)}`);
  const pki = await ensurePki({ directory, instanceNames: names, clock: systemClock });
  const stop = new AbortController();
  const log: string[] = [];
  const running = await Promise.all(
    names.map((name, at) => {
      const files = pkiPaths(directory, name);
      return runApiserver(
        {
          hostname: name,
          'binary-version': versions[at] ?? '',
          'etcd-servers': etcd.endpoint,
          'bind-address': '127.0.0.1',
          'advertise-address': '127.0.0.1',
          'secure-port': '0',
          'tls-cert-file': files.serving.certificate,
          'tls-private-key-file': files.serving.key,
          'client-ca-file': files.ca,
          'service-account-issuer': 'https://kubernetes.default.svc.cluster.local',
          'service-account-signing-key-file': files.serviceAccountKey,
          'service-account-key-file': files.serviceAccountPublicKey,
          'authorization-mode': 'RBAC',
        },
        { destination: collect(log), signal: stop.signal },
      );
    }),
  );
  const { certificate: cert, key } = pki.admin;
  const agent = new Agent({ ca: pki.ca.certificate, cert, key, keepAlive: true });
  const servers = running.map(({ url }) => clientOf(url, agent));
  await Promise.all(servers.map(untilReady));
  return {
    servers,
    close: async () => {
      agent.destroy();
      stop.abort();
      await Promise.all(running.map(({ closed }) => closed));
      await etcd.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

const keptLines = 200;

function collect(lines: string[]): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      if (lines.length > keptLines) lines.shift();
      done();
    },
  });
}

interface Sent {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

function clientOf(url: string, agent: Agent): ServerClient {
  const open = ({ method, path, body, headers }: Sent): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const options = {
        method,
        agent,
        headers: { 'content-type': 'application/json', ...headers },
      };
      const outgoing = request(`${url}${path}`, options, resolve).once('error', reject);
      outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    });
  const send = async (sent: Sent): Promise<Answer> => {
    const response = await open(sent);
    const text = await textOf(response);
    const { warning = '' } = response.headers;
    return {
      status: response.statusCode ?? 0,
      body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : { text },
      warnings: warning === '' ? [] : [warning],
    };
  };
  return {
    url,
    get: (path, accept) =>
      send({ method: 'GET', path, headers: accept === undefined ? {} : { accept } }),
    post: (path, body) => send({ method: 'POST', path, body }),
    put: (path, body) => send({ method: 'PUT', path, body }),
    patch: (path, body, type = 'application/merge-patch+json') =>
      send({ method: 'PATCH', path, body, headers: { 'content-type': type } }),
    delete: (path) => send({ method: 'DELETE', path }),
    watch: async (path) => ({
      events: textOf(await open({ method: 'GET', path })).then(linesOf),
    }),
  };
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

const linesOf = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

async function untilReady(server: ServerClient): Promise<void> {
  await until(async () => (await server.get('/readyz')).status === 200);
}

const patienceMs = 20_000;

/** Asks again and again until the answer is yes. */
export async function until(
  holds: () => Promise<boolean>,
  { withinMs = patienceMs }: { withinMs?: number } = {},
): Promise<void> {
  const giveUpAt = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > giveUpAt) throw new Error('It did not become true in time');
    await systemClock.sleep(20);
  }
}
