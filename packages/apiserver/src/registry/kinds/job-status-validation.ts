import {
  fieldInvalid,
  fieldRequired,
  type FieldError,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import { fieldsAt, has, listAt, numberAt, semanticallyEqual, textAt } from '../object-fields.js';
import { checkNotNegative } from './checks.js';
import { countIndexes } from './job-indexes.js';

type Job = Immutable<KubeObject>;

const isTrue = (job: Job, type: string): boolean =>
  listAt(job, 'status.conditions').some(
    (each) => each['type'] === type && each['status'] === 'True',
  );
const isFinished = (job: Job): boolean => isTrue(job, 'Complete') || isTrue(job, 'Failed');
const count = (job: Job, field: string): number => numberAt(job, `status.${field}`) ?? 0;

/** Upstream leaves the conditions themselves out of these texts. */
const conditions = (problem: string): FieldError => ({
  reason: 'FieldValueInvalid',
  field: 'status.conditions',
  message: `Invalid value: ${problem}`,
});

const counts = ['active', 'succeeded', 'failed', 'ready', 'terminating'];

/** Jobs that others manage are on by default since 1.32; what they may write is judged from then on. */
const managedSince = 32;

/** @see kubernetes/kubernetes `pkg/apis/batch/validation/validation.go`, `ValidateJobStatusUpdate` */
export function checkJobStatusUpdate(job: Job, old: Job, minor: number): FieldError[] {
  return [
    ...counts.flatMap((field) =>
      checkNotNegative(numberAt(job, `status.${field}`), `status.${field}`),
    ),
    ...(minor >= managedSince
      ? [...checkOutcome(job, old), ...checkTimes(job, old), ...checkIndexes(job, old)]
      : []),
    ...checkSuccessCriteria(job, minor),
    ...(minor >= managedSince ? checkOneWay(job, old) : []),
    ...(isTrue(old, 'SuccessCriteriaMet') && !isTrue(job, 'SuccessCriteriaMet')
      ? [conditions('cannot disable the SuccessCriteriaMet=True condition')]
      : []),
    ...(isTrue(old, 'Complete') &&
    !isTrue(old, 'SuccessCriteriaMet') &&
    isTrue(job, 'SuccessCriteriaMet')
      ? [
          conditions(
            'cannot set SuccessCriteriaMet=True for Job already has Complete=true conditions',
          ),
        ]
      : []),
  ];
}

function checkOutcome(job: Job, old: Job): FieldError[] {
  const changed = (type: string): boolean => isTrue(job, type) !== isTrue(old, type);
  const [complete, failed] = [isTrue(job, 'Complete'), isTrue(job, 'Failed')];
  const finished = isFinished(job) !== isFinished(old);
  const differs = (field: string): boolean =>
    !semanticallyEqual(fieldsAt(job, 'status')[field], fieldsAt(old, 'status')[field]);
  return [
    ...(complete && failed && (changed('Complete') || changed('Failed'))
      ? [conditions('cannot set Complete=True and Failed=true conditions')]
      : []),
    ...(complete &&
    isTrue(job, 'FailureTarget') &&
    (changed('Complete') || changed('FailureTarget'))
      ? [conditions('cannot set Complete=True and FailureTarget=true conditions')]
      : []),
    ...(failed && !isTrue(job, 'FailureTarget') && (changed('Failed') || differs('failedIndexes'))
      ? [conditions('cannot set Failed=True condition without the FailureTarget=true condition')]
      : []),
    ...(complete &&
    !isTrue(job, 'SuccessCriteriaMet') &&
    (changed('Complete') || changed('SuccessCriteriaMet'))
      ? [
          conditions(
            'cannot set Complete=True condition without the SuccessCriteriaMet=true condition',
          ),
        ]
      : []),
    ...(isFinished(job) && count(job, 'active') > 0 && (finished || differs('active'))
      ? [
          fieldInvalid(
            'status.active',
            count(job, 'active'),
            'active>0 is invalid for finished job',
          ),
        ]
      : []),
    ...(isFinished(job) && count(job, 'terminating') > 0 && (finished || differs('terminating'))
      ? [
          fieldInvalid(
            'status.terminating',
            count(job, 'terminating'),
            'terminating>0 is invalid for finished job',
          ),
        ]
      : []),
    ...(count(job, 'ready') > count(job, 'active') && (differs('ready') || differs('active'))
      ? [
          fieldInvalid(
            'status.ready',
            count(job, 'ready'),
            'cannot set more ready pods than active',
          ),
        ]
      : []),
  ];
}

function checkTimes(job: Job, old: Job): FieldError[] {
  const time = (each: Job, field: string): string => textAt(each, `status.${field}`);
  const [start, end] = [time(job, 'startTime'), time(job, 'completionTime')];
  const endChanged = end !== time(old, 'completionTime');
  const startChanged = start !== time(old, 'startTime');
  const completed = isTrue(job, 'Complete');
  const completeChanged = completed !== isTrue(old, 'Complete');
  const path = 'status.completionTime';
  const nothingToDo =
    numberAt(job, 'spec.completions') === 0 && fieldsAt(job, 'spec')['suspend'] === true;
  return [
    ...(end !== '' && !completed && (endChanged || completeChanged)
      ? [
          fieldInvalid(
            path,
            end,
            'cannot set completionTime when there is no Complete=True condition',
          ),
        ]
      : []),
    ...(end === '' && completed && (endChanged || completeChanged)
      ? [fieldRequired(path, 'completionTime is required for Complete jobs')]
      : []),
    ...(start !== '' &&
    end !== '' &&
    Date.parse(end) < Date.parse(start) &&
    (startChanged || endChanged)
      ? [fieldInvalid(path, end, 'must be equal to or after `startTime`')]
      : []),
    ...(start === '' &&
    isFinished(job) &&
    !nothingToDo &&
    (startChanged || isFinished(job) !== isFinished(old))
      ? [fieldRequired('status.startTime', 'startTime is required for finished job')]
      : []),
  ];
}

function checkIndexes(job: Job, old: Job): FieldError[] {
  const completions = numberAt(job, 'spec.completions');
  const indexed = textAt(job, 'spec.completionMode') === 'Indexed';
  return ['completedIndexes', 'failedIndexes'].flatMap((field) => {
    const [text, before] = [textAt(job, `status.${field}`), textAt(old, `status.${field}`)];
    if (text === before) return [];
    const path = `status.${field}`;
    const counted = completions === undefined ? 0 : countIndexes(text, completions);
    return [
      ...(typeof counted === 'string'
        ? [fieldInvalid(path, text, `error parsing ${field}: ${counted}`)]
        : []),
      ...(field === 'completedIndexes' && text !== '' && !indexed
        ? [
            fieldInvalid(
              path,
              text,
              'cannot set non-empty completedIndexes when non-indexed completion mode',
            ),
          ]
        : []),
      ...(field === 'failedIndexes' && has(job, path) && !has(job, 'spec.backoffLimitPerIndex')
        ? [
            fieldInvalid(
              path,
              text,
              'cannot set non-null failedIndexes when backoffLimitPerIndex is null',
            ),
          ]
        : []),
    ];
  });
}

function checkSuccessCriteria(job: Job, minor: number): FieldError[] {
  const met = isTrue(job, 'SuccessCriteriaMet');
  const narrow = minor < managedSince;
  const indexed = textAt(job, 'spec.completionMode') === 'Indexed';
  const byPolicy = has(job, 'spec.successPolicy');
  return [
    ...(narrow && met && !indexed
      ? [conditions('cannot set SuccessCriteriaMet to NonIndexed Job')]
      : []),
    ...(met && isTrue(job, 'Failed')
      ? [conditions('cannot set SuccessCriteriaMet=True and Failed=true conditions')]
      : []),
    ...(met && isTrue(job, 'FailureTarget')
      ? [conditions('cannot set SuccessCriteriaMet=True and FailureTarget=true conditions')]
      : []),
    ...(narrow && met && !byPolicy
      ? [conditions('cannot set SuccessCriteriaMet=True for Job without SuccessPolicy')]
      : []),
    ...(byPolicy && !met && isTrue(job, 'Complete')
      ? [
          conditions(
            'cannot set Complete=True for Job with SuccessPolicy unless SuccessCriteriaMet=True',
          ),
        ]
      : []),
  ];
}

/** What never goes back. */
function checkOneWay(job: Job, old: Job): FieldError[] {
  const elastic =
    textAt(job, 'spec.completionMode') === 'Indexed' &&
    numberAt(job, 'spec.completions') === numberAt(job, 'spec.parallelism');
  const ended = textAt(old, 'status.completionTime');
  const end = textAt(job, 'status.completionTime');
  return [
    ...['Failed', 'Complete', 'FailureTarget']
      .filter((type) => isTrue(old, type) && !isTrue(job, type))
      .map((type) => conditions(`cannot disable the terminal ${type}=True condition`)),
    ...['failed', ...(elastic ? [] : ['succeeded'])]
      .filter((field) => count(job, field) < count(old, field))
      .map((field) =>
        fieldInvalid(`status.${field}`, count(job, field), `cannot decrease the ${field} counter`),
      ),
    ...(ended !== '' && end !== '' && ended !== end
      ? [fieldInvalid('status.completionTime', end, 'field is immutable')]
      : []),
  ];
}
