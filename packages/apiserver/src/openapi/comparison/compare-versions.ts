import { compareSwagger } from './compare-swagger.js';
import { objectAt, type Difference, type Json } from './difference.js';

/**
 * Compares our OpenAPI v3 documents with our v2 document, for there are no published ones to compare them with at hand. Each is
 * brought to the form that both can express: v3 alone tells defaults, v2 alone shares parameters.
 */
export function* compareVersions(v2: Json, v3: Iterable<Json>): Generator<Difference> {
  const paths: Record<string, unknown> = {};
  const definitions: Record<string, unknown> = {};
  for (const document of v3) {
    Object.assign(paths, objectAt(document, 'paths'));
    Object.assign(definitions, objectAt(objectAt(document, 'components'), 'schemas'));
  }
  const ofV2 = { paths: pathsOfV2(v2), definitions: neutral(objectAt(v2, 'definitions')) };
  const ofV3 = { paths: pathsOfV3(paths), definitions: neutral(definitions) };
  // The first is called official: here it is what the other has to agree with.
  yield* compareSwagger(ofV2, ofV3);
}

type Members = Record<string, unknown>;

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const mapMembers = (object: Json, map: (value: unknown, name: string) => unknown): Members =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, map(value, name)]));

/** A schema without what only one version can say: defaults, and the ways in which it says the rest. */
function neutral(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(neutral);
  if (!isObject(value)) return value;
  const { allOf, default: _default, oneOf, ...rest } = value;
  const [wrapped] = Array.isArray(allOf) ? (allOf as readonly unknown[]) : [];
  const kept = mapMembers(rest, (each, name) =>
    // A field may have the name of a keyword.
    name === 'properties' && isObject(each)
      ? mapMembers(each, (property) => neutral(property))
      : neutral(each),
  );
  if (typeof kept['$ref'] === 'string') kept['$ref'] = kept['$ref'].replace(/^.*\//, '');
  // A number or a text: 2.0 can only say the latter.
  if (oneOf !== undefined) kept['type'] = 'string';
  const inner = neutral(wrapped);
  return { ...kept, ...(isObject(inner) ? inner : {}) };
}

function pathsOfV2(v2: Json): Members {
  const shared = objectAt(v2, 'parameters');
  const resolve = (parameter: unknown): Members => {
    const { $ref: reference } = isObject(parameter) ? parameter : {};
    const found =
      typeof reference === 'string' ? shared[reference.replace('#/parameters/', '')] : parameter;
    return isObject(found) ? found : {};
  };
  const parametersOf = (list: unknown) => (Array.isArray(list) ? list.map(resolve) : []);
  return mapPaths(objectAt(v2, 'paths'), parametersOf, (operation, parameters) => {
    const { consumes, produces, schemes: _schemes, responses, ...rest } = operation;
    const body = parameters.find((each) => each['in'] === 'body');
    return {
      ...rest,
      parameters: parameters.filter((each) => each !== body),
      body: body && {
        required: body['required'],
        types: listOf(consumes),
        schema: neutral(body['schema']),
      },
      responses: mapMembers(isObject(responses) ? responses : {}, (response) => {
        const { schema } = isObject(response) ? response : {};
        return schema === undefined ? {} : { types: listOf(produces), schema: neutral(schema) };
      }),
    };
  });
}

function pathsOfV3(paths: Json): Members {
  const flat = (parameter: unknown): Members => {
    const { schema, ...rest } = isObject(parameter) ? parameter : {};
    return { ...rest, ...(isObject(schema) ? schema : {}) };
  };
  const parametersOf = (list: unknown) => (Array.isArray(list) ? list.map(flat) : []);
  return mapPaths(paths, parametersOf, (operation, parameters) => {
    const { requestBody, responses, ...rest } = operation;
    const { required } = isObject(requestBody) ? requestBody : {};
    return {
      ...rest,
      parameters,
      body: requestBody === undefined ? undefined : { required, ...contentOf(requestBody) },
      responses: mapMembers(isObject(responses) ? responses : {}, contentOf),
    };
  });
}

/** Media types, and the schema that all of them have. */
function contentOf(value: unknown): Members {
  const content = objectAt(value, 'content');
  const [first] = Object.values(content);
  if (first === undefined) return {};
  return { types: Object.keys(content), schema: neutral(objectAt(first, 'schema')) };
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function mapPaths(
  paths: Json,
  parametersOf: (list: unknown) => Members[],
  map: (operation: Members, parameters: Members[]) => Members,
): Members {
  return mapMembers(paths, (item) =>
    mapMembers(isObject(item) ? item : {}, (each, name) => {
      if (name === 'parameters') return parametersOf(each);
      const operation = isObject(each) ? each : {};
      return map(operation, parametersOf(operation['parameters']));
    }),
  );
}
