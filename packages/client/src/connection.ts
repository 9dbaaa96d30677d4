import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { isRecord } from '@skewplane/apimachinery';
import { parse } from 'yaml';

/** How to reach an API and prove who one is. */
export interface Connection {
  /** `https://host:port`, without a slash at the end. */
  readonly server: string;
  readonly ca?: Buffer | undefined;
  readonly cert?: Buffer | undefined;
  readonly key?: Buffer | undefined;
  readonly token?: string | undefined;
  readonly tlsServerName?: string | undefined;
}

/** A kubeconfig that cannot be used; the message says what is missing. */
export class KubeconfigError extends Error {
  override readonly name = 'KubeconfigError';
}

/**
 * Reads one context of a kubeconfig file.
 * @param context name; the file's current context when undefined
 * @throws {KubeconfigError}
 */
export async function loadKubeconfig(path: string, context?: string): Promise<Connection> {
  const config: unknown = parse(await readFile(path, 'utf8'));
  if (!isRecord(config)) throw new KubeconfigError(`${path} is no kubeconfig`);
  const current = config['current-context'];
  const name = context ?? (typeof current === 'string' ? current : '');
  const chosen = entry(config, 'contexts', name, 'context', path);
  const cluster = entry(config, 'clusters', String(chosen['cluster']), 'cluster', path);
  const user = entry(config, 'users', String(chosen['user']), 'user', path);
  const bytes = (holder: Record<string, unknown>, field: string) =>
    bytesOf(holder, field, dirname(path));
  return {
    server: String(cluster['server']).replace(/\/+$/, ''),
    ca: await bytes(cluster, 'certificate-authority'),
    cert: await bytes(user, 'client-certificate'),
    key: await bytes(user, 'client-key'),
    token: typeof user['token'] === 'string' ? user['token'] : undefined,
    tlsServerName:
      typeof cluster['tls-server-name'] === 'string' ? cluster['tls-server-name'] : undefined,
  };
}

function entry(
  config: Record<string, unknown>,
  list: string,
  name: string,
  field: string,
  path: string,
): Record<string, unknown> {
  const entries = Array.isArray(config[list]) ? config[list] : [];
  const found: unknown = entries.find((each: unknown) => isRecord(each) && each['name'] === name);
  const value = isRecord(found) ? found[field] : undefined;
  if (!isRecord(value))
    throw new KubeconfigError(`${path} has no ${field} named ${JSON.stringify(name)}`);
  return value;
}

async function bytesOf(
  holder: Record<string, unknown>,
  field: string,
  directory: string,
): Promise<Buffer | undefined> {
  const data = holder[`${field}-data`];
  if (typeof data === 'string') return Buffer.from(data, 'base64');
  const file = holder[field];
  return typeof file === 'string' ? readFile(resolve(directory, file)) : undefined;
}
