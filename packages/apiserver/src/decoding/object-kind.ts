import {
  formatGroupVersion,
  isRecord,
  parseGroupVersion,
  type GroupVersionKind,
} from '@skewplane/apimachinery';
import { goValueName } from './go-types.js';

/** What an object says of itself; parts it does not say are `''`. */
export type SelfDescription = GroupVersionKind;

const metaStruct =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';

/**
 * @see kubernetes/apimachinery `pkg/runtime/serializer/json/meta.go`, `Interpret`
 * @throws {SyntaxError} with upstream's text
 */
export function interpretKind(value: unknown): SelfDescription {
  if (value === null) return { group: '', version: '', kind: '' };
  if (!isRecord(value)) {
    throw parseProblem(
      `cannot unmarshal ${goValueName(value)} into Go value of type ${metaStruct}`,
    );
  }
  const kind = textOf(value, 'kind');
  const apiVersion = textOf(value, 'apiVersion');
  if (apiVersion === '' || apiVersion === '/') return { group: '', version: '', kind };
  const groupVersion = parseApiVersion(apiVersion);
  if (groupVersion === undefined) {
    throw new SyntaxError(`unexpected GroupVersion string: ${apiVersion}`);
  }
  return { ...groupVersion, kind };
}

/** Upstream takes an empty part on one side of the slash. */
function parseApiVersion(apiVersion: string): { group: string; version: string } | undefined {
  const [group = '', version = '', ...more] = apiVersion.split('/');
  if (more.length > 0) return undefined;
  return parseGroupVersion(apiVersion) ?? { group, version };
}

function textOf(value: Record<string, unknown>, field: 'apiVersion' | 'kind'): string {
  const text = value[field] ?? '';
  if (typeof text === 'string') return text;
  throw parseProblem(
    `cannot unmarshal ${goValueName(text)} into Go struct field .${field} of type string`,
  );
}

const parseProblem = (problem: string) =>
  new SyntaxError(`couldn't get version/kind; json parse error: json: ${problem}`);

/**
 * Fills what the object does not say from what the path says.
 * @see kubernetes/apimachinery `pkg/runtime/serializer/json/json.go`, `gvkWithDefaults`
 */
export function withDefaultKind(
  actual: SelfDescription,
  expected: GroupVersionKind,
): GroupVersionKind {
  const kind = actual.kind === '' ? expected.kind : actual.kind;
  if (actual.version !== '') return { ...actual, kind };
  if (actual.group !== '' && actual.group !== expected.group) return { ...actual, kind };
  return { group: expected.group, version: expected.version, kind };
}

/** `the API version in the data (x/v1) does not match the expected API version (y/v1)` */
export const versionMismatch = (actual: GroupVersionKind, expected: GroupVersionKind) => {
  const said = actual.version === '' && actual.group === '' ? '' : formatGroupVersion(actual);
  return `the API version in the data (${said}) does not match the expected API version (${formatGroupVersion(expected)})`;
};
