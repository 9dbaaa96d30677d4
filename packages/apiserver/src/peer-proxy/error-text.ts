/** What a log line says of something thrown, which in JavaScript need not be an error. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
