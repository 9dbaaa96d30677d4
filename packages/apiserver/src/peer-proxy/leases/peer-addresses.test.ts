import { describe, expect, it } from 'vitest';
import { FakeEndpointStore } from '../testing/fake-cluster.js';
import { endpointRecord } from './endpoint-record.js';
import { PeerAddresses, addressOf, resolveAddresses } from './peer-addresses.js';

function storeWith(addresses: Record<string, string>): FakeEndpointStore {
  const store = new FakeEndpointStore();
  for (const [id, address] of Object.entries(addresses)) {
    const record = Buffer.from(JSON.stringify(endpointRecord(id, address, 1)));
    store.records.set(`peerserverleases/${id}`, record);
  }
  return store;
}

// Spec 2.4 and 3.5; kubernetes/apiserver pkg/util/peerproxy/peerproxy_handler_test.go.
describe('peer addresses', () => {
  it('reads host and port of every server', async () => {
    const book = await new PeerAddresses(storeWith({ b: '10.0.0.2:6443', c: '[::1]:8443' })).read();
    expect([...book]).toEqual([
      ['b', '10.0.0.2:6443'],
      ['c', '[::1]:8443'],
    ]);
  });

  it.each(['{"kind":"Endpoints"}', 'no JSON', '[]', 'null'])('passes over %s', async (value) => {
    const store = storeWith({ b: '10.0.0.2:6443' });
    store.records.set('peerserverleases/a', Buffer.from(value));
    expect((await new PeerAddresses(store).read()).size).toBe(1);
  });

  it('says what Go says of a server without a record', () => {
    expect(() => addressOf(new Map(), 'b')).toThrow('missing port in address');
  });

  it('S09: leaves out candidates that cannot be resolved', () => {
    const { addresses, errors } = resolveAddresses(new Map([['c', '10.0.0.3:6443']]), ['b', 'c']);
    expect(addresses).toEqual(['10.0.0.3:6443']);
    expect(errors.map(String)).toEqual(['AddressError: missing port in address']);
  });

  it('reads anew for every caller that comes after a read began, and once for those that wait together', async () => {
    const store = storeWith({ b: '10.0.0.2:6443' });
    const addresses = new PeerAddresses(store);
    const first = addresses.read();
    const waiting = [addresses.read(), addresses.read(), addresses.read()];
    // What is written while the first read runs must be in what the later callers see.
    store.records.set(
      'peerserverleases/c',
      Buffer.from(JSON.stringify(endpointRecord('c', '10.0.0.3:6443', 1))),
    );
    await first;
    for (const book of await Promise.all(waiting)) expect(book.get('c')).toBe('10.0.0.3:6443');
    expect(store.lists).toBe(2);
    await addresses.read();
    expect(store.lists).toBe(3);
  });

  it('tells a failure to those who asked and reads again for the next', async () => {
    const store = storeWith({});
    store.failure = new Error('etcd is away');
    const addresses = new PeerAddresses(store);
    const results = await Promise.allSettled([addresses.read(), addresses.read()]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    store.failure = undefined;
    expect((await addresses.read()).size).toBe(0);
  });
});
