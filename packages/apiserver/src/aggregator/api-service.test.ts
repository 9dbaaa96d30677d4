import type { KubeObject } from '@skewplane/apimachinery';
import { describe, expect, it } from 'vitest';
import { readApiService, withAvailability } from './api-service.js';

const apiService = (spec: object, status?: object): KubeObject => ({
  apiVersion: 'apiregistration.k8s.io/v1',
  kind: 'APIService',
  metadata: { name: 'v1.g' },
  spec: { group: 'g', version: 'v1', groupPriorityMinimum: 3, versionPriority: 4, ...spec },
  ...(status === undefined ? {} : { status }),
});

describe('readApiService', () => {
  it('reads one that is served here', () => {
    expect(readApiService(apiService({}))).toEqual({
      ...{ name: 'v1.g', group: 'g', version: 'v1', groupPriority: 3, versionPriority: 4 },
      ...{ service: undefined, caBundle: undefined, insecureSkipTlsVerify: false },
      available: false,
    });
  });

  it('reads one behind a service, whose port is 443 unless said', () => {
    const read = readApiService(
      apiService(
        { service: { namespace: 'n', name: 's' }, caBundle: 'YWJj', insecureSkipTLSVerify: true },
        { conditions: [{ type: 'Available', status: 'True' }] },
      ),
    );
    expect(read).toMatchObject({
      service: { namespace: 'n', name: 's', port: 443 },
      caBundle: Buffer.from('abc'),
      insecureSkipTlsVerify: true,
      available: true,
    });
  });
});

// kubernetes/kube-aggregator pkg/apis/apiregistration/v1/helper/helpers.go, SetAPIServiceCondition
describe('withAvailability', () => {
  const known = (status: string) => ({
    conditions: [
      { type: 'Other', status: 'True' },
      { type: 'Available', status, lastTransitionTime: 'before', reason: 'Old', message: 'old' },
    ],
  });

  it.each([
    ['adds the condition', undefined, '1970-01-01T00:00:01Z'],
    ['moves its time when the status changes', known('True'), '1970-01-01T00:00:01Z'],
    ['leaves its time when only the words change', known('False'), 'before'],
  ])('%s', (_case, status, lastTransitionTime) => {
    const changed = withAvailability(
      apiService({}, status),
      { status: 'False', reason: 'New', message: 'new' },
      1000,
    );
    const { conditions } = changed['status'] as { conditions: object[] };
    expect(conditions.at(-1)).toEqual({
      ...{ type: 'Available', status: 'False', lastTransitionTime, reason: 'New', message: 'new' },
    });
    expect(conditions).toHaveLength(status === undefined ? 1 : 2);
  });
});
