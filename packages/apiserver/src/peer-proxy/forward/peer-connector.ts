import { X509Certificate } from 'node:crypto';
import { connect as dial, type Socket } from 'node:net';
import { connect as handshake, type TLSSocket } from 'node:tls';
import type { Clock } from '@skewplane/apimachinery';
import { joinHostPort } from '../host-port.js';
import type { PeerProxyTimings } from '../timings.js';
import { PeerConnectError, dialError, dialTimeout } from './transport-error.js';
import { chainProblem, hostnameProblem, peerServerName } from './verify-certificate.js';

/** PEM texts. */
export interface PeerTlsMaterial {
  /** Verifies the peers' serving certificates: `--peer-ca-file`. */
  readonly ca: string | Buffer;
  /** The front-proxy client certificate this server shows. */
  readonly cert: string | Buffer;
  readonly key: string | Buffer;
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
}

export interface PeerConnectorOptions {
  readonly tls: ServerTls;
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
      .then((socket) => openTls(socket, options))
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
  { clock, timings }: PeerConnectorOptions,
): Promise<Socket> {
  const address = joinHostPort(target.host, target.port);
  return new Promise((resolve, reject) => {
    const socket = dial({ ...target, autoSelectFamily: false });
    const cancel = clock.setTimeout(() => {
      socket.destroy();
      reject(dialTimeout(address));
    }, timings.dialTimeoutMs);
    const onError = (error: Error) => {
      cancel();
      reject(dialError(address, error));
    };
    socket.once('error', onError);
    socket.once('connect', () => {
      cancel();
      socket.off('error', onError);
      socket.setNoDelay(true).setKeepAlive(true, timings.tcpKeepAliveMs);
      resolve(socket);
    });
  });
}

function openTls(tcp: Socket, { tls, clock, timings }: PeerConnectorOptions): Promise<TLSSocket> {
  const { localAddress, localPort, remoteAddress, remotePort } = tcp;
  const route = `${joinHostPort(localAddress ?? '', localPort ?? 0)}->${joinHostPort(remoteAddress ?? '', remotePort ?? 0)}`;
  const { ca, cert, key, serverName = peerServerName, insecure = false } = tls;
  return new Promise((resolve, reject) => {
    let certificate: X509Certificate | undefined;
    const socket = handshake({
      socket: tcp,
      ...{ ca, cert, key },
      servername: serverName,
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
