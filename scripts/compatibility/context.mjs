import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Kubectl } from './kubectl.mjs';

const waitMs = 20_000;
const pollMs = 100;

/** What an action has at hand: one kubectl, its namespace, and our own view of the API. */
export class Context {
  #client;
  #directory;
  #files = 0;

  /**
   * @param {Awaited<ReturnType<import('./plane.mjs').startInstance>>} instance
   * @param {import('./kubectl.mjs').KubectlBinary} binary
   */
  static async open(instance, binary) {
    const namespace = `kubectl-${binary.minor}`;
    const directory = join(instance.directory, namespace);
    await mkdir(directory);
    await instance.client.create('/api/v1/namespaces', { metadata: { name: namespace } });
    const context = new Context();
    context.#client = instance.client;
    context.#directory = directory;
    context.namespace = namespace;
    context.kubectl = new Kubectl(binary, {
      kubeconfig: instance.kubeconfig,
      cacheDirectory: join(directory, 'cache'),
      namespace,
    });
    await context.until('the default service account', () =>
      context.get('serviceaccounts/default'),
    );
    return context;
  }

  ok(...args) {
    return this.kubectl.ok(args);
  }

  fails(...args) {
    return this.kubectl.fails(args);
  }

  /** Gives an object to a command that reads `-f -`. */
  feed(object, ...args) {
    return this.kubectl.ok([...args, '-f', '-'], { input: JSON.stringify(object) });
  }

  /** An object of the namespace: `configmaps/a`, `apps/v1/deployments/web`; absolute from `/` on. */
  get(path) {
    return this.#client.get(this.#absolute(path));
  }

  async create(path, object) {
    return this.#client.create(this.#absolute(path), object);
  }

  /** The object, or nothing where there is none. */
  async find(path) {
    try {
      return await this.get(path);
    } catch (error) {
      if (error?.status?.code === 404) return undefined;
      throw error;
    }
  }

  /** Looks again and again until `look` finds something. */
  async until(what, look) {
    const giveUpMs = performance.now() + waitMs;
    for (;;) {
      try {
        const found = await look();
        if (found) return found;
      } catch (error) {
        if (performance.now() > giveUpMs) throw error;
      }
      if (performance.now() > giveUpMs) throw new Error(`never came: ${what}`);
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }

  /** A file with a text, whose path it gives. */
  async file(text, { mode = 0o644 } = {}) {
    this.#files += 1;
    const path = join(this.#directory, `file-${this.#files}`);
    await writeFile(path, text, { mode });
    return path;
  }

  #absolute(path) {
    if (path.startsWith('/')) return path;
    const parts = path.split('/');
    const api = parts.length > 2 ? `/apis/${parts[0]}/${parts[1]}` : '/api/v1';
    const rest = parts.length > 2 ? parts.slice(2) : parts;
    return `${api}/namespaces/${this.namespace}/${rest.join('/')}`;
  }
}

/** @throws {Error} naming both when they differ as JSON */
export function same(actual, wanted, what = 'value') {
  const [is, should] = [actual, wanted].map((value) => JSON.stringify(sorted(value)));
  if (is !== should) throw new Error(`${what} is ${is}, not ${should}`);
}

/** @throws {Error} unless the text holds all of them */
export function holds(text, ...wanted) {
  for (const each of wanted) {
    const found = each instanceof RegExp ? each.test(text) : text.includes(each);
    if (!found) throw new Error(`${each} is not in: ${text.slice(0, 600)}`);
  }
}

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}
