import { addQuantities, isQuantity, parseQuantity, type Quantity } from '@skewplane/apimachinery';
import { fieldsAt, has, listAt, textAt, type Fields } from '../object-fields.js';

export type PodQosClass = 'Guaranteed' | 'Burstable' | 'BestEffort';

const counted = ['cpu', 'memory'] as const;
type Amounts = Map<string, Quantity>;

/**
 * @param minor from 1.34 on, resources of the pod itself come first
 * @see kubernetes/kubernetes `pkg/apis/core/helper/qos/qos.go`, `ComputePodQOS`
 */
export function podQosClass(spec: Fields, minor: number): PodQosClass {
  const owners =
    minor >= 34 && has(spec, 'resources')
      ? [spec]
      : [...listAt(spec, 'containers'), ...listAt(spec, 'initContainers')];
  const requests: Amounts = new Map();
  const limits: Amounts = new Map();
  let everyLimitSet = true;
  for (const owner of owners) {
    addAmounts(requests, fieldsAt(owner, 'resources.requests'));
    const found = addAmounts(limits, fieldsAt(owner, 'resources.limits'));
    if (found < counted.length) everyLimitSet = false;
  }
  if (requests.size === 0 && limits.size === 0) return 'BestEffort';
  const same = [...requests].every(([name, { nanos }]) => limits.get(name)?.nanos === nanos);
  return everyLimitSet && same && requests.size === limits.size ? 'Guaranteed' : 'Burstable';
}

/** Adds what is more than nothing; the answer is how many resources were. */
function addAmounts(total: Amounts, amounts: Fields): number {
  let found = 0;
  for (const name of counted) {
    const text = textAt(amounts, name);
    const amount = isQuantity(text) ? parseQuantity(text) : undefined;
    if (amount === undefined || amount.nanos <= 0n) continue;
    const before = total.get(name);
    total.set(name, before === undefined ? amount : addQuantities(before, amount));
    found += 1;
  }
  return found;
}
