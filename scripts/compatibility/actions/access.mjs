import { holds, same } from '../context.mjs';

/** @type {readonly import('./create.mjs').Action[]} */
export const accessActions = [
  {
    name: 'auth can-i',
    run: async (c) => {
      same((await c.ok('auth', 'can-i', 'create', 'pods')).trim(), 'yes');
      const asNobody = await c.kubectl.run(['auth', 'can-i', 'create', 'pods', '--as=nobody']);
      same([asNobody.code, asNobody.out.trim()], [1, 'no']);
      holds(await c.ok('auth', 'can-i', '--list', '--as=nobody'), 'selfsubjectaccessreviews');
      await c.ok('create', 'rolebinding', 'can-read', '--clusterrole=view', '--user=carol');
      await c.until('that the binding counts', async () => {
        const { out } = await c.kubectl.run(['auth', 'can-i', 'get', 'pods', '--as=carol']);
        return out.trim() === 'yes';
      });
    },
  },
  {
    name: 'auth whoami',
    impossible: ({ kubectl }) => {
      if (kubectl < 26) return 'auth whoami came with kubectl 1.26';
      return kubectl < 28
        ? 'before kubectl 1.28 it asks for a version of SelfSubjectReview that is off by default (v1alpha1, v1beta1)'
        : undefined;
    },
    run: async (c) => {
      holds(await c.ok('auth', 'whoami'), /^Username +\S/m, 'system:authenticated');
      const { status } = JSON.parse(await c.ok('auth', 'whoami', '-o', 'json', '--as=alice'));
      same(status.userInfo.username, 'alice');
    },
  },
  {
    name: 'auth reconcile',
    run: async (c) => {
      const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }];
      const metadata = { name: 'reconciled', namespace: c.namespace };
      const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata, rules };
      await c.feed(role, 'auth', 'reconcile');
      const more = [...rules, { apiGroups: [''], resources: ['services'], verbs: ['list'] }];
      const next = { ...role, rules: more };
      await c.feed(next, 'auth', 'reconcile');
      const found = await c.get('rbac.authorization.k8s.io/v1/roles/reconciled');
      same(
        found.rules.map(({ resources }) => resources[0]),
        ['pods', 'services'],
      );
    },
  },
  {
    name: 'certificate approve',
    run: async (c) => {
      const name = `request-${c.namespace}`;
      const path = `/apis/certificates.k8s.io/v1/certificatesigningrequests`;
      await c.create(path, {
        metadata: { name },
        spec: {
          request: certificateRequest,
          signerName: 'example.com/none',
          usages: ['client auth'],
        },
      });
      await c.ok('certificate', 'approve', name);
      same((await c.get(`${path}/${name}`)).status.conditions[0].type, 'Approved');
    },
  },
];

/** Of a throw-away key: it asks for the name `test`. */
const certificateRequest = Buffer.from(
  `-----BEGIN CERTIFICATE REQUEST-----
MIHIMHECAQAwDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEH
A0IABG5XQ+QXdjSFYdqRiYSJ7QPgHHoC7usul1VAFgjgDVUvef4iknK2kXOfztoy
ZM0JjtdZDVIdNBYGP1rW1JDiopGgADAKBggqhkjOPQQDAgNHADBEAiBRvuNOQSbZ
lL26OrxXmYhTT9w75kXyqrq/amHUx4aoigIgG4TM/VfAEnsy9EdZ3zJv43ldAmmF
r64ztQ+gXDa54vI=
-----END CERTIFICATE REQUEST-----
`,
).toString('base64');
