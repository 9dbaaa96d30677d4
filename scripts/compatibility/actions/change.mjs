import { holds, same } from '../context.mjs';
import { configMap, deployment } from '../objects.mjs';

/** @type {readonly import('./create.mjs').Action[]} */
export const changeActions = [
  {
    name: 'apply (client side)',
    run: async (c) => {
      await c.feed(configMap('applied', { a: '1', b: '2' }), 'apply');
      await c.kubectl.ok(['patch', 'cm', 'applied', '--type=merge', '-p', '{"data":{"c":"3"}}']);
      holds(await c.feed(configMap('applied', { a: '9' }), 'apply'), 'configured');
      // What was applied before and is no longer there goes, what others wrote stays.
      same((await c.get('configmaps/applied')).data, { a: '9', c: '3' });
      holds(await c.feed(configMap('applied', { a: '9' }), 'apply'), 'unchanged');
      holds(await c.ok('apply', 'view-last-applied', 'cm/applied'), 'a: "9"');
    },
  },
  {
    name: 'apply (server side)',
    run: async (c) => {
      await c.feed(configMap('owned', { a: '1' }), 'apply', '--server-side');
      const other = ['apply', '--server-side', '--field-manager=other', '-f', '-'];
      const input = JSON.stringify(configMap('owned', { a: '2' }));
      holds(await c.kubectl.fails(other, { input }), 'conflict', '.data.a');
      await c.kubectl.ok([...other, '--force-conflicts'], { input });
      const { data, metadata } = await c.get('configmaps/owned');
      same(data, { a: '2' });
      const owners = metadata.managedFields.filter(({ fieldsV1 }) => fieldsV1['f:data']?.['f:a']);
      same(
        owners.map(({ manager, operation }) => [manager, operation]),
        [['other', 'Apply']],
      );
    },
  },
  {
    name: 'apply --prune',
    run: async (c) => {
      const labels = { set: 'pruned' };
      await c.feed(configMap('pruned-a', {}, labels), 'apply');
      await c.feed(configMap('pruned-b', {}, labels), 'apply');
      const list = ['apply', '--prune', '-l', 'set=pruned', '--prune-allowlist=core/v1/ConfigMap'];
      const old = list.map((arg) => arg.replace('allowlist', 'whitelist'));
      await c.feed(configMap('pruned-b', {}, labels), ...(c.kubectl.minor < 26 ? old : list));
      await c.until('that it is pruned', async () => !(await c.find('configmaps/pruned-a')));
      same((await c.get('configmaps/pruned-b')).metadata.labels, labels);
    },
  },
  {
    name: 'diff',
    run: async (c) => {
      await c.feed(configMap('compared'), 'apply');
      const input = JSON.stringify(configMap('compared', { key: 'two' }));
      for (const way of [[], ['--server-side', '--force-conflicts']]) {
        const { code, out } = await c.kubectl.run(['diff', ...way, '-f', '-'], { input });
        same(code, 1, 'the exit code');
        holds(out, /^-.*key: one/m, /^\+.*key: two/m);
      }
      await c.feed(configMap('compared'), 'diff');
      same((await c.get('configmaps/compared')).data, { key: 'one' });
    },
  },
  {
    name: 'edit',
    run: async (c) => {
      await c.feed(configMap('edited'), 'create');
      const script =
        '#!/bin/sh\nsed "s/key: one/key: edited/" "$1" > "$1.new" && mv "$1.new" "$1"\n';
      const KUBE_EDITOR = await c.file(script, { mode: 0o755 });
      holds(await c.kubectl.ok(['edit', 'cm', 'edited'], { env: { KUBE_EDITOR } }), 'edited');
      same((await c.get('configmaps/edited')).data, { key: 'edited' });
    },
  },
  {
    name: 'patch (strategic)',
    run: async (c) => {
      await c.feed(deployment('patched'), 'create');
      const container = { name: 'side', image: 'example.com/side:1' };
      const patch = { spec: { template: { spec: { containers: [container] } } } };
      await c.ok('patch', 'deployment', 'patched', '-p', JSON.stringify(patch));
      const { spec } = await c.get('apps/v1/deployments/patched');
      same(spec.template.spec.containers.map(({ name }) => name).sort(), ['main', 'side']);
    },
  },
  {
    name: 'patch (merge)',
    run: async (c) => {
      await c.feed(configMap('merged', { a: '1', b: '2' }), 'create');
      await c.ok('patch', 'cm', 'merged', '--type=merge', '-p', '{"data":{"a":null,"c":"3"}}');
      same((await c.get('configmaps/merged')).data, { b: '2', c: '3' });
    },
  },
  {
    name: 'patch (JSON)',
    run: async (c) => {
      await c.feed(configMap('listed', { a: '1' }), 'create');
      const patch = (value) =>
        JSON.stringify([
          { op: 'test', path: '/data/a', value },
          { op: 'replace', path: '/data/a', value: '2' },
        ]);
      await c.ok('patch', 'cm', 'listed', '--type=json', '-p', patch('1'));
      same((await c.get('configmaps/listed')).data, { a: '2' });
      await c.fails('patch', 'cm', 'listed', '--type=json', '-p', patch('1'));
    },
  },
  {
    name: 'patch --subresource',
    impossible: ({ kubectl }) =>
      kubectl < 24 ? '--subresource came with kubectl 1.24' : undefined,
    run: async (c) => {
      await c.feed(deployment('counted'), 'create');
      const patch = '{"status":{"replicas":7}}';
      const way = ['--subresource=status', '--type=merge', '-p', patch];
      await c.ok('patch', 'deployment', 'counted', ...way);
      same((await c.get('apps/v1/deployments/counted')).status.replicas, 7);
    },
  },
  {
    name: 'replace',
    run: async (c) => {
      await c.feed(configMap('replaced', { a: '1' }), 'create');
      const stale = await c.get('configmaps/replaced');
      await c.feed(configMap('replaced', { b: '2' }), 'replace');
      same((await c.get('configmaps/replaced')).data, { b: '2' });
      const input = JSON.stringify(stale);
      holds(await c.kubectl.fails(['replace', '-f', '-'], { input }), 'Conflict');
      await c.feed(configMap('replaced', { c: '3' }), 'replace', '--force');
      const now = await c.get('configmaps/replaced');
      same([now.data, now.metadata.uid === stale.metadata.uid], [{ c: '3' }, false]);
    },
  },
  {
    name: 'label',
    run: async (c) => {
      await c.feed(configMap('labelled'), 'create');
      await c.ok('label', 'cm', 'labelled', 'a=1', 'b=2');
      await c.fails('label', 'cm', 'labelled', 'a=3');
      await c.ok('label', 'cm', 'labelled', 'a=3', 'b-', '--overwrite');
      same((await c.get('configmaps/labelled')).metadata.labels, { a: '3' });
    },
  },
  {
    name: 'annotate',
    run: async (c) => {
      await c.feed(configMap('annotated'), 'create');
      await c.ok('annotate', 'cm', 'annotated', 'a=1', 'b=2');
      await c.fails('annotate', 'cm', 'annotated', 'a=3');
      await c.ok('annotate', 'cm', 'annotated', 'a=3', 'b-', '--overwrite');
      same((await c.get('configmaps/annotated')).metadata.annotations, { a: '3' });
    },
  },
];
