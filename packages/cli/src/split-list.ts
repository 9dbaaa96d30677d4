/** For options that take several values in one word: `1.35,1.36`. */
export function splitList(value: string): string[] {
  return value.split(',').map((part) => part.trim());
}
