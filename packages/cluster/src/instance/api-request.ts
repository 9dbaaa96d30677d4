import { request } from 'node:https';

/** What is needed to ask an apiserver something as one user. */
export interface ApiCredentials {
  readonly caCertificate: string;
  readonly certificate: string;
  readonly key: string;
}

export interface ApiResponse {
  readonly status: number;
  readonly body: string;
}

const timeoutMs = 5_000;
/** Health and version answers and a list of leases fit many times over. */
const maxBodyBytes = 4 * 1024 * 1024;

/** One GET on a connection of its own, so that the answer is that of a fresh client. */
export function getFromApi(url: URL, credentials: ApiCredentials): Promise<ApiResponse> {
  return new Promise((resolve, reject) => {
    const { caCertificate, certificate, key } = credentials;
    const outgoing = request(
      url,
      { ca: caCertificate, cert: certificate, key, agent: false, timeout: timeoutMs },
      (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > maxBodyBytes) outgoing.destroy(new Error(`${url.href}: answer too large`));
          else chunks.push(chunk);
        });
        response.once('error', reject);
        response.once('end', () => {
          const body = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode ?? 0, body });
        });
      },
    );
    outgoing.once('timeout', () => outgoing.destroy(new Error(`${url.href}: no answer in time`)));
    outgoing.once('error', reject);
    outgoing.end();
  });
}

/** Whether `/readyz` says yes; any failure is a no. */
export async function isReady(baseUrl: string, credentials: ApiCredentials): Promise<boolean> {
  try {
    return (await getFromApi(new URL('/readyz', baseUrl), credentials)).status === 200;
  } catch {
    return false; // Not listening yet, or not any more.
  }
}
