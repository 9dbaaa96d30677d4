import { describe, expect, it } from 'vitest';
import { isExempt, ruleMatches, type RuleSubject } from './match-rules.js';
import type { WebhookRule } from './webhook-configuration.js';

/* kubernetes/apiserver pkg/admission/plugin/webhook/predicates/rules/rules_test.go */

const any: WebhookRule = {
  operations: ['*'],
  apiGroups: ['*'],
  apiVersions: ['*'],
  resources: ['*'],
  scope: '*',
};
const subject: RuleSubject = {
  group: 'apps',
  version: 'v1',
  resource: 'deployments',
  subresource: '',
  operation: 'CREATE',
  namespaced: true,
};

describe('a rule', () => {
  it.each<[Partial<WebhookRule>, Partial<RuleSubject>, boolean]>([
    [{}, {}, true],
    [{ operations: ['CREATE'] }, {}, true],
    [{ operations: ['UPDATE', 'DELETE'] }, {}, false],
    [{ apiGroups: ['apps', 'batch'] }, {}, true],
    [{ apiGroups: [''] }, {}, false],
    [{ apiGroups: [''] }, { group: '' }, true],
    [{ apiVersions: ['v1beta1'] }, {}, false],
    [{ resources: ['deployments'] }, {}, true],
    [{ resources: ['deployments'] }, { subresource: 'scale' }, false],
    [{ resources: ['*'] }, { subresource: 'scale' }, false],
    [{ resources: ['deployments/scale'] }, { subresource: 'scale' }, true],
    [{ resources: ['deployments/scale'] }, {}, false],
    [{ resources: ['deployments/*'] }, { subresource: 'status' }, true],
    [{ resources: ['deployments/*'] }, {}, true],
    [{ resources: ['*/scale'] }, { subresource: 'scale' }, true],
    [{ resources: ['*/scale'] }, { subresource: 'status' }, false],
    [{ resources: ['*/*'] }, { subresource: 'status' }, true],
    [{ resources: ['pods'] }, {}, false],
    [{ scope: 'Namespaced' }, {}, true],
    [{ scope: 'Namespaced' }, { namespaced: false }, false],
    [{ scope: 'Cluster' }, {}, false],
    [{ scope: 'Cluster' }, { namespaced: false }, true],
  ])('%j for %j: %s', (rule, changed, expected) => {
    expect(ruleMatches({ ...any, ...rule }, { ...subject, ...changed })).toBe(expected);
  });
});

describe('what no webhook is asked about', () => {
  it.each([
    ['admissionregistration.k8s.io', 'validatingwebhookconfigurations', true],
    ['admissionregistration.k8s.io', 'mutatingwebhookconfigurations', true],
    ['admissionregistration.k8s.io', 'validatingadmissionpolicies', true],
    ['admissionregistration.k8s.io', 'mutatingadmissionpolicybindings', true],
    ['example.com', 'validatingwebhookconfigurations', false],
    ['', 'pods', false],
  ])('%s %s: %s', (group, resource, expected) => {
    expect(isExempt({ resource: { group, version: 'v1', resource } })).toBe(expected);
  });
});
