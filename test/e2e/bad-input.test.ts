import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiCaller, CallOptions } from './api-caller.js';
import { startPlane } from './plane.js';
import type { TestPlane } from './plane.js';

const json = 'application/json';
const maps = '/api/v1/namespaces/bad/configmaps';
const map = (fields: object): string =>
  JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', ...fields });
const nameRule =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

interface BadInput extends CallOptions {
  readonly what: string;
  readonly method: string;
  readonly path: string;
  readonly code: number;
  readonly reason: string;
  readonly message: string | RegExp;
}

const post = { method: 'POST', path: maps, contentType: json };
const patch = { method: 'PATCH', path: `${maps}/kept` };

/** Codes, reasons and words of kubernetes/apiserver `pkg/endpoints/handlers` and kubernetes/apimachinery `pkg/api/errors`. */
const cases: readonly BadInput[] = [
  {
    what: 'malformed JSON',
    ...post,
    body: '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"',
    code: 400,
    reason: 'BadRequest',
    message: `the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: unexpected end of JSON input ({"apiVersion":"v1","kind":"Con ...)`,
  },
  {
    what: 'malformed YAML',
    ...post,
    contentType: 'application/yaml',
    body: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x\n',
    code: 400,
    reason: 'BadRequest',
    message: /yaml: line \d+: /,
  },
  {
    what: 'an empty body',
    ...post,
    body: '',
    code: 400,
    reason: 'BadRequest',
    message: /./,
  },
  {
    what: 'a body of another kind',
    ...post,
    body: JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' } }),
    code: 400,
    reason: 'BadRequest',
    message:
      'Secret in version "v1" cannot be handled as a ConfigMap: converting (v1.Secret) to (core.ConfigMap): unknown conversion',
  },
  {
    what: 'a body of another version',
    ...post,
    body: JSON.stringify({ apiVersion: 'v2', kind: 'ConfigMap', metadata: { name: 'x' } }),
    code: 400,
    reason: 'BadRequest',
    message:
      'ConfigMap in version "v2" cannot be handled as a ConfigMap: no kind "ConfigMap" is registered for version "v2" in scheme "pkg/api/legacyscheme/scheme.go:30"',
  },
  {
    what: 'a name that is no DNS name',
    ...post,
    body: map({ metadata: { name: 'Not_A_Name' } }),
    code: 422,
    reason: 'Invalid',
    message: `ConfigMap "Not_A_Name" is invalid: metadata.name: Invalid value: "Not_A_Name": ${nameRule}`,
  },
  {
    what: 'no name at all',
    ...post,
    body: map({ metadata: {} }),
    code: 422,
    reason: 'Invalid',
    message:
      'ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required',
  },
  {
    what: 'a namespace that disagrees with the path',
    ...post,
    body: map({ metadata: { name: 'x', namespace: 'default' } }),
    code: 400,
    reason: 'BadRequest',
    message:
      'the namespace of the provided object does not match the namespace sent on the request',
  },
  {
    what: 'a name that disagrees with the path',
    method: 'PUT',
    path: `${maps}/kept`,
    contentType: json,
    body: map({ metadata: { name: 'other' } }),
    code: 400,
    reason: 'BadRequest',
    message: 'the name of the object (other) does not match the name on the URL (kept)',
  },
  {
    what: 'an update of an old version of the object',
    method: 'PUT',
    path: `${maps}/kept`,
    contentType: json,
    body: map({ metadata: { name: 'kept', resourceVersion: '1' } }),
    code: 409,
    reason: 'Conflict',
    message:
      'Operation cannot be fulfilled on configmaps "kept": the object has been modified; please apply your changes to the latest version and try again',
  },
  {
    what: 'a name that is taken',
    ...post,
    body: map({ metadata: { name: 'kept' } }),
    code: 409,
    reason: 'AlreadyExists',
    message: 'configmaps "kept" already exists',
  },
  {
    what: 'a namespace that is not there',
    ...post,
    path: '/api/v1/namespaces/nowhere/configmaps',
    body: map({ metadata: { name: 'x' } }),
    code: 404,
    reason: 'NotFound',
    message: 'namespaces "nowhere" not found',
  },
  {
    what: 'a resourceVersion that is no number',
    method: 'GET',
    path: `${maps}?resourceVersion=soon`,
    code: 400,
    reason: 'BadRequest',
    message: /strconv\.ParseUint: parsing "soon": invalid syntax$/,
  },
  {
    what: 'a resourceVersion of the future',
    method: 'GET',
    path: `${maps}?resourceVersion=999999999&resourceVersionMatch=NotOlderThan`,
    code: 504,
    reason: 'Timeout',
    message: /^Timeout: Too large resource version: 999999999, current: \d+$/,
  },
  {
    what: 'a continue token that is not ours',
    method: 'GET',
    path: `${maps}?limit=1&continue=bm9uc2Vuc2U`,
    code: 400,
    reason: 'BadRequest',
    message:
      "invalid continue token: continue key is not valid: invalid character 'o' in literal null (expecting 'u')",
  },
  {
    what: 'a body over 3 MiB',
    ...post,
    body: map({ metadata: { name: 'x' }, data: { big: 'x'.repeat(3 * 1024 * 1024) } }),
    code: 413,
    reason: 'RequestEntityTooLarge',
    message: 'Request entity too large: limit is 3145728',
  },
  {
    what: 'a media type that is not known',
    ...post,
    contentType: 'text/csv',
    body: 'a,b',
    code: 415,
    reason: 'UnsupportedMediaType',
    message: /^the body of the request was in an unknown format - accepted media types include: /,
  },
  {
    what: 'a patch type that is not known',
    ...patch,
    contentType: json,
    body: '{}',
    code: 415,
    reason: 'UnsupportedMediaType',
    message:
      /^the body of the request was in an unknown format - accepted media types include: application\/json-patch\+json, application\/merge-patch\+json, application\/(apply-patch\+yaml|strategic-merge-patch\+json)/,
  },
  {
    what: 'an answer in a form that is not spoken',
    method: 'GET',
    path: maps,
    accept: 'text/csv',
    code: 406,
    reason: 'NotAcceptable',
    message: /^only the following media types are accepted: application\/json, application\/yaml/,
  },
  {
    what: 'an unknown dryRun',
    ...post,
    path: `${maps}?dryRun=Some`,
    body: map({ metadata: { name: 'x' } }),
    code: 422,
    reason: 'Invalid',
    message: /dryRun: Unsupported value: .*"Some".*: supported values: "All"$/,
  },
  {
    what: 'an unknown fieldValidation',
    ...post,
    path: `${maps}?fieldValidation=Sure`,
    body: map({ metadata: { name: 'x' } }),
    code: 422,
    reason: 'Invalid',
    message:
      /fieldValidation: Unsupported value: "Sure": supported values: (""|"Ignore")(, "[A-Z][a-z]+")+$/,
  },
  {
    what: 'an unknown field under strict validation',
    ...post,
    path: `${maps}?fieldValidation=Strict`,
    body: map({ metadata: { name: 'x' }, dta: {} }),
    code: 400,
    reason: 'BadRequest',
    message:
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "dta"',
  },
  {
    what: 'a field of another type',
    ...post,
    body: map({ metadata: { name: 'x' }, data: 'text' }),
    code: 400,
    reason: 'BadRequest',
    message:
      /^ConfigMap in version "v1" cannot be handled as a ConfigMap: json: cannot unmarshal string into Go struct field ConfigMap\.data of type map\[string\]string$/,
  },
  {
    what: 'a bad label selector',
    method: 'GET',
    path: `${maps}?labelSelector=a%20in%20x`,
    code: 400,
    reason: 'BadRequest',
    message: /unable to parse requirement: found 'x',? expected: '\('/,
  },
  {
    what: 'a bad field selector',
    method: 'GET',
    path: `${maps}?fieldSelector=name`,
    code: 400,
    reason: 'BadRequest',
    message: /invalid selector: 'name'; can't understand 'name'/,
  },
  {
    what: 'a field selector for a field that cannot be selected by',
    method: 'GET',
    path: `${maps}?fieldSelector=data.a%3D1`,
    code: 400,
    reason: 'BadRequest',
    message: /field label not supported: data\.a|"data\.a" is not a known field selector/,
  },
  {
    what: 'a JSON patch with a failing test',
    ...patch,
    contentType: 'application/json-patch+json',
    body: '[{"op":"test","path":"/data/a","value":"2"}]',
    code: 422,
    reason: 'Invalid',
    message: 'the server rejected our request due to an error in our request',
  },
  {
    what: 'an apply without a manager',
    ...patch,
    contentType: 'application/apply-patch+yaml',
    body: map({ metadata: { name: 'kept' } }),
    code: 422,
    reason: 'Invalid',
    message: /fieldManager: Required value: is required for apply patch$/,
  },
  {
    what: 'an object that is not there',
    method: 'GET',
    path: `${maps}/none`,
    code: 404,
    reason: 'NotFound',
    message: 'configmaps "none" not found',
  },
  {
    what: 'a resource that is not there',
    method: 'GET',
    path: '/api/v1/namespaces/bad/things',
    code: 404,
    reason: 'NotFound',
    message: 'the server could not find the requested resource',
  },
  {
    what: 'a verb that a resource does not have',
    method: 'PUT',
    path: maps,
    contentType: json,
    body: '{}',
    code: 405,
    reason: 'MethodNotAllowed',
    message: 'the server does not allow this method on the requested resource',
  },
];

describe('bad input', () => {
  let plane: TestPlane;
  let caller: ApiCaller;
  const stored = async () =>
    JSON.parse((await caller.call('GET', maps)).text) as { items: { metadata: object }[] };

  beforeAll(async () => {
    plane = await startPlane({ versions: ['1.36'], controllers: false });
    caller = await plane.caller();
    const created = await caller.call('POST', '/api/v1/namespaces', {
      contentType: json,
      body: JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'bad' } }),
    });
    expect(created.code).toBe(201);
    const kept = map({ metadata: { name: 'kept' }, data: { a: '1' } });
    expect((await caller.call('POST', maps, { contentType: json, body: kept })).code).toBe(201);
  });
  afterAll(() => plane.close());

  it.each(cases)('$what: $code $reason, and nothing is written', async (input) => {
    const { method, path, code, reason, message } = input;
    const before = await stored();
    const answer = await caller.call(method, path, input);
    expect(answer.contentType, answer.text).toMatch(/^application\/json/);
    const status: unknown = JSON.parse(answer.text);
    expect(status).toMatchObject({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: typeof message === 'string' ? message : (expect.stringMatching(message) as string),
      reason,
      code,
    });
    expect(answer.code).toBe(code);
    expect((await stored()).items).toEqual(before.items);
  });

  it('a path that is not there: 404 as text', async () => {
    for (const path of ['/nothing', '/apis/none.example.com/v1/things', '/api/v7']) {
      const answer = await caller.call('GET', path);
      expect(answer).toMatchObject({ code: 404, text: '404 page not found\n' });
      expect(answer.contentType).toMatch(/^text\/plain/);
    }
  });
});
