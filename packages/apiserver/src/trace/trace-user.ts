import type { X509Certificate } from 'node:crypto';
import type { AuthenticatedUser } from '../authentication/authenticator.js';
import type { TracedRequest } from './traced-request.js';

/** Tells the trace who it is and by what. @param certificate what the client presented, if anything */
export function traceUser(
  trace: TracedRequest,
  { user, audiences, credential }: AuthenticatedUser,
  certificate: X509Certificate | undefined,
): void {
  trace.decide(`${user.name} by ${credential ?? 'no credential at all'}`, {
    credential: credential ?? null,
    user,
    ...(audiences.length === 0 ? {} : { audiences }),
    ...(certificate === undefined || credential?.endsWith('certificate') !== true
      ? {}
      : { certificate: describeCertificate(certificate) }),
  });
  trace.authenticated(user, credential === 'client certificate');
}

function describeCertificate(certificate: X509Certificate) {
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    serialNumber: certificate.serialNumber,
    validTo: certificate.validTo,
  };
}

/** Node gives each part a line. */
function oneLine(name: string): string {
  return name.split('\n').join(', ');
}
