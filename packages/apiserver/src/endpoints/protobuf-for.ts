import { formatGroupVersion } from '@skewplane/apimachinery';
import { encodeBare } from '../protobuf/encode-object.js';
import { sealEnvelope, type TypeMeta } from '../protobuf/envelope.js';
import type { ResourceScope } from '../registry/resource-scope.js';
import { ownBytes, type StoredObject } from '../storage/stored-object.js';

/** What an envelope says of an object of this scope. */
export function typeMetaOf({ gvr, gvk }: ResourceScope): TypeMeta {
  return { apiVersion: formatGroupVersion(gvr), kind: gvk.kind };
}

/** A stored object in this scope's version as its message, as lists hold it. Made once per revision. */
export function protobufFor(scope: ResourceScope, stored: StoredObject): Buffer {
  const typeMeta = typeMetaOf(scope);
  return stored.encoded(`${typeMeta.apiVersion};protobuf`, (object) =>
    ownBytes(encodeBare(scope.fromStorage(object), typeMeta)),
  );
}

/** The same in its envelope, as it goes out alone. */
export function envelopedFor(scope: ResourceScope, stored: StoredObject): Buffer {
  return sealEnvelope(typeMetaOf(scope), protobufFor(scope, stored));
}
