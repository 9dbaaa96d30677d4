import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FlagReader } from '../flag-reader.js';
import { readAuditPolicy } from './policy-file.js';
import { parsePolicy } from './policy.js';

/* kubernetes/apiserver pkg/audit/policy/reader_test.go, pkg/apis/audit/validation/validation_test.go */

const policy = (rest: string) => `apiVersion: audit.k8s.io/v1\nkind: Policy\n${rest}`;
const rules = (rule: string) => policy(`rules: [${rule}]`);

describe('a policy that is refused', () => {
  it.each([
    [
      'an empty file',
      '',
      'unknown group version field audit.k8s.io/__internal, Kind=Policy in policy',
    ],
    [
      'no version',
      'rules: [{ level: None }]',
      'unknown group version field audit.k8s.io/__internal, Kind=Policy in policy',
    ],
    ['no rules', policy(''), 'loaded illegal policy with 0 rules'],
    [
      'another kind',
      'apiVersion: v1\nkind: Pod',
      'failed decoding: no kind "Pod" is registered for version "v1" in scheme "k8s.io/apiserver/pkg/audit/scheme.go:30"',
    ],
    ['no level', rules('{ verbs: [get] }'), 'rules[0].level: Required value'],
    [
      'a level that nobody knows',
      rules('{ level: All }'),
      'rules[0].level: Unsupported value: "All": supported values: "None", "Metadata", "Request", "RequestResponse"',
    ],
    [
      'a path that is none',
      rules('{ level: None, nonResourceURLs: [metrics] }'),
      `rules[0].nonResourceURLs[0]: Invalid value: "metrics": non-resource URL rules must begin with a '/' character`,
    ],
    [
      'a star in the middle',
      rules('{ level: None, nonResourceURLs: ["/logs/*/x"] }'),
      `rules[0].nonResourceURLs[0]: Invalid value: "/logs/*/x": non-resource URL wildcards '*' must be the final character of the rule`,
    ],
    [
      'paths and resources in one',
      rules('{ level: None, namespaces: [a], nonResourceURLs: [/a] }'),
      'rules[0].nonResourceURLs: Invalid value: ["/a"]: rules cannot apply to both regular resources and non-resource URLs',
    ],
    [
      'names without resources',
      rules('{ level: None, resources: [{ group: apps, resourceNames: [a] }] }'),
      'rules[0].resources.resourceNames: Invalid value: ["a"]: using resourceNames requires at least one resource',
    ],
    [
      'a stage that nobody knows, twice',
      policy('omitStages: [Foo]\nrules: [{ level: None, omitStages: [Bar] }]'),
      '[omitStages[0]: Invalid value: "Foo": allowed stages are RequestReceived,ResponseStarted,ResponseComplete,Panic, rules[0].omitStages[0]: Invalid value: "Bar": allowed stages are RequestReceived,ResponseStarted,ResponseComplete,Panic]',
    ],
  ])('for %s', (_why, text, message) => {
    expect(() => parsePolicy(text)).toThrow(new Error(message));
  });

  it('for a group with its version', () => {
    expect(() => parsePolicy(rules('{ level: None, resources: [{ group: "a/v1" }] }'))).toThrow(
      /^rules\[0\]\.resources\.group: Invalid value: "a\/v1": a lowercase RFC 1123 subdomain /,
    );
  });

  it('for what is no YAML', () => {
    expect(() => parsePolicy('a: [')).toThrow(/^failed decoding: yaml: line \d+: /);
  });
});

it('lets fields pass that nobody knows', () => {
  const parsed = parsePolicy(rules('{ level: None, resources: [{ verbs: [get] }] }'));
  expect(parsed.rules[0]?.resources).toEqual([{ group: '', resources: [], resourceNames: [] }]);
});

describe('--audit-policy-file', () => {
  it('names the file that is not there', async () => {
    const reader = new FlagReader({ 'audit-policy-file': '/nowhere/policy.yaml' });
    expect(await readAuditPolicy(reader)).toBeUndefined();
    expect(() => {
      reader.throwProblems();
    }).toThrow(
      'loading audit policy file: failed to read file path "/nowhere/policy.yaml": open /nowhere/policy.yaml: no such file or directory',
    );
  });

  it('says what is wrong with it', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'skewplane-policy-'));
    const path = join(directory, 'policy.yaml');
    await writeFile(path, policy(''));
    const reader = new FlagReader({ 'audit-policy-file': path });
    await readAuditPolicy(reader);
    expect(() => {
      reader.throwProblems();
    }).toThrow(`loading audit policy file: loaded illegal policy with 0 rules: from file ${path}`);
    await rm(directory, { recursive: true });
  });
});
