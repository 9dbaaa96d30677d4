import type { ObjectMeta } from '@skewplane/apimachinery';

/** Metadata of an answer that is not stored: servers before 1.34 write an empty time of creation. */
export function reviewMetadata(metadata: ObjectMeta, minor: number): ObjectMeta {
  const { creationTimestamp, ...kept } = metadata;
  if (creationTimestamp) return metadata;
  return minor < 34 ? { ...kept, creationTimestamp: null } : kept;
}
