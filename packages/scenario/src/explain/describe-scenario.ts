import type {
  AlwaysAssertion,
  ObjectSource,
  Scenario,
  ScenarioCluster,
  Step,
  TrafficClient,
} from '../document/scenario.js';

/** What a scenario does, in words: what there is, who sends what, what must hold, and each step. */
export function describeScenario(scenario: Scenario): string {
  const { name, description, cluster, objects, traffic, always, steps } = scenario;
  const parts = [
    [name, ...(description === '' ? [] : [description.trim()])],
    ['The plane:', ...clusterLines(cluster).map(indented)],
    section('Before the first step, these are created:', objects.map(describeObject)),
    section('Meanwhile:', traffic.map(describeClient)),
    section('At every moment:', always.map(describeAlways)),
    ['Then, one after the other:', ...steps.flatMap(stepLines)],
    [endLine(scenario)],
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map(indented)];
}

function indented(line: string): string {
  return `  ${line}`;
}

function clusterLines({ instances, peerProxy, controllers }: ScenarioCluster): string[] {
  return [
    ...instances.map(({ name, version }) => `${name} is Kubernetes ${version}`),
    peerProxy
      ? 'instances pass on what only a peer serves'
      : 'instances answer only for what they serve themselves',
    controllers ? 'with controllers' : 'without controllers',
  ];
}

function describeObject(source: ObjectSource): string {
  if ('file' in source) return `the objects in ${source.file}`;
  const { kind, metadata } = source.object;
  return `${kind} ${metadata.name ?? ''}`.trim();
}

function describeClient(client: TrafficClient): string {
  const { name, user, via, rate, verbs, resources, watch, autoStart } = client;
  const does = Object.entries(verbs)
    .filter(([, weight]) => weight > 0)
    .map(([verb]) => verb);
  const what = resources.map(({ gvr }) =>
    gvr.group === '' ? gvr.resource : `${gvr.resource}.${gvr.group}`,
  );
  return [
    `${name}, as ${user.name} through ${via === 'balanced' ? 'the balanced address' : via}, sends ${rate} requests a second`,
    `(${does.join(', ')}) for ${what.join(', ')}`,
    ...(watch ? ['and watches them'] : []),
    ...(autoStart ? [] : ['once a step starts it']),
  ].join(' ');
}

const invariants: Readonly<Partial<Record<AlwaysAssertion['type'], string>>> = {
  servedResourcesAnswer: 'no 404 for a resource that any ready instance serves',
  noLostWrites: 'what was acknowledged can be read, through every instance',
  watchesComplete: 'watches see every event once and in order',
  noUnexplainedDeletes: 'nothing is gone that nobody deleted',
};

function describeAlways(assertion: AlwaysAssertion): string {
  return invariants[assertion.type] ?? assertion.title;
}

function stepLines({ number, title, expect, eventually, timeoutMs }: Step): string[] {
  const checks = [
    ...expect.map((expectation) => `holds then: ${expectation.title}`),
    ...eventually.map((expectation) => `holds within ${timeoutMs / 1000} s: ${expectation.title}`),
  ];
  return [`${String(number).padStart(4)}. ${title}`, ...checks.map((check) => `      ${check}`)];
}

function endLine({ keepGoing, timeoutMs, seed }: Scenario): string {
  return [
    keepGoing ? 'It goes on after what breaks' : 'It ends at the first thing that breaks',
    `and after ${timeoutMs / 1000} s at the latest.`,
    seed === undefined ? 'Seed: 1 when none is given.' : `Seed: ${seed}.`,
  ].join(' ');
}
