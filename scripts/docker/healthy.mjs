/** Exits 0 when the address answers 200. Health needs no identity, so the server's is not checked. */
import { get } from 'node:https';

const request = get(process.argv[2], { rejectUnauthorized: false, timeout: 4_000 }, (response) => {
  response.resume();
  process.exitCode = response.statusCode === 200 ? 0 : 1;
});
request.on('timeout', () => request.destroy(new Error('no answer in time')));
request.on('error', (error) => {
  console.error(error.message);
  process.exitCode = 1;
});
