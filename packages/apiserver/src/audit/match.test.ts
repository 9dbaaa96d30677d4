import { describe, expect, it } from 'vitest';
import { auditConfigFor, type AuditAttributes } from './match.js';
import { parsePolicy } from './policy.js';

/* kubernetes/apiserver pkg/audit/policy/checker_test.go */

const user = {
  name: 'tim@k8s.io',
  uid: '',
  groups: ['humans', 'developers'],
  extra: {},
};
const known = { isKnownUser: true, user } as const;
const pod = {
  ...known,
  isResourceRequest: true,
  verb: 'get',
  group: '',
  version: 'v1',
  resource: 'pods',
  subresource: '',
  namespace: 'default',
  name: 'busybox',
} as const;
const cases = {
  pod,
  'log of a pod': { ...pod, subresource: 'log' },
  'scale of a deployment': {
    ...pod,
    group: 'apps',
    resource: 'deployments',
    subresource: 'scale',
    verb: 'update',
  },
  node: { ...pod, resource: 'nodes', namespace: '', name: 'n1' },
  role: { ...pod, group: 'rbac.authorization.k8s.io', resource: 'clusterroles', namespace: '' },
  metrics: { ...known, isResourceRequest: false, verb: 'get', path: '/metrics' },
  'logs of the server': { ...known, isResourceRequest: false, verb: 'get', path: '/logs/kubelet' },
  nobody: { ...pod, isKnownUser: false },
} satisfies Record<string, AuditAttributes>;
type Case = keyof typeof cases;

const none: readonly Case[] = [];
const resources: readonly Case[] = [
  'pod',
  'log of a pod',
  'scale of a deployment',
  'node',
  'role',
  'nobody',
];
const everything = Object.keys(cases) as Case[];

describe('a rule', () => {
  it.each<[string, string, readonly Case[]]>([
    ['without limits', '', everything],
    ['for a user', 'users: [tim@k8s.io]', everything.filter((each) => each !== 'nobody')],
    ['for another user', 'users: [ron]', none],
    ['for a group', 'userGroups: [developers]', everything.filter((each) => each !== 'nobody')],
    ['for another group', 'userGroups: [elephants]', none],
    ['for a verb', 'verbs: [update]', ['scale of a deployment']],
    [
      'for a namespace',
      'namespaces: [default]',
      resources.filter((each) => !['node', 'role'].includes(each)),
    ],
    ['for what has no namespace', 'namespaces: [""]', ['node', 'role']],
    ['for a resource', 'resources: [{ resources: [pods] }]', ['pod', 'nobody']],
    ['for a subresource', 'resources: [{ resources: [pods/log] }]', ['log of a pod']],
    [
      'for all of a resource',
      'resources: [{ resources: ["pods/*"] }]',
      ['pod', 'log of a pod', 'nobody'],
    ],
    [
      'for a subresource of anything',
      'resources: [{ group: apps, resources: ["*/scale"] }]',
      ['scale of a deployment'],
    ],
    [
      'for everything of a group',
      'resources: [{ resources: ["*"] }]',
      ['pod', 'log of a pod', 'node', 'nobody'],
    ],
    ['for a group', 'resources: [{ group: rbac.authorization.k8s.io }]', ['role']],
    ['for any group', 'resources: [{ group: "*" }]', resources],
    ['for a name', 'resources: [{ resources: ["*"], resourceNames: [n1] }]', ['node']],
    ['for another name', 'resources: [{ resources: [pods], resourceNames: [other] }]', none],
    ['for a path', 'nonResourceURLs: [/metrics]', ['metrics']],
    ['for paths', 'nonResourceURLs: ["/logs*"]', ['logs of the server']],
    ['for any path', 'nonResourceURLs: ["*"]', ['metrics', 'logs of the server']],
  ])('%s', (_what, rule, expected) => {
    const policy = parsePolicy(
      `{ apiVersion: audit.k8s.io/v1, kind: Policy, rules: [{ level: Request, ${rule} }] }`,
    );
    const matched = everything.filter(
      (each) => auditConfigFor(policy, cases[each]).level === 'Request',
    );
    expect([...matched].sort()).toEqual([...expected].sort());
  });
});

describe('a policy', () => {
  const policy = parsePolicy(`
    apiVersion: audit.k8s.io/v1
    kind: Policy
    omitStages: [RequestReceived]
    omitManagedFields: true
    rules:
    - { level: None, resources: [{ resources: [nodes] }] }
    - { level: Request, omitManagedFields: false, omitStages: [Panic], verbs: [update] }
    - { level: RequestResponse, namespaces: [default] }
  `);
  it.each<[Case, string, readonly string[], boolean]>([
    ['node', 'None', ['RequestReceived'], true],
    ['scale of a deployment', 'Request', ['RequestReceived', 'Panic'], false],
    ['pod', 'RequestResponse', ['RequestReceived'], true],
    ['metrics', 'None', ['RequestReceived'], true], // no rule fits
  ])('takes the first rule that fits: %s', (name, level, stages, omitManagedFields) => {
    const config = auditConfigFor(policy, cases[name]);
    expect(config).toMatchObject({ level, omitManagedFields });
    expect([...config.omitStages].sort()).toEqual([...stages].sort());
  });
});
