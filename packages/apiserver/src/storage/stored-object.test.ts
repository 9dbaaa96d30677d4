import { describe, expect, it } from 'vitest';
import { StoredObject, encodeForStorage } from './stored-object.js';

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'ä', resourceVersion: '3' },
  spec: { a: 1 },
};

describe('StoredObject', () => {
  it.each([
    ['as we write it', encodeForStorage(pod)],
    ['without metadata', encodeForStorage({ ...pod, metadata: {} })],
    [
      'in another order',
      Buffer.from('{"spec":{"metadata":{}},"kind":"Pod","metadata":{"name":"a"}}'),
    ],
    ['with its own revision', Buffer.from('{"spec":{},"metadata":{"resourceVersion":"3"}}')],
  ])('%s: json says what object says, with the revision of etcd', (_, stored) => {
    const object = new StoredObject('pods/default/a', stored, 7);
    const parsed: unknown = JSON.parse(object.json.toString());
    expect(parsed).toEqual(object.object);
    expect(object.object.metadata.resourceVersion).toBe('7');
    expect(object.json).toBe(object.json);
  });

  it('stays what it is, before and after its json was made', () => {
    const stored = encodeForStorage(pod);
    const object = new StoredObject('pods/default/a', Buffer.from(stored), 7);
    for (const make of [() => undefined, () => object.json]) {
      make();
      expect(object.hasBytes(stored)).toBe(true);
      expect(object.apiVersion).toBe('v1');
      expect(object.hasBytes(encodeForStorage({ ...pod, spec: { a: 2 } }))).toBe(false);
      expect(object.atRevision(9).object.metadata.resourceVersion).toBe('9');
      expect(object.atRevision(9).json.toString()).toContain('"resourceVersion":"9"');
      expect(object.detached().hasBytes(stored)).toBe(true);
      expect(object.copy()).toEqual({ ...pod, metadata: { name: 'ä', resourceVersion: '7' } });
    }
  });

  it('gives away copies that are private', () => {
    const object = new StoredObject('pods/default/a', encodeForStorage(pod), 7);
    object.copy().metadata.name = 'changed';
    expect(object.object.metadata.name).toBe('ä');
  });
});
