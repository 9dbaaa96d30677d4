import type { KubeObject } from '@skewplane/apimachinery';
import { differences } from '../rehearse/differences.js';
import { nameOf } from '../rehearse/plane-objects.js';
import type { Answer, ObjectDiff } from './answer.js';

/** What a user of both servers would notice. */
export function compareAnswers(object: KubeObject, from: Answer, to: Answer): ObjectDiff {
  const refusal = refusalOf(from, to);
  const newWarnings = missingIn(from.warnings, to.warnings);
  const goneWarnings = missingIn(to.warnings, from.warnings);
  const bothAccept = from.accepted && to.accepted;
  // A refused object has dropped nothing: there is no other to compare it with.
  const keptByTo = bothAccept ? missingIn(to.dropped, from.dropped) : [];
  const droppedByTo = bothAccept ? missingIn(from.dropped, to.dropped) : [];
  const told = [...keptByTo, ...droppedByTo];
  const changed = bothAccept
    ? differences(from.object, to.object).filter((line) => !told.some(isAbout(line)))
    : [];
  const lists = [newWarnings, goneWarnings, changed, keptByTo, droppedByTo];
  return {
    object: nameOf(object),
    apiVersion: object.apiVersion,
    from,
    to,
    differs: refusal !== undefined || lists.some(({ length }) => length > 0),
    ...(refusal === undefined ? {} : { refusal }),
    newWarnings,
    goneWarnings,
    keptByTo,
    droppedByTo,
    changed,
  };
}

/** Is a line such as `- spec.a[0].b: 1` about this field, or about what is in it? */
function isAbout(line: string): (path: string) => boolean {
  const place = line.slice(2);
  return (path) => place.startsWith(path) && /^[:.[]/.test(place.slice(path.length));
}

function refusalOf(from: Answer, to: Answer): ObjectDiff['refusal'] {
  const [before, now] = [from, to].map(({ accepted, message = '' }) =>
    accepted ? undefined : message,
  );
  if (before === now) return undefined;
  return {
    ...(before === undefined ? {} : { from: before }),
    ...(now === undefined ? {} : { to: now }),
  };
}

function missingIn(some: readonly string[], all: readonly string[]): string[] {
  return all.filter((each) => !some.includes(each));
}
