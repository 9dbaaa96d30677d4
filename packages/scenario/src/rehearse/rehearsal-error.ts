/** A rehearsal that cannot be: the message is for whoever asked for it. */
export class RehearsalError extends Error {
  override readonly name = 'RehearsalError';
}
