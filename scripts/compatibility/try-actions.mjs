import { Context } from './context.mjs';

/**
 * What came of one action: `ok`, `impossible` or `failed`, and why.
 *
 * @typedef {{ outcome: 'ok' | 'impossible' | 'failed'; reason?: string }} Result
 */

const maxReasonLength = 400;

/**
 * Tries all actions with one kubectl at one instance.
 *
 * @param {readonly import('./actions/create.mjs').Action[]} actions
 * @param {{ instance: Awaited<ReturnType<import('./plane.mjs').startInstance>>; minor: number; binary: import('./kubectl.mjs').KubectlBinary; tell: (text: string) => void }} options
 * @returns {Promise<Record<string, Result>>} by the name of the action
 */
export async function tryActions(actions, { instance, minor, binary, tell }) {
  const context = await Context.open(instance, binary);
  const results = {};
  for (const action of actions) {
    const impossible = action.impossible?.({ kubectl: binary.minor, instance: minor });
    results[action.name] =
      impossible === undefined
        ? await tryOne(action, context, instance)
        : { outcome: 'impossible', reason: impossible };
    const { outcome, reason } = results[action.name];
    if (outcome === 'failed') tell(`  ✗ ${action.name}: ${reason}`);
  }
  return results;
}

async function tryOne(action, context, { directory }) {
  try {
    await action.run(context);
    return { outcome: 'ok' };
  } catch (error) {
    // Names of files of this run would make every run another result.
    const reason = error.message.replaceAll(directory, '').replaceAll(/\s+/g, ' ').trim();
    return { outcome: 'failed', reason: reason.slice(0, maxReasonLength) };
  }
}
