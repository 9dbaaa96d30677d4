import { text } from './cells.js';
import { columnPrinter } from './column-printer.js';
import type { TablePrinter } from '../resource-scope.js';

/**
 * The table of kinds without columns of their own.
 * @see kubernetes/apiserver `pkg/registry/rest/table.go`, `defaultTableConvertor`
 */
export const defaultPrinter: TablePrinter = columnPrinter([
  { name: 'Name', format: 'name', cell: text('metadata.name') },
  { name: 'Created At', type: 'date', cell: ({ metadata }) => metadata.creationTimestamp ?? null },
]);
