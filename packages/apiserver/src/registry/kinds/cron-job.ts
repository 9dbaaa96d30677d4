import {
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  type FieldError,
} from '@skewplane/apimachinery';
import { ensureFields, fieldsAt, fill, has, textAt, type Fields } from '../object-fields.js';
import { emptyStruct, isNew, resetStatus, type KindStrategy } from './base.js';
import { checkEnum, checkNotNegative } from './checks.js';
import { scheduleProblem } from './cron-schedule.js';
import { checkJobBody } from './job.js';
import { defaultPodTemplate } from './pod-spec-defaults.js';

/** A job's name is that of the cron job and eleven characters more. */
const maxNameLength = 63 - 11;

/** @see kubernetes/kubernetes `pkg/registry/batch/cronjob/strategy.go` */
export const cronJob: KindStrategy = (minor) => ({
  hasStatus: true,
  tracksGeneration: true,
  defaults: (object) => {
    emptyStruct(object, 'status');
    const spec = ensureFields(object, 'spec');
    fill(spec, {
      concurrencyPolicy: 'Allow',
      suspend: false,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 1,
    });
    const template = ensureFields(spec, 'jobTemplate');
    const metadata = ensureFields(template, 'metadata');
    if (minor < 34 && !has(metadata, 'creationTimestamp')) metadata['creationTimestamp'] = null;
    defaultPodTemplate(ensureFields(template, 'spec'), 'template', minor);
  },
  prepareForCreate: (object) => {
    resetStatus(object);
  },
  validate: (object) => [
    ...checkCronJob(fieldsAt(object, 'spec'), minor),
    ...(isNew(object) ? checkNameLength(object.metadata.name ?? '') : []),
  ],
});

const checkNameLength = (name: string): FieldError[] =>
  name.length > maxNameLength
    ? [
        fieldInvalid(
          'metadata.name',
          name,
          `must be no more than ${String(maxNameLength)} characters`,
        ),
      ]
    : [];

/** @see kubernetes/kubernetes `pkg/apis/batch/validation/validation.go`, `validateCronJobSpec` */
function checkCronJob(spec: Fields, minor: number): FieldError[] {
  return [
    ...checkSchedule(spec),
    ...checkNotNegative(spec['startingDeadlineSeconds'], 'spec.startingDeadlineSeconds'),
    ...checkTimeZone(spec),
    ...checkEnum(spec['concurrencyPolicy'], 'spec.concurrencyPolicy', [
      'Allow',
      'Forbid',
      'Replace',
    ]),
    ...checkJobTemplate(fieldsAt(spec, 'jobTemplate.spec'), minor),
    ...checkNotNegative(spec['successfulJobsHistoryLimit'], 'spec.successfulJobsHistoryLimit'),
    ...checkNotNegative(spec['failedJobsHistoryLimit'], 'spec.failedJobsHistoryLimit'),
  ];
}

function checkSchedule(spec: Fields): FieldError[] {
  const path = 'spec.schedule';
  const schedule = textAt(spec, 'schedule');
  if (schedule === '') return [fieldRequired(path)];
  const problem = scheduleProblem(schedule);
  const errors = problem === undefined ? [] : [fieldInvalid(path, schedule, problem)];
  if (!schedule.includes('TZ')) return errors;
  const message = has(spec, 'timeZone')
    ? 'cannot use both timeZone field and TZ or CRON_TZ in schedule'
    : 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead';
  return [...errors, fieldInvalid(path, schedule, message)];
}

function checkTimeZone(spec: Fields): FieldError[] {
  if (!has(spec, 'timeZone')) return [];
  const path = 'spec.timeZone';
  const zone = textAt(spec, 'timeZone');
  if (zone === '') return [fieldInvalid(path, zone, 'timeZone must be nil or non-empty string')];
  if (zone.toLowerCase() === 'local') {
    const message =
      'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones';
    return [fieldInvalid(path, zone, message)];
  }
  return isTimeZone(zone) ? [] : [fieldInvalid(path, zone, `unknown time zone ${zone}`)];
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function checkJobTemplate(spec: Fields, minor: number): FieldError[] {
  const path = 'spec.jobTemplate.spec';
  return [
    ...checkJobBody(spec, path, minor),
    ...(has(spec, 'selector')
      ? [fieldInvalid(`${path}.selector`, spec['selector'], '`selector` will be auto-generated')]
      : []),
    ...(spec['manualSelector'] === true
      ? [fieldNotSupported(`${path}.manualSelector`, true, ['nil', 'false'])]
      : []),
  ];
}
