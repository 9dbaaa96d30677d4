/**
 * Stands in for the command line program where only its life as a process matters: serves
 * `/readyz` with the certificates it is given, or stays idle as `controllers`.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';

const [, , command, ...args] = process.argv;
const flags = Object.fromEntries(args.map((arg) => arg.replace(/^--/, '').split(/=(.*)/s)));

if (flags['fail'] !== undefined) {
  console.error('told to fail');
  process.exit(3);
}

if (command === 'apiserver') {
  const server = createServer(
    {
      cert: readFileSync(flags['tls-cert-file']),
      key: readFileSync(flags['tls-private-key-file']),
      ca: readFileSync(flags['client-ca-file']),
      requestCert: true,
    },
    (request, response) => {
      const user = request.socket.getPeerCertificate().subject?.CN;
      response.statusCode = user === 'kubernetes-admin' ? 200 : 401;
      response.end(`${flags['hostname']} ${flags['binary-version']}`);
    },
  );
  server.listen(Number(flags['secure-port']), flags['bind-address']);
} else {
  setInterval(() => undefined, 2 ** 31 - 1);
}
