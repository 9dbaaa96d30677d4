import type { AssertionRecord, RunRecord, StepRecord } from '../../record/run-record.js';
import { describeRequest } from '../describe-request.js';
import { xmlDocument } from './xml.js';
import type { XmlElement } from './xml.js';

/** JUnit XML as CI systems read it: a suite per run, a case per step and per assertion. */
export function junitReport(records: readonly RunRecord[]): string {
  const suites = records.map(suiteOf);
  return xmlDocument({
    name: 'testsuites',
    attributes: { name: 'skewplane scenario', ...countsOf(suites.flatMap(casesOf)) },
    children: suites,
  });
}

function suiteOf(record: RunRecord): XmlElement {
  const cases = [
    ...record.steps.map((step) => stepCase(step, record)),
    ...record.assertions.map((assertion) => assertionCase(assertion, record)),
  ];
  const run = runCase(record, cases);
  const all = run === undefined ? cases : [...cases, run];
  return {
    name: 'testsuite',
    attributes: {
      name: record.scenario.name,
      ...countsOf(all),
      time: seconds(record.durationMs),
      timestamp: record.startedAt,
      file: record.scenario.file,
    },
    children: [propertiesOf(record), ...all],
  };
}

function propertiesOf(record: RunRecord): XmlElement {
  const lanes = record.lanes.map(({ name, bands }) => ({
    name,
    value: [...new Set(bands.map(({ version }) => version))].join(' '),
  }));
  const properties = [
    { name: 'seed', value: record.seed },
    { name: 'outcome', value: record.outcome },
    ...lanes,
  ];
  return {
    name: 'properties',
    children: properties.map((attributes) => ({ name: 'property', attributes })),
  };
}

function stepCase(step: StepRecord, record: RunRecord): XmlElement {
  const { number, title, line, fromMs, toMs, message } = step;
  return testCase({
    record,
    kind: 'steps',
    name: `${number}. ${title}`,
    line,
    time: seconds(toMs - fromMs),
    result: stepResult(step, message ?? step.outcome),
  });
}

function stepResult({ outcome, title }: StepRecord, message: string): XmlElement | undefined {
  if (outcome === 'passed') return undefined;
  if (outcome === 'interrupted') return { name: 'skipped', attributes: { message } };
  return failure(message, 'StepFailure', title);
}

function assertionCase(assertion: AssertionRecord, record: RunRecord): XmlElement {
  const { title, step, line } = assertion;
  return testCase({
    record,
    kind: 'assertions',
    name: step === undefined ? title : `${title} (step ${step})`,
    line,
    time: '0.000',
    result: assertionResult(assertion, record),
  });
}

function assertionResult(assertion: AssertionRecord, record: RunRecord): XmlElement | undefined {
  const { outcome, message = outcome, title, expression } = assertion;
  if (outcome === 'passed') return undefined;
  if (outcome === 'not-reached') return { name: 'skipped', attributes: { message } };
  const request = isSame(assertion, record.firstFailure?.assertion)
    ? record.firstFailure?.request
    : undefined;
  const details = [
    expression ?? title,
    ...(request === undefined ? [] : [describeRequest(request)]),
  ];
  return failure(message, 'AssertionFailure', details.join('\n'));
}

/** A record that was read from a file holds the first failure twice, as two objects. */
function isSame(one: AssertionRecord, other: AssertionRecord | undefined): boolean {
  return one.line === other?.line && one.step === other.step && one.title === other.title;
}

/** For what befell the run as a whole, and would else leave the suite looking sound. */
function runCase(record: RunRecord, cases: readonly XmlElement[]): XmlElement | undefined {
  const { outcome, message = outcome } = record;
  const base = { record, kind: 'run', name: 'run', line: 1, time: seconds(record.durationMs) };
  if (outcome === 'error' || outcome === 'interrupted') {
    const type = outcome === 'error' ? 'RunError' : 'Interrupted';
    const result = { name: 'error', attributes: { message, type }, text: message };
    return testCase({ ...base, result });
  }
  const unexplained = outcome === 'failed' && countsOf(cases).failures === 0;
  return unexplained
    ? testCase({ ...base, result: failure(message, 'RunFailure', message) })
    : undefined;
}

function failure(message: string, type: string, text: string): XmlElement {
  return { name: 'failure', attributes: { message, type }, text };
}

interface TestCase {
  readonly record: RunRecord;
  readonly kind: string;
  readonly name: string;
  readonly line: number;
  readonly time: string;
  readonly result: XmlElement | undefined;
}

function testCase({ record, kind, name, line, time, result }: TestCase): XmlElement {
  const { scenario } = record;
  return {
    name: 'testcase',
    attributes: { classname: `${scenario.name}.${kind}`, name, time, file: scenario.file, line },
    children: result === undefined ? [] : [result],
  };
}

function casesOf(suite: XmlElement): readonly XmlElement[] {
  return (suite.children ?? []).filter(({ name }) => name === 'testcase');
}

function countsOf(cases: readonly XmlElement[]) {
  const count = (result: string) =>
    cases.filter(({ children = [] }) => children.some(({ name }) => name === result)).length;
  return {
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  };
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
