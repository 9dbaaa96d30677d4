import {
  canonicalQuantity,
  fieldForbidden,
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  isQuantity,
  parseQuantity,
  validateDns1123Label,
  validatePathSegmentName,
  type FieldError,
} from '@skewplane/apimachinery';
import { fieldsAt, has, numberAt, textAt, type Fields } from '../object-fields.js';
import { checkTarget } from './autoscaler-target.js';
import { checkText } from './checks.js';
import { checkContainerResource } from './resource-names.js';

/** In upstream's order: only the first one that is set is looked into. */
const sources = ['object', 'external', 'pods', 'resource', 'containerResource'] as const;
type Source = (typeof sources)[number];
const types: Readonly<Record<string, Source>> = {
  ContainerResource: 'containerResource',
  External: 'external',
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
};

/** @see kubernetes/kubernetes `pkg/apis/autoscaling/validation/validation.go`, `validateMetricSpec` */
export function checkMetric(metric: Fields, path: string, minor: number): FieldError[] {
  const type = textAt(metric, 'type');
  const set = sources.filter((source) => has(metric, source));
  const [first] = set;
  const expected = types[type];
  const unsupported = fieldNotSupported(`${path}.type`, type, Object.keys(types));
  return [
    ...(type === '' ? [fieldRequired(`${path}.type`, 'must specify a metric source type')] : []),
    ...(expected === undefined ? [unsupported] : []),
    ...(first === undefined
      ? []
      : checks[first](fieldsAt(metric, first), `${path}.${first}`, minor)),
    // Upstream says this twice.
    ...(expected === undefined ? [unsupported] : []),
    ...(expected !== undefined && !set.includes(expected)
      ? [
          fieldRequired(
            `${path}.${expected}`,
            'must populate information for the given metric source',
          ),
        ]
      : []),
    ...(set.length > 1
      ? set
          .filter((source) => source !== expected)
          .map((source) =>
            fieldForbidden(`${path}.${source}`, 'must populate the given metric source only'),
          )
      : []),
  ];
}

const bothRaw = 'may not set both a target raw value and a target utilization';
const noRaw = 'must set either a target raw value or a target utilization';

const checks: Readonly<
  Record<Source, (source: Fields, path: string, minor: number) => FieldError[]>
> = {
  object: (source, path, minor) => [
    ...checkTarget(
      fieldsAt(source, 'describedObject'),
      `${path}.describedObject`,
      minor >= 34 ? 'any' : 'unchecked',
    ),
    ...checkIdentifier(source, path),
    ...checkAmount(source, path),
    ...neitherOf(source, path, 'must set either a target value or averageValue'),
  ],
  external: (source, path) => [
    ...checkIdentifier(source, path),
    ...checkAmount(source, path),
    ...neitherOf(source, path, 'must set either a target value for metric or a per-pod target'),
    ...(has(source, 'target.value') && has(source, 'target.averageValue')
      ? [
          fieldForbidden(
            `${path}.target.value`,
            'may not set both a target value for metric and a per-pod target',
          ),
        ]
      : []),
  ],
  pods: (source, path) => [
    ...checkIdentifier(source, path),
    ...checkAmount(source, path),
    ...(has(source, 'target.averageValue')
      ? []
      : [
          fieldRequired(
            `${path}.target.averageValue`,
            'must specify a positive target averageValue',
          ),
        ]),
  ],
  resource: (source, path) => [
    ...(textAt(source, 'name') === ''
      ? [fieldRequired(`${path}.name`, 'must specify a resource name')]
      : []),
    ...checkAmount(source, path),
    ...checkUtilization(source, path),
  ],
  containerResource: (source, path) => [
    ...(textAt(source, 'name') === ''
      ? [fieldRequired(`${path}.name`, 'must specify a resource name')]
      : checkContainerResource(textAt(source, 'name'), `${path}.name`)),
    ...(textAt(source, 'container') === ''
      ? [fieldRequired(`${path}.container`, 'must specify a container')]
      : checkText(textAt(source, 'container'), `${path}.container`, validateDns1123Label)),
    ...checkAmount(source, path),
    ...checkUtilization(source, path),
  ],
};

const neitherOf = (source: Fields, path: string, message: string): FieldError[] =>
  has(source, 'target.value') || has(source, 'target.averageValue')
    ? []
    : [fieldRequired(`${path}.target.averageValue`, message)];

function checkUtilization(source: Fields, path: string): FieldError[] {
  const set = ['averageUtilization', 'averageValue'].filter((field) =>
    has(source, `target.${field}`),
  );
  if (set.length === 0) return [fieldRequired(`${path}.target.averageUtilization`, noRaw)];
  return set.length === 2 ? [fieldForbidden(`${path}.target.averageValue`, bothRaw)] : [];
}

function checkIdentifier(source: Fields, path: string): FieldError[] {
  const name = textAt(source, 'metric.name');
  return name === ''
    ? [fieldRequired(`${path}.metric.name`, 'must specify a metric name')]
    : checkText(name, `${path}.metric.name`, validatePathSegmentName);
}

/** @see kubernetes/kubernetes `pkg/apis/autoscaling/validation/validation.go`, `validateMetricTarget` */
function checkAmount(source: Fields, path: string): FieldError[] {
  const at = `${path}.target`;
  const type = textAt(source, 'target.type');
  const utilization = numberAt(source, 'target.averageUtilization');
  return [
    ...(type === '' ? [fieldRequired(`${at}.type`, 'must specify a metric target type')] : []),
    ...(['Utilization', 'Value', 'AverageValue'].includes(type)
      ? []
      : [fieldInvalid(`${at}.type`, type, 'must be either Utilization, Value, or AverageValue')]),
    ...['value', 'averageValue'].flatMap((field) => {
      const text = textAt(source, `target.${field}`);
      return text === '' || !isQuantity(text) || parseQuantity(text).nanos > 0n
        ? []
        : [fieldInvalid(`${at}.${field}`, canonicalQuantity(text), 'must be positive')];
    }),
    ...(utilization !== undefined && utilization < 1
      ? [fieldInvalid(`${at}.averageUtilization`, utilization, 'must be greater than 0')]
      : []),
  ];
}
