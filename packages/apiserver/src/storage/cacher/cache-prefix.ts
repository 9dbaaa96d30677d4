/**
 * The part of a key that names its resource, and so its cache: `pods/`, or `example.com/widgets/` where the
 * first segment is an API group. undefined when the key is too short to tell.
 * @see kubernetes/apiserver `pkg/registry/generic/registry/storage_factory.go` for how keys are made
 */
export function cachePrefixOf(key: string): string | undefined {
  const first = key.indexOf('/');
  if (first < 0) return undefined;
  const dot = key.indexOf('.');
  if (dot < 0 || dot > first) return key.slice(0, first + 1);
  const second = key.indexOf('/', first + 1);
  return second < 0 ? undefined : key.slice(0, second + 1);
}
