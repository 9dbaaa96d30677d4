import { describe, expect, it } from 'vitest';
import type { KubeObject } from '@skewplane/apimachinery';
import { strategyFor } from '../strategies.js';
import { toVersion } from './converter-for.js';

// kubernetes/kubernetes pkg/apis/flowcontrol/v1beta3/conversion.go
describe('priority levels without shares', () => {
  const key = 'flowcontrol.k8s.io/v1beta3-preserve-zero-concurrency-shares';
  const group = 'flowcontrol.apiserver.k8s.io';
  const level = (
    version: string,
    nominalConcurrencyShares: number,
    annotations?: Record<string, string>,
  ): KubeObject => ({
    apiVersion: `${group}/${version}`,
    kind: 'PriorityLevelConfiguration',
    metadata: { name: 'l', ...(annotations === undefined ? {} : { annotations }) },
    spec: { type: 'Limited', limited: { nominalConcurrencyShares } },
  });
  const convert = (object: KubeObject, version: string) =>
    toVersion({ resource: 'prioritylevelconfigurations', to: { group, version }, minor: 31 })(
      object,
    );

  it.each([
    { version: 'v1beta3', from: level('v1', 0), want: level('v1beta3', 0, { [key]: '' }) },
    {
      version: 'v1beta3',
      from: level('v1', 0, { a: 'b' }),
      want: level('v1beta3', 0, { a: 'b', [key]: '' }),
    },
    { version: 'v1beta3', from: level('v1', 5), want: level('v1beta3', 5) },
    { version: 'v1', from: level('v1beta3', 0, { [key]: '' }), want: level('v1', 0) },
    {
      version: 'v1',
      from: level('v1beta3', 5, { [key]: '', a: 'b' }),
      want: level('v1', 5, { a: 'b' }),
    },
  ])('to $version: $want.metadata', ({ from, version, want }) => {
    expect(convert(from, version)).toEqual(want);
  });

  // kubernetes/kubernetes pkg/apis/flowcontrol/v1beta3/defaults_test.go, pkg/apis/flowcontrol/v1/defaults_test.go
  it.each([
    { from: level('v1beta3', 0), want: 30 },
    { from: level('v1beta3', 0, { [key]: '' }), want: 0 },
    { from: level('v1beta3', 7), want: 7 },
    { from: level('v1', 0), want: 0 },
  ])('default to $want: $from.apiVersion $from.metadata', ({ from, want }) => {
    const resource = 'prioritylevelconfigurations';
    const strategy = strategyFor({ group, resource, minor: 31, eventTtlSeconds: 3600 });
    const object = structuredClone(from);
    strategy.defaults?.(object);
    expect(object).toMatchObject({ spec: { limited: { nominalConcurrencyShares: want } } });
  });
});
