import {
  addQuantities,
  canonicalQuantity,
  fieldForbidden,
  fieldInvalid,
  fieldNotSupported,
  formatQuantity,
  isQuantity,
  parseQuantity,
  type FieldError,
  type Quantity,
} from '@skewplane/apimachinery';
import {
  editable,
  ensureFields,
  fieldsAt,
  fill,
  has,
  listAt,
  textAt,
  type EditableFields,
  type Fields,
} from '../object-fields.js';
import { checkResourceName, isHugePages } from './resource-names.js';
import { checkResourceRequirements } from './resource-requirements.js';

type Amounts = Map<string, Quantity>;
type Kind = 'requests' | 'limits';

const isSupported = (name: string): boolean =>
  name === 'cpu' || name === 'memory' || isHugePages(name);

function amountsOf(container: Fields, kind: Kind): Amounts {
  const amounts: Amounts = new Map();
  for (const [name, amount] of Object.entries(fieldsAt(container, `resources.${kind}`))) {
    if (isQuantity(String(amount))) amounts.set(name, parseQuantity(String(amount)));
  }
  return amounts;
}

function add(total: Amounts, more: Amounts): Amounts {
  const sum = new Map(total);
  for (const [name, amount] of more) {
    const before = sum.get(name);
    sum.set(name, before === undefined ? amount : addQuantities(before, amount));
  }
  return sum;
}

function most(a: Amounts, b: Amounts): Amounts {
  const result = new Map(a);
  for (const [name, amount] of b) {
    const before = result.get(name);
    if (before === undefined || amount.nanos > before.nanos) result.set(name, amount);
  }
  return result;
}

/**
 * What the containers of a pod need together: those that run at once are added, and init containers, which run one by
 * one, need what the neediest moment needs.
 * @see kubernetes/component-helpers `resource/helpers.go`, `AggregateContainerRequests`
 */
export function aggregateAmounts(spec: Fields, kind: Kind): Amounts {
  let running: Amounts = new Map();
  for (const container of listAt(spec, 'containers'))
    running = add(running, amountsOf(container, kind));
  let sidecars: Amounts = new Map();
  let starting: Amounts = new Map();
  for (const container of listAt(spec, 'initContainers')) {
    const own = amountsOf(container, kind);
    if (container['restartPolicy'] === 'Always') {
      running = add(running, own);
      sidecars = add(sidecars, own);
      starting = most(starting, sidecars);
    } else starting = most(starting, add(own, sidecars));
  }
  return most(running, starting);
}

/** @see kubernetes/kubernetes `pkg/apis/core/v1/defaults.go`, `defaultHugePagePodLimits`, `defaultPodRequests` */
export function defaultPodResources(spec: EditableFields): void {
  const resources = editable(spec, 'resources');
  if (resources === undefined) return;
  defaultHugePageLimits(spec, resources);
  const limits = fieldsAt(resources, 'limits');
  if (Object.keys(limits).length === 0) return;
  const requests: EditableFields = { ...fieldsAt(resources, 'requests') };
  for (const [name, amount] of aggregateAmounts(spec, 'requests')) {
    if (isSupported(name) && !isHugePages(name)) fill(requests, { [name]: formatQuantity(amount) });
  }
  for (const [name, amount] of Object.entries(limits)) {
    if (isSupported(name)) fill(requests, { [name]: amount });
  }
  if (Object.keys(requests).length > 0) resources['requests'] = requests;
}

function defaultHugePageLimits(spec: EditableFields, resources: EditableFields): void {
  const [limits, requests] = [fieldsAt(resources, 'limits'), fieldsAt(resources, 'requests')];
  if (Object.keys(limits).length + Object.keys(requests).length === 0) return;
  for (const [name, amount] of aggregateAmounts(spec, 'limits')) {
    if (isHugePages(name) && requests[name] === undefined)
      fill(ensureFields(resources, 'limits'), { [name]: formatQuantity(amount) });
  }
}

const checkName = (name: string, path: string): FieldError[] => {
  const errors = checkResourceName(name, path);
  if (errors.length > 0 || isSupported(name)) return errors;
  return [fieldNotSupported(path, name, ['cpu', 'hugepages-', 'memory'])];
};

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validatePodResources` */
export function checkPodResources(
  spec: Fields,
  path: string,
  claims: ReadonlySet<string>,
): FieldError[] {
  if (!has(spec, 'resources')) return [];
  const at = `${path}.resources`;
  if (textAt(spec, 'os.name') === 'windows')
    return [fieldForbidden(at, 'may not be set for a windows pod')];
  return [
    ...(has(spec, 'resources.claims')
      ? [fieldForbidden(`${at}.claims`, 'claims may not be set for Resources at pod-level')]
      : []),
    ...checkResourceRequirements(spec['resources'], at, claims, checkName),
    ...checkAggregate(spec, 'requests', at, () => true),
    ...checkAggregate(spec, 'limits', at, isHugePages),
    ...checkEachLimit(spec, at),
  ];
}

function checkAggregate(
  spec: Fields,
  kind: Kind,
  path: string,
  applies: (name: string) => boolean,
): FieldError[] {
  const ofPod = fieldsAt(spec, `resources.${kind}`);
  return [...aggregateAmounts(spec, kind)].flatMap(([name, amount]) => {
    const text = String(ofPod[name]);
    if (ofPod[name] === undefined || !applies(name) || !isQuantity(text)) return [];
    return amount.nanos <= parseQuantity(text).nanos
      ? []
      : [
          fieldInvalid(
            `${path}.${kind}[${name}]`,
            canonicalQuantity(text),
            `must be greater than or equal to aggregate container ${kind} of ${formatQuantity(amount)}`,
          ),
        ];
  });
}

function checkEachLimit(spec: Fields, path: string): FieldError[] {
  const ofPod = amountsOf(spec, 'limits');
  return listAt(spec, 'containers').flatMap((container, index) =>
    [...amountsOf(container, 'limits')].flatMap(([name, amount]) => {
      const limit = ofPod.get(name);
      return limit === undefined || amount.nanos <= limit.nanos
        ? []
        : [
            fieldInvalid(
              `${path}.containers[${String(index)}][${name}].limits`,
              formatQuantity(amount),
              `must be less than or equal to pod limits of ${formatQuantity(limit)}`,
            ),
          ];
    }),
  );
}
