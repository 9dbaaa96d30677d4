import type { Expectation, ScenarioRequest } from '../document/scenario.js';
import type { RequestView, ResponseView } from '../expressions/compiled.js';
import { firstLine } from '../expressions/checks.js';
import type { RequestRecord } from '../record/run-record.js';
import type { RunParts } from '../run/run-parts.js';
import { Exchanger } from '../traffic/exchange.js';
import { scopeOf } from './expression-scope.js';

export interface ExpectationResult {
  /** Undefined when all checks hold. */
  readonly problem: string | undefined;
  readonly request: RequestRecord | undefined;
}

const requestTimeoutMs = 10_000;
/** Requests of assertions stand in the record under this name. */
const assertingClient = 'expect';

/** Sends the request, if there is one, and looks at everything the assertion asks for. */
export async function checkExpectation(
  expectation: Expectation,
  parts: RunParts,
  before: ReadonlyMap<string, Readonly<Record<string, number>>>,
  signal: AbortSignal,
): Promise<ExpectationResult> {
  const exchange =
    expectation.request === undefined ? undefined : await send(expectation.request, parts, signal);
  signal.throwIfAborted();
  const views: { request: RequestView; response: ResponseView } | undefined = exchange && {
    request: exchange.request,
    response: exchange.response,
  };
  const scope = { ...scopeOf(parts, before, signal), ...views };
  for (const check of expectation.checks) {
    const problem = await check.problem(scope);
    if (problem === undefined) continue;
    const error = exchange?.record.status === 0 ? ` (${exchange.record.error ?? 'no answer'})` : '';
    return { problem: `${firstLine(problem)}${error}`, request: exchange?.record };
  }
  return { problem: undefined, request: exchange?.record };
}

async function send(request: ScenarioRequest, parts: RunParts, signal: AbortSignal) {
  const exchanger = new Exchanger(parts.access, parts.recorder, () => undefined);
  const { method, path, via, user, headers, body } = request;
  return exchanger.send({
    client: assertingClient,
    resource: '',
    method,
    path,
    via,
    user,
    headers,
    signal,
    timeoutMs: requestTimeoutMs,
    ...(body === undefined ? {} : { body }),
    ...(method === 'PATCH' ? { contentType: 'application/merge-patch+json' } : {}),
  });
}
