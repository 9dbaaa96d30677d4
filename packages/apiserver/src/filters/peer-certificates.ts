import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { FastifyRequest } from 'fastify';

type RawRequest = FastifyRequest['raw'];

/** Clients choose how many certificates they send. */
const maxPresented = 10;

/**
 * Reads a connection's client certificates once: each call to the socket would make new objects, and what has
 * been verified is remembered by object.
 */
export class PeerCertificates {
  readonly #ofConnection = new WeakMap<object, readonly X509Certificate[]>();

  /** Leaf first; undefined when none was sent. */
  of(raw: RawRequest): readonly X509Certificate[] | undefined {
    const connection = connectionOf(raw);
    let certificates = this.#ofConnection.get(connection);
    if (certificates === undefined) {
      certificates = presented(raw.socket as Partial<TLSSocket>);
      this.#ofConnection.set(connection, certificates);
    }
    return certificates.length === 0 ? undefined : certificates;
  }
}

/** With HTTP/2 each stream has a socket object of its own; the session is what they share. */
function connectionOf(raw: RawRequest): object {
  const { stream } = raw as { stream?: { session?: object } };
  return stream?.session ?? raw.socket;
}

function presented(socket: Partial<TLSSocket>): X509Certificate[] {
  const certificates: X509Certificate[] = [];
  let next = socket.getPeerX509Certificate?.();
  while (next !== undefined && certificates.length < maxPresented) {
    certificates.push(next);
    next = next.issuerCertificate;
  }
  return certificates;
}
