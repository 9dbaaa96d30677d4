import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';

/**
 * By which ways a client tried in vain to say who it is. Never what it said.
 * @see kubernetes/apiserver `pkg/endpoints/filters/authn_audit.go`, `getAuthMethods`
 */
export function attemptedCredentials({ headers, url = '', socket }: IncomingMessage): string {
  const [scheme = '', ...rest] = (headers.authorization ?? '').trim().split(' ');
  const hasScheme = (name: string) => scheme.toLowerCase() === name && rest.length > 0;
  const query = new URLSearchParams(url.includes('?') ? url.slice(url.indexOf('?') + 1) : '');
  const methods = [
    ...(hasScheme('basic') ? ['basic'] : []),
    ...(hasScheme('bearer') ? ['bearer'] : []),
    ...((query.get('access_token') ?? '').trim() === '' ? [] : ['access_token']),
    ...(hasCertificate(socket) ? ['x509'] : []),
  ];
  return methods.length === 0
    ? 'Authentication failed, no credentials provided'
    : `Authentication failed, attempted: ${methods.join(', ')}`;
}

function hasCertificate(socket: unknown): boolean {
  return socket instanceof TLSSocket && Object.keys(socket.getPeerCertificate()).length > 0;
}
