import { drive } from './drive.mjs';

const connections = 16;
const concurrency = 32;
const listed = 500;
const updated = 256;

/** One KiB of data, as many real ConfigMaps have. */
export function configMap(name, data = 'x'.repeat(1024)) {
  const metadata = { name, labels: { app: 'bench', tier: 'load' } };
  return JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { text: data } });
}

/**
 * A namespace that nothing else uses.
 *
 * @param {import('../http-client.mjs').Client} client
 * @param {string} name
 */
export async function createNamespace(client, name) {
  const body = JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  await client.expect(201, 'POST', '/api/v1/namespaces', body);
  return `/api/v1/namespaces/${name}/configmaps`;
}

/**
 * GET, LIST, CREATE and UPDATE of ConfigMaps through one pool to one instance.
 *
 * @param {import('./main.mjs').LoadJob} job
 * @param {typeof import('../http-client.mjs').createClient} createClient
 */
export async function measureRequests({ url, pid, tls, seconds }, createClient) {
  const client = createClient(url, tls, connections);
  try {
    const path = await createNamespace(client, `bench-${process.pid}`);
    const created = await createNamespace(client, `bench-created-${process.pid}`);
    for (let index = 0; index < listed; index++) {
      await client.expect(201, 'POST', path, configMap(`c-${index}`));
    }
    const load = { concurrency, seconds, pid };
    const get = (index) => client.expect(200, 'GET', `${path}/c-${index % listed}`);
    const list = () => client.expect(200, 'GET', `${path}?limit=${listed}`);
    const create = (index) => client.expect(201, 'POST', created, configMap(`n-${index}`));
    const update = (index) => {
      const name = `c-${index % updated}`;
      const body = configMap(name, String(index).padStart(1024, '0'));
      return client.expect(200, 'PUT', `${path}/${name}`, body);
    };
    return {
      get: await drive(get, load),
      list: await drive(list, { ...load, concurrency: 4 }),
      create: await drive(create, load),
      update: await drive(update, load),
      getAlone: await drive(get, { ...load, concurrency: 1, seconds: seconds / 2 }),
    };
  } finally {
    await client.close();
  }
}
