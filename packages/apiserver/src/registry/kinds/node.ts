import {
  fieldDuplicate,
  fieldForbidden,
  fieldRequired,
  validateQualifiedName,
  type FieldError,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import { ensureFields, fieldsAt, fill, has, textAt } from '../object-fields.js';
import type { KindStrategy } from './base.js';
import { checkEnum, checkName, eachOf } from './checks.js';

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** Nodes may come with a status. @see kubernetes/kubernetes `pkg/registry/core/node/strategy.go` */
export const node: KindStrategy = () => ({
  hasStatus: true,
  defaults: (object) => {
    ensureFields(object, 'spec');
    const status = ensureFields(object, 'status');
    fill(status, { daemonEndpoints: { kubeletEndpoint: { Port: 0 } }, nodeInfo: emptyNodeInfo });
    if (has(status, 'capacity') && !has(status, 'allocatable'))
      status['allocatable'] = structuredClone(status['capacity']);
  },
  validate: checkTaints,
  validateUpdate: checkNodeUpdate,
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

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateNodeTaints` */
function checkTaints(object: Immutable<KubeObject>): FieldError[] {
  const seen = new Set<string>();
  return eachOf(object['spec'], 'taints', 'spec', (taint, at) => {
    const effect = textAt(taint, 'effect');
    const key = `${textAt(taint, 'key')}:${effect}`;
    const repeated = seen.has(key);
    seen.add(key);
    return [
      ...checkName(textAt(taint, 'key'), `${at}.key`, validateQualifiedName),
      ...(effect === ''
        ? [fieldRequired(`${at}.effect`)]
        : checkEnum(effect, `${at}.effect`, effects)),
      ...(repeated ? [fieldDuplicate(at, taint)] : []),
    ];
  });
}

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidateNodeUpdate` */
function checkNodeUpdate(
  object: Immutable<KubeObject>,
  current: Immutable<KubeObject>,
): FieldError[] {
  const [next, old] = [fieldsAt(object, 'spec'), fieldsAt(current, 'spec')];
  const moved = (field: string): boolean =>
    textAt(old, field) !== '' && textAt(next, field) !== textAt(old, field);
  return [
    ...(moved('podCIDR')
      ? [
          fieldForbidden(
            'spec.podCIDRs',
            'node updates may not change podCIDR except from "" to valid',
          ),
        ]
      : []),
    ...(moved('providerID')
      ? [
          fieldForbidden(
            'spec.providerID',
            'node updates may not change providerID except from "" to valid',
          ),
        ]
      : []),
  ];
}
