import type { GroupVersionKind } from '@skewplane/apimachinery';
import { messagePrefixes, messageTable } from '../generated/protobuf.js';
import type {
  JsonForm,
  LazyMessage,
  ProtoField,
  ProtoMessage,
  ProtoScalar,
} from './proto-message.js';

/** The protobuf messages of all minors: numbers are never reused, so one set serves every version. */
export interface MessageSet {
  /** @param name for example `k8s.io.api.core.v1.PodSpec` */
  message(name: string): ProtoMessage | undefined;
  /** The message of a kind, lists included. Options that all groups share are found for any group. */
  forKind(gvk: GroupVersionKind): ProtoMessage | undefined;
  /** Names of all messages, sorted as the table is. */
  names(): Iterable<string>;
}

/** Indexed at the first call and shared afterwards, for it is a constant: messages are parsed as they are asked for. */
export function protobufMessages(): MessageSet {
  return (shared ??= new TableMessageSet());
}

let shared: MessageSet | undefined;

const scalars: ReadonlySet<string> = new Set<ProtoScalar>([
  'string',
  'bool',
  'int32',
  'int64',
  'double',
  'bytes',
]);

/** Last parts of the names of messages that are no plain object in JSON. */
const forms: ReadonlyMap<string, JsonForm> = new Map([
  ['%api.resource.Quantity', 'quantity'],
  ['%util.intstr.IntOrString', 'int-or-string'],
  ['%meta.v1.Time', 'time'],
  ['%meta.v1.MicroTime', 'micro-time'],
  ['%meta.v1.FieldsV1', 'json'],
  ['%runtime.RawExtension', 'json'],
  ['%apiextensions.v1.JSON', 'json'],
  ['%apiextensions.v1.JSONSchemaPropsOrBool', 'schema-or-bool'],
  ['%apiextensions.v1.JSONSchemaPropsOrArray', 'schema-or-list'],
  ['%apiextensions.v1.JSONSchemaPropsOrStringArray', 'schema-or-strings'],
  ['%meta.v1.Verbs', 'list'],
  ['authentication.v1.AttestationValue', 'list'],
  ['authentication.v1.ExtraValue', 'list'],
  ['authorization.v1.ExtraValue', 'list'],
  ['certificates.v1.ExtraValue', 'list'],
]);

class TableMessageSet implements MessageSet {
  /** Short name to where its fields start in the table. */
  readonly #starts = new Map<string, number>();
  /** `group/version/kind`, or only a kind that every group has, to its short name. */
  readonly #kinds = new Map<string, string>();
  readonly #messages = new Map<string, ProtoMessage>();

  constructor() {
    for (let at = 1; at < messageTable.length;) {
      const end = messageTable.indexOf('\n', at);
      if (messageTable[at] !== ' ') this.#index(messageTable.slice(at, end), end + 1);
      at = end + 1;
    }
  }

  #index(head: string, fieldsAt: number): void {
    const [name = '', kind] = head.split(' ');
    this.#starts.set(name, fieldsAt);
    if (kind === '*') this.#kinds.set(name.slice(name.lastIndexOf('.') + 1), name);
    else if (kind !== undefined) this.#kinds.set(kind, name);
  }

  message(name: string): ProtoMessage | undefined {
    return this.#messageOf(shortName(name));
  }

  forKind({ group, version, kind }: GroupVersionKind): ProtoMessage | undefined {
    const name = this.#kinds.get(`${group}/${version}/${kind}`) ?? this.#kinds.get(kind);
    return name === undefined ? undefined : this.#messageOf(name);
  }

  *names(): Iterable<string> {
    for (const name of this.#starts.keys()) yield longName(name);
  }

  #messageOf(short: string): ProtoMessage | undefined {
    const known = this.#messages.get(short);
    if (known !== undefined) return known;
    const start = this.#starts.get(short);
    if (start === undefined) return undefined;
    const made = new TableMessage(short, this.#parseFields(start));
    this.#messages.set(short, made);
    return made;
  }

  #parseFields(start: number): ProtoField[] {
    const fields: ProtoField[] = [];
    for (let at = start; messageTable[at] === ' ';) {
      const end = messageTable.indexOf('\n', at);
      fields.push(this.#parseField(messageTable.slice(at + 1, end)));
      at = end + 1;
    }
    return fields;
  }

  #parseField(line: string): ProtoField {
    const [name = '', number, type = '', mark] = line.split(' ');
    const bare = type.replace(/^(?:\[\]|\{\})/, '');
    return {
      name,
      number: Number(number),
      holds: type.startsWith('[]') ? 'list' : type.startsWith('{}') ? 'map' : 'one',
      type: isScalar(bare) ? bare : this.#lazy(bare.slice(1)),
      keepsZero: mark === '+',
      inlined: mark === '~',
    };
  }

  #lazy(short: string): LazyMessage {
    let found: ProtoMessage | undefined;
    return {
      get: () => {
        found ??= this.#messageOf(short);
        if (found === undefined) throw new Error(`The table of messages lacks ${short}`);
        return found;
      },
    };
  }
}

const isScalar = (type: string): type is ProtoScalar => scalars.has(type);

class TableMessage implements ProtoMessage {
  readonly name: string;
  readonly form: JsonForm;
  readonly fields: readonly ProtoField[];
  readonly #byNumber: ReadonlyMap<number, ProtoField>;

  constructor(short: string, fields: readonly ProtoField[]) {
    this.name = longName(short);
    this.form = forms.get(short) ?? 'object';
    this.fields = fields;
    this.#byNumber = new Map(fields.map((field) => [field.number, field]));
  }

  field(number: number): ProtoField | undefined {
    return this.#byNumber.get(number);
  }
}

function longName(short: string): string {
  for (const [mark, prefix] of Object.entries(messagePrefixes)) {
    if (short.startsWith(mark)) return prefix + short.slice(mark.length);
  }
  return short;
}

function shortName(name: string): string {
  for (const [mark, prefix] of Object.entries(messagePrefixes)) {
    if (name.startsWith(prefix)) return mark + name.slice(prefix.length);
  }
  return name;
}
