import type { UserInfo } from '../request/user-info.js';
import { parseCsv } from './csv.js';
import { implicitAudiences, type TokenAuthenticator } from './token-authenticator.js';

/** What a token file held, and what is odd about it without being wrong. */
export interface TokenFile {
  readonly users: ReadonlyMap<string, UserInfo>;
  readonly warnings: readonly string[];
}

/**
 * Parses lines of `token,user,uid,"group1,group2"`. Of tokens that come twice the later one counts.
 * @param path for messages only
 * @throws {Error} when a line has fewer than three columns or is no CSV
 * @see kubernetes/apiserver `pkg/authentication/token/tokenfile/tokenfile.go`
 */
export function parseTokenFile(content: string, path: string): TokenFile {
  const users = new Map<string, UserInfo>();
  const warnings: string[] = [];
  for (const [index, record] of parseCsv(content).entries()) {
    const [token, name, uid, groups] = record;
    if (token === undefined || name === undefined || uid === undefined) {
      throw new Error(
        `token file '${path}' must have at least 3 columns (token, user name, user uid), found ${String(record.length)}`,
      );
    }
    const where = `has been found in token file '${path}', record number '${String(index + 1)}'`;
    if (token === '') {
      warnings.push(`empty token ${where}`);
      continue;
    }
    if (users.has(token)) warnings.push(`duplicate token ${where}`);
    users.set(token, { name, uid, groups: groups?.split(',') ?? [], extra: {} });
  }
  return { users, warnings };
}

/** Knows the tokens of a file. */
export function tokenFileAuthenticator(
  users: ReadonlyMap<string, UserInfo>,
  apiAudiences: readonly string[],
): TokenAuthenticator {
  return {
    authenticateToken: async (token, context) => {
      const audiences = implicitAudiences(apiAudiences, context.audiences);
      const user = users.get(token);
      return user === undefined || audiences === undefined
        ? undefined
        : { user, audiences, credential: 'token of the token file' };
    },
  };
}
