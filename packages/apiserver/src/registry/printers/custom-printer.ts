import { stringifyExactJson, parseJsonPath, type JsonPath } from '@skewplane/apimachinery';
import type { TablePrinter } from '../resource-scope.js';
import type { TableColumn } from '../table.js';
import { ageOf } from './cells.js';

/** An entry of `spec.versions[].additionalPrinterColumns` of a CustomResourceDefinition. */
export interface AdditionalPrinterColumn {
  readonly name: string;
  readonly type: string;
  readonly jsonPath: string;
  readonly format?: string | undefined;
  readonly description?: string | undefined;
  readonly priority?: number | undefined;
}

const ageColumn: AdditionalPrinterColumn = {
  name: 'Age',
  type: 'date',
  jsonPath: '.metadata.creationTimestamp',
};

/**
 * The table of a custom resource: its name, then the columns its definition asks for, or its age.
 * @see kubernetes/apiextensions-apiserver `pkg/registry/customresource/tableconvertor/tableconvertor.go`
 * @throws {SyntaxError} for a path that cannot be parsed
 */
export function customResourcePrinter(
  columns: readonly AdditionalPrinterColumn[] | undefined,
): TablePrinter {
  const printed = columns === undefined || columns.length === 0 ? [ageColumn] : columns;
  const cells = printed.map(({ type, jsonPath }) => ({ type, path: parseJsonPath(jsonPath) }));
  return {
    columns: [nameColumn, ...printed.map(columnOf)],
    row: (object, nowMs) => ({
      cells: [
        object.metadata.name ?? '',
        ...cells.map(({ type, path }) => customCell(first(path, object), type, nowMs)),
      ],
    }),
  };
}

/** The table of the scale subresource of a custom resource. */
export function customScalePrinter(): TablePrinter {
  return customResourcePrinter([
    { name: 'Desired', type: 'integer', jsonPath: '.spec.replicas' },
    { name: 'Available', type: 'integer', jsonPath: '.status.replicas' },
    ageColumn,
  ]);
}

const nameColumn: TableColumn = {
  name: 'Name',
  type: 'string',
  format: 'name',
  description: '',
  priority: 0,
};

function columnOf(column: AdditionalPrinterColumn): TableColumn {
  const { name, type, format = '', description = '', priority = 0 } = column;
  return { name, type, format, description, priority };
}

const first = (path: JsonPath, object: unknown): unknown => path.find(object)[0];

/** Null when the value does not fit the type of its column. */
function customCell(value: unknown, type: string, nowMs: number): unknown {
  if (value === undefined || value === null) return null;
  switch (type) {
    case 'integer':
      if (typeof value === 'bigint') return value;
      return typeof value === 'number' ? Math.trunc(value) : null;
    case 'number':
      return typeof value === 'number' || typeof value === 'bigint' ? value : null;
    case 'boolean':
      return typeof value === 'boolean' ? value : null;
    case 'string':
      return typeof value === 'string' ? value : stringifyExactJson(value);
    case 'date':
      return dateCell(value, nowMs);
    default:
      return null;
  }
}

function dateCell(value: unknown, nowMs: number): unknown {
  if (typeof value !== 'string') return null;
  return Number.isNaN(Date.parse(value)) ? '<invalid>' : ageOf(value, nowMs);
}
