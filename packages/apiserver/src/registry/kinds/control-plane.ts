import {
  fieldForbidden,
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  formatTime,
  validateDns1035Label,
  validateDns1123Subdomain,
  validatePathSegmentName,
  type FieldError,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import {
  editable,
  ensureFields,
  fieldsAt,
  fill,
  has,
  numberAt,
  textAt,
  type EditableFields,
  type Fields,
} from '../object-fields.js';
import { zeroSharesAnnotation } from '../conversions/concurrency-shares.js';
import { emptyStruct, resetStatus, type KindStrategy } from './base.js';
import { checkImmutable, checkText } from './checks.js';

/** @see kubernetes/kube-aggregator `pkg/apis/apiregistration/validation/validation.go` */
export const apiService: KindStrategy = () => ({
  nameRule: validatePathSegmentName,
  hasStatus: true,
  allowUnconditionalUpdate: false,
  defaults: (object) => {
    emptyStruct(object, 'spec', 'status');
    const service = editable(ensureFields(object, 'spec'), 'service');
    if (service !== undefined) fill(service, { port: 443 });
  },
  prepareForCreate: (object, { nowMs }) => {
    resetStatus(object, has(object, 'spec.service') ? {} : { conditions: [servedHere(nowMs)] });
  },
  validate: checkApiService,
});

/** @see kubernetes/kube-aggregator `pkg/apis/apiregistration/helpers.go`, `NewLocalAvailableAPIServiceCondition` */
const servedHere = (nowMs: number) => ({
  type: 'Available',
  status: 'True',
  lastTransitionTime: formatTime(nowMs),
  reason: 'Local',
  message: 'Local APIServices are always available',
});

function checkApiService(object: Immutable<KubeObject>): FieldError[] {
  const spec = fieldsAt(object, 'spec');
  const [group, version] = [textAt(spec, 'group'), textAt(spec, 'version')];
  const wanted = `${version}.${group}`;
  const name = object.metadata.name ?? '';
  return [
    ...(name !== '' && name !== wanted
      ? [
          fieldInvalid(
            'metadata.name',
            name,
            `must be \`spec.version+"."+spec.group\`: ${JSON.stringify(wanted)}`,
          ),
        ]
      : []),
    ...(group === '' && version !== 'v1'
      ? [
          fieldRequired(
            'spec.group',
            'only v1 may have an empty group and it better be legacy kube',
          ),
        ]
      : []),
    ...(group === '' ? [] : checkText(group, 'spec.group', validateDns1123Subdomain)),
    ...checkText(version, 'spec.version', validateDns1035Label),
    ...checkPriority(spec, 'groupPriorityMinimum', 20_000),
    ...checkPriority(spec, 'versionPriority', 1_000),
    ...(has(spec, 'service') ? checkRemote(spec) : checkLocal(spec)),
  ];
}

function checkPriority(spec: Fields, field: string, limit: number): FieldError[] {
  const value = numberAt(spec, field) ?? 0;
  return value > 0 && value <= limit
    ? []
    : [fieldInvalid(`spec.${field}`, value, `must be positive and less than ${String(limit)}`)];
}

function checkLocal(spec: Fields): FieldError[] {
  const bundle = Buffer.byteLength(textAt(spec, 'caBundle'), 'base64');
  return [
    ...(bundle > 0
      ? [
          fieldInvalid(
            'spec.caBundle',
            `${String(bundle)} bytes`,
            'local APIServices may not have a caBundle',
          ),
        ]
      : []),
    ...(spec['insecureSkipTLSVerify'] === true
      ? [
          fieldInvalid(
            'spec.insecureSkipTLSVerify',
            true,
            'local APIServices may not have insecureSkipTLSVerify',
          ),
        ]
      : []),
  ];
}

const checkRemote = (spec: Fields): FieldError[] => [
  ...['namespace', 'name']
    .filter((field) => textAt(spec, `service.${field}`) === '')
    .map((field) => fieldRequired(`spec.service.${field}`)),
  ...(spec['insecureSkipTLSVerify'] === true && textAt(spec, 'caBundle') !== ''
    ? [fieldInvalid('spec.insecureSkipTLSVerify', true, 'may not be true if caBundle is present')]
    : []),
];

const lowestPrecedence = 10_000;

/** @see kubernetes/kubernetes `pkg/apis/flowcontrol/validation/validation.go`, `ValidateFlowSchemaSpec` */
export const flowSchema: KindStrategy = () => ({
  hasStatus: true,
  tracksGeneration: true,
  defaults: (object) => {
    emptyStruct(object, 'status');
    const spec = ensureFields(object, 'spec');
    if (!spec['matchingPrecedence']) spec['matchingPrecedence'] = 1000;
    fill(spec, { priorityLevelConfiguration: {} });
  },
  prepareForCreate: (object) => {
    resetStatus(object);
  },
  validate: (object) => checkFlowSchema(object, fieldsAt(object, 'spec')),
});

function checkFlowSchema(object: Immutable<KubeObject>, spec: Fields): FieldError[] {
  const precedence = numberAt(spec, 'matchingPrecedence') ?? 0;
  const level = textAt(spec, 'priorityLevelConfiguration.name');
  const refuse = (problem: string): FieldError =>
    fieldInvalid('spec.matchingPrecedence', precedence, problem);
  const path = 'spec.priorityLevelConfiguration.name';
  return [
    ...(precedence <= 0 ? [refuse('must be a positive value')] : []),
    ...(precedence > lowestPrecedence
      ? [refuse(`must not be greater than ${String(lowestPrecedence)}`)]
      : []),
    ...(precedence === 1 && object.metadata.name !== 'exempt'
      ? [refuse("only the schema named 'exempt' may have matchingPrecedence 1")]
      : []),
    ...(level === ''
      ? [fieldRequired(path, 'must reference a priority level')]
      : checkText(level, path, validateDns1123Subdomain)),
  ];
}

/** @see kubernetes/kubernetes `pkg/apis/flowcontrol/validation/validation.go` */
export const priorityLevelConfiguration: KindStrategy = () => ({
  hasStatus: true,
  tracksGeneration: true,
  defaults: (object) => {
    emptyStruct(object, 'status');
    const spec = ensureFields(object, 'spec');
    const limited = editable(spec, 'limited');
    if (limited !== undefined) {
      defaultSharesOfV1beta3(object, limited);
      fill(limited, { nominalConcurrencyShares: 30, lendablePercent: 0, limitResponse: {} });
      const queuing = editable(editable(limited, 'limitResponse'), 'queuing');
      if (queuing !== undefined) fill(queuing, { handSize: 8, queues: 64, queueLengthLimit: 50 });
    }
    const exempt = editable(spec, 'exempt');
    if (exempt !== undefined) fill(exempt, { nominalConcurrencyShares: 0, lendablePercent: 0 });
  },
  prepareForCreate: (object) => {
    resetStatus(object);
  },
  validate: (object) => checkPriorityLevel(object, fieldsAt(object, 'spec')),
});

/**
 * In v1beta3 zero shares count as none, if an annotation does not say that they are meant.
 * @see kubernetes/kubernetes `pkg/apis/flowcontrol/v1beta3/defaults.go`
 */
function defaultSharesOfV1beta3(
  { apiVersion, metadata }: Immutable<KubeObject>,
  limited: EditableFields,
): void {
  if (apiVersion !== 'flowcontrol.apiserver.k8s.io/v1beta3') return;
  const isMeant = metadata.annotations?.[zeroSharesAnnotation] !== undefined;
  const said = limited['nominalConcurrencyShares'] ?? 0;
  if (said === 0) limited['nominalConcurrencyShares'] = isMeant ? 0 : 30;
}

function checkPriorityLevel(object: Immutable<KubeObject>, spec: Fields): FieldError[] {
  const type = textAt(spec, 'type');
  const exempt = type === 'Exempt';
  const wrongName = (object.metadata.name === 'exempt') !== exempt;
  const errors = wrongName
    ? [fieldInvalid('spec.type', type, "must be 'Exempt' if and only if `name` is 'exempt'")]
    : [];
  if (type !== 'Exempt' && type !== 'Limited')
    return [...errors, fieldNotSupported('spec.type', type, ['Exempt', 'Limited'])];
  if (exempt) {
    return has(spec, 'limited')
      ? [...errors, fieldForbidden('spec.limited', 'must be nil if the type is not Limited')]
      : errors;
  }
  return [
    ...errors,
    ...(has(spec, 'exempt')
      ? [fieldForbidden('spec.exempt', 'must be nil if the type is Limited')]
      : []),
    ...(has(spec, 'limited')
      ? []
      : [fieldRequired('spec.limited', 'must not be empty when type is Limited')]),
  ];
}

/** @see kubernetes/kubernetes `pkg/registry/storagemigration/storagemigration/strategy.go` */
export const storageVersionMigration: KindStrategy = () => ({
  hasStatus: true,
  allowUnconditionalUpdate: false,
  defaults: (object) => {
    emptyStruct(object, 'spec', 'status');
  },
  prepareForCreate: (object) => {
    resetStatus(object);
  },
  validate: (object) =>
    textAt(object, 'spec.resource.resource') === ''
      ? [fieldRequired('spec.resource.resource', 'resource is required')]
      : [],
  validateUpdate: (object, current) => checkImmutable(object['spec'], current['spec'], 'spec'),
});
