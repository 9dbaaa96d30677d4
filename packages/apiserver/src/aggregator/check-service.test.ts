import { describe, expect, it } from 'vitest';
import { FakeLiveView } from '../peer-proxy/testing/fake-live-view.js';
import { serviceProblem } from './check-service.js';
import { ServiceNetwork } from './service-network.js';

const reference = { namespace: 'foo', name: 'bar', port: 443 };

interface World {
  readonly service?: object;
  readonly endpoints?: object;
  readonly slices?: readonly object[];
  readonly toEndpoints?: boolean;
}

function world({ service, endpoints, slices = [], toEndpoints = false }: World) {
  const views = {
    services: new FakeLiveView(),
    endpoints: new FakeLiveView(),
    endpointSlices: new FakeLiveView(),
  };
  const metadata = { namespace: 'foo', name: 'bar' };
  if (service !== undefined) {
    const object = { apiVersion: 'v1', kind: 'Service', metadata, spec: service };
    views.services.set('services/specs/foo/bar', object);
  }
  if (endpoints !== undefined) {
    const object = { apiVersion: 'v1', kind: 'Endpoints', metadata, ...endpoints };
    views.endpoints.set('services/endpoints/foo/bar', object);
  }
  slices.forEach((slice, at) => {
    views.endpointSlices.set(`endpointslices/foo/bar-${String(at)}`, {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        ...{ namespace: 'foo', name: `bar-${String(at)}` },
        labels: { 'kubernetes.io/service-name': 'bar' },
      },
      ...slice,
    });
  });
  const network = new ServiceNetwork({
    ...{ ...views, toEndpoints },
    random: () => 0,
    own: () => 'localhost:6443',
  });
  return { ...views, network };
}

const clusterIp = (port: number) => ({
  type: 'ClusterIP',
  clusterIP: '10.0.0.9',
  ipFamilies: ['IPv4'],
  ports: [{ name: 'https', port }],
});
const slice = (ready: boolean | undefined, port: object = { name: 'https', port: 9443 }) => ({
  addressType: 'IPv4',
  endpoints: [{ addresses: ['192.0.2.1'], conditions: ready === undefined ? {} : { ready } }],
  ports: [port],
});
const subsets = (field: string) => ({
  subsets: [{ [field]: [{ ip: '192.0.2.2' }], ports: [{ name: 'https', port: 9443 }] }],
});

// kubernetes/kube-aggregator pkg/controllers/status/remote/remote_available_controller_test.go, TestSync
describe('serviceProblem', () => {
  it.each<[string, World, 'endpoints' | 'endpointslices', string, string]>([
    ['no service', {}, 'endpointslices', 'ServiceNotFound', 'service/bar in "foo" is not present'],
    [
      'another port',
      { service: clusterIp(80), slices: [slice(true)] },
      'endpointslices',
      'ServicePortError',
      'service/bar in "foo" is not listening on port 443',
    ],
    [
      'no slices',
      { service: clusterIp(443) },
      'endpointslices',
      'EndpointsNotFound',
      'cannot find endpointslices for service/bar in "foo"',
    ],
    [
      'no endpoints, before 1.34',
      { service: clusterIp(443), slices: [slice(true)] },
      'endpoints',
      'EndpointsNotFound',
      'cannot find endpoints for service/bar in "foo"',
    ],
    [
      'nobody ready',
      { service: clusterIp(443), slices: [slice(false)] },
      'endpointslices',
      'MissingEndpoints',
      'endpointslices for service/bar in "foo" have no addresses with port name "https"',
    ],
    [
      'a port of another name',
      { service: clusterIp(443), slices: [slice(true, { name: 'other', port: 1 })] },
      'endpointslices',
      'MissingEndpoints',
      'endpointslices for service/bar in "foo" have no addresses with port name "https"',
    ],
    [
      'nobody ready, before 1.34',
      { service: clusterIp(443), endpoints: subsets('notReadyAddresses') },
      'endpoints',
      'MissingEndpoints',
      'endpoints for service/bar in "foo" have no addresses with port name "https"',
    ],
  ])('says what is wrong: %s', (_case, given, endpointsKind, reason, message) => {
    expect(serviceProblem(reference, { ...world(given), endpointsKind })).toEqual({
      ...{ status: 'False', reason, message },
    });
  });

  it.each<[string, World, 'endpoints' | 'endpointslices']>([
    ['slices', { service: clusterIp(443), slices: [slice(undefined)] }, 'endpointslices'],
    [
      'endpoints, which count as slices too',
      { service: clusterIp(443), endpoints: subsets('addresses') },
      'endpointslices',
    ],
    ['endpoints', { service: clusterIp(443), endpoints: subsets('addresses') }, 'endpoints'],
    [
      'an external name, behind which nobody looks',
      { service: { type: 'ExternalName', externalName: 'localhost' } },
      'endpointslices',
    ],
  ])('is content with %s', (_case, given, endpointsKind) => {
    expect(serviceProblem(reference, { ...world(given), endpointsKind })).toBeUndefined();
  });
});

// kubernetes/apiserver pkg/util/proxy/proxy.go
describe('ServiceNetwork', () => {
  it.each<[string, World, string]>([
    ['the address of a service', { service: clusterIp(443) }, '10.0.0.9:443'],
    [
      'an external name',
      { service: { type: 'ExternalName', externalName: 'localhost' } },
      'localhost:443',
    ],
    [
      'an endpoint, when asked for',
      { service: clusterIp(443), slices: [slice(true)], toEndpoints: true },
      '192.0.2.1:9443',
    ],
  ])('resolves to %s', (_case, given, address) => {
    expect(world(given).network.resolve(reference)).toBe(address);
  });

  it('resolves the API itself to this server', () => {
    const own = { namespace: 'default', name: 'kubernetes', port: 443 };
    expect(world({}).network.resolve(own)).toBe('localhost:6443');
  });

  it.each<[string, World, string]>([
    ['nothing', {}, 'service "bar" not found'],
    ['another port', { service: clusterIp(80) }, 'no service port 443 found for service "bar"'],
    [
      'a headless service',
      { service: { ...clusterIp(443), clusterIP: 'None' } },
      'cannot route to service with ClusterIP "None"',
    ],
    [
      'no endpoint',
      { service: clusterIp(443), toEndpoints: true },
      'no endpoints available for service "bar"',
    ],
    [
      'endpoints of an external name',
      { service: { type: 'ExternalName', externalName: 'x' }, toEndpoints: true },
      'unsupported service type "ExternalName"',
    ],
  ])('cannot resolve %s', (_case, given, message) => {
    expect(() => world(given).network.resolve(reference)).toThrow(message);
  });

  it('dials an endpoint for the address of a service, as kube-proxy would lead there', () => {
    const { network } = world({ service: clusterIp(443), slices: [slice(false), slice(true)] });
    expect(network.dialAddress('10.0.0.9:443')).toBe('192.0.2.1:9443');
    expect(network.dialAddress('10.0.0.8:443')).toBe('10.0.0.8:443');
    expect(() => network.dialAddress('10.0.0.9:80')).toThrow(
      'dial tcp 10.0.0.9:80: connect: connection refused',
    );
  });
});
