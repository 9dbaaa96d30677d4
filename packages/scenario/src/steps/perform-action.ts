import { writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { formatKubeconfig, readKubeconfig, selectContext } from '@skewplane/cluster';
import type { InstanceSetup, StepAction, WaitCondition } from '../document/scenario.js';
import { firstLine } from '../expressions/checks.js';
import { adminUser, balanced } from '../load/loading.js';
import { runCommand } from '../run/command.js';
import type { RunParts } from '../run/run-parts.js';
import { applyObjects } from './apply-objects.js';
import { scopeOf } from './expression-scope.js';

const pollMs = 50;

/** Does what a step says. @throws {Error} saying what could not be done */
export async function performAction(
  action: StepAction,
  parts: RunParts,
  signal: AbortSignal,
): Promise<void> {
  switch (action.type) {
    case 'upgrade':
    case 'downgrade':
    case 'restart':
      return restart(action.setup, parts);
    case 'start':
      return start(action.instance, parts);
    case 'stop':
    case 'kill':
    case 'pause':
    case 'partition':
    case 'fault':
      return parts.faults.inject(action);
    case 'heal':
      return parts.faults.heal(action.fault);
    case 'wait':
      return wait(action.until, parts, signal);
    case 'run':
      return run(action, parts, signal);
    case 'apply':
      return applyObjects(parts.objects.get(action.source) ?? [], action.via, parts, signal);
    case 'advanceClock':
      return advanceClock(action.byMs, parts, signal);
    case 'traffic':
      for (const name of action.start) parts.traffic.start(name);
      await Promise.all(action.stop.map((name) => parts.traffic.stop(name)));
      return;
    case 'check':
      return;
  }
}

/** Flags that every instance of a run has, whatever its setup. */
export function runFlags(seed: number): string[] {
  return [`--skewplane-seed=${seed}`];
}

async function restart(setup: InstanceSetup, parts: RunParts): Promise<void> {
  const { cluster, monitor, faults } = parts;
  const instance = cluster.instance(setup.name);
  monitor.leaving(setup.name);
  const work = async () => {
    await instance.stop();
    monitor.returning(setup.name, setup);
    await instance.start({
      version: setup.version,
      featureGates: setup.featureGates,
      extraArgs: [...runFlags(parts.seed), ...setup.args],
    });
    // It runs again: a fault that had ended it is over.
    await faults.healProcess(setup.name);
  };
  await tracked(setup.name, work(), parts);
  monitor.ready(setup.name);
}

async function start(name: string, parts: RunParts): Promise<void> {
  const { cluster, monitor, faults } = parts;
  const work = async () => {
    monitor.returning(name);
    if (!(await faults.healProcess(name))) await cluster.instance(name).start();
    await cluster.instance(name).ready();
  };
  await tracked(name, work(), parts);
  monitor.ready(name);
}

async function tracked(
  instance: string,
  done: Promise<void>,
  { instanceWork }: RunParts,
): Promise<void> {
  const work = { instance, done };
  instanceWork.add(work);
  try {
    await done;
  } finally {
    instanceWork.delete(work);
  }
}

async function wait(until: WaitCondition, parts: RunParts, signal: AbortSignal): Promise<void> {
  const { clock, traffic, monitor } = parts;
  if (until.type === 'duration') return clock.sleep(until.ms, signal);
  const { sent } = traffic;
  const before = traffic.counts();
  let last = '';
  const holds = async (): Promise<boolean> => {
    switch (until.type) {
      case 'requests':
        if (!traffic.isSending) throw new Error('no client is sending requests to wait for');
        last = `${traffic.sent - sent} of ${until.count} requests`;
        return traffic.sent - sent >= until.count;
      case 'ready': {
        const missing = until.instances.filter((name) => !monitor.isReady(name));
        last = `${missing.join(', ')} not ready`;
        return missing.length === 0;
      }
      case 'condition':
        last = `not true: ${until.condition.source}`;
        return until.condition.holds(scopeOf(parts, before, signal)).catch((error: unknown) => {
          last = firstLine(error);
          return false;
        });
    }
  };
  while (!(await holds())) {
    await clock.sleep(pollMs, signal).catch((error: unknown) => {
      throw new Error(`waited in vain: ${last}`, { cause: error });
    });
  }
}

async function run(
  { command, via, exitCode }: Extract<StepAction, { type: 'run' }>,
  parts: RunParts,
  signal: AbortSignal,
): Promise<void> {
  const { host, scenario, clock, ledger } = parts;
  const result = await runCommand({
    argv: command,
    directory: resolve(dirname(scenario.file)),
    env: { ...host.env, KUBECONFIG: await kubeconfigFor(via, parts) },
    clock,
    signal,
  });
  // What a command deletes we do not see; from now on only objects of the traffic are ours to know of.
  ledger.forget(({ marker }) => marker === '');
  signal.throwIfAborted();
  if (result.exitCode === exitCode) return;
  const how =
    result.exitCode === undefined
      ? 'was ended by a signal'
      : `ended with ${result.exitCode}, not ${exitCode}`;
  throw new Error(`the command ${how}: ${result.output.trim().slice(-1_000)}`);
}

async function kubeconfigFor(via: string, { cluster, dataDirectory }: RunParts): Promise<string> {
  if (via === balanced) return cluster.kubeconfigPath;
  const config = await readKubeconfig(cluster.kubeconfigPath);
  const path = join(dataDirectory, `${via}.kubeconfig`);
  const selected = selectContext(config, via.replace('apiserver-', 'skew-'));
  await writeFile(path, formatKubeconfig(selected), { mode: 0o600 });
  return path;
}

async function advanceClock(byMs: number, parts: RunParts, signal: AbortSignal): Promise<void> {
  const running = parts.cluster.instances.filter(({ running: runs }) => runs);
  await Promise.all(
    running.map(async ({ name }) => {
      const { status, text } = await parts.access.send({
        method: 'POST',
        path: '/skewplane/v1alpha1/clock',
        via: name,
        user: adminUser,
        body: { advanceMs: byMs },
        signal,
      });
      if (status !== 200)
        throw new Error(`${name} does not put its clock forward: ${status} ${text.slice(0, 300)}`);
    }),
  );
}
