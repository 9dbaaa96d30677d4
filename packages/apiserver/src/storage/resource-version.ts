import { StorageError } from './errors.js';

/**
 * `''` and `undefined` are 0, as upstream reads them.
 * @throws {StorageError} `InvalidResourceVersion` with the text of Go's `strconv.ParseUint`
 * @see kubernetes/apiserver `pkg/storage/api_object_versioner.go`, `ParseResourceVersion`
 */
export function parseResourceVersion(resourceVersion: string | undefined): number {
  if (resourceVersion === undefined || resourceVersion === '') return 0;
  const fail = (reason: string): StorageError =>
    new StorageError('InvalidResourceVersion', {
      message: `strconv.ParseUint: parsing ${JSON.stringify(resourceVersion)}: ${reason}`,
    });
  if (!/^[0-9]+$/.test(resourceVersion)) throw fail('invalid syntax');
  if (BigInt(resourceVersion) > 0xffff_ffff_ffff_ffffn) throw fail('value out of range');
  return Number(resourceVersion);
}

/** @throws {StorageError} `TooLargeResourceVersion` when `minimum` lies ahead of what was read */
export function requireMinimum(minimum: number, current: number): void {
  if (minimum > current) throw tooLarge(minimum, current);
}

export function tooLarge(requested: number, current: number): StorageError {
  return new StorageError('TooLargeResourceVersion', {
    message: `Too large resource version: ${requested}, current: ${current}`,
    requestedRevision: requested,
    currentRevision: current,
  });
}
