import { drive } from './drive.mjs';

const concurrency = 32;

/**
 * What etcd itself does through the project's client library: no server can be faster.
 *
 * @param {import('./main.mjs').LoadJob} job
 */
export async function measureEtcd({ etcdUrl = '', storageModule = '', seconds, pid }) {
  const { createStorage } = await import(storageModule);
  const silent = { info() {}, warn() {}, error() {}, debug() {} };
  const clock = {
    now: () => Date.now(),
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(resolve, ms);
        signal?.addEventListener('abort', () => {
          clearTimeout(timer);
          reject(signal.reason);
        });
      }),
    setTimeout: (callback, ms) => {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
  };
  const storage = createStorage(
    { servers: [etcdUrl], prefix: `/bench-${process.pid}`, compactionIntervalMs: 0 },
    { clock, logger: silent },
  );
  const value = Buffer.alloc(1400, 'x'); // about what a stored ConfigMap of ours takes
  try {
    const put = await drive((index) => storage.kv.put(`k-${index}`, value), {
      concurrency,
      seconds,
      pid,
    });
    const get = await drive((index) => storage.kv.get(`k-${index % 500}`), {
      concurrency,
      seconds,
      pid,
    });
    return { put, get };
  } finally {
    await storage.close();
  }
}
