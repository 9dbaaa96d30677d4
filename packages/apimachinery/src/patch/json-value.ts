import { isRecord } from '../kube-object.js';

/** A JSON object of unknown shape. Keys may be anything, `__proto__` included: read and write with the functions below. */
export type JsonObject = Record<string, unknown>;

/** The value of an own key; never something inherited, whatever the key is called. */
export function getOwn(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Sets an own key. Plain assignment to `__proto__` would replace the prototype instead. */
export function setOwn(object: JsonObject, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
    return;
  }
  object[key] = value;
}

export function deleteOwn(object: JsonObject, key: string): void {
  Reflect.deleteProperty(object, key);
}

/** Copies objects and arrays all the way down. */
export function cloneJson<T>(value: T): T;
export function cloneJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => cloneJson(each));
  if (!isRecord(value)) return value;
  const copy: JsonObject = {};
  for (const key of Object.keys(value)) setOwn(copy, key, cloneJson(value[key]));
  return copy;
}

/** Same JSON? The order of keys does not count, and an absent key equals one that is `undefined`. */
export function equalJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let index = 0; index < a.length; index++) {
      if (!equalJson(a[index], b[index])) return false;
    }
    return true;
  }
  if (!isRecord(a) || !isRecord(b)) return false;
  for (const key of Object.keys(a)) {
    if (!equalJson(a[key], getOwn(b, key))) return false;
  }
  for (const key of Object.keys(b)) {
    if (b[key] !== undefined && !Object.hasOwn(a, key)) return false;
  }
  return true;
}
