import { holds, same } from '../context.mjs';
import { configMap, deployment, pod } from '../objects.mjs';

const lines = (text) => text.trim().split('\n');

/** @type {readonly import('./create.mjs').Action[]} */
export const readActions = [
  {
    name: 'get (all outputs)',
    run: async (c) => {
      await c.feed(deployment('read', { replicas: 2 }), 'create');
      const get = (...args) => c.ok('get', 'deployment', 'read', ...args);
      holds(await get(), /^NAME +READY +UP-TO-DATE +AVAILABLE +AGE\n/, /^read +0\/2 /m);
      holds(await get('-o', 'wide'), 'CONTAINERS', 'SELECTOR', 'example.com/web:1');
      same(JSON.parse(await get('-o', 'json')).spec.replicas, 2);
      holds(await get('-o', 'yaml'), 'kind: Deployment', '  replicas: 2');
      same(await get('-o', 'name'), 'deployment.apps/read\n');
      same(await get('-o', 'jsonpath={.spec.replicas}'), '2');
      same(JSON.parse(await get('-o', 'jsonpath-as-json={.spec.replicas}')), [2]);
      same(await get('-o', 'go-template={{.spec.replicas}}'), '2');
      const columns = await get('-o', 'custom-columns=N:.metadata.name,R:.spec.replicas');
      same(
        lines(columns).map((line) => line.split(/ +/)),
        [
          ['N', 'R'],
          ['read', '2'],
        ],
      );
      const template = await c.file('{{.metadata.name}}');
      same(await get('-o', `go-template-file=${template}`), 'read');
    },
  },
  {
    name: 'get (selectors, sorting, labels)',
    run: async (c) => {
      for (const [name, rank] of [
        ['a', '2'],
        ['b', '1'],
        ['c', '3'],
      ]) {
        await c.feed(configMap(`chosen-${name}`, { rank }, { set: 'chosen', name }), 'create');
      }
      const names = async (...args) => lines(await c.ok('get', 'cm', '-o', 'name', ...args));
      const inSet = ['-l', 'set=chosen'];
      same(await names('-l', 'set=chosen,name in (a,c)'), [
        'configmap/chosen-a',
        'configmap/chosen-c',
      ]);
      same(await names('--field-selector=metadata.name=chosen-b'), ['configmap/chosen-b']);
      same((await names(...inSet, '--sort-by={.data.rank}'))[0], 'configmap/chosen-b');
      same((await names(...inSet, '--chunk-size=1')).length, 3);
      holds(await c.ok('get', 'cm', ...inSet, '--show-labels'), 'LABELS', 'name=a,set=chosen');
      holds(await c.ok('get', 'cm', ...inSet, '-L', 'name'), /^NAME +DATA +AGE +NAME\n/);
      holds(await c.ok('get', 'cm', '-A', ...inSet), new RegExp(`^${c.namespace} +chosen-a `, 'm'));
      holds(await c.ok('get', 'all,cm', ...inSet), 'configmap/chosen-a');
      holds(await c.ok('get', '--raw', '/version'), '"gitVersion"');
    },
  },
  {
    name: 'get --watch',
    run: async (c) => {
      await c.feed(configMap('watched'), 'create');
      const watch = ['get', 'cm', 'watched', '--watch', '-o', 'jsonpath={.data.key}{"\\n"}'];
      const watching = c.kubectl.run([...watch, '--request-timeout=3s']);
      // Each change may come before the watch: it is made until it has been seen.
      let ended = false;
      const done = watching.then((result) => {
        ended = true;
        return result;
      });
      for (let turn = 0; !ended; turn += 1) {
        await c.ok(
          'patch',
          'cm',
          'watched',
          '--type=merge',
          '-p',
          `{"data":{"key":"turn-${turn}"}}`,
        );
      }
      holds((await done).out, /turn-\d+\n(?:turn-\d+\n)+/);
    },
  },
  {
    name: 'describe',
    run: async (c) => {
      await c.feed(deployment('told'), 'create');
      await c.feed(pod('told'), 'create');
      holds(
        await c.ok('describe', 'deployment', 'told'),
        /Replicas: +1 desired/,
        'example.com/web:1',
      );
      holds(await c.ok('describe', 'pod', 'told'), /Name: +told/, /QoS Class: +BestEffort/);
    },
  },
  {
    name: 'explain --recursive',
    run: async (c) => {
      const deep = await c.ok('explain', 'deployment', '--recursive');
      holds(deep, 'terminationGracePeriodSeconds', 'maxSurge', 'FIELDS');
      holds(await c.ok('explain', 'deployment.spec.strategy'), 'rollingUpdate', /type\s+<string>/);
      const other = await c.ok('explain', 'hpa.spec', '--api-version=autoscaling/v1');
      holds(other, 'targetCPUUtilizationPercentage');
    },
  },
  {
    name: 'explain (custom resource)',
    run: async (c) => {
      const kind = `Ship${c.kubectl.minor}`;
      const plural = kind.toLowerCase();
      const name = `${plural}.example.com`;
      const masts = { type: 'integer', description: 'How many there are' };
      const spec = { type: 'object', properties: { masts } };
      const schema = { openAPIV3Schema: { type: 'object', properties: { spec } } };
      await c.feed(
        {
          apiVersion: 'apiextensions.k8s.io/v1',
          kind: 'CustomResourceDefinition',
          metadata: { name },
          spec: {
            group: 'example.com',
            scope: 'Namespaced',
            names: { plural, singular: plural, kind },
            versions: [{ name: 'v1', served: true, storage: true, schema }],
          },
        },
        'create',
      );
      await c.ok('wait', '--for=condition=Established', `crd/${name}`, '--timeout=20s');
      await c.until('its description', async () => {
        const { code, out } = await c.kubectl.run(['explain', `${plural}.spec.masts`]);
        return code === 0 && out.includes('How many there are');
      });
      const ship = { apiVersion: 'example.com/v1', kind, metadata: { name: 'vasa' } };
      await c.feed({ ...ship, spec: { masts: 3 } }, 'apply');
      same((await c.get(`example.com/v1/${plural}/vasa`)).spec.masts, 3);
      await c.ok('delete', 'crd', name);
      await c.until('that the definition is gone', async () => {
        const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
        return !(await c.find(`${path}/${name}`));
      });
    },
  },
  {
    name: 'wait',
    run: async (c) => {
      await c.feed(configMap('awaited', { state: 'open' }), 'create');
      const wait = (what) => c.ok('wait', `--for=${what}`, 'cm/awaited', '--timeout=20s');
      await c.fails('wait', '--for=jsonpath={.data.state}=shut', 'cm/awaited', '--timeout=1s');
      const shut = wait('jsonpath={.data.state}=shut');
      await c.ok('patch', 'cm', 'awaited', '--type=merge', '-p', '{"data":{"state":"shut"}}');
      await shut;
      const gone = wait('delete');
      await c.ok('delete', 'cm', 'awaited');
      await gone;
    },
    impossible: ({ kubectl }) =>
      kubectl < 23 ? 'wait for a JSONPath came with kubectl 1.23' : undefined,
  },
  {
    name: 'api-resources, api-versions',
    run: async (c) => {
      const names = lines(await c.ok('api-resources', '--namespaced', '-o', 'name'));
      for (const name of ['pods', 'deployments.apps', 'leases.coordination.k8s.io']) {
        same(names.includes(name), true, name);
      }
      same(names.includes('nodes'), false, 'nodes are namespaced');
      holds(
        await c.ok('api-resources', '--verbs=create', '-o', 'wide'),
        /^deployments +deploy +apps\/v1 /m,
      );
      const versions = lines(await c.ok('api-versions'));
      same(
        ['v1', 'apps/v1', 'batch/v1'].every((each) => versions.includes(each)),
        true,
      );
    },
  },
  {
    name: 'version, cluster-info',
    run: async (c) => {
      const { gitVersion } = JSON.parse(await c.ok('version', '-o', 'json')).serverVersion;
      same(gitVersion, JSON.parse(await c.ok('get', '--raw', '/version')).gitVersion);
      holds(await c.ok('cluster-info'), 'control plane');
    },
  },
];
