import { holds, same } from '../context.mjs';
import { configMap, pod } from '../objects.mjs';

/** @typedef {{ name: string; run: (c: import('../context.mjs').Context) => Promise<void>; impossible?: (minors: { kubectl: number; instance: number }) => string | undefined }} Action */

/** @type {readonly Action[]} */
export const createActions = [
  {
    name: 'create -f',
    run: async (c) => {
      await c.feed(configMap('create-file'), 'create');
      same((await c.get('configmaps/create-file')).data, { key: 'one' });
      const refusal = await c.kubectl.fails(['create', '-f', '-'], {
        input: JSON.stringify(configMap('create-file')),
      });
      holds(refusal, 'AlreadyExists');
    },
  },
  {
    name: 'create --dry-run=server',
    run: async (c) => {
      const printed = await c.feed(pod('dry'), 'create', '--dry-run=server', '-o', 'json');
      same(JSON.parse(printed).spec.dnsPolicy, 'ClusterFirst', 'the default');
      same(await c.find('pods/dry'), undefined, 'what a dry run left');
    },
  },
  {
    name: 'create (unknown field)',
    impossible: ({ kubectl }) =>
      kubectl < 25 ? 'kubectl before 1.25 checks fields itself, by another document' : undefined,
    run: async (c) => {
      const input = JSON.stringify({ ...configMap('strict'), dota: { a: 'b' } });
      holds(await c.kubectl.fails(['create', '-f', '-'], { input }), 'unknown field "dota"');
      const warned = ['create', '-f', '-', '--validate=warn'];
      const { code, errOut } = await c.kubectl.run(warned, { input });
      same(code, 0, 'the exit code');
      holds(errOut, 'unknown field "dota"');
      same('dota' in (await c.get('configmaps/strict')), false, 'the field is kept');
    },
  },
  {
    name: 'create (generators)',
    run: async (c) => {
      await c.ok('create', 'configmap', 'made', '--from-literal=a=b');
      same((await c.get('configmaps/made')).data, { a: 'b' });
      await c.ok('create', 'secret', 'generic', 'made', '--from-literal=a=b');
      same((await c.get('secrets/made')).data, { a: 'Yg==' });
      await c.ok('create', 'deployment', 'made', '--image=example.com/web:1', '--replicas=2');
      same((await c.get('apps/v1/deployments/made')).spec.replicas, 2);
      await c.ok('create', 'job', 'made', '--image=example.com/job:1');
      same((await c.get('batch/v1/jobs/made')).spec.backoffLimit, 6);
      const schedule = '*/5 * * * *';
      await c.ok(
        'create',
        'cronjob',
        'made',
        '--image=example.com/job:1',
        `--schedule=${schedule}`,
      );
      same((await c.get('batch/v1/cronjobs/made')).spec.schedule, schedule);
      await c.ok('create', 'job', 'made-now', '--from=cronjob/made');
      same((await c.get('batch/v1/jobs/made-now')).metadata.ownerReferences[0].kind, 'CronJob');
      await c.ok('create', 'quota', 'made', '--hard=pods=50');
      same((await c.get('resourcequotas/made')).spec.hard, { pods: '50' });
      await c.ok('create', 'pdb', 'made', '--selector=app=made', '--min-available=1');
      same((await c.get('policy/v1/poddisruptionbudgets/made')).spec.minAvailable, 1);
      await c.ok('create', 'ingress', 'made', '--rule=example.com/a=made:80');
      same((await c.get('networking.k8s.io/v1/ingresses/made')).spec.rules[0].host, 'example.com');
      await c.ok('create', 'service', 'clusterip', 'made', '--tcp=80:8080');
      same((await c.get('services/made')).spec.ports[0].targetPort, 8080);
    },
  },
  {
    name: 'create role, rolebinding, serviceaccount, token',
    run: async (c) => {
      await c.ok('create', 'serviceaccount', 'robot');
      await c.ok('create', 'role', 'reader', '--verb=get,list', '--resource=configmaps');
      await c.ok(
        'create',
        'rolebinding',
        'reader',
        '--role=reader',
        `--serviceaccount=${c.namespace}:robot`,
      );
      const group = 'rbac.authorization.k8s.io/v1';
      same((await c.get(`${group}/roles/reader`)).rules[0].verbs, ['get', 'list']);
      same((await c.get(`${group}/rolebindings/reader`)).subjects[0].name, 'robot');
      const token = (await c.ok('create', 'token', 'robot')).trim();
      const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
      same(claims.sub, `system:serviceaccount:${c.namespace}:robot`);
    },
    impossible: ({ kubectl }) => (kubectl < 24 ? 'create token came with kubectl 1.24' : undefined),
  },
  {
    name: 'run',
    run: async (c) => {
      await c.ok('run', 'runner', '--image=example.com/web:1', '--labels=app=runner', '--port=80');
      const { metadata, spec } = await c.get('pods/runner');
      same(metadata.labels, { app: 'runner' });
      same(spec.containers[0].ports[0].containerPort, 80);
    },
  },
];
