import type { KubeObject } from '@skewplane/apimachinery';
import { describe, expect, it } from 'vitest';
import { strategyFor } from '../strategies.js';

const strategy = strategyFor({
  group: 'internal.apiserver.k8s.io',
  resource: 'storageversions',
  minor: 31,
});

const server = (fields: object = {}) => ({
  apiServerID: 'apiserver-a',
  encodingVersion: 'apps/v1',
  decodableVersions: ['apps/v1', 'apps/v1beta2'],
  ...fields,
});
const condition = (fields: object = {}) => ({
  type: 'AllEncodingVersionsEqual',
  status: 'True',
  reason: 'CommonEncodingVersionSet',
  message: 'Common encoding version set',
  ...fields,
});

function problems(status: object): string[] {
  const object: KubeObject = {
    apiVersion: 'internal.apiserver.k8s.io/v1alpha1',
    kind: 'StorageVersion',
    metadata: { name: 'apps.deployments' },
    spec: {},
    status,
  };
  const errors = strategy.validateStatusUpdate?.(object, object) ?? [];
  return errors.map(({ field, message }) => `${field}: ${message}`);
}

// kubernetes/kubernetes pkg/apis/apiserverinternal/validation/validation_test.go
describe('a StorageVersion', () => {
  it.each([
    { name: 'core.pods', want: [] },
    { name: 'rbac.authorization.k8s.io.roles', want: [] },
    { name: 'pods', want: [/^name must be in the form of <group>\.<resource>$/] },
    { name: 'Apps.deployments', want: [/^the group segment a lowercase RFC 1123 subdomain/] },
    { name: 'apps.1', want: [/^the resource segment a DNS-1035 label/] },
  ])('may be called $name: $want', ({ name, want }) => {
    expect(strategy.nameRule(name)).toEqual(
      want.map((each) => expect.stringMatching(each) as unknown),
    );
  });

  it.each<{ name: string; status: object; want: string[] }>([
    { name: 'nothing', status: {}, want: [] },
    {
      name: 'servers that agree',
      status: {
        storageVersions: [server(), server({ apiServerID: 'apiserver-b' })],
        commonEncodingVersion: 'apps/v1',
        conditions: [condition()],
      },
      want: [],
    },
    {
      name: 'servers that differ',
      status: {
        storageVersions: [server(), server({ encodingVersion: 'apps/v1beta2' })],
        commonEncodingVersion: null,
      },
      want: [],
    },
    {
      name: 'a version that is not decoded',
      status: {
        storageVersions: [server({ decodableVersions: ['apps/v1beta2'] })],
        commonEncodingVersion: 'apps/v1',
      },
      want: [
        'status.storageVersions[0].decodableVersions: Invalid value: ["apps/v1beta2"]: decodableVersions must include encodingVersion apps/v1',
      ],
    },
    {
      name: 'versions that are none',
      status: {
        storageVersions: [server({ encodingVersion: '/v1', decodableVersions: ['/v1', 'a/'] })],
        commonEncodingVersion: '/v1',
      },
      want: [
        'status.storageVersions[0].encodingVersion: Invalid value: "/v1": group part: must be non-empty',
        'status.storageVersions[0].decodableVersions[0]: Invalid value: "/v1": group part: must be non-empty',
        'status.storageVersions[0].decodableVersions[1]: Invalid value: "a/": version part: must be non-empty',
      ],
    },
    {
      name: 'no common version where there is one',
      status: { storageVersions: [server()] },
      want: [
        'status.commonEncodingVersion: Invalid value: null: the common encoding version is apps/v1',
      ],
    },
    {
      name: 'a wrong common version',
      status: { storageVersions: [server()], commonEncodingVersion: 'v1' },
      want: [
        'status.commonEncodingVersion: Invalid value: "v1": the actual common encoding version is apps/v1',
      ],
    },
    {
      name: 'a common version of nobody',
      status: { commonEncodingVersion: 'v1' },
      want: [
        'status.commonEncodingVersion: Invalid value: "v1": should be nil if servers do not agree on the same encoding version, or if there is no server reporting the supported versions yet',
      ],
    },
    {
      name: 'a condition twice, and empty',
      status: { conditions: [condition(), condition({ reason: '', message: '' })] },
      want: [
        'status[1].type: Invalid value: "AllEncodingVersionsEqual": the type of the condition is not unique, it also appears in conditions[0]',
        'status[1].reason: Required value: reason cannot be empty',
        'status[1].message: Required value: message cannot be empty',
      ],
    },
  ])('may say $name', ({ status, want }) => {
    expect(problems(status)).toEqual(want);
  });
});
