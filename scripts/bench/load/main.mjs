import { createClient } from '../http-client.mjs';
import { measureEtcd } from './etcd.mjs';
import { measureProxy } from './proxy.mjs';
import { measureRequests } from './requests.mjs';
import { measureWatch } from './watch.mjs';

/**
 * The process that makes the load, apart from what is measured. Its parent sends one job and gets one answer.
 *
 * @typedef {object} LoadJob
 * @property {'requests' | 'watch' | 'proxy' | 'etcd'} kind
 * @property {string} url of the instance
 * @property {{ ca: string; cert: string; key: string }} tls
 * @property {number} seconds
 * @property {number} [pid] of the server behind `url`
 * @property {string} [proxiedUrl] of an instance that has to ask the one at `url`
 * @property {string} [etcdUrl]
 * @property {string} [storageModule] the client library of the tree under measurement
 */
const measures = {
  requests: measureRequests,
  watch: measureWatch,
  proxy: measureProxy,
  etcd: measureEtcd,
};

process.once('message', async (/** @type {LoadJob} */ job) => {
  try {
    const figures = await measures[job.kind](job, createClient);
    process.send?.({ figures });
  } catch (error) {
    process.send?.({ error: error.stack ?? String(error) });
  }
  process.disconnect();
});
