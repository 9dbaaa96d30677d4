/** Headers that speak of one connection only. @see Go `net/http/httputil`, `hopHeaders` */
const hopByHop = new Set([
  'connection',
  'proxy-connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** A test for lower-case header names: does it end here, by rule or because `Connection` names it? */
export function hopByHopTest(connection: string | undefined): (name: string) => boolean {
  if (connection === undefined) return (name) => hopByHop.has(name);
  const named = new Set(connection.split(',').map((name) => name.trim().toLowerCase()));
  return (name) => hopByHop.has(name) || named.has(name);
}

/** Does the client ask to leave HTTP (exec, attach, port-forward)? */
export function isUpgradeRequest(headers: {
  readonly connection?: string | undefined;
  readonly upgrade?: string | undefined;
}): boolean {
  return (
    headers.upgrade !== undefined &&
    (headers.connection ?? '').split(',').some((token) => token.trim().toLowerCase() === 'upgrade')
  );
}
