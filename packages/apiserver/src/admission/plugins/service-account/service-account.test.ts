import type { KubeObject } from '@skewplane/apimachinery';
import { describe, expect, it } from 'vitest';
import { anonymousUser } from '../../../request/user-info.js';
import { serviceAccountAdmission } from './service-account.js';

const accounts: Record<string, KubeObject> = {
  'ns/default': { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } },
  'ns/quiet': {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'quiet' },
    automountServiceAccountToken: false,
    imagePullSecrets: [{ name: 'pull' }],
  },
};
const plugin = serviceAccountAdmission({
  getServiceAccount: async (namespace, name) => accounts[`${namespace}/${name}`],
  randomSuffix: () => 'abcde',
});

const admit = (spec: object) =>
  plugin.admit?.(
    {
      operation: 'CREATE',
      kind: { group: '', version: 'v1', kind: 'Pod' },
      resource: { group: '', version: 'v1', resource: 'pods' },
      subresource: '',
      namespace: 'ns',
      name: 'p',
      object: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec },
      oldObject: undefined,
      options: {},
      dryRun: false,
      user: anonymousUser,
    },
    { signal: new AbortController().signal, warn: () => undefined },
  );

// kubernetes/kubernetes plugin/pkg/admission/serviceaccount/admission_test.go
describe('ServiceAccount', () => {
  it('gives the default account and its token', async () => {
    expect(await admit({ containers: [{ name: 'c', image: 'i' }] })).toMatchObject({
      spec: {
        serviceAccountName: 'default',
        containers: [
          {
            volumeMounts: [
              {
                name: 'kube-api-access-abcde',
                mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
                readOnly: true,
              },
            ],
          },
        ],
        volumes: [{ name: 'kube-api-access-abcde', projected: { sources: { length: 3 } } }],
      },
    });
  });

  it('keeps a mount that is there', async () => {
    const mount = { name: 'mine', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' };
    const pod = await admit({ containers: [{ name: 'c', volumeMounts: [mount] }] });
    expect(pod?.['spec']).not.toHaveProperty('volumes');
  });

  it('follows the account: no token, its pull secrets', async () => {
    const pod = await admit({ serviceAccountName: 'quiet', containers: [{ name: 'c' }] });
    expect(pod?.['spec']).toEqual({
      serviceAccountName: 'quiet',
      containers: [{ name: 'c' }],
      imagePullSecrets: [{ name: 'pull' }],
    });
  });

  it('refuses an account that is not there', async () => {
    await expect(admit({ serviceAccountName: 'none', containers: [] })).rejects.toMatchObject({
      code: 403,
      message:
        'pods "p" is forbidden: error looking up service account ns/none: serviceaccount "none" not found',
    });
  });
});
