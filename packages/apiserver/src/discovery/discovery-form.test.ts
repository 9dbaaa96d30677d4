import { describe, expect, it } from 'vitest';
import { chooseDiscoveryForm } from './discovery-form.js';

const v2 = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
const beta = 'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList';
const json = 'application/json';

// kubernetes/apiserver pkg/endpoints/discovery/aggregated/wrapper.go, pkg/endpoints/handlers/negotiation
describe('chooseDiscoveryForm', () => {
  it.each<{ name: string; accept: string | undefined; want: string; betaServed?: boolean }>([
    { name: 'no header', accept: undefined, want: 'unaggregated' },
    { name: 'empty header', accept: '', want: 'unaggregated' },
    { name: 'plain', accept: json, want: 'unaggregated' },
    { name: 'anything', accept: '*/*', want: 'unaggregated' },
    {
      name: 'protobuf, then json',
      accept: `application/vnd.kubernetes.protobuf,${json}`,
      want: 'unaggregated',
    },
    { name: 'v2', accept: v2, want: 'aggregated v2' },
    { name: 'kubectl', accept: `${v2},${beta},${json}`, want: 'aggregated v2' },
    { name: 'kubectl up to 1.29', accept: `${beta},${json}`, want: 'unaggregated' },
    {
      name: 'the same at an old server',
      accept: `${beta},${json}`,
      want: 'aggregated v2beta1',
      betaServed: true,
    },
    { name: 'only v2beta1', accept: beta, want: 'not-acceptable' },
    { name: 'nopeer', accept: `${v2};profile=nopeer`, want: 'aggregated-nopeer v2' },
    {
      name: 'spaces and upper case',
      accept:
        'Application/JSON; g=apidiscovery.k8s.io; v=v2; as=APIGroupDiscoveryList; profile=nopeer',
      want: 'aggregated-nopeer v2',
    },
    { name: 'unknown profile', accept: `${v2};profile=local`, want: 'aggregated v2' },
    {
      name: 'profile of v2beta1',
      accept: `${beta};profile=nopeer`,
      want: 'aggregated v2beta1',
      betaServed: true,
    },
    { name: 'profile alone', accept: `${json};profile=nopeer`, want: 'unaggregated' },
    { name: 'first clause wins', accept: `${v2},${v2};profile=nopeer`, want: 'aggregated v2' },
    {
      name: 'quality wins',
      accept: `${v2};q=0.5,${v2};profile=nopeer;q=0.9`,
      want: 'aggregated-nopeer v2',
    },
    {
      name: 'plain preferred, aggregated accepted',
      accept: `${json},${v2};q=0.1`,
      want: 'aggregated v2',
    },
    {
      name: 'wildcard type',
      accept: '*/*;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
      want: 'aggregated v2',
    },
    { name: 'half a triple', accept: `${json};g=apidiscovery.k8s.io;v=v2`, want: 'not-acceptable' },
    {
      name: 'another kind',
      accept: `${json};g=meta.k8s.io;v=v1;as=Table,${json}`,
      want: 'unaggregated',
    },
    {
      name: 'only protobuf',
      accept: 'application/vnd.kubernetes.protobuf',
      want: 'unaggregated',
    },
    {
      name: 'aggregated in protobuf, then json',
      accept: `${v2.replace('json', 'vnd.kubernetes.protobuf')},${json}`,
      want: 'unaggregated',
    },
    { name: 'only html', accept: 'text/html', want: 'not-acceptable' },
  ])('$name → $want', ({ accept, want, betaServed = false }) => {
    const form = chooseDiscoveryForm(accept, { betaServed });
    expect('version' in form ? `${form.kind} ${form.version}` : form.kind).toBe(want);
  });

  it('echoes the triple but no profile', () => {
    expect(chooseDiscoveryForm(`${v2};profile=nopeer`, { betaServed: false })).toMatchObject({
      contentType: 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
    });
  });
});
