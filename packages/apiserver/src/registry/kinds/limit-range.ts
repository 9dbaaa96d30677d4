import {
  canonicalQuantity,
  fieldDuplicate,
  fieldForbidden,
  fieldInvalid,
  fieldRequired,
  isQuantity,
  parseQuantity,
  validateQualifiedName,
  type FieldError,
} from '@skewplane/apimachinery';
import {
  editableList,
  ensureFields,
  fieldsAt,
  fill,
  textAt,
  type EditableFields,
  type Fields,
} from '../object-fields.js';
import type { KindStrategy } from './base.js';
import { eachOf } from './checks.js';
import { checkContainerResource, checkResourceName, mayOvercommit } from './resource-names.js';

/** @see kubernetes/kubernetes `pkg/apis/core/v1/defaults.go`, `SetDefaults_LimitRangeItem` */
export const limitRange: KindStrategy = () => ({
  allowCreateOnUpdate: true,
  defaults: (object) => {
    const spec = ensureFields(object, 'spec');
    spec['limits'] ??= null;
    for (const item of editableList(spec, 'limits')) {
      if (item['type'] === 'Container') defaultLimits(item);
    }
  },
  validate: (object) => checkLimits(fieldsAt(object, 'spec')),
});

function defaultLimits(item: EditableFields): void {
  const nothing = (field: string): boolean => Object.keys(fieldsAt(item, field)).length === 0;
  if (!nothing('max')) fill(ensureFields(item, 'default'), fieldsAt(item, 'max'));
  if (!nothing('default')) fill(ensureFields(item, 'defaultRequest'), fieldsAt(item, 'default'));
  if (!nothing('min')) fill(ensureFields(item, 'defaultRequest'), fieldsAt(item, 'min'));
}

const types = ['Pod', 'Container', 'PersistentVolumeClaim'];

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidateLimitRange` */
function checkLimits(spec: Fields): FieldError[] {
  const seen = new Set<string>();
  return eachOf(spec, 'limits', 'spec', (item, at) => {
    const type = textAt(item, 'type');
    const repeated = seen.has(type);
    seen.add(type);
    return [
      ...checkType(type, `${at}.type`),
      ...(repeated ? [fieldDuplicate(`${at}.type`, type)] : []),
      ...checkNames(item, type, at),
      ...checkAmounts(item, type, at),
    ];
  });
}

function checkType(type: string, path: string): FieldError[] {
  const malformed = validateQualifiedName(type);
  if (malformed.length > 0) return malformed.map((problem) => fieldInvalid(path, type, problem));
  return type.includes('/') || types.includes(type)
    ? []
    : [fieldInvalid(path, type, 'must be a standard limit type or fully qualified')];
}

function checkNames(item: Fields, type: string, path: string): FieldError[] {
  const ofPods = type === 'Pod' || type === 'Container';
  const namesOf = (field: string): FieldError[] =>
    Object.keys(fieldsAt(item, field)).flatMap((name) => {
      const at = `${path}.${field}[${name}]`;
      return ofPods ? checkContainerResource(name, at) : checkResourceName(name, at);
    });
  const noStorage = ['min', 'max'].every((field) => !('storage' in fieldsAt(item, field)));
  return [
    ...namesOf('max'),
    ...namesOf('min'),
    ...['default', 'defaultRequest'].flatMap((field) => {
      if (type !== 'Pod') return namesOf(field);
      return Object.keys(fieldsAt(item, field)).length === 0
        ? []
        : [fieldForbidden(`${path}.${field}`, "may not be specified when `type` is 'Pod'")];
    }),
    ...(type === 'PersistentVolumeClaim' && noStorage
      ? [
          fieldRequired(
            `${path}.limits`,
            'either minimum or maximum storage value is required, but neither was provided',
          ),
        ]
      : []),
    ...namesOf('maxLimitRequestRatio'),
  ];
}

type Bound = 'min' | 'max' | 'default' | 'defaultRequest';

/** In upstream's order: which amount may not be more than which, the path and value of the error, and its words. */
const orders: readonly (readonly [
  less: Bound,
  more: Bound,
  at: Bound,
  shown: Bound,
  words: readonly [string, string],
])[] = [
  ['min', 'max', 'min', 'min', ['min value', 'max value']],
  [
    'min',
    'defaultRequest',
    'defaultRequest',
    'defaultRequest',
    ['min value', 'default request value'],
  ],
  [
    'defaultRequest',
    'max',
    'defaultRequest',
    'defaultRequest',
    ['default request value', 'max value'],
  ],
  [
    'defaultRequest',
    'default',
    'defaultRequest',
    'defaultRequest',
    ['default request value', 'default limit value'],
  ],
  ['min', 'default', 'default', 'min', ['min value', 'default value']],
  ['default', 'max', 'default', 'max', ['default value', 'max value']],
];

function checkAmounts(item: Fields, type: string, path: string): FieldError[] {
  const fields = type === 'Pod' ? ['max', 'min'] : ['max', 'min', 'default', 'defaultRequest'];
  const ratios = fieldsAt(item, 'maxLimitRequestRatio');
  const names = new Set([
    ...fields.flatMap((field) => Object.keys(fieldsAt(item, field))),
    ...Object.keys(ratios),
  ]);
  return [...names].flatMap((name) => {
    const amount = (field: string): string | undefined => {
      const value = fields.includes(field) ? fieldsAt(item, field)[name] : undefined;
      return typeof value === 'string' && isQuantity(value) ? value : undefined;
    };
    return [
      ...checkOrders(name, amount, path),
      ...checkRatio(name, ratios[name], amount, path),
      ...checkSame(name, amount, path),
    ];
  });
}

const nanos = (text: string): bigint => parseQuantity(text).nanos;

const checkOrders = (
  name: string,
  amount: (field: string) => string | undefined,
  path: string,
): FieldError[] =>
  orders.flatMap(([less, more, at, shown, [what, than]]) => {
    const [low, high] = [amount(less), amount(more)];
    if (low === undefined || high === undefined || nanos(low) <= nanos(high)) return [];
    const message = `${what} ${canonicalQuantity(low)} is greater than ${than} ${canonicalQuantity(high)}`;
    const value = canonicalQuantity(amount(shown) ?? '');
    return [fieldInvalid(`${path}.${at}[${name}]`, value, message)];
  });

function checkRatio(
  name: string,
  ratio: unknown,
  amount: (field: string) => string | undefined,
  path: string,
): FieldError[] {
  if (typeof ratio !== 'string' || !isQuantity(ratio)) return [];
  const shown = canonicalQuantity(ratio);
  const refuse = (problem: string): FieldError =>
    fieldInvalid(`${path}.maxLimitRequestRatio[${name}]`, shown, `ratio ${shown} is ${problem}`);
  const [low, high] = [amount('min'), amount('max')];
  const limit =
    low === undefined || high === undefined ? undefined : Number(nanos(high)) / Number(nanos(low));
  return [
    ...(nanos(ratio) < 1_000_000_000n ? [refuse('less than 1')] : []),
    ...(limit !== undefined && Number(nanos(ratio)) / 1e9 > limit
      ? [refuse(`greater than max/min = ${limit.toFixed(6)}`)]
      : []),
  ];
}

/** What cannot be overcommitted has one amount. */
function checkSame(
  name: string,
  amount: (field: string) => string | undefined,
  path: string,
): FieldError[] {
  const [limit, request] = [amount('default'), amount('defaultRequest')];
  if (mayOvercommit(name) || limit === undefined || request === undefined) return [];
  if (nanos(limit) === nanos(request)) return [];
  const shown = canonicalQuantity(request);
  return [
    fieldInvalid(
      `${path}.defaultRequest[${name}]`,
      shown,
      `default value ${canonicalQuantity(limit)} must equal to defaultRequest value ${shown} in ${name}`,
    ),
  ];
}
