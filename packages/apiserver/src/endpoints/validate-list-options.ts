import { fieldForbidden, fieldNotSupported, type FieldError } from '@skewplane/apimachinery';

export interface CheckedListOptions {
  readonly resourceVersion: string | undefined;
  /** As it was sent. */
  readonly resourceVersionMatch: string;
  readonly continueToken: string | undefined;
  readonly sendInitialEvents: boolean | undefined;
}

const field = 'resourceVersionMatch';

/** @see kubernetes/apimachinery `pkg/apis/meta/internalversion/validation/validation.go`, `ValidateListOptions` */
export function problemsOfList(options: CheckedListOptions): FieldError[] {
  const { resourceVersion = '', resourceVersionMatch: match } = options;
  const problems: FieldError[] = [];
  if (match !== '') {
    if (resourceVersion === '') {
      problems.push(
        fieldForbidden(field, `${field} is forbidden unless resourceVersion is provided`),
      );
    }
    if (options.continueToken !== undefined) problems.push(forbiddenWithContinue);
    if (match !== 'Exact' && match !== 'NotOlderThan') {
      problems.push(fieldNotSupported(field, match, ['Exact', 'NotOlderThan', '']));
    }
    if (match === 'Exact' && resourceVersion === '0') {
      problems.push(fieldForbidden(field, `${field} "exact" is forbidden for resourceVersion "0"`));
    }
  }
  if (options.sendInitialEvents !== undefined) {
    problems.push(fieldForbidden('sendInitialEvents', 'sendInitialEvents is forbidden for list'));
  }
  return problems;
}

const forbiddenWithContinue = fieldForbidden(
  field,
  `${field} is forbidden when continue is provided`,
);

/** @see kubernetes/apimachinery `pkg/apis/meta/internalversion/validation/validation.go`, `validateWatchOptions` */
export function problemsOfWatch(options: CheckedListOptions): FieldError[] {
  const { resourceVersionMatch: match, sendInitialEvents } = options;
  const problems: FieldError[] = [];
  if (sendInitialEvents !== undefined && match !== 'NotOlderThan') {
    const problem = `sendInitialEvents requires setting ${field} to NotOlderThan`;
    problems.push(fieldForbidden(field, problem));
  }
  if (match === '') return problems;
  if (sendInitialEvents === undefined) {
    const problem = `${field} is forbidden for watch unless sendInitialEvents is provided`;
    problems.push(fieldForbidden(field, problem));
  }
  if (match !== 'NotOlderThan') problems.push(fieldNotSupported(field, match, ['NotOlderThan']));
  if (options.continueToken !== undefined) problems.push(forbiddenWithContinue);
  return problems;
}
