import { isRecord, type GroupVersionResource, type KubeObject } from '@skewplane/apimachinery';
import { resourcePath } from '@skewplane/client';
import { adminUser } from '../load/loading.js';
import type { PlaneAccess } from '../run/plane-access.js';

export interface FoundResource {
  readonly gvr: GroupVersionResource;
  readonly namespaced: boolean;
}

/** Where to look for owners. */
export interface OwnerLookup {
  readonly access: Pick<PlaneAccess, 'send'>;
  readonly via: string;
  readonly signal: AbortSignal;
  /** Undefined for a kind that is not served. */
  readonly findResource: (
    object: Pick<KubeObject, 'apiVersion' | 'kind'>,
  ) => Promise<FoundResource | undefined>;
}

/**
 * The object with the uid of each owner that is named without one: a file cannot know what a server is going to draw.
 * @throws {Error} when an owner is not there
 */
export async function withOwnerUids(object: KubeObject, lookup: OwnerLookup): Promise<KubeObject> {
  const { ownerReferences = [], namespace = 'default' } = object.metadata;
  if (ownerReferences.every(({ uid }) => hasUid(uid))) return object;
  const complete = await Promise.all(
    ownerReferences.map(async (reference) =>
      hasUid(reference.uid)
        ? reference
        : { ...reference, uid: await uidOf(reference, namespace, lookup) },
    ),
  );
  return { ...object, metadata: { ...object.metadata, ownerReferences: complete } };
}

/** Objects come from files, where nobody has checked the type. */
function hasUid(uid: string | undefined): boolean {
  return uid !== undefined && uid !== '';
}

async function uidOf(
  owner: { readonly apiVersion: string; readonly kind: string; readonly name: string },
  namespace: string,
  { access, via, signal, findResource }: OwnerLookup,
): Promise<string> {
  const about = `its owner ${owner.kind} ${owner.name}`;
  const found = await findResource(owner);
  if (found === undefined) throw new Error(`nobody serves the kind of ${about}`);
  const path = resourcePath(found.gvr, {
    namespace: found.namespaced ? namespace : '',
    name: owner.name,
  });
  const { status, text } = await access.send({ method: 'GET', path, via, user: adminUser, signal });
  const read: unknown = status === 200 ? JSON.parse(text) : undefined;
  const metadata = isRecord(read) ? read['metadata'] : undefined;
  const uid = isRecord(metadata) ? metadata['uid'] : undefined;
  if (typeof uid !== 'string') throw new Error(`${about} is not found: status ${status}`);
  return uid;
}
