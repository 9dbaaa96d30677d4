import { isRecord, type Immutable, type KubeObject } from '@skewplane/apimachinery';
import {
  fieldsAt,
  has,
  listAt,
  numberAt,
  textAt,
  type EditableFields,
  type Fields,
} from '../object-fields.js';
import { metricFromV1, metricToV1 } from './hpa-metrics.js';

const prefix = 'autoscaling.alpha.kubernetes.io/';
const metricsKey = `${prefix}metrics`;
const currentMetricsKey = `${prefix}current-metrics`;
const conditionsKey = `${prefix}conditions`;
const behaviorKey = `${prefix}behavior`;
const defaultCpuUtilization = 80;

const isCpu = (metric: Fields): boolean =>
  metric['type'] === 'Resource' && textAt(metric, 'resource.name') === 'cpu';

/** v1 knows one CPU target; everything else travels in annotations. */
const isCpuUtilization = (metric: Fields): boolean =>
  isCpu(metric) && has(metric, 'resource.target.averageUtilization');

/** @see kubernetes/kubernetes `pkg/apis/autoscaling/v1/conversion.go` */
export function hpaToV1(object: Immutable<KubeObject>, minor: number): KubeObject {
  const copy = structuredClone(object) as KubeObject;
  const metrics = listAt(object, 'spec.metrics');
  // Upstream looks no further than the first one, though it may have no target that v1 knows.
  const cpu = metrics.find(isCpu);
  const others = metrics.filter((metric) => !isCpuUtilization(metric));
  const current = listAt(object, 'status.currentMetrics');
  const conditions = listAt(object, 'status.conditions');
  const annotations = {
    ...withoutOurs(copy.metadata.annotations),
    ...text(
      metricsKey,
      others.map((each) => metricToV1(each, 'spec')),
    ),
    ...text(
      currentMetricsKey,
      current.map((each) => metricToV1(each, 'status')),
    ),
    ...(has(object, 'spec.behavior')
      ? { [behaviorKey]: JSON.stringify(behaviorText(fieldsAt(object, 'spec.behavior'), minor)) }
      : {}),
    ...text(conditionsKey, conditions),
  };
  return {
    ...copy,
    apiVersion: 'autoscaling/v1',
    metadata: withAnnotations(copy.metadata, annotations),
    spec: {
      ...without(fieldsAt(copy, 'spec'), 'metrics', 'behavior'),
      ...some(
        'targetCPUUtilizationPercentage',
        numberAt(cpu, 'resource.target.averageUtilization'),
      ),
    },
    status: {
      currentReplicas: 0,
      desiredReplicas: 0,
      ...without(fieldsAt(copy, 'status'), 'currentMetrics', 'conditions'),
      ...some('currentCPUUtilizationPercentage', cpuUtilization(current)),
    },
  };
}

/** @see kubernetes/kubernetes `pkg/apis/autoscaling/v1/conversion.go` */
export function hpaFromV1(object: Immutable<KubeObject>): KubeObject {
  const copy = structuredClone(object) as KubeObject;
  const annotations = copy.metadata.annotations;
  const target = numberAt(object, 'spec.targetCPUUtilizationPercentage');
  const others = parsed(annotations?.[metricsKey]);
  const metrics = [
    ...listOf(others).map((each) => metricFromV1(each, 'spec')),
    ...(target === undefined ? [] : [cpuMetric(target)]),
  ];
  const behavior = parsed(annotations?.[behaviorKey]);
  const current = parsed(annotations?.[currentMetricsKey]);
  const conditions = parsed(annotations?.[conditionsKey]);
  return {
    ...copy,
    apiVersion: 'autoscaling/v2',
    metadata: withAnnotations(copy.metadata, withoutOurs(annotations)),
    spec: {
      ...without(fieldsAt(copy, 'spec'), 'targetCPUUtilizationPercentage'),
      metrics: metrics.length > 0 ? metrics : [cpuMetric(defaultCpuUtilization)],
      ...(isRecord(behavior) ? { behavior: lowerFirst(behavior) } : {}),
    },
    status: {
      ...without(fieldsAt(copy, 'status'), 'currentCPUUtilizationPercentage'),
      currentMetrics: Array.isArray(current)
        ? listOf(current).map((each) => metricFromV1(each, 'status'))
        : currentCpu(numberAt(object, 'status.currentCPUUtilizationPercentage')),
      ...(Array.isArray(conditions) ? { conditions } : {}),
    },
  };
}

const cpuMetric = (averageUtilization: number): Fields => ({
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } },
});

const currentCpu = (averageUtilization: number | undefined): Fields[] | null =>
  averageUtilization === undefined
    ? null
    : [{ type: 'Resource', resource: { name: 'cpu', current: { averageUtilization } } }];

/** Of several the last one. */
const cpuUtilization = (current: readonly Fields[]): number | undefined =>
  current
    .filter(isCpu)
    .map((each) => numberAt(each, 'resource.current.averageUtilization'))
    .findLast((each) => each !== undefined);

/** The annotation of behaviour has the field names of upstream's internal type. */
function behaviorText(behavior: Fields, minor: number): Fields {
  const rules = (name: string): Fields | null => {
    if (!has(behavior, name)) return null;
    const from = fieldsAt(behavior, name);
    return {
      StabilizationWindowSeconds: from['stabilizationWindowSeconds'] ?? null,
      SelectPolicy: from['selectPolicy'] ?? null,
      Policies: Array.isArray(from['policies'])
        ? listAt(from, 'policies').map((policy) => ({
            Type: policy['type'],
            Value: policy['value'],
            PeriodSeconds: policy['periodSeconds'],
          }))
        : null,
      ...(minor >= 33 ? { Tolerance: from['tolerance'] ?? null } : {}),
    };
  };
  return { ScaleUp: rules('scaleUp'), ScaleDown: rules('scaleDown') };
}

function lowerFirst(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerFirst);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== null)
      .map(([name, each]) => [`${name.charAt(0).toLowerCase()}${name.slice(1)}`, lowerFirst(each)]),
  );
}

/** What an annotation holds; undefined when it is no JSON, which upstream ignores too. */
function parsed(annotation: string | undefined): unknown {
  if (annotation === undefined) return undefined;
  try {
    return JSON.parse(annotation);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isRecord) : []);

const text = (key: string, items: readonly Fields[]): Record<string, string> =>
  items.length === 0 ? {} : { [key]: JSON.stringify(items) };

const some = (name: string, value: unknown): Fields =>
  value === undefined ? {} : { [name]: value };

const ourKeys = new Set([
  metricsKey,
  currentMetricsKey,
  conditionsKey,
  behaviorKey,
  `${prefix}scale-down-tolerance`,
  `${prefix}scale-up-tolerance`,
]);

const withoutOurs = (annotations: Record<string, string> | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(annotations ?? {}).filter(([key]) => !ourKeys.has(key)));

function withAnnotations(
  metadata: KubeObject['metadata'],
  annotations: Record<string, string>,
): KubeObject['metadata'] {
  const { annotations: _before, ...rest } = metadata;
  return Object.keys(annotations).length === 0 ? rest : { ...rest, annotations };
}

function without(fields: Fields, ...names: string[]): EditableFields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}
