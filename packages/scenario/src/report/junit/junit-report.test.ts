import { describe, expect, it } from 'vitest';
import { parseXml } from '../testing/parse-xml.js';
import type { ParsedElement } from '../testing/parse-xml.js';
import { failedRecord, sampleAssertion, sampleRecord } from '../testing/sample-record.js';
import { junitReport } from './junit-report.js';

function suitesOf(...records: Parameters<typeof junitReport>[0]): readonly ParsedElement[] {
  return parseXml(junitReport(records)).children;
}

function casesOf(suite: ParsedElement | undefined): readonly ParsedElement[] {
  return (suite?.children ?? []).filter(({ name }) => name === 'testcase');
}

describe('junitReport', () => {
  it('has a suite per run, and a case per step and assertion', () => {
    const root = parseXml(junitReport([sampleRecord(), failedRecord()]));
    expect(root).toMatchObject({
      name: 'testsuites',
      attributes: { tests: '7', failures: '2', errors: '0', skipped: '0' },
    });
    const [passed] = root.children;
    expect(passed?.attributes).toMatchObject({
      name: 'upgrade',
      tests: '3',
      failures: '0',
      time: '6.000',
      timestamp: '2026-01-02T03:04:05Z',
    });
    expect(casesOf(passed).map(({ attributes }) => attributes['name'])).toEqual([
      '1. upgrade b to 1.36',
      '2. wait 2 s',
      'no lost writes',
    ]);
  });

  it('names the seed and the versions of each instance', () => {
    const properties = suitesOf(sampleRecord())[0]?.children[0];
    expect(properties?.children.map(({ attributes }) => attributes)).toEqual([
      { name: 'seed', value: '7' },
      { name: 'outcome', value: 'passed' },
      { name: 'apiserver-a', value: '1.35' },
      { name: 'apiserver-b', value: '1.35 1.36' },
    ]);
  });

  it('tells why an assertion broke, and at which request', () => {
    const broken = casesOf(suitesOf(failedRecord())[0]).at(-1);
    expect(broken?.attributes).toMatchObject({ classname: 'upgrade.assertions', line: '9' });
    expect(broken?.children[0]).toMatchObject({
      name: 'failure',
      attributes: { message: 'request 4 got 503', type: 'AssertionFailure' },
    });
    expect(broken?.children[0]?.text).toMatch(
      /^request\.status < 500\n#4 GET .* 503 from apiserver-b, after 12 ms: apiserver is shutting down$/,
    );
  });

  it.each([
    {
      name: 'an interrupted run',
      record: sampleRecord({ outcome: 'interrupted', message: 'SIGINT' }),
      want: { name: 'error', attributes: { message: 'SIGINT', type: 'Interrupted' } },
    },
    {
      name: 'a run that could not go on',
      record: sampleRecord({ outcome: 'error', message: 'no etcd found' }),
      want: { name: 'error', attributes: { message: 'no etcd found', type: 'RunError' } },
    },
    {
      name: 'a failure that no part of the run explains',
      record: sampleRecord({ outcome: 'failed', message: 'out of time' }),
      want: { name: 'failure', attributes: { message: 'out of time', type: 'RunFailure' } },
    },
  ])('never looks sound: $name', ({ record, want }) => {
    expect(casesOf(suitesOf(record)[0]).at(-1)?.children).toMatchObject([want]);
  });

  it('skips what was not reached', () => {
    const record = sampleRecord({ assertions: [sampleAssertion({ outcome: 'not-reached' })] });
    const [suite] = suitesOf(record);
    expect(suite?.attributes['skipped']).toBe('1');
    expect(casesOf(suite).at(-1)?.children[0]?.name).toBe('skipped');
  });

  it.each([
    { name: 'markup', text: `<b> & "quotes" 'both' ]]>` },
    { name: 'white space', text: 'a\tb\nc\rd' },
    { name: 'other planes', text: 'ship 🚢 →' },
  ])('keeps $name', ({ text }) => {
    const assertion = sampleAssertion({ outcome: 'failed', message: text, expression: text });
    const record = sampleRecord({ outcome: 'failed', assertions: [assertion] });
    const failure = casesOf(suitesOf(record)[0]).at(-1)?.children[0];
    expect(failure?.attributes['message']).toBe(text);
    expect(failure?.text).toBe(text);
  });

  it('replaces what XML has no way to write', () => {
    const message = 'a\u0000b\u001b[31mc\ud800d\uffffe';
    const record = sampleRecord({ outcome: 'error', message });
    const error = casesOf(suitesOf(record)[0]).at(-1)?.children[0];
    expect(error?.text).toBe('a\ufffdb\ufffd[31mc\ufffdd\ufffde');
  });
});
