const truthy = new Set(['1', 't', 'T', 'true', 'TRUE', 'True']);
const falsy = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False']);

/**
 * Reads a flag value as Go does.
 * @throws {Error} with the text of Go's `strconv.ParseBool`
 */
export function parseBool(text: string): boolean {
  if (truthy.has(text)) return true;
  if (falsy.has(text)) return false;
  throw new Error(`strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`);
}
