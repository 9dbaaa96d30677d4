import { parseBool } from '../versions/parse-bool.js';

/**
 * Reads `A=true,B=false`; a later pair of the same name wins.
 * @throws {Error} with upstream's text at the first pair that cannot be read
 * @see kubernetes/component-base `featuregate/feature_gate.go`, `Set`
 */
export function parseFeatureGates(text: string): ReadonlyMap<string, boolean> {
  const gates = new Map<string, boolean>();
  for (const pair of text.split(',')) {
    if (pair === '') continue;
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
