import type { KubeObject } from '@skewplane/apimachinery';
import { describe, expect, it } from 'vitest';
import { planDelete } from './before-delete.js';
import type { ResourceScope } from './resource-scope.js';
import type { DeleteRequest } from './write-context.js';

const nowMs = Date.UTC(2026, 0, 1);
const later = '2026-01-01T00:00:30Z';

/** Only the strategy decides here. */
const scope = (grace?: number) =>
  ({
    strategy:
      grace === undefined
        ? {}
        : { gracePeriodSeconds: (_object: unknown, asked?: number) => asked ?? grace },
  }) as unknown as ResourceScope;

const object = (metadata: KubeObject['metadata']): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata,
});

// kubernetes/apiserver pkg/registry/rest/delete.go and pkg/registry/generic/registry/store_test.go
describe('planDelete', () => {
  it.each<{
    name: string;
    grace?: number;
    metadata: KubeObject['metadata'];
    request: DeleteRequest;
    want: object;
  }>([
    { name: 'nothing to wait for', metadata: {}, request: {}, want: { kind: 'remove' } },
    {
      name: 'a finalizer',
      metadata: { finalizers: ['x'], generation: 1 },
      request: {},
      want: {
        kind: 'mark',
        object: {
          metadata: {
            finalizers: ['x'],
            deletionTimestamp: '2026-01-01T00:00:00Z',
            deletionGracePeriodSeconds: 0,
            generation: 2,
          },
        },
      },
    },
    {
      name: 'a grace period',
      grace: 30,
      metadata: {},
      request: {},
      want: {
        kind: 'mark',
        object: { metadata: { deletionTimestamp: later, deletionGracePeriodSeconds: 30 } },
      },
    },
    {
      name: 'force',
      grace: 30,
      metadata: {},
      request: { gracePeriodSeconds: 0 },
      want: { kind: 'remove' },
    },
    {
      name: 'already marked',
      grace: 30,
      metadata: { deletionTimestamp: later, deletionGracePeriodSeconds: 30 },
      request: {},
      want: { kind: 'keep' },
    },
    {
      name: 'marked, now sooner',
      grace: 30,
      metadata: { deletionTimestamp: later, deletionGracePeriodSeconds: 30 },
      request: { gracePeriodSeconds: 5 },
      want: {
        kind: 'mark',
        object: {
          metadata: { deletionTimestamp: '2026-01-01T00:00:05Z', deletionGracePeriodSeconds: 5 },
        },
      },
    },
    {
      name: 'foreground',
      metadata: {},
      request: { propagationPolicy: 'Foreground' },
      want: { kind: 'mark', object: { metadata: { finalizers: ['foregroundDeletion'] } } },
    },
    {
      name: 'orphan replaces foreground',
      metadata: { finalizers: ['x', 'foregroundDeletion'] },
      request: { propagationPolicy: 'Orphan' },
      want: { kind: 'mark', object: { metadata: { finalizers: ['x', 'orphan'] } } },
    },
    {
      name: 'background drops both',
      metadata: { finalizers: ['orphan'] },
      request: { propagationPolicy: 'Background' },
      want: { kind: 'remove' },
    },
  ])('$name', ({ grace, metadata, request, want }) => {
    expect(planDelete(scope(grace), object(metadata), request, nowMs)).toMatchObject(want);
  });
});
