import { fieldRequired, type FieldError } from '@skewplane/apimachinery';
import { itemsOf, propertiesOf, type JsonSchemaProps } from '../json-schema-props.js';

/**
 * What an alternative speaks of has to have a type outside of it.
 * @see kubernetes/apiextensions-apiserver `pkg/apiserver/schema/complete.go`
 */
export function validateCompleteness(schema: JsonSchemaProps, path: string): FieldError[] {
  return alternatives(schema, path).flatMap(([each, valuePath]) =>
    compare(each, schema, path, valuePath),
  );
}

function alternatives(
  schema: JsonSchemaProps,
  path: string,
): (readonly [JsonSchemaProps, string])[] {
  const { not, allOf = [], anyOf = [], oneOf = [] } = schema;
  const listed = Object.entries({ allOf, anyOf, oneOf }).flatMap(([name, list]) =>
    list.map((each, at) => [each, `${path}.${name}[${String(at)}]`] as const),
  );
  return not === undefined ? listed : [[not, `${path}.not`], ...listed];
}

function compare(
  value: JsonSchemaProps,
  structure: JsonSchemaProps | undefined,
  path: string,
  valuePath: string,
): FieldError[] {
  if (structure === undefined)
    return [fieldRequired(path, `because it is defined in ${valuePath}`)];
  const items = itemsOf(value);
  return [
    ...alternatives(value, valuePath).flatMap(([each, at]) => compare(each, structure, path, at)),
    ...(items === undefined
      ? []
      : compare(items, itemsOf(structure), `${path}.items`, `${valuePath}.items`)),
    ...propertiesOf(value).flatMap(([name, each]) =>
      compare(
        each,
        structure.properties?.[name],
        `${path}.properties[${name}]`,
        `${valuePath}.properties[${name}]`,
      ),
    ),
  ];
}
