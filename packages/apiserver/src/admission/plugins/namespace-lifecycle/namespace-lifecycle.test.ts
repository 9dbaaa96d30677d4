import type { KubeObject } from '@skewplane/apimachinery';
import { describe, expect, it } from 'vitest';
import { anonymousUser } from '../../../request/user-info.js';
import type { AdmissionAttributes } from '../../admission.js';
import { namespaceLifecycle } from './namespace-lifecycle.js';

const namespace = (metadata: KubeObject['metadata']): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata,
});
const known: Record<string, KubeObject> = {
  live: namespace({ name: 'live' }),
  going: namespace({ name: 'going', deletionTimestamp: '2026-01-01T00:00:00Z' }),
};
const plugin = namespaceLifecycle({
  cached: (name) => (name === 'late' ? undefined : known[name]),
  live: async (name) => (name === 'late' ? known['live'] : undefined),
});
const context = { signal: new AbortController().signal, warn: () => undefined };

const attributes = (partial: Partial<AdmissionAttributes>): AdmissionAttributes => ({
  operation: 'CREATE',
  kind: { group: '', version: 'v1', kind: 'Pod' },
  resource: { group: '', version: 'v1', resource: 'pods' },
  subresource: '',
  namespace: 'live',
  name: 'a',
  object: undefined,
  oldObject: undefined,
  options: {},
  dryRun: false,
  user: anonymousUser,
  ...partial,
});
const namespaceKind = {
  kind: { group: '', version: 'v1', kind: 'Namespace' },
  resource: { group: '', version: 'v1', resource: 'namespaces' },
};

// kubernetes/apiserver pkg/admission/plugin/namespace/lifecycle/admission_test.go
describe('NamespaceLifecycle', () => {
  it.each<[string, Partial<AdmissionAttributes>]>([
    ['a live namespace', {}],
    ['one that only etcd knows yet', { namespace: 'late' }],
    ['cluster-scoped', { namespace: '' }],
    ['updates in one that is going', { namespace: 'going', operation: 'UPDATE' }],
    ['deletes in one that is gone', { namespace: 'none', operation: 'DELETE' }],
    [
      'deleting an ordinary namespace',
      { ...namespaceKind, namespace: '', name: 'live', operation: 'DELETE' },
    ],
  ])('lets pass: %s', async (_name, partial) => {
    await expect(plugin.admit?.(attributes(partial), context)).resolves.toBeUndefined();
  });

  it.each<[string, Partial<AdmissionAttributes>, object]>([
    [
      'no such namespace',
      { namespace: 'none' },
      { code: 404, message: 'namespaces "none" not found' },
    ],
    [
      'one that is going',
      { namespace: 'going' },
      {
        code: 403,
        message:
          'pods "a" is forbidden: unable to create new content in namespace going because it is being terminated',
        status: { details: { causes: [{ reason: 'NamespaceTerminating' }] } },
      },
    ],
    [
      'deleting default',
      { ...namespaceKind, namespace: '', name: 'default', operation: 'DELETE' },
      {
        code: 403,
        message: 'namespaces "default" is forbidden: this namespace may not be deleted',
      },
    ],
  ])('refuses: %s', async (_name, partial, want) => {
    await expect(plugin.admit?.(attributes(partial), context)).rejects.toMatchObject(want);
  });
});
