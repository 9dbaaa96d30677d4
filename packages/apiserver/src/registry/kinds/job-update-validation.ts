import {
  fieldInvalid,
  type FieldError,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import { fieldsAt, has, listAt, numberAt, valueAt, type Fields } from '../object-fields.js';
import { checkImmutable } from './checks.js';

/** @see kubernetes/kubernetes `pkg/apis/batch/validation/validation.go`, `ValidateJobSpecUpdate` */
export function checkJobUpdate(
  next: Fields,
  current: Immutable<KubeObject>,
  minor: number,
): FieldError[] {
  const old = fieldsAt(current, 'spec');
  const same = (field: string): FieldError[] =>
    checkImmutable(next[field], old[field], `spec.${field}`);
  return [
    ...checkCompletionsUpdate(next, old),
    ...same('selector'),
    ...checkTemplate(next, current, minor),
    ...[
      'completionMode',
      'podFailurePolicy',
      'backoffLimitPerIndex',
      'managedBy',
      'successPolicy',
    ].flatMap(same),
  ];
}

function checkCompletionsUpdate(next: Fields, old: Fields): FieldError[] {
  const path = 'spec.completions';
  if (next['completionMode'] !== 'Indexed')
    return checkImmutable(next['completions'], old['completions'], path);
  const completions = numberAt(next, 'completions');
  if (completions === undefined || completions === old['completions']) return [];
  return completions === next['parallelism']
    ? []
    : [fieldInvalid(path, completions, 'can only be modified in tandem with spec.parallelism')];
}

/**
 * A job that does not run may still be told where to run and, since 1.36, how much its pods may use.
 * @see kubernetes/kubernetes `pkg/registry/batch/job/strategy.go`, `validationOptionsForJob`
 */
function checkTemplate(next: Fields, current: Immutable<KubeObject>, minor: number): FieldError[] {
  const suspended = valueAt(current, 'spec.suspend') === true;
  const notStarted = !has(current, 'status.startTime');
  const stopped =
    minor >= 36 &&
    (numberAt(current, 'status.active') ?? 0) === 0 &&
    (notStarted || isTrue(current, 'Suspended'));
  const template = fieldsAt(next, 'template');
  const old = fieldsAt(current, 'spec.template');
  const mayMove = suspended && (minor >= 36 ? stopped : notStarted);
  const kept = mayMove ? withSchedulingOf(template, old) : old;
  if (!(suspended && stopped)) return checkImmutable(template, kept, 'spec.template');
  const spec = fieldsAt(template, 'spec');
  return checkImmutable(spec, withResourcesOf(spec, fieldsAt(kept, 'spec')), 'spec.template.spec');
}

const isTrue = (object: unknown, type: string): boolean =>
  listAt(object, 'status.conditions').some(
    (each) => each['type'] === type && each['status'] === 'True',
  );

const withResourcesOf = (next: Fields, old: Fields): Fields => ({
  ...old,
  ...Object.fromEntries(
    ['containers', 'initContainers']
      .filter((list) => listAt(old, list).length === listAt(next, list).length && has(old, list))
      .map((list) => [
        list,
        listAt(old, list).map((container, index) => {
          const wanted = listAt(next, list)[index];
          return wanted?.['name'] === container['name']
            ? { ...container, resources: wanted?.['resources'] }
            : container;
        }),
      ]),
  ),
});

function withSchedulingOf(wanted: Fields, template: Fields): Fields {
  const [spec, oldSpec] = [fieldsAt(wanted, 'spec'), fieldsAt(template, 'spec')];
  const affinity = {
    ...fieldsAt(oldSpec, 'affinity'),
    nodeAffinity: fieldsAt(spec, 'affinity')['nodeAffinity'],
  };
  return {
    ...template,
    metadata: wanted['metadata'],
    spec: {
      ...oldSpec,
      affinity: has(spec, 'affinity') || Object.keys(affinity).length > 1 ? affinity : undefined,
      nodeSelector: spec['nodeSelector'],
      tolerations: spec['tolerations'],
      schedulingGates: spec['schedulingGates'],
    },
  };
}
