import type { TestServer } from '../server.js';

/** A resource to throw bodies at. */
export interface Target {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Path of the collection. */
  readonly path: string;
  readonly subresources: readonly string[];
}

interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

/** Everything that can be created or changed, as discovery tells. */
export async function targetsOf(server: TestServer): Promise<readonly Target[]> {
  const { json } = await server.request('GET', '/apis');
  const groups = json['groups'] as readonly {
    readonly versions: readonly { readonly groupVersion: string }[];
  }[];
  const versions = groups.flatMap((group) =>
    group.versions.map(({ groupVersion }) => groupVersion),
  );
  const found = await Promise.all(
    ['v1', ...versions].map(async (groupVersion) => {
      const root = groupVersion.includes('/') ? `/apis/${groupVersion}` : `/api/${groupVersion}`;
      const answer = await server.request('GET', root);
      return targetsAt(root, groupVersion, answer.json['resources'] as readonly Resource[]);
    }),
  );
  return found.flat();
}

function targetsAt(
  root: string,
  groupVersion: string,
  resources: readonly Resource[],
): readonly Target[] {
  const [version = '', group = ''] = groupVersion.split('/').reverse();
  return resources
    .filter(({ name, verbs }) => !name.includes('/') && verbs.includes('create'))
    .map(({ name, kind, namespaced }) => ({
      group,
      version,
      kind,
      path: `${root}/${namespaced ? 'namespaces/default/' : ''}${name}`,
      subresources: resources
        .filter((each) => each.name.startsWith(`${name}/`) && each.verbs.includes('patch'))
        .filter((each) => !each.name.endsWith('/proxy')) // answers for another server
        .map((each) => each.name.slice(name.length)),
    }));
}
