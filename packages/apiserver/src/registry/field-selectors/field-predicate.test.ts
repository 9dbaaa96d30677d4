import { describe, expect, it } from 'vitest';
import { parseFieldSelector, type KubeObject } from '@skewplane/apimachinery';
import { customFieldPredicate, fieldPredicateFor } from './field-predicate.js';

const object = (fields: Record<string, unknown>): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Any',
  metadata: { name: 'a', namespace: 'n' },
  ...fields,
});

const pod = object({
  spec: { nodeName: 'node', restartPolicy: 'Always' },
  status: { phase: 'Running', podIP: '1.1.1.1', podIPs: [{ ip: '1.1.1.1' }] },
});
const coreEvent = object({ involvedObject: { kind: 'Pod' }, source: {}, reportingComponent: 'c' });

// kubernetes/kubernetes pkg/apis/<group>/<version>/conversion.go and pkg/registry/<group>/<kind>/strategy.go
describe('fieldPredicateFor', () => {
  it.each<{ of: string; selector: string; against: KubeObject; want: boolean }>([
    { of: '/configmaps', selector: 'metadata.name=a', against: object({}), want: true },
    { of: '/configmaps', selector: 'metadata.namespace!=n', against: object({}), want: false },
    { of: '/pods', selector: 'spec.nodeName=node,status.phase!=Failed', against: pod, want: true },
    { of: '/pods', selector: 'spec.host=node', against: pod, want: true },
    { of: '/pods', selector: 'spec.hostNetwork=false', against: pod, want: true },
    { of: '/pods', selector: 'status.podIP=1.1.1.1', against: pod, want: true },
    { of: '/pods', selector: 'status.podIPs=1.1.1.1', against: pod, want: false },
    { of: '/nodes', selector: 'spec.unschedulable=false', against: object({}), want: true },
    {
      of: 'batch/jobs',
      selector: 'status.successful=2',
      against: object({ status: { succeeded: 2 } }),
      want: true,
    },
    { of: '/events', selector: 'involvedObject.kind=Pod,source=c', against: coreEvent, want: true },
    { of: 'events.k8s.io/events', selector: 'regarding.kind=Pod', against: coreEvent, want: true },
    {
      of: 'events.k8s.io/events',
      selector: 'reportingController=c',
      against: coreEvent,
      want: true,
    },
  ])('$of with $selector: $want', ({ of, selector, against, want }) => {
    const [group = '', resource = ''] = of.split('/');
    const predicate = fieldPredicateFor({ group, resource, minor: 34 });
    expect(predicate(parseFieldSelector(selector))(against)).toBe(want);
  });

  it.each<{ of: string; selector: string; want: string; minor?: number; version?: string }>([
    {
      of: '/configmaps',
      selector: 'data.a=b',
      want: '"data.a" is not a known field selector: only "metadata.name", "metadata.namespace"',
    },
    { of: '/pods', selector: 'x=y', want: 'field label not supported: x' },
    {
      of: '/namespaces',
      selector: 'metadata.namespace=n',
      want: 'field label not supported: metadata.namespace',
    },
    { of: 'batch/jobs', selector: 'x=y', want: 'field label "x" not supported for Job' },
    {
      of: '/services',
      selector: 'spec.type=ClusterIP',
      minor: 30,
      want: '"spec.type" is not a known field selector: only "metadata.name", "metadata.namespace"',
    },
    {
      of: 'resource.k8s.io/resourceslices',
      version: 'v1beta1',
      selector: 'x=y',
      want: 'field label not supported for resource.k8s.io/v1beta1, Kind=ResourceSlice: x',
    },
    { of: '/pods', selector: 'toString=y', want: 'field label not supported: toString' },
  ])('$of refuses $selector in 1.$minor', ({ of, selector, want, minor = 34, version = 'v1' }) => {
    const [group = '', resource = ''] = of.split('/');
    const predicate = fieldPredicateFor({ group, resource, version, minor });
    expect(() => predicate(parseFieldSelector(selector))).toThrow(want);
  });
});

// kubernetes/apiextensions-apiserver pkg/apiserver/conversion/converter.go, ConvertFieldLabel
describe('customFieldPredicate', () => {
  const predicate = customFieldPredicate({ namespaced: false, jsonPaths: ['.spec.color'] });
  it('selects by the paths of the definition', () => {
    const test = predicate(parseFieldSelector('spec.color=red'));
    expect(test(object({ spec: { color: 'red' } }))).toBe(true);
    expect(test(object({ spec: {} }))).toBe(false);
  });
  it('knows no namespace on a cluster-scoped kind', () => {
    expect(() => predicate(parseFieldSelector('metadata.namespace=n'))).toThrow(
      'field label not supported: metadata.namespace',
    );
  });
});
