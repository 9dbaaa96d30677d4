import {
  isAlreadyExists,
  isNotFound,
  type GroupVersionResource,
  type KubeObject,
} from '@skewplane/apimachinery';
import type { LoopbackClient } from '../registry/loopback.js';

/** Creates an object unless it exists; another instance doing the same is no trouble. */
export async function ensureObject(
  client: LoopbackClient,
  gvr: GroupVersionResource,
  object: KubeObject,
): Promise<void> {
  const { name = '', namespace = '' } = object.metadata;
  try {
    await client.get({ gvr, namespace, name });
  } catch (error) {
    if (!isNotFound(error)) throw error;
    try {
      await client.create({ gvr, namespace }, object);
    } catch (failure) {
      if (!isAlreadyExists(failure)) throw failure;
    }
  }
}
