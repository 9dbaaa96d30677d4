import { setMaxListeners } from 'node:events';
import type { Expectation, Step } from '../document/scenario.js';
import type { RunParts } from '../run/run-parts.js';
import { checkExpectation, type ExpectationResult } from './check-expectation.js';
import { performAction } from './perform-action.js';

const pollMs = 100;

/**
 * Does one step, checks what must hold after it, and holds the plane against all that was acknowledged by then.
 * @param signal ends the run
 * @throws {Error} when the step could not be done
 */
export async function executeStep(step: Step, parts: RunParts, signal: AbortSignal): Promise<void> {
  const { clock, traffic, verifier, invariants } = parts;
  const timeout = new AbortController();
  const cancel = clock.setTimeout(() => {
    timeout.abort(new Error(`not done after ${step.timeoutMs / 1000} s`));
  }, step.timeoutMs);
  const both = AbortSignal.any([signal, timeout.signal]);
  setMaxListeners(0, both); // every request on its way listens
  const before = traffic.counts();
  try {
    await orAborted(performAction(step.action, parts, both), both);
    for (const expectation of step.expect) {
      const result = await orAborted(checkExpectation(expectation, parts, before, both), both);
      settle(expectation, result, step, parts);
    }
    for (const expectation of step.eventually) {
      await untilHolds(expectation, step, parts, before, both, signal);
    }
    if (invariants.isListed('noLostWrites') || invariants.isListed('noUnexplainedDeletes')) {
      await orAborted(verifier.verify(both), both);
    }
    if (invariants.isListed('watchesComplete')) await traffic.verifyWatches(both);
  } finally {
    cancel();
  }
}

async function untilHolds(
  expectation: Expectation,
  step: Step,
  parts: RunParts,
  before: ReturnType<RunParts['traffic']['counts']>,
  signal: AbortSignal,
  runSignal: AbortSignal,
): Promise<void> {
  let last: ExpectationResult | undefined;
  while (!signal.aborted) {
    try {
      last = await orAborted(checkExpectation(expectation, parts, before, signal), signal);
      if (last.problem === undefined) break;
      await parts.clock.sleep(pollMs, signal);
    } catch (error) {
      if (!isAborted(signal)) throw error;
    }
  }
  runSignal.throwIfAborted();
  // Out of time with something found wrong: that is the answer.
  if (last === undefined) signal.throwIfAborted();
  else settle(expectation, last, step, parts);
}

/** It may have become so during an await, which the compiler does not see. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

function settle(
  expectation: Expectation,
  { problem, request }: ExpectationResult,
  step: Step,
  { assertions }: RunParts,
): void {
  if (problem === undefined) assertions.passed(expectation, step.number);
  else assertions.failed(expectation, problem, request);
}

/** Some work cannot be called off: the step does not wait for its end then. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let give: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    give = () => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', give, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', give);
    // Its failure after that says only that it was called off.
    work.catch(() => undefined);
  }
}
