import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { loadScenario, runScenario } from '@skewplane/scenario';
import type { RunEvent, RunOptions, RunRecord } from '@skewplane/scenario';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findEtcd } from '../etcd.js';

const runTimeoutMs = 180_000;

/** 1.36 serves it on its own, 1.35 does not know it. */
const newApi = '/apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings';

/** Two instances, the first of which goes to 1.36 under traffic. */
function rollOf({ peerProxy, extra = '' }: { peerProxy: boolean; extra?: string }): string {
  return `
apiVersion: skewplane.dev/v1alpha1
kind: Scenario
metadata: { name: small-roll }
spec:
  seed: 7
  timeout: 150s
  cluster:
    instances: [1.35, 1.35]
    controllers: false
    peerProxy: ${String(peerProxy)}
  objects:
    - { apiVersion: v1, kind: ConfigMap, metadata: { name: loaded }, data: { a: b } }
  traffic:
    - name: writer
      rate: 30
      resources: [configmaps, leases.coordination.k8s.io]
      watch: true
    - name: reader
      user: { name: ann, groups: [system:masters] }
      via: b
      rate: 20
      verbs: { list: 1 }
      resources: [mutatingadmissionpolicybindings.v1.admissionregistration.k8s.io]
      autoStart: false
  always:
    - servedResourcesAnswer: { settle: 5s }
    - noLostWrites
    - watchesComplete
    - noUnexplainedDeletes
    - p99: { below: 30s }
    - everyRequest: { cel: response.status != 500 }
  steps:
    - wait: { requests: 20 }
    - upgrade: { instance: a, version: 1.36 }
${extra}
`;
}

/** A writer with a watch, and steps. */
function onPlane(instances: string, always: string, steps: readonly string[]): string {
  return `
apiVersion: skewplane.dev/v1alpha1
kind: Scenario
metadata: { name: broken }
spec:
  timeout: 150s
  cluster: { instances: ${instances}, controllers: false }
  traffic:
    - { name: writer, rate: 30, resources: [configmaps], watch: true }
  always: [${always}]
  steps:
${steps.map((step) => `    - ${step}`).join('\n')}
`;
}

describe('runScenario', () => {
  let dataDirectory: string;

  beforeEach(async () => {
    dataDirectory = await mkdtemp(join(tmpdir(), 'skewplane-scenario-'));
  });

  afterEach(async () => {
    expect(await processesOf(dataDirectory)).toEqual([]);
    await rm(dataDirectory, { recursive: true, force: true });
  });

  async function run(text: string, options: Partial<RunOptions> = {}): Promise<RunRecord> {
    const scenario = loadScenario('roll.yaml', text);
    const etcd = { binary: await findEtcd() };
    return runScenario(scenario, {
      host: process,
      dataDirectory,
      clusterDefaults: { etcd },
      ...options,
    });
  }

  it(
    'upgrades under traffic, and everything holds',
    async () => {
      const extra = `
    - eventually:
        - request: { path: ${newApi}, via: b }
          status: 200
          cel: response.servedBy == ["apiserver-b", "apiserver-a"]
          jsonPath: { path: '{.kind}', equals: MutatingAdmissionPolicyBindingList }
        - metric: { instance: b, name: apiserver_rerouted_request_total }
          atLeast: 1
        - cel: instances["a"].version == "1.36" && instances["a"].ready
    - traffic: { start: [reader] }
    - wait: { requests: 60 }
      expect:
        - requests: { client: reader, outcome: not-found }
          equals: 0
        - cel: requests["reader"].proxied > 0
    - run: test -f "$KUBECONFIG"
    - upgrade: { instance: b, version: 1.36 }
    - wait: { requests: 20 }`;
      const record = await run(rollOf({ peerProxy: true, extra }));
      expect(record).toMatchObject({
        outcome: 'passed',
        seed: 7,
        scenario: { name: 'small-roll' },
      });
      expect(record.firstFailure).toBeUndefined();
      expect(record.assertions.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
      expect(record.steps.map(({ outcome }) => outcome)).toEqual(record.steps.map(() => 'passed'));
      for (const { bands } of record.lanes) {
        expect(bands[0]).toMatchObject({ version: '1.35', state: 'starting' });
        expect(bands.at(-1)).toMatchObject({ version: '1.36', state: 'ready' });
      }
      expect(record.requests.some(({ user }) => user === 'ann')).toBe(true);
    },
    runTimeoutMs,
  );

  // KEP-4020: without the proxy the old server answers for itself alone.
  it(
    'without the proxy: the 404 of the old instance is the first failure, with its trace',
    async () => {
      const extra = `
    - traffic: { start: [reader] }
    - wait: { requests: 5000 }`;
      const record = await run(rollOf({ peerProxy: false, extra }));
      expect(record.outcome).toBe('failed');
      expect(record.firstFailure?.assertion).toMatchObject({
        scope: 'always',
        outcome: 'failed',
        title: 'no 404 on a resource that a ready instance serves',
      });
      expect(record.firstFailure?.assertion.message).toContain(
        'apiserver-a is ready and serves it',
      );
      expect(record.firstFailure?.request).toMatchObject({
        client: 'reader',
        via: 'apiserver-b',
        status: 404,
        servedBy: ['apiserver-b'],
      });
      expect(record.firstFailure?.traces).toHaveLength(1);
      expect(record.steps.at(-1)).toMatchObject({ action: 'wait', outcome: 'failed' });
    },
    runTimeoutMs,
  );

  it(
    'interrupted in the middle of an upgrade: keeps what ran so far, and leaves nothing',
    async () => {
      const interrupt = new AbortController();
      const events: RunEvent[] = [];
      const record = await run(rollOf({ peerProxy: true }), {
        signal: interrupt.signal,
        onEvent: (event) => {
          events.push(event);
          const isStarting = event.type === 'band' && event.version === '1.36';
          if (isStarting) interrupt.abort();
        },
      });
      expect(record.outcome).toBe('interrupted');
      expect(record.steps.map(({ outcome }) => outcome)).toEqual(['passed', 'interrupted']);
      expect(record.requests.length).toBeGreaterThan(0);
      expect(record.assertions.map(({ outcome }) => outcome)).not.toContain('failed');
      expect(events.some(({ type }) => type === 'step-ended')).toBe(true);
    },
    runTimeoutMs,
  );

  it(
    'an instance that drops events of watches is found out',
    async () => {
      const record = await run(
        onPlane('[1.36]', 'watchesComplete', [
          'wait: { requests: 10 }',
          'fault: { type: watch, instance: a, effect: drop, probability: 0.5 }',
          'wait: { requests: 500 }',
        ]),
      );
      expect(record.outcome).toBe('failed');
      expect(record.firstFailure?.assertion.title).toBe(
        'watches see every event once and in order',
      );
      expect(record.firstFailure?.assertion.message).toMatch(
        /the event of writer-\d+ at \d+ never came/,
      );
      expect(record.faults).toMatchObject([{ instances: ['apiserver-a'] }]);
    },
    runTimeoutMs,
  );

  it(
    'kills, starts, pauses, cuts off and heals, and nothing is lost',
    async () => {
      const record = await run(
        onPlane('[1.36, 1.36]', 'noLostWrites, watchesComplete, noUnexplainedDeletes', [
          'kill: a',
          'wait: { requests: 10 }',
          'start: a',
          'pause: b',
          'heal: b',
          'partition: { from: a, to: etcd }',
          'wait: { requests: 5 }',
          'heal: all',
          'wait: { ready: [a, b] }',
          'advanceClock: 1h',
          'wait: { requests: 10 }',
        ]),
      );
      expect(record.message).toBeUndefined();
      expect(record.outcome).toBe('passed');
      expect(
        record.faults.map(({ instances, toMs }) => [...instances, toMs !== undefined]),
      ).toEqual([
        ['apiserver-a', true],
        ['apiserver-b', true],
        ['apiserver-a', true],
      ]);
      const states = record.lanes[1]?.bands.map(({ state }) => state);
      expect(states).toContain('paused');
    },
    runTimeoutMs,
  );

  it('names a file that is not there, with the line, before anything starts', async () => {
    const text = rollOf({ peerProxy: true, extra: '    - apply: nowhere.yaml' });
    const line = text.split('\n').findIndex((each) => each.includes('nowhere')) + 1;
    await expect(run(text)).rejects.toMatchObject({
      name: 'ScenarioError',
      problems: [
        { line, column: 14, message: 'nowhere.yaml cannot be read: there is no such file' },
      ],
    });
  });
});

/** Command lines that name the data of the run. */
async function processesOf(dataDirectory: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-axww', '-o', 'args='], {
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout.split('\n').filter((line) => line.includes(dataDirectory));
}
