/** A connection to a peer could not be made. The message is the one Go would give. */
export class PeerConnectError extends Error {
  override readonly name = 'PeerConnectError';
}

/** Go's words for what a connection attempt failed of. */
const connectCauses: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connect: connection refused',
  ECONNRESET: 'connect: connection reset by peer',
  EHOSTUNREACH: 'connect: no route to host',
  ENETUNREACH: 'connect: network is unreachable',
  EADDRNOTAVAIL: 'connect: cannot assign requested address',
  ETIMEDOUT: 'connect: connection timed out',
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** @param address `host:port` that was dialled */
export function dialError(address: string, error: Error): PeerConnectError {
  const code = codeOf(error);
  if (code === 'ENOTFOUND') {
    const host = address.slice(0, address.lastIndexOf(':'));
    return new PeerConnectError(`dial tcp: lookup ${host}: no such host`, { cause: error });
  }
  return new PeerConnectError(`dial tcp ${address}: ${connectCauses[code] ?? error.message}`, {
    cause: error,
  });
}

export function dialTimeout(address: string): PeerConnectError {
  return new PeerConnectError(`dial tcp ${address}: i/o timeout`);
}

/** Two ends of a connection as Go prints them: `10.0.0.1:5000->10.0.0.2:6443`. */
export interface Route {
  readonly route?: string;
}

/**
 * What Go's HTTP client would say of this failure.
 * @param error from undici or Node, or one of ours
 */
export function causeText(error: unknown): string {
  if (error instanceof PeerConnectError) return error.message;
  if (!(error instanceof Error)) return String(error);
  const route = (error as Route).route;
  switch (codeOf(error)) {
    case 'ECONNRESET':
      return `read tcp ${route === undefined ? '' : `${route}: `}read: connection reset by peer`;
    case 'EPIPE':
      return `write tcp ${route === undefined ? '' : `${route}: `}write: broken pipe`;
    case 'UND_ERR_SOCKET':
      return 'EOF';
    case 'UND_ERR_INVALID_ARG':
      return invalidHeader(error.message) ?? error.message;
    default:
      return error.message;
  }
}

/** Go refuses to send a header value with control characters too. */
function invalidHeader(message: string): string | undefined {
  const name = /^invalid (\S+) header$/.exec(message)?.[1];
  return name === undefined
    ? undefined
    : `net/http: invalid header field value for ${JSON.stringify(name)}`;
}
