import { parse, stringify } from 'yaml';
import { ClusterError } from './cluster-error.js';
import type { Kubeconfig, NamedEntry } from './kubeconfig.js';
import { readIfPresent, writePrivateFile } from './pki/private-files.js';

/** @throws {ClusterError} when there is none */
export async function readKubeconfig(path: string): Promise<Kubeconfig> {
  const content = await readIfPresent(path);
  if (content === undefined) {
    throw new ClusterError(`no kubeconfig at ${path}: start a plane first`);
  }
  return parseKubeconfig(content, path);
}

export function formatKubeconfig(config: Kubeconfig): string {
  return stringify(config, { lineWidth: 0 });
}

/** The same with another current context. @throws {ClusterError} when there is no such context */
export function selectContext(config: Kubeconfig, name: string): Kubeconfig {
  const names = config.contexts.map((context) => context.name);
  if (!names.includes(name)) {
    throw new ClusterError(`there is no context ${name}: use ${names.join(', ')}`);
  }
  return { ...config, 'current-context': name };
}

/** The same with its only user called otherwise. */
export function renameUser(config: Kubeconfig, name: string): Kubeconfig {
  return {
    ...config,
    users: config.users.map((user) => ({ ...user, name })),
    contexts: config.contexts.map((context) => {
      return { ...context, context: { ...(context['context'] as object), user: name } };
    }),
  };
}

/** Adds the entries to the file, in place of those of the same name, and makes their context current. */
export async function mergeKubeconfig(path: string, added: Kubeconfig): Promise<void> {
  const content = await readIfPresent(path);
  if (content === undefined || content.trim() === '') {
    await writePrivateFile(path, formatKubeconfig(added));
    return;
  }
  const present = parseKubeconfig(content, path);
  const merged = {
    ...present,
    clusters: mergeByName(present.clusters, added.clusters),
    users: mergeByName(present.users, added.users),
    contexts: mergeByName(present.contexts, added.contexts),
    'current-context': added['current-context'],
  };
  await writePrivateFile(path, formatKubeconfig(merged));
}

function mergeByName(
  present: readonly NamedEntry[],
  added: readonly NamedEntry[],
): readonly NamedEntry[] {
  const replaced = new Set(added.map(({ name }) => name));
  return [...present.filter(({ name }) => !replaced.has(name)), ...added];
}

function parseKubeconfig(content: string, path: string): Kubeconfig {
  const config = parse(content) as Partial<Kubeconfig> | null;
  if (config?.kind !== 'Config') throw new ClusterError(`${path} is not a kubeconfig`);
  return {
    apiVersion: 'v1',
    preferences: {},
    'current-context': '',
    ...config,
    kind: 'Config',
    clusters: config.clusters ?? [],
    users: config.users ?? [],
    contexts: config.contexts ?? [],
  };
}
