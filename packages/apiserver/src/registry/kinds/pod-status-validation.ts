import {
  fieldForbidden,
  fieldInvalid,
  validateDns1123Subdomain,
  validateQualifiedName,
  type FieldError,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import { has, listAt, numberAt, textAt, type Fields } from '../object-fields.js';
import { checkImmutable, checkText, eachOf } from './checks.js';
import { checkLegacyIp, isIpv4 } from './ip-address.js';
import { checkPodAnnotations, checkPodAnnotationUpdate } from './pod-annotations-validation.js';

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidatePodStatusUpdate` */
export function checkPodStatusUpdate(
  object: Immutable<KubeObject>,
  current: Immutable<KubeObject>,
  minor: number,
): FieldError[] {
  const spec = (current['spec'] ?? {}) as Fields;
  const bound = textAt(spec, 'nodeName') !== '';
  const [nominated, before] = [
    textAt(object, 'status.nominatedNodeName'),
    textAt(current, 'status.nominatedNodeName'),
  ];
  const observed = numberAt(object, 'status.observedGeneration') ?? 0;
  return [
    ...checkPodAnnotationUpdate(object, current),
    ...checkPodAnnotations(object.metadata.annotations, spec, minor),
    ...checkConditions(object),
    ...(nominated !== before && nominated !== ''
      ? checkText(nominated, 'status.nominatedNodeName', validateDns1123Subdomain)
      : []),
    // A pod that has its node needs no promise of one, since 1.35.
    ...(minor >= 35 && bound && nominated !== '' && nominated !== before
      ? [
          fieldForbidden(
            'status.nominatedNodeName',
            'may not be set on pods that are already bound to a node',
          ),
        ]
      : []),
    ...(observed < 0 ? [fieldInvalid('status.observedGeneration', observed, notNegative)] : []),
    ...checkQosClass(object, current, minor),
    ...checkTransitions(object, current, spec, minor),
    ...checkIps(object, current, minor),
  ];
}

const notNegative = 'must be a non-negative integer';
const systemConditions = ['PodScheduled', 'Ready', 'Initialized'];

const checkConditions = (object: Immutable<KubeObject>): FieldError[] =>
  eachOf(object['status'], 'conditions', 'status', (condition, at) => {
    const observed = numberAt(condition, 'observedGeneration') ?? 0;
    const type = textAt(condition, 'type');
    return [
      ...(observed < 0 ? [fieldInvalid(`${at}.observedGeneration`, observed, notNegative)] : []),
      ...(systemConditions.includes(type)
        ? []
        : checkText(type, `${at}.Type`, validateQualifiedName)),
    ];
  });

/** Said another way before 1.32. */
function checkQosClass(
  object: Immutable<KubeObject>,
  current: Immutable<KubeObject>,
  minor: number,
): FieldError[] {
  const [next, old] = [textAt(object, 'status.qosClass'), textAt(current, 'status.qosClass')];
  if (next === old) return [];
  return minor >= 32
    ? checkImmutable(next, old, 'status.qosClass')
    : [fieldInvalid('status.qosClass', next, 'Pod QoS is immutable')];
}

/**
 * What has ended stays ended, unless something restarts it.
 * @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidateContainerStateTransition`
 */
function checkTransitions(
  object: Immutable<KubeObject>,
  current: Immutable<KubeObject>,
  spec: Fields,
  minor: number,
): FieldError[] {
  const lists = [
    ['containerStatuses', 'containers'],
    ['initContainerStatuses', 'initContainers'],
    ['ephemeralContainerStatuses', undefined],
  ] as const;
  if (minor >= 36 && restartsAll(spec)) return checkList('ephemeralContainerStatuses', undefined);
  return lists.flatMap(([statuses, containers]) => checkList(statuses, containers));

  function checkList(statuses: string, containers: string | undefined): FieldError[] {
    const next = listAt(object, `status.${statuses}`);
    return eachOf(current['status'], statuses, 'status', (old, at) => {
      if (!has(old, 'state.terminated')) return [];
      const now = next.find((each) => each['name'] === old['name']);
      if (now === undefined || has(now, 'state.terminated')) return [];
      const container =
        containers === undefined
          ? undefined
          : listAt(spec, containers).find((each) => each['name'] === old['name']);
      const code = numberAt(old, 'state.terminated.exitCode') ?? 0;
      if (containers !== undefined && mayRestart(spec, container, code)) return [];
      return [fieldForbidden(`${at}.state`, 'may not be transitioned to non-terminated state')];
    });
  }
}

const restartsAll = (spec: Fields): boolean =>
  ['containers', 'initContainers'].some((list) =>
    listAt(spec, list).some((container) =>
      listAt(container, 'restartPolicyRules').some(
        (rule) => rule['action'] === 'RestartAllContainers',
      ),
    ),
  );

/** @see kubernetes/kubernetes `pkg/api/v1/pod/util.go`, `ContainerShouldRestart` */
function mayRestart(spec: Fields, container: Fields | undefined, exitCode: number): boolean {
  const ruled = listAt(container, 'restartPolicyRules').some((rule) => {
    const values = (rule['exitCodes'] as Fields | undefined)?.['values'];
    const listed = Array.isArray(values) && values.includes(exitCode);
    return textAt(rule, 'exitCodes.operator') === 'NotIn' ? !listed : listed;
  });
  if (ruled) return true;
  const policy = textAt(container, 'restartPolicy') || textAt(spec, 'restartPolicy');
  return policy === 'Always' || (policy === 'OnFailure' && exitCode !== 0);
}

function checkIps(
  object: Immutable<KubeObject>,
  current: Immutable<KubeObject>,
  minor: number,
): FieldError[] {
  const hostIps = listAt(object, 'status.hostIPs');
  const [first, hostIp] = [textAt(hostIps[0], 'ip'), textAt(object, 'status.hostIP')];
  return [
    ...checkIpList(object, current, 'podIPs', minor),
    ...(hostIps.length > 0 && first !== hostIp
      ? [fieldInvalid('status.hostIPs[0].ip', first, 'must be equal to `hostIP`')]
      : []),
    ...checkIpList(object, current, 'hostIPs', minor),
  ];
}

function checkIpList(
  object: Immutable<KubeObject>,
  current: Immutable<KubeObject>,
  field: string,
  minor: number,
): FieldError[] {
  const path = `status.${field}`;
  const entries = listAt(object, path);
  const kept = listAt(current, path).map((each) => textAt(each, 'ip'));
  const errors = entries.flatMap((each, index) =>
    checkLegacyIp(textAt(each, 'ip'), `${path}[${String(index)}]`, minor, kept),
  );
  const old = entries.filter((each) => isIpv4(textAt(each, 'ip'))).length;
  const pair = entries.length === 2 && old === 1;
  return entries.length <= 1 || pair
    ? errors
    : [
        ...errors,
        fieldInvalid(path, entries, 'may specify no more than one IP for each IP family'),
      ];
}
