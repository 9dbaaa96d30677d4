import type { ListOptions } from '../storage.js';
import { StorageError } from '../errors.js';
import { parseResourceVersion } from '../resource-version.js';
import { decodeContinue } from './continue-token.js';

/** What a list asks of etcd. */
export interface ListPlan {
  /** First key, relative to the prefix. */
  readonly start: string;
  /** Revision to read at; 0: the newest. */
  readonly revision: number;
  /** The answer must be at least this new. */
  readonly minimum: number;
}

/**
 * @throws {StorageError} `InvalidContinueToken` or `InvalidResourceVersion`
 * @see kubernetes/apiserver `pkg/storage/interfaces.go`, `ValidateListOptions`
 */
export function planList(options: ListOptions): ListPlan {
  const { resourceVersion, resourceVersionMatch = '', limit = 0 } = options;
  if (options.continueToken !== undefined && options.continueToken !== '') {
    const { start, revision } = decodeContinue(options.continueToken);
    if (resourceVersion !== undefined && resourceVersion !== '' && resourceVersion !== '0') {
      throw new StorageError('InvalidResourceVersion', {
        message: 'specifying resource version is not allowed when using continue',
      });
    }
    return { start, revision: Math.max(revision, 0), minimum: 0 };
  }
  const asked = parseResourceVersion(resourceVersion);
  const isExact = resourceVersionMatch === 'Exact' || (resourceVersionMatch === '' && limit > 0);
  return { start: '', revision: isExact ? asked : 0, minimum: asked };
}
