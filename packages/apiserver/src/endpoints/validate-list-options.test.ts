import { describe, expect, it } from 'vitest';
import { problemsOfList, problemsOfWatch } from './validate-list-options.js';

const matches = ['', 'Exact', 'NotOlderThan', 'Other'];
const versions = [undefined, '0', '5'];
const tokens = [undefined, 'token'];
const initial = [undefined, false, true];

/** Every combination there is. */
const combinations = matches.flatMap((resourceVersionMatch) =>
  versions.flatMap((resourceVersion) =>
    tokens.flatMap((continueToken) =>
      initial.map((sendInitialEvents) => ({
        resourceVersionMatch,
        resourceVersion,
        continueToken,
        sendInitialEvents,
      })),
    ),
  ),
);

const reasons = {
  unversioned: /^resourceVersionMatch is forbidden unless resourceVersion is provided$/,
  continued: /^resourceVersionMatch is forbidden when continue is provided$/,
  unknown: /^Unsupported value: "Other": supported values: "Exact", "NotOlderThan", ""$/,
  exactZero: /^resourceVersionMatch "exact" is forbidden for resourceVersion "0"$/,
  initialOfList: /^sendInitialEvents is forbidden for list$/,
  initialNeedsMatch: /^sendInitialEvents requires setting resourceVersionMatch to NotOlderThan$/,
  matchNeedsInitial:
    /^resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided$/,
  notOfWatch: /^Unsupported value: "(Exact|Other)": supported values: "NotOlderThan"$/,
} as const;

const namesOf = (problems: readonly { message: string }[]) =>
  problems.map(({ message }) => {
    const text = message.replace(/^Forbidden: /, '');
    const known = Object.entries(reasons).find(([, pattern]) => pattern.test(text));
    return known?.[0] ?? message;
  });

const listed = (rules: Readonly<Record<string, boolean>>) =>
  Object.keys(rules).filter((name) => rules[name] === true);

// kubernetes/apimachinery pkg/apis/meta/internalversion/validation/validation.go: what counts, in its order
describe('all combinations', () => {
  it.each(combinations)('of a list: %j', (options) => {
    const { resourceVersionMatch: match, resourceVersion, continueToken } = options;
    const isSet = match !== '';
    expect(namesOf(problemsOfList(options))).toEqual(
      listed({
        unversioned: isSet && resourceVersion === undefined,
        continued: isSet && continueToken !== undefined,
        unknown: match === 'Other',
        exactZero: match === 'Exact' && resourceVersion === '0',
        initialOfList: options.sendInitialEvents !== undefined,
      }),
    );
  });

  it.each(combinations)('of a watch: %j', (options) => {
    const { resourceVersionMatch: match, sendInitialEvents, continueToken } = options;
    const isSet = match !== '';
    expect(namesOf(problemsOfWatch(options))).toEqual(
      listed({
        initialNeedsMatch: sendInitialEvents !== undefined && match !== 'NotOlderThan',
        matchNeedsInitial: isSet && sendInitialEvents === undefined,
        notOfWatch: isSet && match !== 'NotOlderThan',
        continued: isSet && continueToken !== undefined,
      }),
    );
  });
});
