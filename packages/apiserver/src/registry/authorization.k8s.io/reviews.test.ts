import type { KubeObject } from '@skewplane/apimachinery';
import { describe, expect, it } from 'vitest';
import type {
  Authorizer,
  AuthorizerAttributes,
  RuleResolver,
} from '../../authorization/authorizer.js';
import type { UserInfo } from '../../request/user-info.js';
import {
  reviewLocalSubjectAccess,
  reviewSelfSubjectAccess,
  reviewSubjectAccess,
} from './access-reviews.js';
import { reviewSelfSubjectRules } from './self-subject-rules-review.js';

const { signal } = new AbortController();
const alice: UserInfo = { name: 'alice', uid: '', groups: [], extra: {} };
const resourceAttributes = { verb: 'get', resource: 'pods', namespace: 'ns' };
const nonResourceAttributes = { verb: 'get', path: '/metrics' };
const review = (kind: string, spec: object, metadata: object = {}): KubeObject => ({
  apiVersion: 'authorization.k8s.io/v1',
  kind,
  metadata,
  spec,
});

function deps(
  decision: 'Allow' | 'Deny' | 'NoOpinion' | Error = 'Allow',
  minor = 36,
): { asked: AuthorizerAttributes[]; authorizer: Authorizer; minor: number; signal: AbortSignal } {
  const asked: AuthorizerAttributes[] = [];
  const authorizer: Authorizer = {
    authorize: async (attributes) => {
      asked.push(attributes);
      if (decision instanceof Error) throw decision;
      return { decision, reason: decision === 'NoOpinion' ? '' : 'because' };
    },
  };
  return { asked, authorizer, minor, signal };
}

// kubernetes/kubernetes pkg/registry/authorization/subjectaccessreview/rest_test.go
describe('reviewSubjectAccess', () => {
  it('asks for the user of the spec', async () => {
    const context = deps();
    await reviewSubjectAccess(
      review('SubjectAccessReview', {
        user: 'bob',
        uid: '7',
        groups: ['g'],
        extra: { scopes: ['a'] },
        resourceAttributes: { ...resourceAttributes, group: 'apps', subresource: 's', name: 'n' },
      }),
      context,
    );
    expect(context.asked).toEqual([
      {
        isResourceRequest: true,
        user: { name: 'bob', uid: '7', groups: ['g'], extra: { scopes: ['a'] } },
        verb: 'get',
        group: 'apps',
        version: '*',
        resource: 'pods',
        subresource: 's',
        namespace: 'ns',
        name: 'n',
      },
    ]);
  });

  it.each([
    ['Allow', { allowed: true, reason: 'because' }],
    ['Deny', { allowed: false, denied: true, reason: 'because' }],
    ['NoOpinion', { allowed: false }],
    [new Error('webhook down'), { allowed: false, evaluationError: 'webhook down' }],
  ] as const)('%s', async (decision, status) => {
    const object = review('SubjectAccessReview', { user: 'bob', nonResourceAttributes });
    expect(await reviewSubjectAccess(object, deps(decision))).toEqual({ ...object, status });
  });

  it.each<[string, object, object, string]>([
    ['no attributes', { user: 'u' }, {}, 'spec.resourceAttributes: Invalid value: "null": exactly one of nonResourceAttributes or resourceAttributes must be specified'],
    ['both attributes', { user: 'u', resourceAttributes, nonResourceAttributes }, {}, 'cannot be specified in combination with resourceAttributes'],
    ['no user', { nonResourceAttributes }, {}, 'spec.user: Invalid value: "": at least one of user or group must be specified'],
    ['a name', { user: 'u', nonResourceAttributes }, { name: 'x' }, 'must be empty'],
    ['two forms of a selector', { user: 'u', resourceAttributes: { labelSelector: { rawSelector: 'a=b', requirements: [{ key: 'a', operator: 'Exists' }] } } }, {}, 'spec.resourceAttributes.labelSelector.rawSelector: Invalid value: "a=b": may not specified at the same time as requirements'],
    ['no form of a selector', { user: 'u', resourceAttributes: { fieldSelector: {} } }, {}, 'spec.resourceAttributes.fieldSelector.requirements: Required value: when spec.resourceAttributes.fieldSelector is specified, requirements or rawSelector is required'],
    ['a requirement without values', { user: 'u', resourceAttributes: { fieldSelector: { requirements: [{ key: 'a', operator: 'In' }] } } }, {}, "spec.resourceAttributes.fieldSelector.requirements[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'"],
  ])('refuses %s', async (_name, spec, metadata, message) => {
    const context = deps();
    await expect(
      reviewSubjectAccess(review('SubjectAccessReview', spec, metadata), context),
    ).rejects.toMatchObject({
      code: 422,
      message: expect.stringContaining(message) as string,
    });
    expect(context.asked).toEqual([]);
  }); // prettier-ignore

  it('takes metadata that the server itself filled', async () => {
    const metadata = { creationTimestamp: null, managedFields: [{ manager: 'kubectl' }] };
    const object = review('SubjectAccessReview', { user: 'u', nonResourceAttributes }, metadata);
    expect(await reviewSubjectAccess(object, deps())).toMatchObject({
      metadata: { managedFields: [{ manager: 'kubectl' }] },
    });
  });

  it.each([
    [33, { creationTimestamp: null }],
    [34, {}],
  ])('1.%d writes metadata %j', async (minor, metadata) => {
    const object = review('SubjectAccessReview', { user: 'u', nonResourceAttributes });
    expect((await reviewSubjectAccess(object, deps('Allow', minor))).metadata).toEqual(metadata);
  });

  const selector = { rawSelector: '!!!' };
  const requirements = [
    { key: 'a', operator: 'Exists' },
    { key: 'b', operator: 'Newer' },
  ];
  it.each<[number, object, string | undefined]>([
    [36, { labelSelector: { rawSelector: 'a=b' } }, undefined],
    [36, { fieldSelector: selector }, 'spec.resourceAttributes.fieldSelector ignored due to parse error'],
    [36, { labelSelector: { requirements } }, 'spec.resourceAttributes.labelSelector partially ignored due to parse error'],
    [31, { fieldSelector: selector }, undefined],
  ])('1.%d with %j tells %j', async (minor, selectors, evaluationError) => {
    const object = review('SubjectAccessReview', {
      user: 'u',
      resourceAttributes: { ...resourceAttributes, ...selectors },
    });
    const answer = await reviewSubjectAccess(object, deps('NoOpinion', minor));
    expect(answer['status']).toEqual({
      allowed: false,
      ...(evaluationError === undefined ? {} : { evaluationError }),
    });
    expect(answer['spec']).toEqual(
      minor < 32 ? { user: 'u', resourceAttributes } : object['spec'],
    );
  }); // prettier-ignore
});

describe('reviewSelfSubjectAccess', () => {
  it('asks for who asks, whoever the spec names', async () => {
    const context = deps();
    const object = review('SelfSubjectAccessReview', { user: 'root', nonResourceAttributes });
    await reviewSelfSubjectAccess(object, alice, context);
    expect(context.asked).toEqual([
      { isResourceRequest: false, user: alice, verb: 'get', path: '/metrics' },
    ]);
  });
  it('refuses a spec without attributes', async () => {
    await expect(
      reviewSelfSubjectAccess(review('SelfSubjectAccessReview', {}), alice, deps()),
    ).rejects.toMatchObject({
      code: 422,
      message: expect.stringContaining(
        'SelfSubjectAccessReview.authorization.k8s.io "" is invalid: spec.resourceAttributes',
      ) as string,
    });
  });
});

// kubernetes/kubernetes pkg/registry/authorization/localsubjectaccessreview/rest.go
describe('reviewLocalSubjectAccess', () => {
  const local = (spec: object, metadata: object = {}) =>
    reviewLocalSubjectAccess(
      review('LocalSubjectAccessReview', { user: 'u', ...spec }, metadata),
      'ns',
      deps(),
    );

  it('answers in the namespace of the URL', async () => {
    expect(await local({ resourceAttributes })).toMatchObject({
      metadata: { namespace: 'ns' },
      status: { allowed: true },
    });
  });

  it.each<[string, object, object, number, string]>([
    ['another namespace in the spec', { resourceAttributes: { ...resourceAttributes, namespace: 'x' } }, {}, 422, 'spec.resourceAttributes.namespace: Invalid value: "x": must match metadata.namespace'],
    ['a path', { nonResourceAttributes }, {}, 422, 'disallowed on this kind of request'],
    ['a name', { resourceAttributes }, { name: 'x' }, 422, 'must be empty except for namespace'],
    ['another namespace than the URL', { resourceAttributes: { ...resourceAttributes, namespace: 'x' } }, { namespace: 'x' }, 400, 'spec.resourceAttributes.namespace must match namespace: ns'],
  ])('refuses %s', async (_name, spec, metadata, code, message) => {
    await expect(local(spec, metadata)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
    });
  }); // prettier-ignore
});

// kubernetes/kubernetes pkg/registry/authorization/selfsubjectrulesreview/rest.go
describe('reviewSelfSubjectRules', () => {
  const ruleResolver: RuleResolver = {
    rulesFor: async (user, namespace) => ({
      resourceRules: [
        { verbs: ['get'], apiGroups: [''], resources: [namespace], resourceNames: [user.name] },
        { verbs: ['get'], apiGroups: [], resources: ['x'], resourceNames: [] },
      ],
      nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['/'] }],
      incomplete: true,
      evaluationError: 'half of it',
    }),
  };
  const context = { ruleResolver, minor: 36, signal };

  it('lists the rules', async () => {
    const object = review('SelfSubjectRulesReview', { namespace: 'ns' });
    expect(await reviewSelfSubjectRules(object, alice, context)).toEqual({
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectRulesReview',
      metadata: {},
      spec: {},
      status: {
        resourceRules: [
          { verbs: ['get'], apiGroups: [''], resources: ['ns'], resourceNames: ['alice'] },
          { verbs: ['get'], resources: ['x'] },
        ],
        nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['/'] }],
        incomplete: true,
        evaluationError: 'half of it',
      },
    });
  });

  it('needs a namespace', async () => {
    await expect(
      reviewSelfSubjectRules(review('SelfSubjectRulesReview', {}), alice, context),
    ).rejects.toMatchObject({ code: 400, message: 'no namespace on request' });
  });
});
