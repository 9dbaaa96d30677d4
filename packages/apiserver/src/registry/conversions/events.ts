import type { Immutable, KubeObject } from '@skewplane/apimachinery';

/** Name in `v1`, name in `events.k8s.io/v1`. */
const renamed = [
  ['involvedObject', 'regarding'],
  ['message', 'note'],
  ['source', 'deprecatedSource'],
  ['firstTimestamp', 'deprecatedFirstTimestamp'],
  ['lastTimestamp', 'deprecatedLastTimestamp'],
  ['count', 'deprecatedCount'],
  ['reportingComponent', 'reportingController'],
] as const;

/** What each form writes when the field is not set. */
const coreZeros = {
  involvedObject: {},
  source: {},
  firstTimestamp: null,
  lastTimestamp: null,
  eventTime: null,
  reportingComponent: '',
  reportingInstance: '',
};
const eventsZeros = {
  eventTime: null,
  regarding: {},
  deprecatedSource: {},
  deprecatedFirstTimestamp: null,
  deprecatedLastTimestamp: null,
};

/** @see kubernetes/kubernetes `pkg/apis/events/v1/conversion.go` */
export function eventToEventsV1(event: Immutable<KubeObject>): KubeObject {
  const rest = structuredClone(event) as KubeObject;
  for (const [core, events] of renamed) rename(rest, core, events);
  if (rest['reportingController'] === '') delete rest['reportingController'];
  if (rest['reportingInstance'] === '') delete rest['reportingInstance'];
  return { ...fillIn(rest, eventsZeros), apiVersion: 'events.k8s.io/v1' };
}

/** @see kubernetes/kubernetes `pkg/apis/events/v1/conversion.go` */
export function eventFromEventsV1(event: Immutable<KubeObject>): KubeObject {
  const rest = structuredClone(event) as KubeObject;
  for (const [core, events] of renamed) rename(rest, events, core);
  return { ...fillIn(rest, coreZeros), apiVersion: 'v1' };
}

function rename(fields: Record<string, unknown>, from: string, to: string): void {
  if (!Object.hasOwn(fields, from)) return;
  fields[to] = fields[from];
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the name comes from the table above
  delete fields[from];
}

function fillIn(event: KubeObject, zeros: Readonly<Record<string, unknown>>): KubeObject {
  for (const [name, zero] of Object.entries(zeros)) event[name] ??= structuredClone(zero);
  return event;
}
