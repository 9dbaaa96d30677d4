import { describe, expect, it } from 'vitest';
import { StatusError, type KubeObject } from '@skewplane/apimachinery';
import { allocateForService, pickClusterIp, takenAddresses } from './service-allocation.js';

const network = { clusterIpRange: '10.0.0.0/24', nodePorts: { from: 30000, to: 30002 } };
const service = (spec: Record<string, unknown>): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace: 'n', name: 's' },
  spec,
});
const nothing = takenAddresses([]);
const first = () => 0;

// kubernetes/kubernetes pkg/registry/core/service/storage/alloc.go
describe('allocateForService', () => {
  it('gives an IP, families and node ports', () => {
    const made = service({ type: 'NodePort', ports: [{ port: 80, protocol: 'TCP' }] });
    allocateForService(made, nothing, { network, random: first });
    expect(made['spec']).toEqual({
      type: 'NodePort',
      clusterIP: '10.0.0.17',
      clusterIPs: ['10.0.0.17'],
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      ports: [{ port: 80, protocol: 'TCP', nodePort: 30000 }],
    });
  });

  it('gives no IP to a headless service', () => {
    const made = service({ type: 'ClusterIP', clusterIP: 'None', selector: { a: 'b' } });
    allocateForService(made, nothing, { network, random: first });
    expect(made['spec']).toMatchObject({ clusterIP: 'None', clusterIPs: ['None'] });
  });

  it('leaves external names alone', () => {
    const made = service({ type: 'ExternalName', externalName: 'a.b' });
    allocateForService(made, nothing, { network, random: first });
    expect(made['spec']).toEqual({ type: 'ExternalName', externalName: 'a.b' });
  });

  const other = service({
    clusterIPs: ['10.0.0.9'],
    ports: [{ nodePort: 30001, protocol: 'TCP' }],
  });
  it.each([
    {
      spec: { type: 'ClusterIP', clusterIP: '10.0.0.9' },
      want: 'failed to allocate IP 10.0.0.9: provided IP is already allocated',
    },
    {
      spec: { type: 'ClusterIP', clusterIP: '10.0.1.9' },
      want: 'The range of valid IPs is 10.0.0.0/24',
    },
    {
      spec: { type: 'NodePort', ports: [{ port: 1, protocol: 'TCP', nodePort: 30001 }] },
      want: 'spec.ports[0].nodePort: Invalid value: 30001: provided port is already allocated',
    },
    {
      spec: { type: 'NodePort', ports: [{ port: 1, protocol: 'TCP', nodePort: 80 }] },
      want: 'provided port is not in the valid range. The range of valid ports is 30000-30002',
    },
  ])('refuses: $want', ({ spec, want }) => {
    const taken = takenAddresses([other], { namespace: 'n', name: 'else' });
    const allocate = () => {
      allocateForService(service(spec), taken, { network, random: first });
    };
    expect(allocate).toThrow(StatusError);
    expect(allocate).toThrow(want);
  });
});

// kubernetes/kubernetes pkg/registry/core/service/ipallocator/ipallocator.go
describe('pickClusterIp', () => {
  const addresses = (from: number, to: number): Set<string> =>
    new Set(Array.from({ length: to - from + 1 }, (_, at) => `10.0.0.${String(from + at)}`));

  it('takes from the lower part only when the upper part is full', () => {
    expect(pickClusterIp('10.0.0.0/24', addresses(17, 254), first)).toBe('10.0.0.1');
  });
  it('finds nothing in a full range', () => {
    expect(pickClusterIp('10.0.0.0/24', addresses(1, 254), first)).toBeUndefined();
  });
  it('does not leave the range', () => {
    expect(pickClusterIp('10.0.0.0/24', new Set(), () => 0.999)).toBe('10.0.0.254');
  });
});

it('does not count the service itself', () => {
  const own = service({ clusterIPs: ['10.0.0.9'] });
  expect([...takenAddresses([own], { namespace: 'n', name: 's' }).ips]).toEqual([]);
});
