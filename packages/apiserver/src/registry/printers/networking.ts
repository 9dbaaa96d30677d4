import type { Immutable, KubeObject } from '@skewplane/apimachinery';
import { has, listAt, numberAt, textAt, textsAt } from '../object-fields.js';
import { age, firstFew, name, none, selector, text, unset } from './cells.js';
import type { PrintedColumn } from './column-printer.js';

// Everything here: kubernetes/kubernetes pkg/printers/internalversion/printers.go

/** Distinct addresses of a load balancer, sorted. */
export function loadBalancerAddresses(object: Immutable<KubeObject>): readonly string[] {
  const found = listAt(object, 'status.loadBalancer.ingress').map((each) => {
    const ip = textAt(each, 'ip');
    return ip === '' ? textAt(each, 'hostname') : ip;
  });
  return [...new Set(found.filter((each) => each !== ''))].sort();
}

export const ingressColumns: PrintedColumn[] = [
  name,
  { name: 'Class', cell: text('spec.ingressClassName', none) },
  { name: 'Hosts', cell: ingressHosts },
  { name: 'Address', cell: (ingress) => loadBalancerAddresses(ingress).join(',') },
  {
    name: 'Ports',
    cell: (ingress) => (listAt(ingress, 'spec.tls').length > 0 ? '80, 443' : '80'),
  },
  age,
];

/** The count of hidden hosts counts rules, also those without a host: upstream's arithmetic. */
function ingressHosts(ingress: Immutable<KubeObject>): string {
  const max = 3;
  const hosts: string[] = [];
  let more = false;
  const rules = listAt(ingress, 'spec.rules');
  for (const rule of rules) {
    if (hosts.length === max) more = true;
    const host = textAt(rule, 'host');
    if (!more && host !== '') hosts.push(host);
  }
  if (hosts.length === 0) return '*';
  return `${hosts.join(',')}${more ? ` + ${String(rules.length - max)} more...` : ''}`;
}

export const ingressClassColumns = (minor: number): PrintedColumn[] => [
  {
    ...name,
    cell: ({ metadata }) => {
      const isDefault = metadata.annotations?.['ingressclass.kubernetes.io/is-default-class'];
      return `${metadata.name ?? ''}${minor >= 36 && isDefault === 'true' ? ' (default)' : ''}`;
    },
  },
  { name: 'Controller', cell: text('spec.controller') },
  { name: 'Parameters', cell: classParameters },
  age,
];

function classParameters(ingressClass: Immutable<KubeObject>): string {
  if (!has(ingressClass, 'spec.parameters')) return none;
  const group = textAt(ingressClass, 'spec.parameters.apiGroup');
  const kind = textAt(ingressClass, 'spec.parameters.kind');
  const of = textAt(ingressClass, 'spec.parameters.name');
  return `${kind}${group === '' ? '' : `.${group}`}/${of}`;
}

export const networkPolicyColumns: PrintedColumn[] = [
  name,
  { name: 'Pod-Selector', cell: selector('spec.podSelector') },
  age,
];

export const serviceCidrColumns: PrintedColumn[] = [
  name,
  { name: 'CIDRs', cell: (object) => textsAt(object, 'spec.cidrs').join(',') },
  age,
];

export const ipAddressColumns: PrintedColumn[] = [name, { name: 'ParentRef', cell: parentRef }];

function parentRef(object: Immutable<KubeObject>): string {
  if (!has(object, 'spec.parentRef')) return none;
  const group = textAt(object, 'spec.parentRef.group');
  const resource = textAt(object, 'spec.parentRef.resource');
  const namespace = textAt(object, 'spec.parentRef.namespace');
  const parts = [
    `${resource}${group === '' ? '' : `.${group}`}`.toLowerCase(),
    ...(namespace === '' ? [] : [namespace]),
    textAt(object, 'spec.parentRef.name'),
  ];
  return parts.join('/');
}

export const endpointSliceColumns: PrintedColumn[] = [
  name,
  { name: 'AddressType', cell: text('addressType') },
  {
    name: 'Ports',
    cell: (slice) =>
      orUnset(
        listAt(slice, 'ports').map((port) => {
          const number = numberAt(port, 'port');
          const named = textAt(port, 'name');
          return number !== undefined ? String(number) : named === '' ? '*' : named;
        }),
      ),
  },
  {
    name: 'Endpoints',
    cell: (slice) =>
      orUnset(listAt(slice, 'endpoints').flatMap((each) => textsAt(each, 'addresses'))),
  },
  age,
];

const orUnset = (items: readonly string[]): string =>
  items.length === 0 ? unset : firstFew(items, 3);
