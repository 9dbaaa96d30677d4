import {
  fieldInvalid,
  fieldRequired,
  validateQualifiedName,
  type FieldError,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import { ensureFields, has, textAt } from '../object-fields.js';
import type { KindStrategy } from './base.js';
import { checkName } from './checks.js';

/** `--event-ttl` of upstream's command line. */
export const defaultEventTtlSeconds = 3600;

/** Stored in the form of `v1`. @see kubernetes/kubernetes `pkg/registry/core/event/strategy.go` */
export const event: KindStrategy = () => ({
  allowCreateOnUpdate: true,
  ttlSeconds: defaultEventTtlSeconds,
  defaults: (object) => {
    ensureFields(object, 'involvedObject');
    ensureFields(object, 'source');
    for (const time of ['firstTimestamp', 'lastTimestamp', 'eventTime']) object[time] ??= null;
    for (const text of ['reportingComponent', 'reportingInstance']) object[text] ??= '';
  },
  validate: checkEvent,
});

const lengthLimits = [
  ['reportingInstance', 128],
  ['action', 128],
  ['reason', 128],
] as const;
const maxNote = 1024;

/** @see kubernetes/kubernetes `pkg/apis/core/validation/events.go`, `legacyValidateEvent` */
function checkEvent(object: Immutable<KubeObject>): FieldError[] {
  const of = textAt(object, 'involvedObject.namespace');
  const namespace = object.metadata.namespace ?? '';
  const mismatch = fieldInvalid('involvedObject.namespace', of, 'does not match event.namespace');
  if (!has(object, 'eventTime')) {
    const matches = of === '' ? namespace === 'default' : of === namespace;
    return matches ? [] : [mismatch];
  }
  const clusterScoped = of === '' && namespace !== 'default' && namespace !== 'kube-system';
  return [
    ...(clusterScoped ? [mismatch] : []),
    ...checkName(textAt(object, 'reportingComponent'), 'reportingComponent', validateQualifiedName),
    ...lengthLimits.flatMap(([field, limit]) => {
      const value = textAt(object, field);
      if (value === '') return [fieldRequired(field)];
      return value.length > limit ? [tooLong(field, limit)] : [];
    }),
    ...(textAt(object, 'message').length > maxNote ? [tooLong('message', maxNote)] : []),
  ];
}

const tooLong = (field: string, limit: number): FieldError =>
  fieldInvalid(field, '', `can have at most ${String(limit)} characters`);
