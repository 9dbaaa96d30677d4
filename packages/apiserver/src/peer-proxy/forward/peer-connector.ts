import { X509Certificate } from 'node:crypto';
import { connect as dial, isIP, type Socket } from 'node:net';
import { connect as handshake, type TLSSocket } from 'node:tls';
import type { Clock } from '@skewplane/apimachinery';
import { joinHostPort } from '../host-port.js';
import type { PeerProxyTimings } from '../timings.js';
import { onGreeting } from './link-greeting.js';
import { PeerConnectError, dialError, dialTimeout } from './transport-error.js';
import { chainProblem, hostnameProblem, peerServerName } from './verify-certificate.js';

/** PEM texts. */
export interface PeerTlsMaterial {
  /** Verifies the peers' serving certificates: `--peer-ca-file`. */
  readonly ca: string | Buffer;
  /** The front-proxy client certificate this server shows. */
  readonly cert: string | Buffer;
  readonly key: string | Buffer;
  readonly onChange?: ServerTls['onChange'];
}

/** What servers other than peers may want differently: extension servers do. */
export interface ServerTls {
  /** Undefined: the CAs of the system. */
  readonly ca?: string | Buffer | undefined;
  readonly cert?: string | Buffer | undefined;
  readonly key?: string | Buffer | undefined;
  /** The name the certificate has to be good for; by default that of a peer. */
  readonly serverName?: string;
  /** Takes any certificate. */
  readonly insecure?: boolean;
  /** Calls back when `cert` and `key` are others: what is connected still shows the old ones. */
  readonly onChange?: ((listener: () => void) => void) | undefined;
}

export interface PeerConnectorOptions {
  readonly tls: ServerTls;
  /** By `host:port` where to connect instead. Nothing else of the target changes, nor what is told of it. */
  readonly links?: ReadonlyMap<string, string> | undefined;
  readonly clock: Clock;
  readonly timings: Pick<
    PeerProxyTimings,
    'dialTimeoutMs' | 'tlsHandshakeTimeoutMs' | 'tcpKeepAliveMs'
  >;
}

type Callback = (...result: [null, TLSSocket] | [Error, null]) => void;

/**
 * Connects to peers by mutual TLS, for undici. Sessions are not resumed, so the certificate is checked on every
 * connection.
 */
export function peerConnector(
  options: PeerConnectorOptions,
): (target: { hostname: string; port: string }, callback: Callback) => void {
  return (target, callback) => {
    const host = target.hostname.replace(/^\[|\]$/g, '');
    const port = target.port === '' ? 443 : Number(target.port);
    openTcp({ host, port }, options)
      .then((socket) => openTls(socket, joinHostPort(host, port), options))
      .then(
        (socket) => {
          callback(null, socket);
        },
        (error: unknown) => {
          callback(error instanceof Error ? error : new Error(String(error)), null);
        },
      );
  };
}

function openTcp(
  target: { host: string; port: number },
  { clock, timings, links }: PeerConnectorOptions,
): Promise<Socket> {
  const address = joinHostPort(target.host, target.port);
  return new Promise((resolve, reject) => {
    const link = links?.get(address);
    const socket = dial({
      ...(link === undefined ? target : linkEnd(link)),
      autoSelectFamily: isIP(target.host) === 0, // names may have several addresses, as localhost has
    });
    const cancel = clock.setTimeout(() => {
      socket.destroy();
      reject(dialTimeout(address));
    }, timings.dialTimeoutMs);
    const onError = (error: Error) => {
      cancel();
      reject(dialError(address, error));
    };
    socket.once('error', onError);
    const reached = () => {
      cancel();
      socket.off('error', onError);
      socket.setNoDelay(true).setKeepAlive(true, timings.tcpKeepAliveMs);
      resolve(socket);
    };
    socket.once('connect', () => {
      if (link === undefined) {
        reached();
        return;
      }
      socket.off('error', onError);
      onGreeting(socket, { reached, refused: onError });
    });
  });
}

/** `127.0.0.1:40001`. */
function linkEnd(link: string): { host: string; port: number } {
  const [host = '', port] = link.split(':');
  return { host, port: Number(port) };
}

function openTls(
  tcp: Socket,
  address: string,
  { tls, clock, timings, links }: PeerConnectorOptions,
): Promise<TLSSocket> {
  const { localAddress, localPort, remoteAddress, remotePort } = tcp;
  const remote =
    links?.has(address) === true ? address : joinHostPort(remoteAddress ?? '', remotePort ?? 0);
  const route = `${joinHostPort(localAddress ?? '', localPort ?? 0)}->${remote}`;
  const { ca, cert, key, serverName = peerServerName, insecure = false } = tls;
  return new Promise((resolve, reject) => {
    let certificate: X509Certificate | undefined;
    const socket = handshake({
      socket: tcp,
      ...{ ca, cert, key },
      servername: isIP(serverName) === 0 ? serverName : '', // TLS names no addresses
      rejectUnauthorized: !insecure,
      ALPNProtocols: ['http/1.1'],
      minVersion: 'TLSv1.2',
      checkServerIdentity: (_name, { raw }) => {
        const problem = hostnameProblem(certificate ?? new X509Certificate(raw), serverName);
        return problem === undefined ? undefined : new PeerConnectError(problem);
      },
    });
    const cancel = clock.setTimeout(() => {
      socket.destroy();
      reject(new PeerConnectError('net/http: TLS handshake timeout'));
    }, timings.tlsHandshakeTimeoutMs);
    // Before Node looks at the chain: the certificate of a refused peer cannot be had later. Nor can it be had
    // twice: Node takes it off the chain that it hands to `checkServerIdentity`.
    socket.prependOnceListener('secure', () => {
      certificate = socket.getPeerX509Certificate();
    });
    const onClose = () => {
      cancel();
      reject(new PeerConnectError('EOF'));
    };
    socket.on('error', (error: Error & { code?: string }) => {
      cancel();
      Object.assign(error, { route });
      const problem = chainProblem(error.code ?? '', certificate, clock.now());
      reject(problem === undefined ? error : new PeerConnectError(problem, { cause: error }));
    });
    socket.once('close', onClose);
    socket.once('secureConnect', () => {
      cancel();
      socket.off('close', onClose);
      resolve(socket);
    });
  });
}
