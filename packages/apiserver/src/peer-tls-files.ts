import type { FlagReader } from './flag-reader.js';
import { tlsMaterialProblem } from './peer-proxy/tls-material.js';

export interface PeerTlsFiles {
  readonly ca: Buffer | undefined;
  readonly cert: Buffer | undefined;
  readonly key: Buffer | undefined;
  /** Why no peer can be talked to with these; `''` when one can, or when nobody asked. */
  readonly problem: string;
}

/**
 * Reads what a transport to peers needs. Upstream opens these files only when it builds that transport, after
 * the flags were found good, so here nothing is wrong yet: validation says it in its turn.
 */
export async function readPeerTls(reader: FlagReader): Promise<PeerTlsFiles> {
  const caFlag = 'peer-ca-file';
  if (reader.text(caFlag) === '') {
    const cert = await reader.file('proxy-client-cert-file');
    const key = await reader.file('proxy-client-key-file');
    return { ca: undefined, cert, key, problem: '' };
  }
  const files = [
    await reader.attemptFile(caFlag),
    await reader.attemptFile('proxy-client-cert-file'),
    await reader.attemptFile('proxy-client-key-file'),
  ] as const;
  const [ca, cert, key] = files.map(({ bytes }) => bytes);
  const unreadable = files.find(({ problem }) => problem !== '')?.problem;
  const unusable =
    ca === undefined || cert === undefined || key === undefined
      ? ''
      : tlsMaterialProblem({ ca, cert, key });
  return { ca, cert, key, problem: unreadable ?? unusable };
}
