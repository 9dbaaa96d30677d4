import type { KubeObject } from '@skewplane/apimachinery';
import { describe, expect, it } from 'vitest';
import {
  storageVersionName,
  storageVersionStatus,
  withServer,
  withServers,
  type ServerStorageVersion,
} from './storage-version.js';

const firstMs = Date.UTC(2026, 0, 1);
const laterMs = Date.UTC(2026, 0, 2);
const [first, later] = ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'];

const server = (apiServerID: string, encodingVersion: string): ServerStorageVersion => ({
  apiServerID,
  encodingVersion,
  decodableVersions: [encodingVersion],
});
const agreeing = (lastTransitionTime: string) => ({
  type: 'AllEncodingVersionsEqual',
  status: 'True',
  lastTransitionTime,
  reason: 'CommonEncodingVersionSet',
  message: 'Common encoding version set',
});
const differing = (lastTransitionTime: string) => ({
  type: 'AllEncodingVersionsEqual',
  status: 'False',
  lastTransitionTime,
  reason: 'CommonEncodingVersionUnset',
  message: 'Common encoding version unset',
});
const fresh = (): KubeObject => ({
  apiVersion: 'internal.apiserver.k8s.io/v1alpha1',
  kind: 'StorageVersion',
  metadata: { name: 'apps.deployments' },
  spec: {},
});

// kubernetes/apiserver pkg/storageversion/updater_test.go; spec 3.3.2 and S30
describe('withServers', () => {
  it.each([
    {
      name: 'the first server',
      before: [],
      after: [server('a', 'v1')],
      common: 'v1',
      condition: agreeing(later),
    },
    {
      name: 'another one that writes the same',
      before: [server('a', 'v1')],
      after: [server('a', 'v1'), server('b', 'v1')],
      common: 'v1',
      condition: agreeing(first),
    },
    {
      name: 'another one that does not',
      before: [server('a', 'v1')],
      after: [server('a', 'v1'), server('b', 'v2')],
      common: undefined,
      condition: differing(later),
    },
    {
      name: 'a third one when they differ already',
      before: [server('a', 'v1'), server('b', 'v2')],
      after: [server('a', 'v1'), server('b', 'v2'), server('c', 'v2')],
      common: undefined,
      condition: differing(first),
    },
    {
      name: 'the odd one was upgraded',
      before: [server('a', 'v1beta2'), server('b', 'v1'), server('c', 'v1')],
      after: [server('a', 'v1'), server('b', 'v1'), server('c', 'v1')],
      common: 'v1',
      condition: agreeing(later),
    },
    {
      name: 'one of several that agree has gone',
      before: [server('a', 'v1'), server('b', 'v1')],
      after: [server('b', 'v1')],
      common: 'v1',
      condition: agreeing(first),
    },
    {
      name: 'they agree on something else at once',
      before: [server('a', 'v1')],
      after: [server('a', 'v2')],
      common: 'v2',
      condition: agreeing(later),
    },
    {
      name: 'none is left',
      before: [server('a', 'v1')],
      after: [],
      common: undefined,
      condition: differing(later),
    },
  ])('$name', ({ before, after, common, condition }) => {
    const old = before.length === 0 ? fresh() : withServers(fresh(), before, firstMs);
    const copy = structuredClone(old);
    const object = withServers(old, after, laterMs);
    expect(object['status']).toEqual({
      storageVersions: after,
      ...(common === undefined ? {} : { commonEncodingVersion: common }),
      conditions: [condition],
    });
    expect(old).toEqual(copy);
  });

  it('leaves conditions of other types alone', () => {
    const other = { ...differing(first), type: 'Other' };
    const object = { ...fresh(), status: { conditions: [other] } };
    expect(storageVersionStatus(withServers(object, [server('a', 'v1')], laterMs))).toMatchObject({
      conditions: [other, agreeing(later)],
    });
  });

  it('tells the generation that it looked at, where the object has one', () => {
    const object = { ...fresh(), metadata: { name: 'apps.deployments', generation: 3 } };
    expect(withServers(object, [], laterMs)['status']).toMatchObject({
      conditions: [{ observedGeneration: 3 }],
    });
  });
});

describe('withServer', () => {
  it.each([
    { name: 'appends a new one', entry: server('c', 'v1'), want: ['a v1', 'b v1', 'c v1'] },
    { name: 'replaces its own', entry: server('a', 'v2'), want: ['a v2', 'b v1'] },
  ])('$name', ({ entry, want }) => {
    const servers = withServer([server('a', 'v1'), server('b', 'v1')], entry);
    expect(servers.map((each) => `${each.apiServerID} ${each.encodingVersion}`)).toEqual(want);
  });
});

it.each([
  ['', 'pods', 'core.pods'],
  ['rbac.authorization.k8s.io', 'roles', 'rbac.authorization.k8s.io.roles'],
])('the object of %j %s is %s', (group, resource, want) => {
  expect(storageVersionName({ group, resource })).toBe(want);
});
