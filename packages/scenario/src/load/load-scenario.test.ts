import { describe, expect, it } from 'vitest';
import { ScenarioError } from '../document/scenario-error.js';
import { loadScenario } from './load-scenario.js';

/** A scenario of two instances that runs, with `spec` lines in place of its own. */
function document(lines: { cluster?: string[]; rest?: string[]; steps?: string[] }): string {
  return [
    'apiVersion: skewplane.dev/v1alpha1',
    'kind: Scenario',
    'metadata: { name: test }',
    'spec:',
    ...(lines.cluster ?? ['  cluster: { instances: [1.35, 1.35] }']),
    ...(lines.rest ?? []),
    '  steps:',
    ...(lines.steps ?? ['    - wait: 1s']),
  ].join('\n');
}

/** `line:column: message` of every problem. */
function problemsOf(text: string): string[] {
  try {
    loadScenario('test.yaml', text);
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.problems.map(({ line, column, message }) => `${line}:${column}: ${message}`);
  }
}

interface Case {
  readonly what: string;
  readonly text: string;
  readonly problems: readonly string[];
}

const cases: Case[] = [
  { what: 'an empty file', text: '', problems: ['1:1: the file is empty'] },
  {
    what: 'no YAML',
    text: 'apiVersion: [',
    problems: [
      '1:14: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
  },
  {
    what: 'two documents',
    text: `${document({})}\n---\na: b\n`,
    problems: ['8:1: a scenario is one document'],
  },
  {
    what: 'a misspelt field',
    text: document({ rest: ['  allways: []'] }),
    problems: ['6:3: unknown field allways: did you mean always?'],
  },
  {
    what: 'a value of the wrong type',
    text: document({ rest: ['  seed: one'] }),
    problems: ['6:9: spec.seed must be integer'],
  },
  {
    what: 'a version that is not there',
    text: document({ cluster: ['  cluster:', '    instances: [1.35, { version: 1.29 }]'] }),
    problems: ['6:34: there is no version 1.29: use 1.30 to 1.36'],
  },
  {
    what: 'a gate that the minor does not have',
    text: document({
      cluster: ['  cluster:', '    instances: [{ version: 1.35, featureGates: { Nope: true } }]'],
    }),
    problems: ['6:50: apiserver-a would not start as 1.35: unrecognized feature gate: Nope'],
  },
  {
    what: 'a gate that the upgrade loses',
    text: document({
      cluster: ['  cluster:', '    instances: [1.30]', '    featureGates: { AppArmor: true }'],
      steps: ['    - upgrade: { instance: a, version: 1.36 }'],
    }),
    problems: ['9:16: apiserver-a would not start as 1.36: unrecognized feature gate: AppArmor'],
  },
  {
    what: 'an instance that is absent',
    text: document({ steps: ['    - restart: c'] }),
    problems: ['7:16: there is no instance c: use apiserver-a, apiserver-b'],
  },
  {
    what: 'an upgrade to an older minor',
    text: document({ steps: ['    - upgrade: { instance: a, version: 1.34 }'] }),
    problems: ['7:40: apiserver-a is 1.35 by then: 1.34 is no upgrade'],
  },
  {
    what: 'a fault on a stopped process',
    text: document({
      steps: ['    - stop: a', '    - fault: { type: answer, instance: a, answer: reset }'],
    }),
    problems: ['8:40: apiserver-a is stopped by the step in line 7: start it first'],
  },
  {
    what: 'a fault without its fields, and with those of another',
    text: document({ steps: ['    - fault: { type: latency, from: a, to: etcd, bytes: 1 }'] }),
    problems: [
      '7:14: a fault of type latency needs delayMs',
      '7:50: bytes means nothing to a fault of type latency: it has from, to, delayMs, bothWays, jitterMs',
    ],
  },
  {
    what: 'healing what is not broken',
    text: document({ steps: ['    - heal: link'] }),
    problems: ['7:13: there is no fault link: nothing is broken by then'],
  },
  {
    what: 'a step that does two things, and one that does nothing',
    text: document({ steps: ['    - stop: a', '      start: b', '    - name: idle'] }),
    problems: [
      '7:13: a step does one thing: start and stop are 2 steps',
      '9:7: the step does nothing: use upgrade, downgrade, restart, start, stop, kill, pause, partition, fault, heal, wait, run, apply, advanceClock, traffic, expect or eventually',
    ],
  },
  {
    what: 'an expression that does not parse',
    text: document({ rest: ['  always:', '    - everyRequest: { cel: "response.status ==" }'] }),
    problems: ['7:47: the expression does not compile: Unexpected token: EOF'],
  },
  {
    what: 'an unknown variable',
    text: document({ rest: ['  always:', '    - everyRequest: { cel: "respons.status < 500" }'] }),
    problems: ['7:29: the expression does not compile: Unknown variable: respons'],
  },
  {
    what: 'a field that answers do not have, in the second line of a block',
    text: document({
      steps: [
        '    - expect:',
        '        - request: { path: /api }',
        '          cel: |',
        '            response.status == 200',
        '            && response.code == 1',
      ],
    }),
    problems: ['11:25: the expression does not compile: No such key: code'],
  },
  {
    what: 'an expression that gives no truth',
    text: document({ steps: ['    - wait: { until: "1 + 1" }'] }),
    problems: ['7:23: the expression does not compile: must give true or false, not int'],
  },
  {
    what: 'a JSONPath that does not compile',
    text: document({
      steps: [
        '    - expect:',
        '        - request: { path: /api }',
        '          jsonPath: { path: "{.items[}" }',
      ],
    }),
    problems: ['9:30: the expression does not compile: unterminated array in {.items[}'],
  },
  {
    what: 'a resource that nobody serves',
    text: document({ rest: ['  traffic:', '    - { name: w, resources: [configmap] }'] }),
    problems: ['7:30: no instance ever serves configmap: did you mean configmaps?'],
  },
  {
    what: 'a resource whose objects cannot be guessed',
    text: document({ rest: ['  traffic:', '    - { name: w, resources: [events] }'] }),
    problems: ['7:30: what events to create? Give the object'],
  },
  {
    what: 'two clients of one name, and one that is absent',
    text: document({
      rest: [
        '  traffic:',
        '    - { name: w, resources: [configmaps] }',
        '    - { name: w, resources: [secrets] }',
      ],
      steps: ['    - traffic: { stop: [x] }'],
    }),
    problems: ['8:15: there are two clients named w', '10:25: there is no client x'],
  },
  {
    what: 'an object without a name',
    text: document({ rest: ['  objects:', '    - { apiVersion: v1, kind: ConfigMap }'] }),
    problems: ['7:7: the object lacks metadata.name'],
  },
  {
    what: 'an assertion that asserts nothing, and bounds of nothing',
    text: document({
      steps: ['    - expect:', '        - request: { path: /api }', '        - { atLeast: 1 }'],
    }),
    problems: [
      '8:11: asserts nothing: give status, cel, jsonPath, metric or requests',
      '9:11: metric and requests go with equals, atLeast or atMost',
    ],
  },
];

describe('loadScenario', () => {
  it.each(cases)('reports $what', ({ text, problems }) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  it('takes 1.30 for a version, not for 1.3', () => {
    const text = document({ cluster: ['  cluster: { instances: [1.30, { version: 1.30 }] }'] });
    const { instances } = loadScenario('test.yaml', text).cluster;
    expect(instances.map(({ version }) => version)).toEqual(['1.30', '1.30']);
  });

  it('gives each instance of a step the setup it has from then on', () => {
    const text = document({
      cluster: [
        '  cluster:',
        '    instances: [{ version: 1.35, args: [--own=1] }]',
        '    args: [--all=1]',
        '    timers: { lease: 2s }',
      ],
      steps: [
        '    - upgrade: { instance: a, version: 1.36 }',
        '    - restart: { instance: a, args: [--other=1] }',
      ],
    });
    const setups = loadScenario('test.yaml', text).steps.map(({ action }) =>
      'setup' in action ? action.setup : undefined,
    );
    const shared = ['--skewplane-timer=lease=2s', '--all=1'];
    expect(setups).toEqual([
      { name: 'apiserver-a', version: '1.36', featureGates: {}, args: [...shared, '--own=1'] },
      { name: 'apiserver-a', version: '1.36', featureGates: {}, args: [...shared, '--other=1'] },
    ]);
  });

  it('names steps after what they do, and lets an instance be healed by its letter', () => {
    const text = document({
      steps: [
        '    - kill: a',
        '    - start: a',
        '    - pause: b',
        '    - heal: b',
        '    - partition: { from: a, to: b, bothWays: true }',
        '    - heal: all',
      ],
    });
    expect(loadScenario('test.yaml', text).steps.map(({ title }) => title)).toEqual([
      'kill apiserver-a',
      'start apiserver-a',
      'pause apiserver-b',
      'heal apiserver-b',
      'partition from apiserver-a to apiserver-b and back',
      'heal everything',
    ]);
  });
});
