import type { RequestRecord } from '../record/run-record.js';

/** One line: who asked whom for what, and what came of it. */
export function describeRequest(request: RequestRecord): string {
  const { number, client, user, method, path, via } = request;
  return `#${number} ${method} ${path} by ${client} (${user}) through ${via}: ${describeAnswer(request)}`;
}

/** `404 from apiserver-c, passed on by apiserver-a, after 12 ms`. */
export function describeAnswer(request: RequestRecord): string {
  const { status, durationMs, error } = request;
  const after = `after ${Math.round(durationMs)} ms`;
  const reason = error === undefined ? '' : `: ${error}`;
  if (status === 0) return `no answer ${after}${reason}`;
  return `${status}${describeServers(request.servedBy)}, ${after}${reason}`;
}

function describeServers(servedBy: readonly string[]): string {
  const answered = servedBy.at(-1);
  if (answered === undefined) return '';
  const passedOn = servedBy.slice(0, -1);
  return ` from ${answered}${passedOn.length === 0 ? '' : `, passed on by ${passedOn.join(', ')}`}`;
}
