/** Bytes that are no protobuf message of their type. The text is what upstream's decoder says, where that is known. */
export class WireError extends Error {
  override readonly name = 'WireError';
}

export const unexpectedEnd = (options?: ErrorOptions) => new WireError('unexpected EOF', options);

/**
 * Answers what a reader threw as a WireError: the library throws a RangeError when the bytes end too soon, and a plain
 * Error for numbers and groups that go on too long. Anything else is not about the bytes and comes back as it is.
 */
export function asWireError(error: unknown): unknown {
  if (error instanceof RangeError) return unexpectedEnd({ cause: error });
  if (!(error instanceof Error) || Object.getPrototypeOf(error) !== Error.prototype) return error;
  return new WireError(`proto: ${error.message}`, { cause: error });
}
