import type { JsonSchema, SchemaWriter } from './json-schema.js';
import type { Operation, PathItem } from './operations.js';
import type { Parameter } from './parameters.js';
import { patchTypes, producedTypes, responseTexts, streamedTypes } from './write-v3.js';

const parameter = ({ in: where, name, type }: Parameter): JsonSchema => ({
  uniqueItems: true,
  type,
  name,
  in: where,
  ...(where === 'path' ? { required: true } : {}),
});

export const writePathItemV2 = (item: PathItem, writer: SchemaWriter): JsonSchema => ({
  ...Object.fromEntries(
    item.operations.map((operation) => [operation.method, writeOperation(operation, writer)]),
  ),
  parameters: item.parameters.map(parameter),
});

function writeOperation(operation: Operation, writer: SchemaWriter): JsonSchema {
  const { gvk, body, query } = operation;
  const parameters = [...bodyParameter(body, writer), ...query.map(parameter)];
  return {
    consumes: operation.method === 'patch' ? patchTypes : ['*/*'],
    produces: produces(operation),
    schemes: ['https'],
    tags: [operation.tag],
    operationId: operation.id,
    ...(parameters.length === 0 ? {} : { parameters }),
    responses: responses(operation, writer),
    'x-kubernetes-action': operation.action,
    'x-kubernetes-group-version-kind': { group: gvk.group, kind: gvk.kind, version: gvk.version },
  };
}

function produces({ action, streams, responses: [first] }: Operation): string[] {
  if (action === 'connect') return ['*/*'];
  const types = streams ? [...producedTypes, ...streamedTypes] : producedTypes;
  return first?.[1] === undefined ? ['text/plain', ...types] : types;
}

function bodyParameter(body: Operation['body'], writer: SchemaWriter): JsonSchema[] {
  if (body === undefined) return [];
  const required = body.required ? { required: true } : {};
  return [{ name: 'body', in: 'body', ...required, schema: writer.reference(body.type) }];
}

function responses(operation: Operation, writer: SchemaWriter): JsonSchema {
  const written: JsonSchema = {};
  for (const [code, type] of operation.responses) {
    const schema = type === undefined ? { type: 'string' } : writer.reference(type);
    written[code] = { description: responseTexts[code], schema };
  }
  return { ...written, 401: { description: 'Unauthorized' } };
}
