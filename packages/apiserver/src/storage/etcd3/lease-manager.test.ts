import { FakeClock } from '@skewplane/apimachinery';
import { describe, expect, it } from 'vitest';
import { LeaseManager } from './lease-manager.js';

function make() {
  const clock = new FakeClock();
  const granted: number[] = [];
  const client = {
    grantLease: async (ttlSeconds: number): Promise<bigint> => {
      granted.push(ttlSeconds);
      return BigInt(granted.length);
    },
  };
  return { clock, granted, leases: new LeaseManager(client, clock) };
}

// Numbers: kubernetes/apiserver pkg/storage/etcd3/lease_manager.go
describe('LeaseManager', () => {
  it.each([
    { ttlSeconds: 3_600, want: 3_660 },
    { ttlSeconds: 100, want: 105 },
    { ttlSeconds: 15, want: 15 },
  ])('asks for $want s to cover $ttlSeconds s', async ({ ttlSeconds, want }) => {
    const { granted, leases } = make();
    await leases.leaseFor(ttlSeconds);
    expect(granted).toEqual([want]);
  });

  it('shares a lease for a minute', async () => {
    const { clock, leases } = make();
    const ids = [await leases.leaseFor(3_600), await leases.leaseFor(3_600)];
    await clock.advance(59_000);
    ids.push(await leases.leaseFor(3_600));
    await clock.advance(2_000);
    ids.push(await leases.leaseFor(3_600));
    expect(ids).toEqual([1n, 1n, 1n, 2n]);
  });

  it('does not put a short-lived object on a long lease', async () => {
    const { leases } = make();
    expect([await leases.leaseFor(3_600), await leases.leaseFor(60)]).toEqual([1n, 2n]);
  });

  it('puts at most 1000 objects on one lease', async () => {
    const { granted, leases } = make();
    for (let i = 0; i < 1_001; i++) await leases.leaseFor(3_600);
    expect(granted).toHaveLength(2);
  });

  it('grants anew after etcd forgot the lease', async () => {
    const { leases } = make();
    await leases.leaseFor(3_600);
    leases.forget();
    expect(await leases.leaseFor(3_600)).toBe(2n);
  });
});
