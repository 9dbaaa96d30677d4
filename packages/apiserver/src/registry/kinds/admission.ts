import { fieldRequired } from '@skewplane/apimachinery';
import {
  editable,
  editableList,
  ensureFields,
  fill,
  has,
  textAt,
  type EditableFields,
  type Fields,
} from '../object-fields.js';
import { emptyStruct, resetStatus, type KindStrategy, type StrategyParts } from './base.js';
import { validateWebhooks } from './webhook-validation.js';

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
  validate: validateWebhooks,
});

function defaultScopes(owner: EditableFields | undefined, list: string): void {
  for (const rule of editableList(owner, list)) fill(rule, { scope: '*' });
}

export const validatingWebhookConfiguration: KindStrategy = () => webhookConfiguration({});
export const mutatingWebhookConfiguration: KindStrategy = () =>
  webhookConfiguration({ reinvocationPolicy: 'Never' });

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
