import { StatusError } from '@skewplane/apimachinery';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { describe, expect, it } from 'vitest';
import { apiserverUser } from '../registry/loopback-client.js';
import { parseRequestInfo } from '../request/parse-request-info.js';
import type { UserInfo } from '../request/user-info.js';
import type { StorageVersionBarrier } from '../storage-version/storage-version-updater.js';
import { withStorageVersionPrecondition } from './storage-version-precondition.js';

const alice: UserInfo = { name: 'alice', uid: '', groups: ['system:masters'], extra: {} };
const registered = new Set(['apps/deployments', '/pods', '/namespaces', '/configmaps']);

function barrier(parts: Partial<StorageVersionBarrier> = {}): StorageVersionBarrier {
  return {
    isCompleted: false,
    isPending: ({ group, resource }) =>
      registered.has(`${group}/${resource}`) ||
      resource === 'leases' ||
      resource === 'storageversions',
    lastError: () => undefined,
    ...parts,
  };
}

/** What the filter throws. */
async function judge(
  request: string,
  { user = alice, ...parts }: Partial<StorageVersionBarrier> & { user?: UserInfo } = {},
): Promise<unknown> {
  const [method = '', url = ''] = request.split(' ');
  const context = { info: parseRequestInfo(method, url), user };
  try {
    await withStorageVersionPrecondition(barrier(parts))(
      { context } as unknown as FastifyRequest,
      {} as FastifyReply,
    );
    return undefined;
  } catch (error) {
    return error;
  }
}

const [apps, core] = ['/apis/apps/v1', '/api/v1'];
const leases = '/apis/coordination.k8s.io/v1/namespaces';

// kubernetes/apiserver pkg/endpoints/filters/storageversion.go; spec 3.3.3 and S29
describe('withStorageVersionPrecondition', () => {
  it.each<{ name: string; request: string; user?: UserInfo; passes: boolean }>([
    { name: 'a create', request: `POST ${apps}/namespaces/a/deployments`, passes: false },
    { name: 'an update', request: `PUT ${apps}/namespaces/a/deployments/d`, passes: false },
    { name: 'a patch', request: `PATCH ${apps}/namespaces/a/deployments/d`, passes: false },
    { name: 'a delete', request: `DELETE ${apps}/namespaces/a/deployments/d`, passes: false },
    { name: 'a delete of many', request: `DELETE ${apps}/namespaces/a/deployments`, passes: false },
    {
      name: 'a subresource',
      request: `PUT ${apps}/namespaces/a/deployments/d/scale`,
      passes: false,
    },
    { name: 'a binding', request: `POST ${core}/namespaces/a/pods/p/binding`, passes: false },
    { name: 'a get', request: `GET ${apps}/namespaces/a/deployments/d`, passes: true },
    { name: 'a list', request: `GET ${apps}/deployments`, passes: true },
    { name: 'a watch', request: `GET ${apps}/deployments?watch=1`, passes: true },
    { name: 'a non-resource request', request: 'POST /metrics', passes: true },
    { name: 'discovery', request: 'GET /apis/apps/v1', passes: true },
    {
      name: 'a StorageVersion',
      request: 'POST /apis/internal.apiserver.k8s.io/v1alpha1/storageversions',
      passes: true,
    },
    {
      name: 'the status of a StorageVersion',
      request: 'PUT /apis/internal.apiserver.k8s.io/v1alpha1/storageversions/core.pods/status',
      passes: true,
    },
    { name: 'a Lease of the system', request: `PUT ${leases}/kube-system/leases/l`, passes: true },
    { name: 'a Lease elsewhere', request: `PUT ${leases}/default/leases/l`, passes: false },
    {
      name: 'a namespace by the server',
      request: `POST ${core}/namespaces`,
      user: apiserverUser,
      passes: true,
    },
    { name: 'a namespace by an admin', request: `POST ${core}/namespaces`, passes: false },
    {
      name: 'a namespace by a peer',
      request: `POST ${core}/namespaces`,
      user: { ...apiserverUser, groups: ['system:authenticated'] },
      passes: false,
    },
    {
      name: 'an update of a namespace by the server',
      request: `PUT ${core}/namespaces/a`,
      user: apiserverUser,
      passes: false,
    },
    {
      name: 'a review',
      request: 'POST /apis/authorization.k8s.io/v1/subjectaccessreviews',
      passes: true,
    },
    { name: 'a custom resource', request: 'POST /apis/example.com/v1/foos', passes: true },
    {
      name: 'what only a peer serves',
      request: 'POST /apis/batch/v1/namespaces/a/jobs',
      passes: true,
    },
  ])('$name: $request passes: $passes', async ({ request, user, passes }) => {
    const thrown = await judge(request, user === undefined ? {} : { user });
    expect(thrown === undefined).toBe(passes);
  });

  it('answers with the resource and the last error', async () => {
    const request = `POST ${apps}/namespaces/a/deployments`;
    const first = await judge(request);
    expect(first).toBeInstanceOf(StatusError);
    expect((first as StatusError).status).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message:
        'wait for storage version registration to complete for resource: deployments.apps, last seen error: <nil>',
      reason: 'ServiceUnavailable',
      code: 503,
    });
    expect(
      await judge(`POST ${core}/namespaces/a/configmaps`, {
        lastError: () => new Error('etcd is away'),
      }),
    ).toMatchObject({
      message:
        'wait for storage version registration to complete for resource: configmaps, last seen error: etcd is away',
    });
  });

  it('lets everything pass once the first pass is complete', async () => {
    expect(
      await judge(`POST ${apps}/namespaces/a/deployments`, { isCompleted: true }),
    ).toBeUndefined();
  });
});
