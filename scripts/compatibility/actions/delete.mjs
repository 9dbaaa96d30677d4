import { holds, same } from '../context.mjs';
import { configMap, deployment, ownerReference } from '../objects.mjs';

/** An owner, and something it owns. */
async function family(c, name) {
  await c.feed(deployment(name), 'create');
  const owner = await c.get(`apps/v1/deployments/${name}`);
  const child = configMap(`${name}-child`);
  child.metadata.ownerReferences = [ownerReference(owner)];
  await c.create('configmaps', child);
  return {
    owner: () => c.find(`apps/v1/deployments/${name}`),
    child: () => c.find(`configmaps/${name}-child`),
  };
}

/** @type {readonly import('./create.mjs').Action[]} */
export const deleteActions = [
  {
    name: 'delete --cascade=background',
    run: async (c) => {
      const { owner, child } = await family(c, 'background');
      await c.ok('delete', 'deployment', 'background', '--cascade=background');
      same(await owner(), undefined, 'the owner');
      await c.until('that the child is gone', async () => (await child()) === undefined);
    },
  },
  {
    name: 'delete --cascade=foreground',
    run: async (c) => {
      const { owner, child } = await family(c, 'foreground');
      await c.ok('delete', 'deployment', 'foreground', '--cascade=foreground');
      // It has waited: the child goes before its owner.
      same([await owner(), await child()], [undefined, undefined]);
    },
  },
  {
    name: 'delete --cascade=orphan',
    run: async (c) => {
      const { owner, child } = await family(c, 'orphan');
      await c.ok('delete', 'deployment', 'orphan', '--cascade=orphan');
      await c.until('that the owner is gone', async () => (await owner()) === undefined);
      same((await child()).metadata.ownerReferences, undefined, 'the references of the orphan');
    },
  },
  {
    name: 'delete (selector, finalizer, ignore-not-found)',
    run: async (c) => {
      const labels = { set: 'deleted' };
      await c.feed(configMap('deleted-a', {}, labels), 'create');
      const held = configMap('deleted-b', {}, labels);
      held.metadata.finalizers = ['example.com/held'];
      await c.feed(held, 'create');
      await c.ok('delete', 'cm', '-l', 'set=deleted', '--wait=false');
      same(await c.find('configmaps/deleted-a'), undefined);
      same(typeof (await c.get('configmaps/deleted-b')).metadata.deletionTimestamp, 'string');
      const free = '{"metadata":{"finalizers":null}}';
      await c.ok('patch', 'cm', 'deleted-b', '--type=merge', '-p', free);
      await c.until('that it is gone', async () => !(await c.find('configmaps/deleted-b')));
      holds(await c.fails('delete', 'cm', 'deleted-b'), 'NotFound');
      await c.ok('delete', 'cm', 'deleted-b', '--ignore-not-found');
    },
  },
  {
    name: 'delete namespace',
    run: async (c) => {
      const name = `gone-${c.namespace}`;
      await c.ok('create', 'namespace', name);
      await c.create(`/api/v1/namespaces/${name}/configmaps`, configMap('inside'));
      await c.ok('delete', 'namespace', name);
      same(await c.find(`/api/v1/namespaces/${name}`), undefined, 'the namespace');
      same(await c.find(`/api/v1/namespaces/${name}/configmaps/inside`), undefined);
    },
  },
];
