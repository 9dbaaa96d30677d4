import {
  fieldDuplicate,
  fieldInvalid,
  fieldRequired,
  fieldTooMany,
  validateDns1123Label,
  validateDns1123Subdomain,
  validateQualifiedName,
  type FieldError,
} from '@skewplane/apimachinery';
import {
  editableList,
  fill,
  has,
  listAt,
  numberAt,
  semanticallyEqual,
  textAt,
  textsAt,
  type Fields,
} from '../object-fields.js';
import type { KindStrategy } from './base.js';
import { checkEnum, checkImmutable, checkPort, checkText, eachOf, protocols } from './checks.js';
import { checkEndpointIp } from './endpoint-ip.js';
import { checkIp, checkLegacyIp, isIpv4, isIpv6 } from './ip-address.js';

/** @see kubernetes/kubernetes `pkg/registry/discovery/endpointslice/strategy.go` */
export const endpointSlice: KindStrategy = () => ({
  tracksGeneration: true,
  defaults: (object) => {
    // Both lists are written even when they are empty.
    object['endpoints'] ??= null;
    object['ports'] ??= null;
    for (const port of editableList(object, 'ports')) {
      if (!has(port, 'name')) port['name'] = '';
      fill(port, { protocol: 'TCP' });
    }
    for (const endpoint of editableList(object, 'endpoints')) fill(endpoint, { conditions: {} });
  },
  validate: (object) => [
    ...checkEnum(object['addressType'], 'addressType', ['FQDN', 'IPv4', 'IPv6']),
    ...checkSliceEndpoints(object),
    ...checkSlicePorts(object),
  ],
  validateUpdate: (object, current) =>
    checkImmutable(object['addressType'], current['addressType'], 'addressType'),
});

const maxEndpoints = 1000;
const maxAddresses = 100;
const maxPorts = 20_000;

function checkSliceEndpoints(object: Fields): FieldError[] {
  const endpoints = listAt(object, 'endpoints');
  if (endpoints.length > maxEndpoints)
    return [fieldTooMany('endpoints', endpoints.length, maxEndpoints)];
  return endpoints.flatMap((endpoint, index) => {
    const path = `endpoints[${String(index)}].addresses`;
    const addresses = textsAt(endpoint, 'addresses');
    if (addresses.length === 0) return [fieldRequired(path, 'must contain at least 1 address')];
    if (addresses.length > maxAddresses)
      return [fieldTooMany(path, addresses.length, maxAddresses)];
    return addresses.flatMap((address, at) =>
      checkSliceAddress(address, textAt(object, 'addressType'), `${path}[${String(at)}]`),
    );
  });
}

function checkSliceAddress(address: string, type: string, path: string): FieldError[] {
  if (type === 'FQDN') return checkText(address, path, validateDns1123Subdomain);
  const malformed = checkIp(address, path);
  if (malformed.length > 0) return malformed;
  if (type === 'IPv4' && !isIpv4(address))
    return [fieldInvalid(path, address, 'must be an IPv4 address')];
  return type === 'IPv6' && !isIpv6(address)
    ? [fieldInvalid(path, address, 'must be an IPv6 address')]
    : [];
}

function checkSlicePorts(object: Fields): FieldError[] {
  const ports = listAt(object, 'ports');
  if (ports.length > maxPorts) return [fieldTooMany('ports', ports.length, maxPorts)];
  const names = new Set<string>();
  return ports.flatMap((port, index) => {
    const at = `ports[${String(index)}]`;
    const name = textAt(port, 'name');
    const repeated = names.has(name);
    names.add(name);
    return [
      ...(name === '' ? [] : checkText(name, `${at}.name`, validateDns1123Label)),
      ...(repeated ? [fieldDuplicate(`${at}.name`, name)] : []),
      ...checkEnum(port['protocol'], `${at}.protocol`, protocols),
    ];
  });
}

/** @see kubernetes/kubernetes `pkg/registry/core/endpoint/strategy.go` */
export const endpoints: KindStrategy = (minor) => ({
  allowCreateOnUpdate: true,
  defaults: (object) => {
    for (const subset of editableList(object, 'subsets')) {
      for (const port of editableList(subset, 'ports')) fill(port, { protocol: 'TCP' });
    }
  },
  // Subsets that were there before the update are not judged again.
  validate: (object, current) =>
    current !== undefined && semanticallyEqual(object['subsets'], current['subsets'])
      ? []
      : eachOf(object, 'subsets', '', (subset, at) => checkSubset(subset, at, minor)).map(stripDot),
});

const stripDot = (error: FieldError): FieldError => ({
  ...error,
  field: error.field.replace(/^\./, ''),
});

function checkSubset(subset: Fields, path: string, minor: number): FieldError[] {
  const several = listAt(subset, 'ports').length > 1;
  const lists = ['addresses', 'notReadyAddresses'];
  const empty = lists.every((list) => listAt(subset, list).length === 0);
  return [
    ...(empty ? [fieldRequired(path, 'must specify `addresses` or `notReadyAddresses`')] : []),
    ...lists.flatMap((list) =>
      eachOf(subset, list, path, (address, at) => checkAddress(address, at, minor)),
    ),
    ...eachOf(subset, 'ports', path, (port, at) => [
      ...(several && textAt(port, 'name') === '' ? [fieldRequired(`${at}.name`)] : []),
      ...(textAt(port, 'name') === ''
        ? []
        : checkText(textAt(port, 'name'), `${at}.name`, validateDns1123Label)),
      ...checkPort(numberAt(port, 'port') ?? 0, `${at}.port`),
      ...checkEnum(port['protocol'], `${at}.protocol`, protocols),
      ...(has(port, 'appProtocol')
        ? checkText(textAt(port, 'appProtocol'), `${at}.appProtocol`, validateQualifiedName)
        : []),
    ]),
  ];
}

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateEndpointAddress` */
function checkAddress(address: Fields, path: string, minor: number): FieldError[] {
  const [ip, hostname] = [textAt(address, 'ip'), textAt(address, 'hostname')];
  return [
    ...checkLegacyIp(ip, `${path}.ip`, minor),
    ...(hostname === '' ? [] : checkText(hostname, `${path}.hostname`, validateDns1123Label)),
    ...(has(address, 'nodeName')
      ? checkText(textAt(address, 'nodeName'), `${path}.nodeName`, validateDns1123Subdomain)
      : []),
    // Unlike upstream: a plane and its extension servers may all live on one machine.
    ...(ip.startsWith('127.') || ip === '::1' ? [] : checkEndpointIp(ip, `${path}.ip`)),
  ];
}
