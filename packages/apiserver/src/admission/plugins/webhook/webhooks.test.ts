import { FakeClock, StatusError, forbidden, type KubeObject } from '@skewplane/apimachinery';
import { describe, expect, it } from 'vitest';
import type { ResourceLookup, ResourceScope } from '../../../registry/resource-scope.js';
import { FakeLiveView } from '../../../peer-proxy/testing/fake-live-view.js';
import type { AdmissionAttributes, AdmissionPlugin } from '../../admission.js';
import { AdmissionChain } from '../../chain.js';
import { mutatingWebhook } from './mutating-webhook.js';
import { validatingWebhook } from './validating-webhook.js';
import { WebhookDispatcher, type WebhookObservation } from './webhook-dispatcher.js';
import { WebhookAnswerError } from './webhook-errors.js';
import { WebhookMatcher } from './webhook-matcher.js';
import { WebhookReadiness } from './webhook-readiness.js';

/*
 * kubernetes/apiserver pkg/admission/plugin/webhook: testing/testcase.go, generic/webhook_test.go,
 * mutating/dispatcher.go, mutating/reinvocationcontext.go
 */

const scopeOf = (version: string, resource = 'pods', group = ''): ResourceScope =>
  ({
    gvr: { group, version, resource },
    gvk: { group, version, kind: 'Pod' },
    namespaced: resource !== 'namespaces',
    storagePrefix: resource,
    fromStorage: (object: KubeObject) => ({
      ...object,
      apiVersion: group === '' ? version : `${group}/${version}`,
    }),
  }) as unknown as ResourceScope;

const scopes = [
  scopeOf('v1'),
  scopeOf('v2'),
  scopeOf('v3'),
  scopeOf('v1', 'namespaces'),
  scopeOf('v1', 'validatingwebhookconfigurations', 'admissionregistration.k8s.io'),
];
const lookup = {
  all: () => scopes,
  get: (wanted: { version: string; resource: string }) =>
    scopes.find(({ gvr }) => gvr.version === wanted.version && gvr.resource === wanted.resource),
  onChange: () => () => undefined,
} as unknown as ResourceLookup;

const pod: KubeObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', namespace: 'ns', labels: { app: 'a' } },
};
const creation: AdmissionAttributes = {
  operation: 'CREATE',
  kind: { group: '', version: 'v1', kind: 'Pod' },
  resource: { group: '', version: 'v1', resource: 'pods' },
  subresource: '',
  namespace: 'ns',
  name: 'p',
  object: pod,
  oldObject: undefined,
  options: {},
  dryRun: false,
  user: { name: 'u', uid: '', groups: [], extra: {} },
};

type Response = Record<string, unknown> | Error | 'garbage';
type Fields = Record<string, unknown>;

/** A cluster with these webhooks, each with its answer; tells who was shown what. */
function cluster(
  webhooks: readonly (Fields & { readonly name: string; readonly answer?: Response })[],
  before: readonly AdmissionPlugin[] = [],
) {
  const view = new FakeLiveView();
  view.set('c', {
    apiVersion: 'v1',
    kind: 'C',
    metadata: { name: 'c' },
    webhooks: webhooks.map(({ answer: _answer, ...webhook }) => ({
      clientConfig: { url: `https://${webhook.name}` },
      rules: [{ operations: ['*'], apiGroups: ['*'], apiVersions: ['*'], resources: ['*/*'] }],
      admissionReviewVersions: ['v1'],
      sideEffects: 'None',
      ...webhook,
    })),
  });
  const calls: { name: string; timeoutMs: number; request: Fields }[] = [];
  const observed: string[] = [];
  const annotations: Record<string, string> = {};
  const clock = new FakeClock(0);
  const matcher = new WebhookMatcher({
    lookup,
    namespaces: {
      cached: (name) =>
        name === 'gone'
          ? undefined
          : { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { ns: name } } },
      live: () => Promise.resolve(undefined),
    },
    onIgnored: () => undefined,
  });
  const dispatcher = (kind: 'admit' | 'validating') =>
    new WebhookDispatcher(kind, {
      clock,
      newUid: () => 'uid',
      observe: ({ webhook, outcome, code }: WebhookObservation) => {
        observed.push(`${webhook.name} ${outcome} ${String(code)}`);
      },
      onFailedOpen: () => undefined,
      client: {
        post: ({ target }, { body, timeoutMs }) => {
          const name = 'url' in target ? target.url.replace('https://', '') : target.name;
          calls.push({
            name,
            timeoutMs,
            request: (JSON.parse(body) as { request: Fields }).request,
          });
          const answer = webhooks.find((each) => each.name === name)?.answer ?? { allowed: true };
          if (answer instanceof Error) return Promise.reject(answer);
          if (answer === 'garbage') return Promise.resolve('garbage');
          return Promise.resolve(
            JSON.stringify({
              apiVersion: 'admission.k8s.io/v1',
              kind: 'AdmissionReview',
              response: { uid: 'uid', ...answer },
            }),
          );
        },
      },
    });
  const readiness = new WebhookReadiness([view], clock);
  const common = { configurations: view, readiness, matcher };
  const chain = new AdmissionChain([
    ...before,
    mutatingWebhook({
      ...common,
      dispatcher: dispatcher('admit'),
      decode: (_scope, object) => object as KubeObject,
    }),
  ]);
  const validating = new AdmissionChain([
    validatingWebhook({ ...common, dispatcher: dispatcher('validating') }),
  ]);
  const context = (deadlineMs?: number) => ({
    signal: new AbortController().signal,
    deadlineMs,
    warn: () => undefined,
    annotate: (key: string, value: string) => {
      annotations[key] ??= value;
    },
  });
  return {
    calls,
    observed,
    annotations,
    names: () => calls.map(({ name }) => name),
    admit: (attributes: Partial<AdmissionAttributes> = {}, deadlineMs?: number) =>
      chain.admit({ ...creation, ...attributes }, context(deadlineMs)),
    validate: (attributes: Partial<AdmissionAttributes> = {}) =>
      validating.validate({ ...creation, ...attributes }, context()),
  };
}

const patch = (...operations: object[]) => ({
  allowed: true,
  patchType: 'JSONPatch',
  patch: Buffer.from(JSON.stringify(operations)).toString('base64'),
});
const label = (name: string) => ({ op: 'add', path: `/metadata/labels/${name}`, value: 'x' });
const rule = (more: object) => ({
  rules: [{ operations: ['*'], apiGroups: ['*'], apiVersions: ['*'], resources: ['*'], ...more }],
});

describe('a webhook has a say', () => {
  const other = { matchLabels: { x: 'y' } };
  const namespaced = { namespaceSelector: { matchLabels: { ns: 'ns' } } };
  it.each<[string, Fields, Partial<AdmissionAttributes>, boolean]>([
    ['in everything', {}, {}, true],
    ['in what its selector takes', { objectSelector: { matchLabels: { app: 'a' } } }, {}, true],
    ['in nothing else', { objectSelector: other }, {}, false],
    [
      'in what its selector took before',
      { objectSelector: { matchLabels: { app: 'a' } } },
      { operation: 'DELETE', object: undefined, oldObject: pod },
      true,
    ],
    ['in its namespaces', namespaced, {}, true],
    ['in no other namespace', namespaced, { namespace: 'elsewhere' }, false],
    [
      'in a namespace itself, by the labels it will have',
      namespaced,
      {
        resource: { group: '', version: 'v1', resource: 'namespaces' },
        namespace: '',
        name: 'new',
        object: { ...pod, metadata: { name: 'new', labels: { ns: 'ns' } } },
      },
      true,
    ],
    [
      'in the deletion of a namespace, by the labels it has',
      namespaced,
      {
        resource: { group: '', version: 'v1', resource: 'namespaces' },
        namespace: '',
        name: 'ns',
        operation: 'DELETE',
        object: undefined,
      },
      true,
    ],
    ['in other versions of the same', rule({ apiVersions: ['v2'] }), {}, true],
    ['in its very version', { ...rule({ apiVersions: ['v2'] }), matchPolicy: 'Exact' }, {}, false],
    [
      'never in configurations of webhooks',
      {},
      {
        resource: {
          group: 'admissionregistration.k8s.io',
          version: 'v1',
          resource: 'validatingwebhookconfigurations',
        },
      },
      false,
    ],
  ])('%s', async (_what, webhook, attributes, expected) => {
    const { validate, names } = cluster([{ name: 'w', ...webhook }]);
    await validate(attributes);
    expect(names()).toEqual(expected ? ['w'] : []);
  });

  it('in the version of its first rule that fits', async () => {
    const fits = (version: string) => rule({ apiVersions: [version] }).rules;
    const { validate, calls } = cluster([
      { name: 'w', rules: [...fits('v3'), ...fits('v2')].flat() },
    ]);
    await validate();
    expect(calls[0]?.request).toMatchObject({
      resource: { version: 'v3' },
      requestResource: { version: 'v1' },
      object: { apiVersion: 'v3' },
    });
  });

  it('and a namespace that nobody knows matters only then', async () => {
    const namespaceSelector = { matchLabels: { a: 'b' } };
    const { validate } = cluster([{ name: 'w', namespaceSelector }]);
    await expect(validate({ namespace: 'gone' })).rejects.toThrow('namespaces "gone" not found');
    const without = cluster([
      { name: 'w', namespaceSelector, objectSelector: { matchLabels: { x: 'y' } } },
    ]);
    await without.validate({ namespace: 'gone' });
    expect(without.calls).toEqual([]);
  });
});

describe('what comes of a call', () => {
  it.each<[string, Fields & { answer: Response }, string, string | undefined]>([
    ['allowed', { answer: { allowed: true } }, 'w allowed 200', undefined],
    [
      'refused',
      { answer: { allowed: false, status: { code: 409, message: 'm' } } },
      'w rejected 409',
      'admission webhook "w" denied the request: m',
    ],
    [
      'out of reach',
      { answer: new Error('boom') },
      'w failed 503',
      'Internal error occurred: failed calling webhook "w": failed to call webhook: boom',
    ],
    [
      'an answer that is none',
      { answer: new WebhookAnswerError('oops', 404) },
      'w failed 404',
      'Internal error occurred: failed calling webhook "w": failed to call webhook: oops',
    ],
    [
      'out of reach, ignored',
      { answer: new Error('b'), failurePolicy: 'Ignore' },
      'w failed-open 503',
      undefined,
    ],
    [
      'no JSON, ignored',
      { answer: 'garbage', failurePolicy: 'Ignore' },
      'w failed-open 503',
      undefined,
    ],
    [
      'refused, which nothing ignores',
      { answer: { allowed: false }, failurePolicy: 'Ignore' },
      'w rejected 400',
      'admission webhook "w" denied the request without explanation',
    ],
  ])('%s', async (_what, webhook, expected, message) => {
    const { validate, observed } = cluster([{ name: 'w', ...webhook }]);
    if (message === undefined) await validate();
    else
      await expect(validate()).rejects.toThrow(
        new StatusError({ code: 0, reason: '', message }).message,
      );
    expect(observed).toEqual([expected]);
  });

  it('of a dry run is a refusal when there are side effects', async () => {
    const { validate, calls, observed } = cluster([{ name: 'w', sideEffects: 'Some' }]);
    await expect(validate({ dryRun: true })).rejects.toThrow(
      'admission webhook "w" does not support dry run',
    );
    expect([calls, observed]).toEqual([[], ['w error 0']]);
  });

  it('of a patch for what is deleted is an error', async () => {
    const { admit } = cluster([{ name: 'w', answer: patch(label('x')) }]);
    await expect(admit({ operation: 'DELETE', object: undefined, oldObject: pod })).rejects.toThrow(
      'Internal error occurred: admission webhook "w" attempted to modify the object, which is not supported for this operation',
    );
  });

  it.each([
    [undefined, 10_000],
    [60_000, 10_000],
    [2_500, 2_500],
  ])('has to come in time: deadline %s', async (deadlineMs, timeoutMs) => {
    const { admit, calls } = cluster([{ name: 'w' }]);
    await admit({}, deadlineMs);
    expect(calls[0]?.timeoutMs).toBe(timeoutMs);
  });
});

describe('a second pass', () => {
  const again = { reinvocationPolicy: 'IfNeeded' };
  it.each<[string, Parameters<typeof cluster>[0], string[]]>([
    ['is not needed when nothing changes', [{ name: 'a', ...again }, { name: 'b' }], ['a', 'b']],
    [
      'is for those before a change that want it',
      [
        { name: 'a', ...again },
        { name: 'b' },
        { name: 'c', answer: patch(label('c')), ...again },
        { name: 'd', ...again },
      ],
      ['a', 'b', 'c', 'd', 'a'],
    ],
    [
      'is for nobody when a patch leaves the object as it was',
      [
        { name: 'a', ...again },
        { name: 'b', answer: patch({ op: 'test', path: '/kind', value: 'Pod' }) },
      ],
      ['a', 'b'],
    ],
  ])('%s', async (_what, webhooks, expected) => {
    const { admit, names } = cluster(webhooks);
    await admit();
    expect(names()).toEqual(expected);
  });

  it('shows plugins of the server what webhooks changed, and webhooks what those change then', async () => {
    const seen: unknown[] = [];
    const plugin: AdmissionPlugin = {
      name: 'Reacts',
      handles: () => true,
      admit: async ({ object }) => {
        seen.push(object?.metadata.labels);
        if (object?.metadata.labels?.['b'] === undefined) return object;
        return { ...object, metadata: { ...object.metadata, annotations: { reacted: 'yes' } } };
      },
    };
    const { admit, calls, annotations } = cluster(
      [{ name: 'a' }, { name: 'b', answer: patch(label('b')), ...again }],
      [plugin],
    );
    const object = await admit();
    expect(seen).toEqual([{ app: 'a' }, { app: 'a', b: 'x' }]);
    expect(object?.metadata).toMatchObject({ annotations: { reacted: 'yes' } });
    expect(
      calls.map(({ name, request }) => [
        name,
        (request['object'] as KubeObject).metadata.annotations,
      ]),
    ).toEqual([
      ['a', undefined],
      ['b', undefined],
      ['b', { reacted: 'yes' }],
    ]);
    // The number of a webhook is its place among all of them, also in the second pass.
    expect(Object.keys(annotations).filter((key) => key.startsWith('mutation.'))).toEqual([
      'mutation.webhook.admission.k8s.io/round_0_index_0',
      'mutation.webhook.admission.k8s.io/round_0_index_1',
      'mutation.webhook.admission.k8s.io/round_1_index_1',
    ]);
  });
});

// kubernetes/apiserver pkg/admission/handler.go, WaitForReady
it('refuses what comes before it is known which webhooks there are', async () => {
  const clock = new FakeClock(0);
  const never = { isSynced: false, synced: new Promise<void>(() => undefined) };
  const waiting = new WebhookReadiness([never], clock).wait(creation, new AbortController().signal);
  const refused = expect(waiting).rejects.toThrow(
    forbidden(creation.resource, 'p', 'not yet ready to handle request').message,
  );
  await clock.advance(10_000);
  await refused;
});
