import {
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  validateDns1123Subdomain,
  type FieldError,
  type NameRule,
} from '@skewplane/apimachinery';
import {
  editable,
  editableList,
  ensureFields,
  fieldsAt,
  fill,
  has,
  listAt,
  numberAt,
  textAt,
  textsAt,
  type EditableFields,
  type Fields,
} from '../object-fields.js';
import { emptyStruct, resetStatus, type KindStrategy, type StrategyParts } from './base.js';
import { checkEnum, checkLabelSelector, checkText } from './checks.js';

const webhookDefaults = {
  failurePolicy: 'Fail',
  matchPolicy: 'Equivalent',
  namespaceSelector: {},
  objectSelector: {},
  timeoutSeconds: 10,
};

/** @see kubernetes/kubernetes `pkg/apis/admissionregistration/v1/defaults.go` */
const webhookConfiguration = (more: Fields): StrategyParts => ({
  allowUnconditionalUpdate: false,
  tracksGeneration: true,
  defaults: (object) => {
    for (const webhook of editableList(object, 'webhooks')) {
      fill(webhook, { ...webhookDefaults, ...more });
      const service = editable(ensureFields(webhook, 'clientConfig'), 'service');
      if (service !== undefined) fill(service, { port: 443 });
      defaultScopes(webhook, 'rules');
    }
  },
  validate: (object) =>
    listAt(object, 'webhooks').flatMap((webhook, index) =>
      checkWebhook(webhook, `webhooks[${String(index)}]`),
    ),
});

function defaultScopes(owner: EditableFields | undefined, list: string): void {
  for (const rule of editableList(owner, list)) fill(rule, { scope: '*' });
}

export const validatingWebhookConfiguration: KindStrategy = () => webhookConfiguration({});
export const mutatingWebhookConfiguration: KindStrategy = () =>
  webhookConfiguration({ reinvocationPolicy: 'Never' });

const fullyQualified: NameRule = (name) =>
  name.split('.').length < 3
    ? ['should be a domain with at least three segments separated by dots']
    : validateDns1123Subdomain(name);

/** @see kubernetes/kubernetes `pkg/apis/admissionregistration/validation/validation.go`, `validateValidatingWebhook` */
function checkWebhook(webhook: Fields, path: string): FieldError[] {
  const name = textAt(webhook, 'name');
  const timeout = numberAt(webhook, 'timeoutSeconds');
  return [
    ...(name === ''
      ? [fieldRequired(`${path}.name`)]
      : checkText(name, `${path}.name`, fullyQualified)),
    ...listAt(webhook, 'rules').flatMap((rule, index) =>
      checkRule(rule, `${path}.rules[${String(index)}]`),
    ),
    ...checkEnum(webhook['failurePolicy'], `${path}.failurePolicy`, ['Fail', 'Ignore'], 'fine'),
    ...checkEnum(webhook['matchPolicy'], `${path}.matchPolicy`, ['Equivalent', 'Exact'], 'fine'),
    ...checkSideEffects(webhook, `${path}.sideEffects`),
    ...(timeout !== undefined && (timeout > 30 || timeout < 1)
      ? [
          fieldInvalid(
            `${path}.timeoutSeconds`,
            timeout,
            'the timeout value must be between 1 and 30 seconds',
          ),
        ]
      : []),
    ...checkLabelSelector(webhook['namespaceSelector'], `${path}.namespaceSelector`),
    ...checkLabelSelector(webhook['objectSelector'], `${path}.objectSelector`),
    ...checkClientConfig(fieldsAt(webhook, 'clientConfig'), `${path}.clientConfig`),
    ...checkReviewVersions(webhook, `${path}.admissionReviewVersions`),
  ];
}

function checkSideEffects(webhook: Fields, path: string): FieldError[] {
  const allowed = ['None', 'NoneOnDryRun'];
  const value = textAt(webhook, 'sideEffects');
  if (value === '') return [fieldRequired(path, `must specify one of ${allowed.join(', ')}`)];
  return allowed.includes(value) ? [] : [fieldNotSupported(path, value, allowed)];
}

function checkReviewVersions(webhook: Fields, path: string): FieldError[] {
  const versions = textsAt(webhook, 'admissionReviewVersions');
  if (versions.length === 0) {
    return [fieldRequired(path, 'must specify one of v1, v1beta1')];
  }
  return versions.some((each) => each === 'v1' || each === 'v1beta1')
    ? []
    : [fieldInvalid(path, versions, 'must include at least one of v1, v1beta1')];
}

function checkClientConfig(config: Fields, path: string): FieldError[] {
  if (has(config, 'url') === has(config, 'service'))
    return [fieldRequired(path, 'exactly one of url or service is required')];
  if (!has(config, 'service')) return checkUrl(textAt(config, 'url'), `${path}.url`);
  return ['name', 'namespace']
    .filter((field) => textAt(config, `service.${field}`) === '')
    .map((field) => fieldRequired(`${path}.service.${field}`, `service ${field} is required`));
}

function checkUrl(url: string, path: string): FieldError[] {
  if (!URL.canParse(url)) return [fieldRequired(path, `url must be a valid URL: ${url}`)];
  return new URL(url).protocol === 'https:'
    ? []
    : [
        fieldInvalid(
          path,
          new URL(url).protocol.replace(':', ''),
          "'https' is the only allowed URL scheme; desired format: https://host[/path]",
        ),
      ];
}

const operations = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'];

function checkRule(rule: Fields, path: string): FieldError[] {
  const required = ['apiGroups', 'apiVersions', 'resources', 'operations'];
  return [
    ...required
      .filter((field) => textsAt(rule, field).length === 0)
      .map((field) => fieldRequired(`${path}.${field}`)),
    ...textsAt(rule, 'operations').flatMap((operation, index) =>
      checkEnum(operation, `${path}.operations[${String(index)}]`, operations),
    ),
  ];
}

/** @see kubernetes/kubernetes `pkg/apis/admissionregistration/v1/defaults.go`, `SetDefaults_MatchResources` */
function defaultMatch(match: EditableFields | undefined): void {
  if (match === undefined) return;
  fill(match, { namespaceSelector: {}, objectSelector: {}, matchPolicy: 'Equivalent' });
  defaultScopes(match, 'resourceRules');
  defaultScopes(match, 'excludeResourceRules');
}

const policy = (hasStatus: boolean): StrategyParts => ({
  hasStatus,
  allowUnconditionalUpdate: false,
  tracksGeneration: true,
  defaults: (object) => {
    const spec = ensureFields(object, 'spec');
    fill(spec, { failurePolicy: 'Fail' });
    defaultMatch(editable(spec, 'matchConstraints'));
    if (hasStatus) emptyStruct(object, 'status');
  },
  prepareForCreate: (object) => {
    if (hasStatus) resetStatus(object);
  },
  validate: (object) =>
    has(object, 'spec.matchConstraints') ? [] : [fieldRequired('spec.matchConstraints')],
});

export const validatingAdmissionPolicy: KindStrategy = () => policy(true);
export const mutatingAdmissionPolicy: KindStrategy = () => policy(false);

/** @see kubernetes/kubernetes `pkg/apis/admissionregistration/validation/validation.go` */
export const admissionPolicyBinding: KindStrategy = () => ({
  allowUnconditionalUpdate: false,
  tracksGeneration: true,
  defaults: (object) => {
    defaultMatch(editable(ensureFields(object, 'spec'), 'matchResources'));
  },
  validate: (object) =>
    textAt(object, 'spec.policyName') === '' ? [fieldRequired('spec.policyName')] : [],
});
