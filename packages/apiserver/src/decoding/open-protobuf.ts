import { protobufMessages, type SchemaSet } from '@skewplane/api';
import type { GroupVersionKind } from '@skewplane/apimachinery';
import { decodeMessage } from '../protobuf/decode-message.js';
import { openEnvelope, type Envelope } from '../protobuf/envelope.js';
import { WireError } from '../protobuf/wire-error.js';
import { undecodable, type UndecodableBody } from './decode-error.js';
import { identifyObject, type ExpectedKind } from './identify-object.js';
import { JsonSyntaxError } from './json-scanner.js';

/** A protobuf body in its JSON form; not checked yet. */
export interface ProtobufBody {
  readonly body: Buffer;
  readonly actual: GroupVersionKind;
  readonly value: Record<string, unknown>;
}

/**
 * @see kubernetes/apimachinery `pkg/runtime/serializer/protobuf/protobuf.go`, `Decode`
 * @throws {StatusError} 400
 */
export function openProtobuf(
  context: UndecodableBody,
  options: { readonly expected: ExpectedKind; readonly schemas: SchemaSet },
): ProtobufBody {
  const { body } = context;
  const { raw, ...typeMeta } = orRefuse(context, () => openEnvelope(body));
  const actual = identifyObject(described(typeMeta), options, context);
  const message =
    options.expected.origin === 'custom' ? undefined : protobufMessages().forKind(actual);
  if (message === undefined) throw undecodable(unmarshalable, { ...context, actual });
  const { value } = orRefuse({ ...context, actual }, () => decodeMessage(raw, message));
  return { body, actual, value: { ...described(typeMeta), ...value } };
}

/** What custom resources have in common upstream: objects that know no protobuf. */
const unmarshalable =
  'object *unstructured.Unstructured does not implement the protobuf marshalling interface and cannot be encoded to a protobuf message';

/** Only what the envelope says; the path fills in the rest. */
const described = ({ apiVersion, kind }: Pick<Envelope, 'apiVersion' | 'kind'>) => ({
  ...(kind === '' ? {} : { kind }),
  ...(apiVersion === '' ? {} : { apiVersion }),
});

function orRefuse<T>(context: UndecodableBody, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof WireError || error instanceof JsonSyntaxError) {
      throw undecodable(error.message, { ...context, cause: error });
    }
    throw error;
  }
}
