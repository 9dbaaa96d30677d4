import {
  fieldForbidden,
  fieldInvalid,
  fieldRequired,
  validateDns1123Subdomain,
  type FieldError,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import { fieldsAt, has, listAt, textAt, type Fields } from '../object-fields.js';
import { checkEnum, checkText, eachOf } from './checks.js';
import { checkLegacyIp, isIp } from './ip-address.js';

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidateLoadBalancerStatus` */
export function checkServiceStatus(
  object: Immutable<KubeObject>,
  current: Immutable<KubeObject>,
  minor: number,
): FieldError[] {
  const path = 'status.loadBalancer';
  const ingress = listAt(object, `${path}.ingress`);
  if (textAt(object, 'spec.type') !== 'LoadBalancer') {
    return ingress.length === 0
      ? []
      : [fieldForbidden(`${path}.ingress`, "may only be used when `spec.type` is 'LoadBalancer'")];
  }
  const kept = listAt(current, `${path}.ingress`).map((each) => textAt(each, 'ip'));
  return eachOf(fieldsAt(object, path), 'ingress', path, (each, at) => {
    const [ip, hostname] = [textAt(each, 'ip'), textAt(each, 'hostname')];
    return [
      ...(ip === '' ? [] : checkLegacyIp(ip, `${at}.ip`, minor, kept)),
      ...checkIpMode(each, `${at}.ipMode`),
      ...(hostname === '' ? [] : checkText(hostname, `${at}.hostname`, validateDns1123Subdomain)),
      ...(isIp(hostname)
        ? [fieldInvalid(`${at}.hostname`, hostname, 'must be a DNS name, not an IP address')]
        : []),
    ];
  });
}

function checkIpMode(ingress: Fields, path: string): FieldError[] {
  const hasIp = textAt(ingress, 'ip') !== '';
  if (!has(ingress, 'ipMode'))
    return hasIp ? [fieldRequired(path, 'must be specified when `ip` is set')] : [];
  return hasIp
    ? checkEnum(ingress['ipMode'], path, ['Proxy', 'VIP'])
    : [fieldForbidden(path, 'may not be specified when `ip` is not set')];
}
