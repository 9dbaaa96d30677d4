import type { JsonSchema, SchemaWriter } from './json-schema.js';
import type { Operation, PathItem } from './operation.js';
import { sortParameters, type Parameter } from './parameters.js';

export const responseTexts: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
};

const parameter = ({ in: where, name, type }: Parameter): JsonSchema => ({
  in: where,
  name,
  ...(where === 'path' ? { required: true } : {}),
  schema: { type, uniqueItems: true },
});

const parametersOf = (parameters: readonly Parameter[]): JsonSchema =>
  parameters.length === 0 ? {} : { parameters: sortParameters(parameters).map(parameter) };

export const writePathItemV3 = (item: PathItem, writer: SchemaWriter): JsonSchema => ({
  ...Object.fromEntries(
    item.operations.map((operation) => [operation.method, writeOperation(operation, writer)]),
  ),
  ...parametersOf(item.parameters),
});

function writeOperation(operation: Operation, writer: SchemaWriter): JsonSchema {
  const { gvk } = operation;
  return {
    operationId: operation.id,
    ...parametersOf(operation.parameters),
    ...requestBody(operation, writer),
    responses: responses(operation, writer),
    tags: [operation.tag],
    'x-kubernetes-action': operation.action,
    'x-kubernetes-group-version-kind': { group: gvk.group, kind: gvk.kind, version: gvk.version },
  };
}

function requestBody({ body, consumes }: Operation, writer: SchemaWriter): JsonSchema {
  if (body === undefined) return {};
  return {
    requestBody: {
      content: contentOf(consumes, writer.reference(body.type)),
      ...(body.required ? { required: true } : {}),
    },
  };
}

function responses(operation: Operation, writer: SchemaWriter): JsonSchema {
  const written: JsonSchema = {};
  for (const [code, type] of operation.responses) {
    const schema = type === undefined ? { type: 'string' } : writer.reference(type);
    written[code] = {
      content: contentOf(operation.produces, schema),
      description: responseTexts[code],
    };
  }
  return { ...written, 401: { description: 'Unauthorized' } };
}

const contentOf = (types: readonly string[], schema: JsonSchema): JsonSchema =>
  Object.fromEntries(types.map((type) => [type, { schema }]));
