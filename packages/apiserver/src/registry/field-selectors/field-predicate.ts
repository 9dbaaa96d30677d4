import {
  badRequest,
  parseJsonPath,
  type FieldSelector,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import { textAt } from '../object-fields.js';
import { fieldLabelsFor, type FieldLabels, type FieldReader } from './field-labels.js';

/** Turns a parsed selector into a test. @throws {StatusError} 400 for a label that is not known */
export type FieldPredicateFactory = (
  selector: FieldSelector,
) => (object: Immutable<KubeObject>) => boolean;

/**
 * Field selectors of a built-in resource. All terms must hold; values are compared as text.
 * @see kubernetes/apiserver `pkg/storage/selection_predicate.go`
 */
export function fieldPredicateFor(options: {
  readonly group: string;
  readonly resource: string;
  readonly version?: string;
  readonly minor: number;
}): FieldPredicateFactory {
  return predicateFor(fieldLabelsFor({ version: 'v1', ...options }));
}

/**
 * Field selectors of a custom resource: its name, its namespace and the paths its definition makes selectable.
 * @param options.jsonPaths `spec.versions[].selectableFields[].jsonPath`
 * @see kubernetes/apiextensions-apiserver `pkg/apiserver/customresource_handler.go`
 */
export function customFieldPredicate(options: {
  readonly namespaced: boolean;
  readonly jsonPaths?: readonly string[];
}): FieldPredicateFactory {
  const { namespaced, jsonPaths = [] } = options;
  const readers: Record<string, FieldReader> = {
    'metadata.name': (object) => textAt(object, 'metadata.name'),
    ...(namespaced
      ? {
          'metadata.namespace': (object: Immutable<KubeObject>) =>
            textAt(object, 'metadata.namespace'),
        }
      : {}),
    ...Object.fromEntries(jsonPaths.map((each) => [each.replace(/^\./, ''), pathReader(each)])),
  };
  const refusal = (label: string): string => `field label not supported: ${label}`;
  return predicateFor({ readers, refusal });
}

function pathReader(jsonPath: string): FieldReader {
  const path = parseJsonPath(jsonPath);
  return (object) => {
    const [value] = path.find(object);
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : '';
  };
}

function predicateFor({ readers, refusal }: FieldLabels): FieldPredicateFactory {
  return (selector) => {
    const terms = selector.map(({ field, operator, value }) => {
      const read = Object.hasOwn(readers, field) ? readers[field] : undefined;
      if (read === undefined) throw badRequest(refusal(field));
      return { read, value, equal: operator === '=' };
    });
    return (object) => terms.every(({ read, value, equal }) => (read(object) === value) === equal);
  };
}
