import type { JsonSchema, SchemaWriter } from './json-schema.js';
import type { Operation, PathItem } from './operations.js';
import type { Parameter } from './parameters.js';

/** Media types that this server writes. */
export const producedTypes = ['application/json', 'application/yaml'];
export const streamedTypes = ['application/json;stream=watch'];
/** Media types of patches; those of custom resources go without the strategic one. */
export const patchTypes = [
  'application/apply-patch+yaml',
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
];

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

export const writePathItemV3 = (item: PathItem, writer: SchemaWriter): JsonSchema => ({
  ...Object.fromEntries(
    item.operations.map((operation) => [operation.method, writeOperation(operation, writer)]),
  ),
  parameters: item.parameters.map(parameter),
});

function writeOperation(operation: Operation, writer: SchemaWriter): JsonSchema {
  const { query, gvk } = operation;
  return {
    operationId: operation.id,
    ...(query.length === 0 ? {} : { parameters: query.map(parameter) }),
    ...requestBody(operation, writer),
    responses: responses(operation, writer),
    tags: [operation.tag],
    'x-kubernetes-action': operation.action,
    'x-kubernetes-group-version-kind': { group: gvk.group, kind: gvk.kind, version: gvk.version },
  };
}

function requestBody({ body, method }: Operation, writer: SchemaWriter): JsonSchema {
  if (body === undefined) return {};
  const types = method === 'patch' ? patchTypes : ['*/*'];
  return {
    requestBody: {
      content: contentOf(types, writer.reference(body.type)),
      ...(body.required ? { required: true } : {}),
    },
  };
}

function responses(operation: Operation, writer: SchemaWriter): JsonSchema {
  const types = operation.streams ? [...producedTypes, ...streamedTypes] : producedTypes;
  const written: JsonSchema = {};
  for (const [code, type] of operation.responses) {
    const content =
      type === undefined
        ? contentOf([operation.action === 'connect' ? '*/*' : 'text/plain'], { type: 'string' })
        : contentOf(types, writer.reference(type));
    written[code] = { content, description: responseTexts[code] };
  }
  return { ...written, 401: { description: 'Unauthorized' } };
}

const contentOf = (types: readonly string[], schema: JsonSchema): JsonSchema =>
  Object.fromEntries(types.map((type) => [type, { schema }]));
