import {
  fieldDuplicate,
  fieldForbidden,
  fieldInvalid,
  validateLabelValue,
  validateQualifiedName,
  type FieldError,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import {
  ensureFields,
  fieldsAt,
  fill,
  has,
  textAt,
  textsAt,
  type Fields,
} from '../object-fields.js';
import type { KindStrategy } from './base.js';
import { checkEnum, checkText, eachOf } from './checks.js';
import { checkLegacyCidr } from './ip-address.js';
import { isWhole } from './resource-names.js';
import { checkQuantity } from './resource-requirements.js';
import { taintEffects } from './toleration-validation.js';

/** Nodes may come with a status. @see kubernetes/kubernetes `pkg/registry/core/node/strategy.go` */
export const node: KindStrategy = (minor) => ({
  hasStatus: true,
  defaults: (object) => {
    ensureFields(object, 'spec');
    const status = ensureFields(object, 'status');
    fill(status, { daemonEndpoints: { kubeletEndpoint: { Port: 0 } }, nodeInfo: emptyNodeInfo });
    if (has(status, 'capacity') && !has(status, 'allocatable'))
      status['allocatable'] = structuredClone(status['capacity']);
  },
  validate: (object) => checkNode(object, minor),
  validateUpdate: checkNodeUpdate,
  validateStatusUpdate: (object, current) => [
    ...checkNode(object, minor),
    ...checkNodeUpdate(object, current),
  ],
});

const emptyNodeInfo = {
  machineID: '',
  systemUUID: '',
  bootID: '',
  kernelVersion: '',
  osImage: '',
  containerRuntimeVersion: '',
  kubeletVersion: '',
  kubeProxyVersion: '',
  operatingSystem: '',
  architecture: '',
};

/**
 * Upstream gives these the path of metadata, from the time when taints were annotations.
 * @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateNodeTaints`
 */
function checkTaints(spec: Fields): FieldError[] {
  const seen = new Set<string>();
  return eachOf(spec, 'taints', 'metadata', (taint, at) => {
    const effect = textAt(taint, 'effect');
    const value = textAt(taint, 'value');
    const pair = `${textAt(taint, 'key')}:${effect}`;
    const repeated = seen.has(pair);
    seen.add(pair);
    const problems = validateLabelValue(value);
    return [
      ...checkText(textAt(taint, 'key'), `${at}.key`, validateQualifiedName),
      ...(problems.length === 0 ? [] : [fieldInvalid(`${at}.value`, value, problems.join(';'))]),
      ...checkEnum(effect, `${at}.effect`, taintEffects),
      ...(repeated ? [repeatedTaint(taint, at)] : []),
    ];
  });
}

/** Shown with the names of upstream's internal type. */
function repeatedTaint(taint: Fields, path: string): FieldError {
  const { field, reason, message } = fieldDuplicate(path, {
    Key: textAt(taint, 'key'),
    Value: textAt(taint, 'value'),
    Effect: textAt(taint, 'effect'),
    TimeAdded: taint['timeAdded'] ?? null,
  });
  return { field, reason, message: `${message}: taints must be unique by key and effect pair` };
}

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidateNode` */
function checkNode(object: Immutable<KubeObject>, minor: number): FieldError[] {
  return [
    ...checkTaints(fieldsAt(object, 'spec')),
    ...checkAmounts(object),
    ...checkPodCidrs(object, minor),
  ];
}

const checkAmounts = (object: Immutable<KubeObject>): FieldError[] =>
  ['capacity', 'allocatable'].flatMap((list) =>
    Object.entries(fieldsAt(object, `status.${list}`)).flatMap(([name, amount]) =>
      checkQuantity(amount, `status.${list}.${name}`, isWhole(name)),
    ),
  );

function checkPodCidrs(object: Immutable<KubeObject>, minor: number): FieldError[] {
  const path = 'spec.podCIDRs';
  const cidrs = textsAt(object, path);
  const families = new Set(cidrs.map((cidr) => cidr.includes(':')));
  return [
    ...cidrs.flatMap((cidr, index) => checkLegacyCidr(cidr, `${path}[${String(index)}]`, minor)),
    ...(cidrs.length > 1 && (families.size < 2 || cidrs.length > 2)
      ? [fieldInvalid(path, cidrs, 'may specify no more than one CIDR for each IP family')]
      : []),
  ];
}

const onlyOnce = (field: string): string =>
  `node updates may not change ${field} except from "" to valid`;

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidateNodeUpdate` */
function checkNodeUpdate(
  object: Immutable<KubeObject>,
  current: Immutable<KubeObject>,
): FieldError[] {
  const [next, old] = [textsAt(object, 'spec.podCIDRs'), textsAt(current, 'spec.podCIDRs')];
  const changed = old.length === 0 ? [] : old.filter((cidr, index) => cidr !== next[index]);
  const moved = old.length > 0 && old.length !== next.length ? [''] : changed;
  const provider = textAt(current, 'spec.providerID');
  return [
    ...checkAmounts(object),
    ...checkAddresses(object),
    ...moved.map(() => fieldForbidden('spec.podCIDRs', onlyOnce('podCIDR'))),
    ...(provider !== '' && textAt(object, 'spec.providerID') !== provider
      ? [fieldForbidden('spec.providerID', onlyOnce('providerID'))]
      : []),
    // Upstream judges the taints once more here.
    ...checkTaints(fieldsAt(object, 'spec')),
    ...(textAt(object, 'spec.externalID') === textAt(current, 'spec.externalID')
      ? []
      : [fieldForbidden('spec.externalID', 'may not be updated')]),
  ];
}

function checkAddresses(object: Immutable<KubeObject>): FieldError[] {
  const seen = new Set<string>();
  return eachOf(object['status'], 'addresses', 'status', (address, at) => {
    const shown = { Type: textAt(address, 'type'), Address: textAt(address, 'address') };
    const key = `${shown.Type} ${shown.Address}`;
    const repeated = seen.has(key);
    seen.add(key);
    return repeated ? [fieldDuplicate(at, shown)] : [];
  });
}
