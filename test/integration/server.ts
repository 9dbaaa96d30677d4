import { Agent, request as httpsRequest } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../../packages/apimachinery/src/index.js';
import { runApiserver } from '../../packages/apiserver/src/run-apiserver.js';
import { apiserverFlags } from '../../packages/cluster/src/instance/apiserver-flags.js';
import {
  ensurePki,
  pkiPaths,
  type ClusterPki,
} from '../../packages/cluster/src/pki/cluster-pki.js';

const readyTimeoutMs = 20_000;

/** Users of the static token file: token, name, uid, groups. */
const staticTokens = [
  'token-of-alice,alice,uid-alice,developers',
  'token-of-bob,bob,uid-bob,',
].join('\n');

export interface TestServerOptions {
  /** 36 for 1.36. */
  readonly minor: number;
  readonly etcd: { readonly servers: readonly string[] };
  /** Further flags; those given here win. */
  readonly flags?: Readonly<Record<string, string>>;
  readonly hostname?: string;
  /** Directory of a PKI that several servers share; by default each server has its own. */
  readonly pkiDirectory?: string;
  /** False: as soon as it listens. */
  readonly waitsUntilReady?: boolean;
}

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

export interface CallOptions {
  /** Sent as JSON, or as it is when a string or bytes. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** `admin` (client certificate) unless given; `alice` and `bob` send tokens; `anonymous` sends nothing. */
  readonly user?: 'admin' | 'alice' | 'bob' | 'anonymous' | 'front-proxy';
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<IncomingHttpHeaders>;
  readonly bytes: Buffer;
  readonly text: string;
  /** The body parsed; undefined when it is no JSON. */
  readonly json: TestObject;
}

/** Loose on purpose: tests compare it with what they expect. */
export interface TestObject {
  readonly kind?: string;
  readonly message?: string;
  readonly metadata: {
    readonly name: string;
    readonly uid: string;
    readonly resourceVersion: string;
    readonly [field: string]: unknown;
  };
  readonly items: readonly TestObject[];
  readonly [field: string]: unknown;
}

export interface WatchLine {
  readonly type: string;
  readonly object: TestObject;
}

export interface TestServer {
  readonly url: string;
  readonly pki: ClusterPki;
  request(method: Method, path: string, options?: CallOptions): Promise<Answer>;
  /** Every event of a watch until the server ends it; `timeoutSeconds` of the path says when. */
  watch(path: string, options?: CallOptions): Promise<WatchLine[]>;
  /** The certificate of the admin, for clients of the test's own. */
  readonly tls: { readonly ca: string; readonly cert: string; readonly key: string };
  /** All that the server logged so far, one JSON object a line. */
  log(): string;
  close(): Promise<void>;
  /** As SIGKILL would: nothing is given back. */
  kill(): Promise<void>;
}

/** An apiserver in this process on a free port, ready for requests. */
export async function startTestServer(options: TestServerOptions): Promise<TestServer> {
  const directory = await mkdtemp(join(tmpdir(), 'skewplane-server-'));
  const name = options.hostname ?? 'apiserver-test';
  const pkiDirectory = options.pkiDirectory ?? join(directory, 'pki');
  const pki = await ensurePki({
    directory: pkiDirectory,
    instanceNames: [name],
    clock: systemClock,
  });
  const tokenFile = join(directory, 'tokens.csv');
  await writeFile(tokenFile, staticTokens);

  const log: string[] = [];
  const destination = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      log.push(chunk.toString());
      done();
    },
  });
  const stop = new AbortController();
  const death = new AbortController();
  const server = await runApiserver(
    {
      ...flagValues(
        apiserverFlags({
          name,
          version: `1.${String(options.minor)}`,
          port: 0,
          pkiDirectory,
          etcd: options.etcd,
          peerProxy: false,
          featureGates: {},
          extraArgs: [],
        }),
      ),
      'token-auth-file': tokenFile,
      'shutdown-delay-duration': '0s',
      v: '2',
      ...options.flags,
    },
    { destination, signal: stop.signal, killSignal: death.signal },
  );
  const files = pkiPaths(pkiDirectory, name);
  const [ca, frontCert, frontKey] = await Promise.all(
    [files.ca, files.frontProxyClient.certificate, files.frontProxyClient.key].map((path) =>
      readFile(path, 'utf8'),
    ),
  );
  const tls = { ca: ca ?? '', cert: pki.admin.certificate, key: pki.admin.key };
  const agentOf = (identity: { cert?: string; key?: string }) =>
    new Agent({ keepAlive: true, ca: tls.ca, ...identity });
  const agents = {
    admin: agentOf({ cert: tls.cert, key: tls.key }),
    plain: agentOf({}),
    frontProxy: agentOf({ cert: frontCert ?? '', key: frontKey ?? '' }),
  };

  const request: TestServer['request'] = (method, path, call = {}) => {
    const { user = 'admin', body, headers = {} } = call;
    const isToken = user === 'alice' || user === 'bob';
    const bytes =
      typeof body === 'string' || Buffer.isBuffer(body)
        ? Buffer.from(body)
        : Buffer.from(body === undefined ? '' : JSON.stringify(body));
    return new Promise((resolve, reject) => {
      const outgoing = httpsRequest(
        `${server.url}${path}`,
        {
          method,
          agent:
            user === 'admin'
              ? agents.admin
              : user === 'front-proxy'
                ? agents.frontProxy
                : agents.plain,
          headers: {
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...(isToken ? { authorization: `Bearer token-of-${user}` } : {}),
            ...(bytes.length > 0 ? { 'content-length': String(bytes.length) } : {}),
            ...headers,
          },
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.once('error', reject);
          incoming.once('end', () => {
            const content = Buffer.concat(chunks);
            const text = content.toString();
            resolve({
              status: incoming.statusCode ?? 0,
              headers: incoming.headers,
              bytes: content,
              text,
              json: parsed(text),
            });
          });
        },
      );
      outgoing.once('error', reject);
      outgoing.end(bytes);
    });
  };
  const end = async (how: AbortController): Promise<void> => {
    for (const agent of Object.values(agents)) agent.destroy();
    how.abort();
    await server.closed;
    await rm(directory, { recursive: true, force: true });
  };
  const test: TestServer = {
    url: server.url,
    pki,
    tls,
    request,
    watch: async (path, call) => {
      const { text } = await request('GET', path, call);
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as WatchLine);
    },
    log: () => log.join(''),
    close: () => end(stop),
    kill: () => end(death),
  };
  if (options.waitsUntilReady ?? true) await untilReady(test);
  return test;
}

async function untilReady(server: TestServer): Promise<void> {
  const giveUpAt = performance.now() + readyTimeoutMs;
  for (;;) {
    const { status, text } = await server.request('GET', '/readyz');
    if (status === 200) return;
    if (performance.now() > giveUpAt) {
      await server.close();
      throw new Error(`The server did not become ready: ${text}`);
    }
    await delay(20);
  }
}

/** `--a=b` → `{ a: 'b' }`. */
function flagValues(flags: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    flags.map((flag) => {
      const at = flag.indexOf('=');
      return [flag.slice(2, at), flag.slice(at + 1)];
    }),
  );
}

function parsed(text: string): TestObject {
  try {
    return JSON.parse(text) as TestObject;
  } catch {
    return undefined as unknown as TestObject; // a test that reads on fails, and says where
  }
}
