import { parseBool } from '../versions/parse-bool.js';

/**
 * Reads `A=true,B=false`; a later pair of the same name wins. From 1.31 on names may carry their component, as
 * in `kube:A=true`, on all or on none.
 * @throws {Error} with upstream's text at the first pair that cannot be read
 * @see kubernetes/component-base `featuregate/feature_gate.go`, `compatibility/registry.go`
 */
export function parseFeatureGates(
  text: string,
  { components }: { readonly components: boolean },
): ReadonlyMap<string, boolean> {
  const pairs = text.split(',').filter((pair) => pair !== '');
  return readPairs(components ? withoutComponents(pairs) : pairs);
}

function withoutComponents(pairs: readonly string[]): string[] {
  const parts = pairs.map((pair) => {
    const at = pair.indexOf(':');
    return { component: at < 0 ? '' : pair.slice(0, at).trim(), pair: pair.slice(at + 1) };
  });
  const components = new Set(parts.map(({ component }) => component));
  if (components.has('') && components.has('kube')) {
    throw new Error(
      'set kube feature gates with default empty prefix or kube: prefix consistently, do not mix use',
    );
  }
  const stranger = [...components].find((component) => component !== '' && component !== 'kube');
  if (stranger !== undefined) throw new Error(`component not registered: ${stranger}`);
  return parts.map(({ pair }) => pair);
}

function readPairs(pairs: readonly string[]): ReadonlyMap<string, boolean> {
  const gates = new Map<string, boolean>();
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const name = (at < 0 ? pair : pair.slice(0, at)).trim();
    if (at < 0) throw new Error(`missing bool value for ${name}`);
    gates.set(name, readValue(name, pair.slice(at + 1).trim()));
  }
  return gates;
}

function readValue(name: string, value: string): boolean {
  try {
    return parseBool(value);
  } catch (error) {
    throw new Error(`invalid value of ${name}=${value}, err: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
