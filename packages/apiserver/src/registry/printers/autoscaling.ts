import type { Immutable, KubeObject } from '@skewplane/apimachinery';
import { fieldsAt, has, listAt, numberAt, textAt, type Fields } from '../object-fields.js';
import { age, firstFew, integer, name, none, unknown, unset } from './cells.js';
import type { PrintedColumn } from './column-printer.js';

/**
 * Reads autoscaling/v2, the form with all metrics.
 * @see kubernetes/kubernetes `pkg/printers/internalversion/printers.go`, `formatHPAMetrics`
 */
export const horizontalPodAutoscalerColumns: PrintedColumn[] = [
  name,
  {
    name: 'Reference',
    cell: (object) => {
      const target = fieldsAt(object, 'spec.scaleTargetRef');
      return `${textAt(target, 'kind')}/${textAt(target, 'name')}`;
    },
  },
  { name: 'Targets', cell: targets },
  {
    name: 'MinPods',
    cell: (object) => {
      const least = numberAt(object, 'spec.minReplicas');
      return least === undefined ? unset : String(least);
    },
  },
  { name: 'MaxPods', cell: integer('spec.maxReplicas') },
  { name: 'Replicas', cell: integer('status.currentReplicas') },
  age,
];

function targets(autoscaler: Immutable<KubeObject>): string {
  const metrics = listAt(autoscaler, 'spec.metrics');
  if (metrics.length === 0) return none;
  const reported = listAt(autoscaler, 'status.currentMetrics');
  return firstFew(
    metrics.map((metric, index) => metricText(metric, reported[index])),
    2,
    ', ',
  );
}

function metricText(metric: Fields, reported: Fields | undefined): string {
  switch (metric['type']) {
    case 'External':
      return valueOrAverage(metric, reported, 'external');
    case 'Object':
      return valueOrAverage(metric, reported, 'object');
    case 'Pods':
      return pair(reported, metric, 'pods', 'averageValue');
    case 'Resource':
      return resourceText(metric, reported, 'resource');
    case 'ContainerResource':
      return resourceText(metric, reported, 'containerResource');
    default:
      return '<unknown type>';
  }
}

function valueOrAverage(metric: Fields, reported: Fields | undefined, source: string): string {
  return has(metric, `${source}.target.averageValue`)
    ? `${pair(reported, metric, source, 'averageValue')} (avg)`
    : pair(reported, metric, source, 'value');
}

function resourceText(metric: Fields, reported: Fields | undefined, source: string): string {
  const resource = textAt(metric, `${source}.name`);
  if (has(metric, `${source}.target.averageValue`))
    return `${resource}: ${pair(reported, metric, source, 'averageValue')}`;
  const current = numberAt(reported, `${source}.current.averageUtilization`);
  const target = numberAt(metric, `${source}.target.averageUtilization`);
  return `${resource}: ${percent(current, unknown)}/${percent(target, '<auto>')}`;
}

const percent = (value: number | undefined, absent: string): string =>
  value === undefined ? absent : `${String(value)}%`;

function pair(reported: Fields | undefined, metric: Fields, source: string, field: string): string {
  const current = textAt(reported, `${source}.current.${field}`);
  const target = textAt(metric, `${source}.target.${field}`);
  return `${current === '' ? unknown : current}/${target === '' ? '0' : target}`;
}
