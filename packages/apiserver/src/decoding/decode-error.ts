import {
  stringifyExactJson,
  badRequest,
  fieldInvalid,
  invalid,
  type GroupVersionKind,
  type StatusError,
} from '@skewplane/apimachinery';

const summaryLength = 30;

/** The start of a body: as text when it looks like JSON, else in hex. */
function summarize(body: Buffer): string {
  if (body.length === 0) return '<empty>';
  const encoding = body[0] === 0x7b ? 'utf8' : 'hex';
  const start = body.subarray(0, summaryLength).toString(encoding);
  return body.length > summaryLength ? `${start} ...` : start;
}

export interface UndecodableBody {
  readonly body: Buffer;
  /** What the body says it is; undefined when that is not known. */
  readonly actual: GroupVersionKind | undefined;
  readonly expected: GroupVersionKind;
  readonly cause?: unknown;
}

/**
 * The 400 for a body that does not become an object.
 * @see kubernetes/apiserver `pkg/endpoints/handlers/rest.go`, `transformDecodeError`
 */
export function undecodable(
  problem: string,
  { body, actual, expected, cause }: UndecodableBody,
): StatusError {
  if (actual !== undefined && actual.kind !== '') {
    return badRequest(cannotBeHandled(problem, actual, expected), { cause });
  }
  return badRequest(
    `the object provided is unrecognized (must be of type ${expected.kind}): ${problem} (${summarize(body)})`,
    { cause },
  );
}

/** `Deployment in version "v1" cannot be handled as a Pod: <problem>` */
export const cannotBeHandled = (
  problem: string,
  actual: GroupVersionKind,
  expected: Pick<GroupVersionKind, 'kind'> = actual,
) =>
  `${actual.kind} in version ${JSON.stringify(actual.version)} cannot be handled as a ${expected.kind}: ${problem}`;

/** `strict decoding error: unknown field "a", duplicate field "b"` */
export const strictDecodingError = (findings: readonly string[]) =>
  `strict decoding error: ${findings.join(', ')}`;

/**
 * The 422 for a JSON or merge patch whose outcome does not fit its type.
 * @param patched the outcome, before it was checked
 * @see kubernetes/apiserver `pkg/endpoints/handlers/patch.go`, `applyPatchToCurrentObject`
 */
export function misfitPatch(patched: unknown): (problem: string) => StatusError {
  // The check edits the object; the client is shown what its patch made.
  const text = stringifyExactJson(patched);
  return (problem) => invalid({ group: '', kind: '' }, '', [fieldInvalid('patch', text, problem)]);
}
