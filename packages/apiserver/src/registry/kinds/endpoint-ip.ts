import { fieldInvalid, type FieldError } from '@skewplane/apimachinery';
import { isIp, isIpv4 } from './ip-address.js';

/**
 * Addresses that make no sense as the end of a connection from elsewhere.
 * @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidateEndpointIP`
 */
export function checkEndpointIp(ip: string, path: string): FieldError[] {
  const refuse = (problem: string): FieldError[] => [fieldInvalid(path, ip, problem)];
  if (!isIp(ip)) return refuse('must be a valid IP address');
  const kind = kindOf(ip);
  return kind === undefined
    ? []
    : refuse(kind === 'unspecified' ? `may not be unspecified (${ip})` : kind);
}

const loopback = 'may not be in the loopback range (127.0.0.0/8, ::1/128)';
const linkLocal = 'may not be in the link-local range (169.254.0.0/16, fe80::/10)';
const multicast = 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)';

function kindOf(ip: string): string | undefined {
  if (isIpv4(ip)) {
    if (ip === '0.0.0.0') return 'unspecified';
    if (ip.startsWith('127.')) return loopback;
    if (ip.startsWith('169.254.')) return linkLocal;
    return ip.startsWith('224.0.0.') ? multicast : undefined;
  }
  const lower = ip.toLowerCase();
  if (/^[0:]+$/.test(lower)) return 'unspecified';
  if (/^[0:]+:0*1$/.test(lower)) return loopback;
  if (/^fe[89ab]/.test(lower)) return linkLocal;
  return /^ff[0-9a-f]2:/.test(lower) ? multicast : undefined;
}
