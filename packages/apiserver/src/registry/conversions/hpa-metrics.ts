import { isRecord } from '@skewplane/apimachinery';
import { has, valueAt, type EditableFields, type Fields } from '../object-fields.js';

/** A field of autoscaling/v1's metrics, where v2 keeps it, and what v1 writes when it is absent. */
type Pair = readonly [v1: string, v2: string, zero?: string];

interface MetricShape {
  readonly spec: readonly Pair[];
  readonly status: readonly Pair[];
}

const resource: MetricShape = {
  spec: [
    ['name', 'name'],
    ['targetAverageUtilization', 'target.averageUtilization'],
    ['targetAverageValue', 'target.averageValue'],
  ],
  status: [
    ['name', 'name'],
    ['currentAverageUtilization', 'current.averageUtilization'],
    ['currentAverageValue', 'current.averageValue', '0'],
  ],
};
const container: Pair = ['container', 'container'];

/**
 * In the order of v1's fields, since the annotations hold text.
 * @see kubernetes/kubernetes `pkg/apis/autoscaling/v1/conversion.go`
 */
const shapes: Readonly<Record<string, MetricShape>> = {
  object: {
    spec: [
      ['target', 'describedObject'],
      ['metricName', 'metric.name'],
      ['targetValue', 'target.value', '0'],
      ['selector', 'metric.selector'],
      ['averageValue', 'target.averageValue'],
    ],
    status: [
      ['target', 'describedObject'],
      ['metricName', 'metric.name'],
      ['currentValue', 'current.value', '0'],
      ['selector', 'metric.selector'],
      ['averageValue', 'current.averageValue'],
    ],
  },
  pods: {
    spec: [
      ['metricName', 'metric.name'],
      ['targetAverageValue', 'target.averageValue', '0'],
      ['selector', 'metric.selector'],
    ],
    status: [
      ['metricName', 'metric.name'],
      ['currentAverageValue', 'current.averageValue', '0'],
      ['selector', 'metric.selector'],
    ],
  },
  resource,
  containerResource: {
    spec: [...resource.spec, container],
    status: [...resource.status, container],
  },
  external: {
    spec: [
      ['metricName', 'metric.name'],
      ['metricSelector', 'metric.selector'],
      ['targetValue', 'target.value'],
      ['targetAverageValue', 'target.averageValue'],
    ],
    status: [
      ['metricName', 'metric.name'],
      ['metricSelector', 'metric.selector'],
      ['currentValue', 'current.value', '0'],
      ['currentAverageValue', 'current.averageValue'],
    ],
  },
};

type Part = 'spec' | 'status';

export function metricToV1(metric: Fields, part: Part): Fields {
  const out: EditableFields = { type: metric['type'] };
  for (const [source, shape] of Object.entries(shapes)) {
    if (!has(metric, source)) continue;
    const made: EditableFields = {};
    for (const [v1, v2, zero] of shape[part]) {
      const value = valueAt(metric, `${source}.${v2}`) ?? zero;
      if (value !== undefined) made[v1] = value;
    }
    out[source] = made;
  }
  return out;
}

export function metricFromV1(metric: Fields, part: Part): Fields {
  const out: EditableFields = { type: metric['type'] };
  for (const [source, shape] of Object.entries(shapes)) {
    if (!has(metric, source)) continue;
    const made: EditableFields = {};
    for (const [v1, v2] of shape[part]) put(made, v2, valueAt(metric, `${source}.${v1}`));
    if (part === 'spec') put(made, 'target.type', targetType(made['target']));
    out[source] = made;
  }
  return out;
}

function targetType(target: unknown): string {
  if (has(target, 'averageUtilization')) return 'Utilization';
  return has(target, 'averageValue') ? 'AverageValue' : 'Value';
}

function put(target: EditableFields, path: string, value: unknown): void {
  if (value === undefined) return;
  const [first = '', second] = path.split('.');
  if (second === undefined) {
    target[first] = value;
    return;
  }
  const inner = target[first];
  target[first] = { ...(isRecord(inner) ? inner : {}), [second]: value };
}
