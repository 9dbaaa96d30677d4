import type { ProtoField, ProtoMessage, ProtoScalar } from '@skewplane/api';
import { reflectedName } from './reflected-messages.js';

/** One value in both worlds. */
export interface Sample {
  /** As it stands in JSON. */
  readonly json: unknown;
  /** As reflection takes it. */
  readonly proto: unknown;
}

/** A message with every field set. Types that contain themselves end where they would begin again. */
export function sampleMessage(message: ProtoMessage): Sample & { json: Record<string, unknown> } {
  return new Sampler().object(message);
}

class Sampler {
  readonly #open = new Set<string>();
  #count = 0;

  object(message: ProtoMessage): Sample & { json: Record<string, unknown> } {
    const json: Record<string, unknown> = {};
    const proto: Record<string, unknown> = {};
    this.#open.add(message.name);
    for (const field of message.fields) {
      if (typeof field.type !== 'string' && this.#open.has(field.type.get().name)) continue;
      const value = this.#field(field);
      proto[reflectedName(field)] = value.proto;
      if (field.inlined) Object.assign(json, value.json);
      else json[field.name] = value.json;
    }
    this.#open.delete(message.name);
    return { json, proto };
  }

  #field(field: ProtoField): Sample {
    const first = this.#value(field);
    switch (field.holds) {
      case 'one':
        return first;
      case 'list': {
        const second = this.#value(field);
        return { json: [first.json, second.json], proto: [first.proto, second.proto] };
      }
      case 'map':
        return { json: { key: first.json }, proto: { key: first.proto } };
    }
  }

  #value({ type }: ProtoField): Sample {
    this.#count += 1;
    if (typeof type === 'string') return sampleScalar(type, this.#count);
    const message = type.get();
    return message.form === 'object' ? this.object(message) : this.#special(message);
  }

  /** Numbers of fields are those of the messages upstream: a test of ours should not take them from the table. */
  #special(message: ProtoMessage): Sample {
    const count = this.#count;
    const text = `text-${String(count)}`;
    switch (message.form) {
      case 'quantity':
        return { json: `${String(count)}Mi`, proto: { f1: `${String(count)}Mi` } };
      case 'int-or-string':
        return count % 2 === 0
          ? { json: count, proto: { f1: 0, f2: count, f3: '' } }
          : { json: text, proto: { f1: 1, f2: 0, f3: text } };
      case 'time':
        return { json: '2026-07-24T10:11:12Z', proto: { f1: 1784887872, f2: 0 } };
      case 'micro-time':
        return { json: '2026-07-24T10:11:12.000345Z', proto: { f1: 1784887872, f2: 345_000 } };
      case 'json': {
        const json = { [text]: [count, null, 'é'] };
        return { json, proto: { f1: Buffer.from(JSON.stringify(json)) } };
      }
      case 'list':
        return { json: [text, ''], proto: { f1: [text, ''] } };
      case 'schema-or-bool':
        return { json: true, proto: { f1: true } };
      case 'schema-or-strings':
        return { json: [text], proto: { f2: [text] } };
      default:
        // `items` of a schema, which only a schema holds.
        return { json: [{ type: text }], proto: { f2: [{ f5: text }] } };
    }
  }
}

function sampleScalar(type: ProtoScalar, count: number): Sample {
  switch (type) {
    case 'string':
      return { json: `text-${String(count)}`, proto: `text-${String(count)}` };
    case 'bool':
      return { json: true, proto: true };
    case 'double':
      return { json: count + 0.5, proto: count + 0.5 };
    case 'int32':
      return { json: -count, proto: -count };
    case 'int64':
      return { json: 2 ** 40 + count, proto: 2 ** 40 + count };
    case 'bytes': {
      const bytes = Buffer.from([count % 256, 0, 255]);
      return { json: bytes.toString('base64'), proto: bytes };
    }
  }
}
