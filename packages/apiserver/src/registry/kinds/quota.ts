import {
  fieldInvalid,
  fieldRequired,
  type FieldError,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import { fieldsAt, has, listAt, textAt, textsAt, type Fields } from '../object-fields.js';
import { emptyStruct, resetStatus, type KindStrategy } from './base.js';
import { checkQuotaResource, isHugePages, isWhole } from './resource-names.js';
import { checkQuantity } from './resource-requirements.js';

/** @see kubernetes/kubernetes `pkg/registry/core/resourcequota/strategy.go` */
export const resourceQuota: KindStrategy = (minor) => ({
  hasStatus: true,
  defaults: (object) => {
    emptyStruct(object, 'spec', 'status');
  },
  prepareForCreate: (object) => {
    resetStatus(object);
  },
  validate: (object) => checkQuota(fieldsAt(object, 'spec'), minor),
  validateUpdate: checkScopesStay,
  validateStatusUpdate: (object) => [
    ...checkAmounts(object, 'status.hard'),
    ...checkAmounts(object, 'status.used'),
  ],
});

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidateResourceQuotaSpec` */
const checkQuota = (spec: Fields, minor: number): FieldError[] => [
  ...checkAmounts({ spec }, 'spec.hard'),
  ...checkScopes(spec, minor),
  ...checkSelector(spec, minor),
];

const checkAmounts = (object: unknown, path: string): FieldError[] =>
  Object.entries(fieldsAt(object, path)).flatMap(([name, amount]) => {
    const at = `${path}[${name}]`;
    return [...checkQuotaResource(name, at), ...checkQuantity(amount, at, isWhole(name))];
  });

function checkScopesStay(
  object: Immutable<KubeObject>,
  current: Immutable<KubeObject>,
): FieldError[] {
  const [next, old] = [textsAt(object, 'spec.scopes'), textsAt(current, 'spec.scopes')];
  const same = next.every((each) => old.includes(each)) && old.every((each) => next.includes(each));
  return same ? [] : [fieldInvalid('spec.scopes', next, 'field is immutable')];
}

const onlyExist = [
  'BestEffort',
  'NotBestEffort',
  'Terminating',
  'NotTerminating',
  'CrossNamespacePodAffinity',
];
const classes = 'VolumeAttributesClass';
/** The scope of volume classes came with 1.34. */
const scopesOf = (minor: number): readonly string[] => [
  ...onlyExist,
  'PriorityClass',
  ...(minor >= 34 ? [classes] : []),
];

const podCompute = ['cpu', 'memory'].flatMap((each) => [
  each,
  `limits.${each}`,
  `requests.${each}`,
]);
const tracked = new Set([
  ...['cpu', 'memory', 'ephemeral-storage'].flatMap((each) => [
    each,
    `limits.${each}`,
    `requests.${each}`,
  ]),
  'requests.storage',
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
]);
const isTracked = (name: string): boolean =>
  tracked.has(name) || isHugePages(name) || name.startsWith('requests.hugepages-');

/** @see kubernetes/kubernetes `pkg/apis/core/helper/helpers.go`, `IsResourceQuotaScopeValidForResource` */
function appliesTo(scope: string, resource: string): boolean {
  if (scope === 'BestEffort') return resource === 'pods';
  if (scope === classes)
    return resource === 'persistentvolumeclaims' || resource === 'requests.storage';
  const ofPods = onlyExist.includes(scope) || scope === 'PriorityClass';
  return !ofPods || resource === 'pods' || podCompute.includes(resource);
}

const misfits = (spec: Fields, scope: string): readonly string[] =>
  Object.keys(fieldsAt(spec, 'hard')).filter(
    (resource) => isTracked(resource) && !appliesTo(scope, resource),
  );

const conflicts = (scopes: readonly string[]): number =>
  [
    ['BestEffort', 'NotBestEffort'],
    ['Terminating', 'NotTerminating'],
  ].filter((pair) => pair.every((each) => scopes.includes(each))).length;

function checkScopes(spec: Fields, minor: number): FieldError[] {
  const scopes = textsAt(spec, 'scopes');
  const refuse = (problem: string): FieldError => fieldInvalid('spec.scopes', scopes, problem);
  return [
    ...scopes.flatMap((scope) => [
      ...(scopesOf(minor).includes(scope) ? [] : [refuse('unsupported scope')]),
      ...misfits(spec, scope).map(() => refuse('unsupported scope applied to resource')),
    ]),
    ...Array.from({ length: conflicts(scopes) }, () => refuse('conflicting scopes')),
  ];
}

const mustExist =
  "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity";

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateScopedResourceSelectorRequirement` */
function checkSelector(spec: Fields, minor: number): FieldError[] {
  if (!has(spec, 'scopeSelector')) return [];
  // Upstream leaves out which of the requirements it is.
  const path = 'spec.scopeSelector.matchExpressions';
  const requirements = listAt(spec, 'scopeSelector.matchExpressions');
  const scopes = requirements.map((each) => textAt(each, 'scopeName'));
  return [
    ...requirements.flatMap((requirement) => {
      const scope = textAt(requirement, 'scopeName');
      const operator = textAt(requirement, 'operator');
      return [
        ...(scopesOf(minor).includes(scope)
          ? []
          : [fieldInvalid(`${path}.scopeName`, scope, 'unsupported scope')]),
        ...misfits(spec, scope).map(() =>
          fieldInvalid(path, spec['scopeSelector'], 'unsupported scope applied to resource'),
        ),
        ...(onlyExist.includes(scope) && operator !== 'Exists'
          ? [fieldInvalid(`${path}.operator`, operator, mustExist)]
          : []),
        ...checkOperator(operator, textsAt(requirement, 'values'), path),
      ];
    }),
    ...Array.from({ length: conflicts(scopes) }, () =>
      fieldInvalid(path, spec['scopes'] ?? null, 'conflicting scopes'),
    ),
  ];
}

function checkOperator(operator: string, values: readonly string[], path: string): FieldError[] {
  const message = (how: string, which: string): string =>
    `must be ${how} when \`operator\` is ${which} for scope selector`;
  switch (operator) {
    case 'In':
    case 'NotIn':
      return values.length > 0
        ? []
        : [fieldRequired(`${path}.values`, message('at least one value', "'In' or 'NotIn'"))];
    case 'Exists':
    case 'DoesNotExist':
      return values.length === 0
        ? []
        : [
            fieldInvalid(
              `${path}.values`,
              values,
              message('no value', "'Exist' or 'DoesNotExist'"),
            ),
          ];
    default:
      return [fieldInvalid(`${path}.operator`, operator, 'not a valid selector operator')];
  }
}
