import { soleResources } from '../plane.mjs';
import { drive } from './drive.mjs';

/**
 * The same GET at the instance that serves it and at one that has to ask that one.
 *
 * @param {import('./main.mjs').LoadJob} job
 * @param {typeof import('../http-client.mjs').createClient} createClient
 */
export async function measureProxy({ url, proxiedUrl = '', tls, seconds }, createClient) {
  const { groupVersion, resource } = soleResources.a;
  const collection = `/apis/${groupVersion}/${resource}`;
  const name = `bench-${process.pid}`;
  const direct = createClient(url, tls, 16);
  const proxied = createClient(proxiedUrl, tls, 16);
  const body = { apiVersion: groupVersion, kind: 'RuntimeClass', metadata: { name }, handler: 'h' };
  const get = (client) => () => client.expect(200, 'GET', `${collection}/${name}`);
  try {
    await direct.expect(201, 'POST', collection, JSON.stringify(body));
    const alone = { concurrency: 1, seconds: seconds / 2 };
    const together = { concurrency: 32, seconds };
    return {
      directAlone: await drive(get(direct), alone),
      proxiedAlone: await drive(get(proxied), alone),
      direct: await drive(get(direct), together),
      proxied: await drive(get(proxied), together),
    };
  } finally {
    await Promise.all([direct.close(), proxied.close()]);
  }
}
