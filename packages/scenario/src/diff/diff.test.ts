import type { KubeObject } from '@skewplane/apimachinery';
import { describe, expect, it } from 'vitest';
import type { Answer } from './answer.js';
import { compareAnswers } from './compare-answers.js';
import { linesOfDiff, summaryOfDiff } from './diff-report.js';
import { droppedFields } from './dropped-fields.js';
import { normalized } from './normalize.js';

const object = (parts: Record<string, unknown>): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web' },
  ...parts,
});

describe('droppedFields', () => {
  it.each<{ name: string; sent: object; stored: object; want: string[] }>([
    { name: 'all kept', sent: { spec: { a: 1 } }, stored: { spec: { a: 1, b: 2 } }, want: [] },
    { name: 'a field', sent: { spec: { a: 1 } }, stored: { spec: {} }, want: ['spec.a'] },
    {
      name: 'in a list',
      sent: { spec: { containers: [{ name: 'a' }, { name: 'b', x: { y: 1 } }] } },
      stored: { spec: { containers: [{ name: 'a' }, { name: 'b' }] } },
      want: ['spec.containers[1].x'],
    },
    {
      name: 'nothing for what says nothing',
      sent: { spec: { a: '', b: [], c: {}, d: null, e: false, f: 0, g: { h: {} } } },
      stored: {},
      want: [],
    },
    { name: 'nothing for a status', sent: { status: { phase: 'Running' } }, stored: {}, want: [] },
    { name: 'nothing for stringData', sent: { stringData: { a: 'b' } }, stored: {}, want: [] },
    { name: 'a null that came back', sent: { a: 1 }, stored: { a: null }, want: ['a'] },
  ])('$name', ({ sent, stored, want }) => {
    expect(droppedFields(sent, stored)).toEqual(want);
  });
});

describe('normalized', () => {
  it('leaves out what is drawn anew for each request', () => {
    const metadata = {
      name: 'web',
      uid: '12',
      resourceVersion: '7',
      generation: 1,
      creationTimestamp: 'now',
    };
    const spec = (suffix: string) => ({
      volumes: [{ name: `kube-api-access-${suffix}` }, { name: 'kube-api-access-mine' }],
      template: { metadata: { creationTimestamp: null, labels: { 'controller-uid': '12' } } },
    });
    expect(normalized(object({ metadata, spec: spec('x7k2p') }), object({}))).toEqual(
      object({
        spec: {
          volumes: [{ name: 'kube-api-access-<drawn>' }, { name: 'kube-api-access-mine' }],
          template: { metadata: { labels: { 'controller-uid': '<drawn>' } } },
        },
      }),
    );
  });

  it.each([
    { sent: {}, clusterIP: '<drawn>', nodePort: '<drawn>' },
    {
      sent: { clusterIP: '10.0.0.9', ports: [{ port: 80, nodePort: 30_000 }] },
      clusterIP: '10.0.0.9',
      nodePort: 30_000,
    },
  ])(
    'keeps addresses of a Service that were asked for: $clusterIP',
    ({ sent, clusterIP, nodePort }) => {
      const spec = {
        clusterIP: '10.0.0.9',
        clusterIPs: ['10.0.0.9'],
        ports: [{ port: 80, nodePort: 30_000 }],
      };
      const seen = normalized(
        object({ kind: 'Service', spec }),
        object({ kind: 'Service', spec: sent }),
      );
      expect(seen['spec']).toMatchObject({
        clusterIP,
        clusterIPs: [clusterIP],
        ports: [{ port: 80, nodePort }],
      });
    },
  );

  it('does not tell secrets', () => {
    const seen = normalized(object({ kind: 'Secret', data: { a: 'aHVudGVyMg==' } }), object({}));
    expect(JSON.stringify(seen)).not.toContain('aHVudGVyMg');
  });
});

describe('compareAnswers', () => {
  const taken = (parts: Partial<Answer> = {}): Answer => ({
    accepted: true,
    warnings: [],
    dropped: [],
    object: {},
    ...parts,
  });
  const refused = (message: string): Answer => ({
    ...{ accepted: false, code: 422, reason: 'Invalid', message },
    warnings: [],
    dropped: [],
  });
  it.each<{ name: string; from: Answer; to: Answer; want: string[] }>([
    { name: 'alike', from: taken(), to: taken(), want: [] },
    { name: 'refused alike', from: refused('no'), to: refused('no'), want: [] },
    {
      name: 'refused by the newer',
      from: taken({ dropped: ['spec.a'] }),
      to: refused('no'),
      want: ['accepted by 1.34', 'rejected by 1.36: no'],
    },
    {
      name: 'refused for another reason',
      from: refused('no'),
      to: refused('never'),
      want: ['rejected by 1.34: no', 'rejected by 1.36: never'],
    },
    {
      name: 'warnings',
      from: taken({ warnings: ['old', 'both'] }),
      to: taken({ warnings: ['both', 'new'] }),
      want: ['new warning in 1.36: new', 'no longer warned in 1.36: old'],
    },
    {
      name: 'a default',
      from: taken({ object: { spec: { a: 1 } } }),
      to: taken({ object: { spec: { a: 2, b: true } } }),
      want: ['changed: - spec.a: 1', 'changed: + spec.a: 2', 'changed: + spec.b: true'],
    },
    {
      name: 'a dropped field is told once',
      from: taken({ dropped: ['spec.a', 'spec.c'], object: { spec: { ab: 1 } } }),
      to: taken({ dropped: ['spec.c'], object: { spec: { a: { x: 1 }, ab: 2 } } }),
      want: ['dropped only by 1.34: spec.a', 'changed: - spec.ab: 1', 'changed: + spec.ab: 2'],
    },
  ])('$name', ({ from, to, want }) => {
    const diff = compareAnswers(object({}), from, to);
    const versions = { from: '1.34', to: '1.36' };
    const told = linesOfDiff(diff, versions).map(({ sort, text }) =>
      text === '' ? sort : `${sort}: ${text}`,
    );
    expect(told).toEqual(want);
    expect(diff.differs).toBe(want.length > 0);
    expect(summaryOfDiff({ ...versions, differs: diff.differs, objects: [diff] })).toBe(
      want.length > 0
        ? '1 of 1 object: 1.34 and 1.36 take them differently'
        : '1 object: 1.34 and 1.36 take them alike',
    );
  });
});
