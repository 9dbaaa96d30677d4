import { holds, same } from '../context.mjs';
import { deployment, podTemplate, replicaSet, service } from '../objects.mjs';

const deployments = 'apps/v1/deployments';

/** @type {readonly import('./create.mjs').Action[]} */
export const workloadActions = [
  {
    name: 'set image, env, resources, serviceaccount',
    run: async (c) => {
      await c.feed(deployment('set'), 'create');
      await c.ok('set', 'image', 'deployment/set', 'main=example.com/web:2');
      await c.ok('set', 'env', 'deployment/set', 'A=1');
      await c.ok('set', 'resources', 'deployment/set', '--limits=cpu=200m', '--requests=cpu=100m');
      await c.ok('set', 'serviceaccount', 'deployment', 'set', 'robot');
      const { spec } = (await c.get(`${deployments}/set`)).spec.template;
      const [{ image, env, resources }] = spec.containers;
      same(image, 'example.com/web:2');
      same(env, [{ name: 'A', value: '1' }]);
      same(resources, { limits: { cpu: '200m' }, requests: { cpu: '100m' } });
      same(spec.serviceAccountName, 'robot');
    },
  },
  {
    name: 'set selector, subject',
    run: async (c) => {
      await c.feed(service('selected'), 'create');
      await c.ok('set', 'selector', 'service', 'selected', 'app=other');
      same((await c.get('services/selected')).spec.selector, { app: 'other' });
      await c.ok('create', 'rolebinding', 'subjects', '--clusterrole=view', '--user=alice');
      await c.ok('set', 'subject', 'rolebinding', 'subjects', '--user=bob');
      const { subjects } = await c.get('rbac.authorization.k8s.io/v1/rolebindings/subjects');
      same(subjects.map(({ name }) => name).sort(), ['alice', 'bob']);
    },
  },
  {
    name: 'scale',
    run: async (c) => {
      await c.feed(deployment('scaled', { replicas: 1 }), 'create');
      await c.ok('scale', 'deployment/scaled', '--replicas=3');
      same((await c.get(`${deployments}/scaled`)).spec.replicas, 3);
      const wrong = ['--current-replicas=1', '--replicas=5', '--timeout=1s'];
      await c.fails('scale', 'deployment/scaled', ...wrong);
      same((await c.get(`${deployments}/scaled`)).spec.replicas, 3);
    },
  },
  {
    name: 'autoscale',
    run: async (c) => {
      await c.feed(deployment('automatic'), 'create');
      await c.ok('autoscale', 'deployment', 'automatic', '--min=2', '--max=5', '--cpu-percent=60');
      const { spec } = await c.get('autoscaling/v2/horizontalpodautoscalers/automatic');
      same([spec.minReplicas, spec.maxReplicas, spec.scaleTargetRef.name], [2, 5, 'automatic']);
      same(spec.metrics[0].resource.target.averageUtilization, 60);
    },
  },
  {
    name: 'expose',
    run: async (c) => {
      await c.feed(deployment('exposed'), 'create');
      await c.ok('expose', 'deployment', 'exposed', '--port=80', '--target-port=8080');
      const { spec } = await c.get('services/exposed');
      same(spec.selector, { app: 'exposed' });
      same([spec.ports[0].port, spec.ports[0].targetPort], [80, 8080]);
    },
  },
  {
    // No controller here makes ReplicaSets, so they are made by hand.
    name: 'rollout history, undo',
    run: async (c) => {
      await c.feed(deployment('rolled', { image: 'example.com/web:2' }), 'create');
      const owner = await c.get(`${deployments}/rolled`);
      for (const revision of [1, 2]) {
        const image = `example.com/web:${revision}`;
        await c.create(
          'apps/v1/replicasets',
          replicaSet(`rolled-${revision}`, { owner, revision, image }),
        );
      }
      await c.ok('annotate', 'deployment', 'rolled', 'deployment.kubernetes.io/revision=2');
      holds(await c.ok('rollout', 'history', 'deployment/rolled'), /^1\s/m, /^2\s/m);
      const first = await c.ok('rollout', 'history', 'deployment/rolled', '--revision=1');
      holds(first, 'example.com/web:1');
      await c.ok('rollout', 'undo', 'deployment/rolled', '--to-revision=1');
      const { spec } = await c.get(`${deployments}/rolled`);
      same(spec.template.spec.containers[0].image, 'example.com/web:1');
    },
  },
  {
    name: 'rollout history, undo (StatefulSet)',
    run: async (c) => {
      const template = podTemplate('stateful', 'example.com/web:2');
      const selector = { matchLabels: { app: 'stateful' } };
      const spec = { serviceName: 'stateful', selector, template };
      const metadata = { name: 'stateful', labels: { app: 'stateful' } };
      await c.feed({ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata, spec }, 'create');
      const { metadata: made } = await c.get('apps/v1/statefulsets/stateful');
      const common = { apiVersion: 'apps/v1', kind: 'StatefulSet', controller: true };
      for (const revision of [1, 2]) {
        const image = `example.com/web:${revision}`;
        await c.create('apps/v1/controllerrevisions', {
          metadata: {
            name: `stateful-${revision}`,
            labels: { app: 'stateful' },
            ownerReferences: [{ ...common, name: made.name, uid: made.uid }],
          },
          revision,
          data: { spec: { template: { ...podTemplate('stateful', image), $patch: 'replace' } } },
        });
      }
      holds(await c.ok('rollout', 'history', 'statefulset/stateful'), /^1\s/m, /^2\s/m);
      await c.ok('rollout', 'undo', 'statefulset/stateful', '--to-revision=1');
      const now = await c.get('apps/v1/statefulsets/stateful');
      same(now.spec.template.spec.containers[0].image, 'example.com/web:1');
    },
  },
  {
    name: 'rollout pause, resume, restart',
    run: async (c) => {
      await c.feed(deployment('paused'), 'create');
      await c.ok('rollout', 'pause', 'deployment/paused');
      same((await c.get(`${deployments}/paused`)).spec.paused, true);
      await c.ok('rollout', 'resume', 'deployment/paused');
      await c.ok('rollout', 'restart', 'deployment/paused');
      const { spec } = await c.get(`${deployments}/paused`);
      same(spec.paused, undefined);
      const [restarted] = Object.keys(spec.template.metadata.annotations);
      same(restarted, 'kubectl.kubernetes.io/restartedAt');
    },
  },
  {
    name: 'cordon, uncordon, taint',
    run: async (c) => {
      const name = `node-${c.namespace}`;
      await c.create('/api/v1/nodes', { metadata: { name } });
      const node = () => c.get(`/api/v1/nodes/${name}`);
      await c.ok('cordon', name);
      same((await node()).spec.unschedulable, true);
      await c.ok('uncordon', name);
      same((await node()).spec.unschedulable, undefined);
      await c.ok('taint', 'node', name, 'a=b:NoSchedule');
      holds(JSON.stringify((await node()).spec.taints), '"key":"a"', '"effect":"NoSchedule"');
      await c.ok('taint', 'node', name, 'a-');
      same(JSON.stringify((await node()).spec).includes('"key":"a"'), false, 'the taint is left');
    },
  },
];
