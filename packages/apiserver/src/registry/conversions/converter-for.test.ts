import { describe, expect, it } from 'vitest';
import type { KubeObject } from '@skewplane/apimachinery';
import { converterFor, toVersion } from './converter-for.js';

const autoscaling = (version: string) => ({ group: 'autoscaling', version });
const hpaV1 = converterFor({
  resource: 'horizontalpodautoscalers',
  from: autoscaling('v2'),
  to: autoscaling('v1'),
  minor: 34,
});
const hpaV2 = converterFor({
  resource: 'horizontalpodautoscalers',
  from: autoscaling('v1'),
  to: autoscaling('v2'),
  minor: 34,
});

// kubernetes/kubernetes pkg/apis/autoscaling/v1/conversion.go
describe('horizontal pod autoscalers', () => {
  const cpu = {
    type: 'Resource',
    resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } },
  };
  const pods = {
    type: 'Pods',
    pods: { metric: { name: 'rps' }, target: { type: 'AverageValue', averageValue: '1k' } },
  };
  const v2: KubeObject = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'a', annotations: { keep: 'me' } },
    spec: {
      scaleTargetRef: { kind: 'Deployment', name: 'd', apiVersion: 'apps/v1' },
      maxReplicas: 3,
      metrics: [pods, cpu],
      behavior: { scaleDown: { stabilizationWindowSeconds: 5, policies: [] } },
    },
    status: {
      currentReplicas: 1,
      desiredReplicas: 2,
      currentMetrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', current: { averageUtilization: 7, averageValue: '3m' } },
        },
      ],
      conditions: [{ type: 'AbleToScale', status: 'True' }],
    },
  };

  it('keeps what v1 cannot say in annotations', () => {
    const v1 = hpaV1(v2);
    expect(v1.apiVersion).toBe('autoscaling/v1');
    expect(v1['spec']).toEqual({
      scaleTargetRef: { kind: 'Deployment', name: 'd', apiVersion: 'apps/v1' },
      maxReplicas: 3,
      targetCPUUtilizationPercentage: 50,
    });
    expect(v1['status']).toEqual({
      currentReplicas: 1,
      desiredReplicas: 2,
      currentCPUUtilizationPercentage: 7,
    });
    expect(v1.metadata.annotations).toEqual({
      keep: 'me',
      'autoscaling.alpha.kubernetes.io/metrics':
        '[{"type":"Pods","pods":{"metricName":"rps","targetAverageValue":"1k"}}]',
      'autoscaling.alpha.kubernetes.io/current-metrics':
        '[{"type":"Resource","resource":{"name":"cpu","currentAverageUtilization":7,"currentAverageValue":"3m"}}]',
      'autoscaling.alpha.kubernetes.io/behavior':
        '{"ScaleUp":null,"ScaleDown":{"StabilizationWindowSeconds":5,"SelectPolicy":null,"Policies":[],"Tolerance":null}}',
      'autoscaling.alpha.kubernetes.io/conditions': '[{"type":"AbleToScale","status":"True"}]',
    });
  });

  it('gives the same object back', () => {
    expect(hpaV2(hpaV1(v2))).toEqual(v2);
  });

  it('looks at the first CPU target, and at the last CPU usage', () => {
    const byValue = {
      type: 'Resource',
      resource: { name: 'cpu', target: { type: 'AverageValue', averageValue: '1' } },
    };
    const usage = (averageUtilization?: number) => ({
      type: 'Resource',
      resource: { name: 'cpu', current: { averageValue: '1', averageUtilization } },
    });
    const object = {
      ...v2,
      spec: { maxReplicas: 3, metrics: [byValue, cpu] },
      status: { currentMetrics: [usage(5), usage(6), usage()] },
    };
    expect(hpaV1(object)['spec']).toEqual({ maxReplicas: 3 });
    expect(hpaV1(object)['status']).toMatchObject({ currentCPUUtilizationPercentage: 6 });
  });

  it('has a CPU target of 80 when v1 names none', () => {
    const v1: KubeObject = { ...v2, apiVersion: 'autoscaling/v1', spec: { maxReplicas: 3 } };
    expect(hpaV2(v1)['spec']).toEqual({
      maxReplicas: 3,
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
        },
      ],
    });
  });

  it('ignores an annotation that is no JSON', () => {
    const v1: KubeObject = {
      ...v2,
      metadata: { annotations: { 'autoscaling.alpha.kubernetes.io/metrics': '{' } },
      spec: { targetCPUUtilizationPercentage: 9 },
    };
    expect(hpaV2(v1)['spec']).toMatchObject({
      metrics: [{ resource: { target: { averageUtilization: 9 } } }],
    });
  });
});

// kubernetes/kubernetes pkg/apis/events/v1/conversion.go
describe('events', () => {
  const core: KubeObject = {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: 'e' },
    involvedObject: { kind: 'Pod', name: 'p' },
    reason: 'R',
    message: 'm',
    source: { component: 'c' },
    firstTimestamp: '2024-01-01T00:00:00Z',
    lastTimestamp: null,
    count: 2,
    type: 'Normal',
    eventTime: null,
    reportingComponent: '',
    reportingInstance: '',
  };
  const events = { group: 'events.k8s.io', version: 'v1' };
  const v1 = { group: '', version: 'v1' };

  it('renames fields there and back', () => {
    const there = converterFor({ resource: 'events', from: v1, to: events, minor: 34 })(core);
    expect(there).toEqual({
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      metadata: { name: 'e' },
      regarding: { kind: 'Pod', name: 'p' },
      reason: 'R',
      note: 'm',
      deprecatedSource: { component: 'c' },
      deprecatedFirstTimestamp: '2024-01-01T00:00:00Z',
      deprecatedLastTimestamp: null,
      deprecatedCount: 2,
      type: 'Normal',
      eventTime: null,
    });
    const back = converterFor({ resource: 'events', from: events, to: v1, minor: 34 })(there);
    expect(back).toEqual(core);
  });
});

// kubernetes/kubernetes pkg/apis/resource/v1beta1/conversion.go
describe('dynamic resource allocation', () => {
  const group = 'resource.k8s.io';
  const v1beta1: KubeObject = {
    apiVersion: `${group}/v1beta1`,
    kind: 'ResourceClaim',
    metadata: { name: 'c' },
    spec: { devices: { requests: [{ name: 'r', deviceClassName: 'gpu', count: 1 }] } },
  };
  it('moves the details of a request below exactly and back', () => {
    const [old, current] = ['v1beta1', 'v1'].map((version) =>
      toVersion({ resource: 'resourceclaims', to: { group, version }, minor: 34 }),
    );
    const v1 = current?.(v1beta1);
    expect(v1?.['spec']).toEqual({
      devices: { requests: [{ name: 'r', exactly: { deviceClassName: 'gpu', count: 1 } }] },
    });
    expect(v1 && old?.(v1)).toEqual(v1beta1);
  });
});

describe('kinds with one shape', () => {
  const role: KubeObject = { apiVersion: 'storage.k8s.io/v1beta1', kind: 'X', metadata: {} };
  const to = { group: 'storage.k8s.io', version: 'v1' };
  const convert = toVersion({ resource: 'volumeattributesclasses', to, minor: 34 });
  it('changes apiVersion only', () => {
    expect(convert(role)).toEqual({ ...role, apiVersion: 'storage.k8s.io/v1' });
  });
  it('is the same object in the same version', () => {
    const v1 = { ...role, apiVersion: 'storage.k8s.io/v1' };
    expect(convert(v1)).toBe(v1);
  });
});
