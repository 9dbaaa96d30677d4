import {
  parseExactJson,
  applyJsonPatch,
  decodeJsonPatch,
  internalError,
  isRecord,
  type Immutable,
  type JsonPatchOperation,
  type KubeObject,
} from '@skewplane/apimachinery';
import type { ReviewResponse } from './admission-review.js';
import { WebhookCallError } from './webhook-errors.js';

/**
 * What a webhook wants done; nothing when it is content.
 * @throws {WebhookCallError} for what is no JSON patch
 */
export function operationsOf({ patch, patchType }: ReviewResponse): readonly JsonPatchOperation[] {
  if (patch === undefined) return [];
  const operations = decoded(patch);
  if (operations.length > 0 && patchType !== 'JSONPatch') {
    throw new WebhookCallError(`unsupported patch type ${JSON.stringify(patchType)}`, {
      code: 400,
    });
  }
  return operations;
}

function decoded(patch: string): readonly JsonPatchOperation[] {
  try {
    return decodeJsonPatch(parseExactJson(patch));
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new WebhookCallError(`received undecodable patch in webhook response: ${problem}`, {
      code: 503,
      cause: error,
    });
  }
}

/** @throws {StatusError} 500: what a webhook got wrong is no mistake of the client */
export function applyOperations(
  object: Immutable<KubeObject>,
  operations: readonly JsonPatchOperation[],
): Record<string, unknown> {
  let result: unknown;
  try {
    result = applyJsonPatch(structuredClone(object), operations);
  } catch (error) {
    throw internalError(error instanceof Error ? error.message : String(error), { cause: error });
  }
  if (!isRecord(result)) throw internalError('the patch of a webhook left no object');
  return result;
}
