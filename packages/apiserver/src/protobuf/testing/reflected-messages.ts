import protobuf from 'protobufjs';
import type { MessageSet, ProtoField } from '@skewplane/api';

/** The messages of the table as the library's own reflection has them: an encoder that shares no code with ours. */
export function reflectMessages(messages: MessageSet): protobuf.Root {
  const root: NamespaceJson = { nested: {} };
  for (const name of messages.names()) {
    const message = messages.message(name);
    if (message === undefined) continue;
    const path = name.split('.');
    const last = path.pop() ?? '';
    const home = path.reduce(
      (at, part) => (at.nested[part] ??= { nested: {} }) as NamespaceJson,
      root,
    );
    home.nested[last] = { fields: Object.fromEntries(message.fields.map(reflectField)) };
  }
  return protobuf.Root.fromJSON(root);
}

interface NamespaceJson {
  nested: Record<string, NamespaceJson | protobuf.IType>;
}

/** Fields are named by their number, for some JSON names are none in protobuf (`$ref`). */
export const reflectedName = ({ number }: ProtoField) => `f${String(number)}`;

function reflectField(field: ProtoField): [string, protobuf.IField | protobuf.IMapField] {
  const type = typeof field.type === 'string' ? field.type : `.${field.type.get().name}`;
  const { number: id } = field;
  if (field.holds === 'map') return [reflectedName(field), { id, type, keyType: 'string' }];
  const rule = field.holds === 'list' ? 'repeated' : 'optional';
  // Lists of numbers are not packed in proto2.
  const options = { packed: false };
  return [reflectedName(field), { id, type, rule, options }];
}
