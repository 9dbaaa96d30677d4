import { describe, expect, it } from 'vitest';
import { validateWebhooks } from './webhook-validation.js';

// kubernetes/kubernetes pkg/apis/admissionregistration/validation/validation_test.go

const webhook = {
  name: 'a.b.c',
  clientConfig: { url: 'https://example.com/hook' },
  sideEffects: 'None',
  admissionReviewVersions: ['v1'],
};
const rule = { operations: ['CREATE'], apiGroups: ['a'], apiVersions: ['v1'], resources: ['a'] };
const problemsOf = (...webhooks: object[]) =>
  validateWebhooks({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'c' },
    webhooks,
  }).map(({ field, message }) => `${field}: ${message}`);

const form = '; desired format: https://host[/path]';

describe('a webhook', () => {
  it.each<[object, string[]]>([
    [{}, []],
    [{ name: '' }, ['webhooks[0].name: Required value']],
    [
      { name: 'a.b' },
      [
        'webhooks[0].name: Invalid value: "a.b": should be a domain with at least three segments separated by dots',
      ],
    ],
    [
      { rules: [{ ...rule, resources: ['*', 'pods'] }] },
      [
        `webhooks[0].rules[0].resources: Invalid value: ["*","pods"]: if '*' is present, must not specify other resources without subresources`,
      ],
    ],
    [
      { rules: [{ ...rule, resources: ['a/*', 'a/x'] }] },
      [
        `webhooks[0].rules[0].resources[1]: Invalid value: "a/x": if 'a/*' is present, must not specify a/x`,
      ],
    ],
    [
      { rules: [{ ...rule, operations: ['*', 'CREATE'] }] },
      [
        `webhooks[0].rules[0].operations: Invalid value: ["*","CREATE"]: if '*' is present, must not specify other operations`,
      ],
    ],
    [
      { rules: [{ ...rule, apiVersions: ['*', ''] }] },
      [
        `webhooks[0].rules[0].apiVersions: Invalid value: ["*",""]: if '*' is present, must not specify other API versions`,
        'webhooks[0].rules[0].apiVersions[1]: Required value',
      ],
    ],
    [
      { clientConfig: { url: 'http://example.com/?a=b#c' } },
      [
        `webhooks[0].clientConfig.url: Invalid value: "http": 'https' is the only allowed URL scheme${form}`,
        'webhooks[0].clientConfig.url: Invalid value: "c": fragments are not permitted in the URL',
        'webhooks[0].clientConfig.url: Invalid value: "a=b": query parameters are not permitted in the URL',
      ],
    ],
    [
      { clientConfig: { url: 'https:///hook' } },
      [`webhooks[0].clientConfig.url: Invalid value: "": host must be specified${form}`],
    ],
    [
      { clientConfig: { service: { name: '', namespace: 'n', path: '/a//B' } } },
      [
        'webhooks[0].clientConfig.service.name: Required value',
        'webhooks[0].clientConfig.service.path: Invalid value: "/a//B": segment[1] may not be empty',
        expect.stringContaining('segment[2]: a lowercase RFC 1123 subdomain') as string,
      ],
    ],
    [
      { clientConfig: {} },
      ['webhooks[0].clientConfig: Required value: exactly one of url or service is required'],
    ],
    [
      { admissionReviewVersions: ['v2', 'v2'] },
      [
        'webhooks[0].admissionReviewVersions[1]: Invalid value: "v2": duplicate version',
        'webhooks[0].admissionReviewVersions: Invalid value: ["v2","v2"]: must include at least one of v1, v1beta1',
      ],
    ],
    [
      { matchConditions: [{ name: '', expression: ' ' }] },
      [
        'webhooks[0].matchConditions[0].expression: Required value',
        'webhooks[0].matchConditions[0].name: Required value',
      ],
    ],
    [
      {
        matchConditions: [
          { name: 'a', expression: 'true' },
          { name: 'a', expression: '1' },
        ],
      },
      [
        'webhooks[0].matchConditions[1].expression: Invalid value: "1": must evaluate to bool but got int',
        'webhooks[0].matchConditions[1].name: Duplicate value: "a"',
      ],
    ],
  ])('%j', (changes, expected) => {
    expect(problemsOf({ ...webhook, ...changes })).toEqual(expected);
  });

  it('has a name of its own', () => {
    expect(problemsOf(webhook, webhook)).toEqual(['webhooks[1].name: Duplicate value: "a.b.c"']);
  });
});
