import {
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  validateDns1123Subdomain,
  validatePathSegmentName,
  type FieldError,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import {
  editableList,
  ensureFields,
  fill,
  has,
  listAt,
  semanticallyEqual,
  textAt,
  textsAt,
  type Fields,
} from '../object-fields.js';
import type { KindStrategy, StrategyParts } from './base.js';
import { checkLabelSelector, checkName, checkText, eachOf } from './checks.js';

const group = 'rbac.authorization.k8s.io';
const common: StrategyParts = { nameRule: validatePathSegmentName, allowCreateOnUpdate: true };

/** @see kubernetes/kubernetes `pkg/registry/rbac/role/strategy.go` */
export const role: KindStrategy = () => ({
  ...common,
  defaults: showRules,
  validate: (object) => eachOf(object, 'rules', '', checkRuleOf(true)).map(withoutLeadingDot),
});

/** @see kubernetes/kubernetes `pkg/registry/rbac/clusterrole/strategy.go` */
export const clusterRole: KindStrategy = () => ({
  ...common,
  defaults: showRules,
  validate: (object) => [
    ...eachOf(object, 'rules', '', checkRuleOf(false)).map(withoutLeadingDot),
    ...checkAggregation(object),
  ],
});

/** Go writes an empty list of rules as null. */
function showRules(object: KubeObject): void {
  if (!has(object, 'rules')) object['rules'] = null;
}

const withoutLeadingDot = (error: FieldError): FieldError => ({
  ...error,
  field: error.field.replace(/^\./, ''),
});

/** @see kubernetes/kubernetes `pkg/apis/rbac/validation/validation.go`, `ValidatePolicyRule` */
function checkRuleOf(namespaced: boolean): (rule: Fields, path: string) => FieldError[] {
  return (rule, path) => {
    const noVerbs =
      textsAt(rule, 'verbs').length === 0
        ? [fieldRequired(`${path}.verbs`, 'verbs must contain at least one value')]
        : [];
    return [
      ...noVerbs,
      ...(textsAt(rule, 'nonResourceURLs').length > 0
        ? checkUrlRule(rule, path, namespaced)
        : checkResourceRule(rule, path)),
    ];
  };
}

function checkUrlRule(rule: Fields, path: string, namespaced: boolean): FieldError[] {
  const urls = textsAt(rule, 'nonResourceURLs');
  const refuse = (problem: string): FieldError =>
    fieldInvalid(`${path}.nonResourceURLs`, urls, problem);
  const mixed = ['apiGroups', 'resources', 'resourceNames'].some(
    (field) => textsAt(rule, field).length > 0,
  );
  return [
    ...(namespaced ? [refuse('namespaced rules cannot apply to non-resource URLs')] : []),
    ...(mixed
      ? [refuse('rules cannot apply to both regular resources and non-resource URLs')]
      : []),
  ];
}

const checkResourceRule = (rule: Fields, path: string): FieldError[] => [
  ...(textsAt(rule, 'apiGroups').length === 0
    ? [fieldRequired(`${path}.apiGroups`, 'resource rules must supply at least one api group')]
    : []),
  ...(textsAt(rule, 'resources').length === 0
    ? [fieldRequired(`${path}.resources`, 'resource rules must supply at least one resource')]
    : []),
];

function checkAggregation(object: Immutable<KubeObject>): FieldError[] {
  if (!has(object, 'aggregationRule')) return [];
  const path = 'aggregationRule.clusterRoleSelectors';
  const selectors = listAt(object, path);
  if (selectors.length === 0) {
    const message = 'at least one clusterRoleSelector required if aggregationRule is non-nil';
    return [fieldRequired(path, message)];
  }
  return selectors.flatMap((selector, index) =>
    checkLabelSelector(selector, `${path}[${String(index)}]`),
  );
}

const binding = (namespaced: boolean): StrategyParts => ({
  ...common,
  defaults: defaultBinding,
  validate: (object) => [
    ...checkRoleRef(object, namespaced ? ['Role', 'ClusterRole'] : ['ClusterRole']),
    ...listAt(object, 'subjects').flatMap((subject, index) =>
      checkSubject(subject, `subjects[${String(index)}]`, namespaced),
    ),
  ],
  validateUpdate: (object, current) =>
    semanticallyEqual(object['roleRef'], current['roleRef'])
      ? []
      : [fieldInvalid('roleRef', object['roleRef'], 'cannot change roleRef')],
});

/** @see kubernetes/kubernetes `pkg/registry/rbac/rolebinding/strategy.go` */
export const roleBinding: KindStrategy = () => binding(true);
/** @see kubernetes/kubernetes `pkg/registry/rbac/clusterrolebinding/strategy.go` */
export const clusterRoleBinding: KindStrategy = () => binding(false);

/** @see kubernetes/kubernetes `pkg/apis/rbac/v1/defaults.go` */
function defaultBinding(object: KubeObject): void {
  fill(ensureFields(object, 'roleRef'), { apiGroup: group });
  for (const subject of editableList(object, 'subjects')) {
    if (subject['kind'] === 'User' || subject['kind'] === 'Group')
      fill(subject, { apiGroup: group });
  }
}

function checkRoleRef(object: Immutable<KubeObject>, kinds: readonly string[]): FieldError[] {
  const reference = object['roleRef'];
  const [apiGroup, kind] = [textAt(reference, 'apiGroup'), textAt(reference, 'kind')];
  return [
    ...(apiGroup === group ? [] : [fieldNotSupported('roleRef.apiGroup', apiGroup, [group])]),
    ...(kinds.includes(kind) ? [] : [fieldNotSupported('roleRef.kind', kind, kinds)]),
    ...checkName(textAt(reference, 'name'), 'roleRef.name', validatePathSegmentName),
  ];
}

/** @see kubernetes/kubernetes `pkg/apis/rbac/validation/validation.go`, `ValidateRoleBindingSubject` */
function checkSubject(subject: Fields, path: string, namespaced: boolean): FieldError[] {
  const name = textAt(subject, 'name');
  const kind = textAt(subject, 'kind');
  const missing = name === '' ? [fieldRequired(`${path}.name`)] : [];
  const groupMustBe = (wanted: string): FieldError[] => {
    const apiGroup = textAt(subject, 'apiGroup');
    return apiGroup === wanted ? [] : [fieldNotSupported(`${path}.apiGroup`, apiGroup, [wanted])];
  };
  switch (kind) {
    case 'ServiceAccount':
      return [
        ...missing,
        ...(name === '' ? [] : checkText(name, `${path}.name`, validateDns1123Subdomain)),
        ...groupMustBe(''),
        ...(!namespaced && textAt(subject, 'namespace') === ''
          ? [fieldRequired(`${path}.namespace`)]
          : []),
      ];
    case 'User':
    case 'Group':
      return [...missing, ...groupMustBe(group)];
    default:
      return [
        ...missing,
        fieldNotSupported(`${path}.kind`, kind, ['ServiceAccount', 'User', 'Group']),
      ];
  }
}
