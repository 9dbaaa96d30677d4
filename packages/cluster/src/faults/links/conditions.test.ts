import { describe, expect, it } from 'vitest';
import { linkState, undisturbed } from './conditions.js';
import type { LinkState, LinkedFault } from './conditions.js';

const a = 'apiserver-a';
const b = 'apiserver-b';
const drop = { type: 'partition', from: a, to: b, mode: 'drop' } as const;
const slow = { type: 'latency', from: a, to: b, delayMs: 100, jitterMs: 10 } as const;

type Expected = Partial<{ [K in keyof LinkState]: LinkState[K] | Partial<LinkState['forward']> }>;

describe('linkState', () => {
  it.each<{ name: string; faults: LinkedFault[]; link?: [string, string]; want: Expected }>([
    { name: 'nothing', faults: [], want: {} },
    {
      name: 'a refused link',
      faults: [{ type: 'partition', from: a, to: b }],
      want: { refused: true },
    },
    {
      name: 'the link back is another one',
      faults: [{ type: 'partition', from: a, to: b }],
      link: [b, a],
      want: {},
    },
    {
      name: 'both ways means the link back too',
      faults: [{ type: 'partition', from: a, to: b, bothWays: true }],
      link: [b, a],
      want: { refused: true },
    },
    { name: 'dropped one way', faults: [drop], want: { forward: { blocked: true } } },
    {
      name: 'dropped both ways',
      faults: [{ ...drop, bothWays: true }],
      want: { forward: { blocked: true }, backward: { blocked: true } },
    },
    {
      name: 'dropped both ways, seen from the other end',
      faults: [{ ...drop, bothWays: true }],
      link: [b, a],
      want: { forward: { blocked: true }, backward: { blocked: true } },
    },
    {
      name: 'delays add up',
      faults: [slow, slow],
      want: { forward: { delayMs: 200, jitterMs: 20 } },
    },
    {
      name: 'the tightest limit counts',
      faults: [
        { type: 'bandwidth', from: a, to: b, bytesPerSecond: 1000 },
        { type: 'bandwidth', from: a, to: b, bytesPerSecond: 200 },
        { type: 'reset-after', from: a, to: b, bytes: 5 },
      ],
      want: { forward: { bytesPerSecond: 200, resetAfterBytes: 5 } },
    },
    {
      name: 'etcd cannot be heard either',
      faults: [{ ...drop, to: 'etcd' }],
      link: [a, 'etcd'],
      want: { forward: { blocked: true }, backward: { blocked: true } },
    },
    {
      name: 'slow etcd is slow for everybody, in what it answers',
      faults: [{ type: 'etcd', effect: 'slow', delayMs: 70 }],
      link: [b, 'etcd'],
      want: { backward: { delayMs: 70 } },
    },
    {
      name: 'slow etcd is no fault of peers',
      faults: [{ type: 'etcd', effect: 'slow', delayMs: 70 }],
      want: {},
    },
  ])('$name', ({ faults, link: [from, to] = [a, b], want }) => {
    expect(linkState(faults, { from, to })).toEqual({
      refused: false,
      ...want,
      forward: { ...undisturbed, ...(want.forward as object | undefined) },
      backward: { ...undisturbed, ...(want.backward as object | undefined) },
    });
  });
});
