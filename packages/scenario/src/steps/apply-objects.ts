import { isRecord, type Clock, type KubeObject } from '@skewplane/apimachinery';
import { resourcePath } from '@skewplane/client';
import type { CollectionKey, Ledger } from '../assertions/ledger.js';
import { adminUser } from '../load/loading.js';
import type { PlaneAccess } from '../run/plane-access.js';
import { withOwnerUids, type FoundResource } from './owner-references.js';

const fieldManager = 'skewplane-scenario';
const retryMs = 100;

export interface ApplyDeps {
  readonly access: PlaneAccess;
  readonly ledger: Ledger;
  readonly clock: Clock;
}

/**
 * Server-side applies the objects in order. A kind that is not served, as one whose CRD has only just been made, and a
 * server that is not there are waited for until the signal aborts.
 */
export async function applyObjects(
  objects: readonly KubeObject[],
  via: string,
  deps: ApplyDeps,
  signal: AbortSignal,
): Promise<void> {
  for (const object of objects) await applyOne(object, via, deps, signal);
}

async function applyOne(
  object: KubeObject,
  via: string,
  { access, ledger, clock }: ApplyDeps,
  signal: AbortSignal,
): Promise<void> {
  const { name = '' } = object.metadata;
  const about = `${object.kind} ${name}`;
  let last = 'no answer';
  for (;;) {
    try {
      const found = await findResource(object, via, access, signal);
      if (found === undefined) last = `nobody serves ${object.kind} of ${object.apiVersion}`;
      else {
        const namespace = found.namespaced ? (object.metadata.namespace ?? 'default') : '';
        const path = `${resourcePath(found.gvr, { namespace, name })}?fieldManager=${fieldManager}&force=true`;
        const contentType = 'application/apply-patch+yaml';
        const request = {
          method: 'PATCH',
          path,
          via,
          user: adminUser,
          body: await withOwnerUids(object, {
            access,
            via,
            signal,
            findResource: (owner) => findResource(owner, via, access, signal),
          }),
          contentType,
          signal,
        };
        const { status, text } = await access.send(request);
        if (status < 300) {
          const { group, resource } = found.gvr;
          const collection: CollectionKey = { group, resource, namespace };
          const entry = ledger.find(collection, name) ?? ledger.begin(collection, found.gvr, name);
          ledger.acknowledged(entry, JSON.parse(text) as KubeObject, '');
          return;
        }
        last = `status ${status}: ${messageIn(text)}`;
        if (status >= 400 && status < 500 && status !== 404 && status !== 429) {
          throw new ApplyError(`${about} is refused with ${last}`);
        }
      }
    } catch (error) {
      if (error instanceof ApplyError) throw error;
      if (!signal.aborted) last = error instanceof Error ? error.message : String(error);
    }
    await clock.sleep(retryMs, signal).catch((error: unknown) => {
      throw new ApplyError(`${about} could not be applied: ${last}`, { cause: error });
    });
  }
}

class ApplyError extends Error {
  override readonly name = 'ApplyError';
}

/** From the discovery of the instance, which knows custom resources, too. */
async function findResource(
  { apiVersion, kind }: Pick<KubeObject, 'apiVersion' | 'kind'>,
  via: string,
  access: PlaneAccess,
  signal: AbortSignal,
): Promise<FoundResource | undefined> {
  const path = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const { status, text } = await access.send({ method: 'GET', path, via, user: adminUser, signal });
  if (status !== 200) return undefined;
  const list: unknown = JSON.parse(text);
  const resources: unknown = isRecord(list) ? list['resources'] : undefined;
  for (const each of Array.isArray(resources) ? resources : []) {
    if (!isRecord(each) || each['kind'] !== kind || String(each['name']).includes('/')) continue;
    const [group = '', version = ''] = apiVersion.includes('/')
      ? apiVersion.split('/')
      : ['', apiVersion];
    const gvr = { group, version, resource: String(each['name']) };
    return { gvr, namespaced: each['namespaced'] === true };
  }
  return undefined;
}

function messageIn(text: string): string {
  try {
    const body: unknown = JSON.parse(text);
    if (isRecord(body) && typeof body['message'] === 'string') return body['message'];
  } catch {
    // plain text
  }
  return text.slice(0, 500);
}
