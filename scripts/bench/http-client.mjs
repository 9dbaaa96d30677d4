import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../setup/root.mjs';

/** The project's own HTTP client, which is installed for its packages only. */
const { Pool } = createRequire(join(root, 'packages/client/package.json'))('undici');

/**
 * @typedef {object} Client
 * @property {(method: string, path: string, body?: string) => Promise<{ status: number; text: string }>} send
 * @property {(status: number, method: string, path: string, body?: string) => Promise<void>} expect fails for any other status: an error must not pass for a fast answer
 * @property {() => Promise<void>} close
 */

/**
 * One pool of connections to one server.
 *
 * @param {string} url
 * @param {{ ca: string; cert: string; key: string }} tls
 * @param {number} connections
 * @returns {Client}
 */
export function createClient(url, tls, connections) {
  const pool = new Pool(url, { connections, connect: tls });
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const request = (method, path, body) => pool.request({ method, path, body, headers });
  return {
    send: async (method, path, body) => {
      const answer = await request(method, path, body);
      return { status: answer.statusCode, text: await answer.body.text() };
    },
    expect: async (status, method, path, body) => {
      const answer = await request(method, path, body);
      if (answer.statusCode === status) {
        await answer.body.dump({ limit: Number.MAX_SAFE_INTEGER });
        return;
      }
      const text = await answer.body.text();
      throw new Error(`${method} ${path} answered ${answer.statusCode}, not ${status}: ${text}`);
    },
    close: () => pool.destroy(),
  };
}
