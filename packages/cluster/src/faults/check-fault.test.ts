import { describe, expect, it } from 'vitest';
import { checkFault } from './check-fault.js';
import { describeFault } from './describe-fault.js';
import type { FaultSpec } from './fault.js';

const subjects = {
  instances: ['apiserver-a', 'apiserver-b'],
  managesEtcd: true,
  hasLink: () => true,
};

describe('checkFault', () => {
  it.each<{ spec: FaultSpec; want: string }>([
    { spec: { type: 'kill', instance: 'a' }, want: 'apiserver-a is killed' },
    { spec: { type: 'stop', instance: 'apiserver-b' }, want: 'apiserver-b is stopped' },
    { spec: { type: 'pause', instance: 'b' }, want: 'apiserver-b is paused' },
    {
      spec: { type: 'partition', from: 'a', to: 'b' },
      want: 'apiserver-a -> apiserver-b: connections are refused',
    },
    {
      spec: { type: 'partition', from: 'a', to: 'b', bothWays: true, mode: 'drop' },
      want: 'apiserver-a <-> apiserver-b: bytes vanish',
    },
    {
      spec: { type: 'latency', from: 'a', to: 'etcd', delayMs: 5, jitterMs: 2 },
      want: 'apiserver-a <-> etcd: 5 ms later, and up to 2 ms more',
    },
    {
      spec: { type: 'bandwidth', from: 'b', to: 'a', bytesPerSecond: 100 },
      want: 'apiserver-b -> apiserver-a: 100 bytes a second',
    },
    {
      spec: { type: 'reset-after', from: 'b', to: 'a', bytes: 10 },
      want: 'apiserver-b -> apiserver-a: connections are reset after 10 bytes',
    },
    {
      spec: { type: 'certificate', instance: 'a', which: 'proxy-client', problem: 'wrong-name' },
      want: 'apiserver-a shows a proxy client certificate with a name that nobody accepts',
    },
    {
      spec: { type: 'stale-cache', instance: 'a', resources: ['pods'] },
      want: 'apiserver-a keeps answering from an old cache of pods',
    },
    {
      spec: { type: 'watch', instance: 'a', effect: 'drop', probability: 0.5 },
      want: 'apiserver-a: watches lose events, with a chance of 0.5',
    },
    {
      spec: {
        type: 'answer',
        instance: 'a',
        answer: 'unavailable',
        everyNth: 3,
        match: { verbs: ['get', 'list'], resources: ['pods'], userAgent: 'kubectl' },
      },
      want: 'apiserver-a: requests to get/list of pods from "kubectl" are answered 503, one in 3',
    },
    { spec: { type: 'etcd', effect: 'slow', delayMs: 9 }, want: 'etcd answers 9 ms later' },
    {
      spec: { type: 'etcd', effect: 'lose-lease', instance: 'b' },
      want: 'apiserver-b lost its lease in etcd',
    },
  ])('$want', ({ spec, want }) => {
    expect(describeFault(checkFault(spec, subjects))).toBe(want);
  });

  it.each<{ spec: unknown; message: string }>([
    { spec: { type: 'flood' }, message: 'type must be one of kill, stop' },
    { spec: { type: 'kill' }, message: 'an instance must be named' },
    {
      spec: { type: 'kill', instance: 'z' },
      message: 'there is no instance z: use apiserver-a, apiserver-b',
    },
    {
      spec: { type: 'partition', from: 'a', to: 'a' },
      message: 'no link from apiserver-a to itself',
    },
    { spec: { type: 'partition', from: 'a', to: 'c' }, message: 'there is no instance c' },
    {
      spec: { type: 'partition', from: 'a', to: 'b', mode: 'slow' },
      message: 'mode must be one of refuse, drop',
    },
    { spec: { type: 'latency', from: 'a', to: 'b' }, message: 'delayMs is missing' },
    {
      spec: { type: 'latency', from: 'a', to: 'b', delayMs: -1 },
      message: 'delayMs must be a number from 0',
    },
    {
      spec: { type: 'bandwidth', from: 'a', to: 'b', bytesPerSecond: 0 },
      message: 'bytesPerSecond must be a number from 1 up',
    },
    { spec: { type: 'reset-after', from: 'a', to: 'b' }, message: 'bytes is missing' },
    {
      spec: { type: 'certificate', instance: 'a', which: 'serving', problem: 'ugly' },
      message: 'problem must be one of expired',
    },
    {
      spec: { type: 'watch', instance: 'a', effect: 'sing' },
      message: 'effect must be one of drop',
    },
    {
      spec: { type: 'watch', instance: 'a', effect: 'drop', probability: 1.5 },
      message: 'probability must be a number from 0 to 1',
    },
    {
      spec: { type: 'answer', instance: 'a', answer: 'reset', match: { verbs: 'get' } },
      message: 'match.verbs must be a list of names',
    },
    { spec: { type: 'etcd', effect: 'slow' }, message: 'delayMs is missing' },
    { spec: { type: 'etcd', effect: 'lose-lease' }, message: 'an instance must be named' },
  ])('refuses $spec: $message', ({ spec, message }) => {
    // What comes from a file has the type only on paper.
    expect(() => checkFault(spec as FaultSpec, subjects)).toThrow(message);
  });

  it('does not stop an etcd that is not ours', () => {
    expect(() =>
      checkFault({ type: 'etcd', effect: 'stop' }, { ...subjects, managesEtcd: false }),
    ).toThrow('etcd was not started by this plane, which cannot stop it');
  });

  it.each<{ spec: FaultSpec; message: string }>([
    { spec: { type: 'partition', from: 'a', to: 'b' }, message: 'started without links' },
    { spec: { type: 'partition', from: 'a', to: 'etcd' }, message: 'reaches etcd directly' },
    { spec: { type: 'etcd', effect: 'slow', delayMs: 1 }, message: 'reaches etcd directly' },
  ])('cannot touch what is connected directly: $spec', ({ spec, message }) => {
    expect(() => checkFault(spec, { ...subjects, hasLink: () => false })).toThrow(message);
  });
});
