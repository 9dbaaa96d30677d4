/** `10.0.0.1:6443`, or `[::1]:6443`: hosts with a colon get brackets. */
export function joinHostPort(host: string, port: string | number): string {
  return host.includes(':') ? `[${host}]:${String(port)}` : `${host}:${String(port)}`;
}

export interface HostPort {
  readonly host: string;
  readonly port: string;
}

/** Thrown for an address that is no host and port; the text is Go's. */
export class AddressError extends Error {
  override readonly name = 'AddressError';

  constructor(problem: string, address: string) {
    super(address === '' ? problem : `address ${address}: ${problem}`);
  }
}

/**
 * Takes `host:port`, `[v6]:port` or `:port` apart.
 * @throws {AddressError} as Go's `net.SplitHostPort`
 */
export function splitHostPort(address: string): HostPort {
  const lastColon = address.lastIndexOf(':');
  if (lastColon < 0) throw new AddressError('missing port in address', address);
  const port = address.slice(lastColon + 1);
  if (!address.startsWith('[')) {
    const host = address.slice(0, lastColon);
    if (host.includes(':')) throw new AddressError('too many colons in address', address);
    if (host.includes('[')) throw new AddressError("unexpected '[' in address", address);
    if (address.includes(']')) throw new AddressError("unexpected ']' in address", address);
    return { host, port };
  }
  const end = address.indexOf(']');
  if (end < 0) throw new AddressError("missing ']' in address", address);
  if (end + 1 === address.length) throw new AddressError('missing port in address', address);
  if (end + 1 !== lastColon) {
    const problem =
      address[end + 1] === ':' ? 'too many colons in address' : 'missing port in address';
    throw new AddressError(problem, address);
  }
  return { host: address.slice(1, end), port };
}
