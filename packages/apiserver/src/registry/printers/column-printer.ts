import type { Immutable, KubeObject } from '@skewplane/apimachinery';
import type { TablePrinter } from '../resource-scope.js';
import type { TableColumn, TableRowCondition } from '../table.js';

/** What one column shows of one object. */
export type Cell = (object: Immutable<KubeObject>, nowMs: number) => unknown;

/** A column together with its cells. */
export interface PrintedColumn {
  readonly name: string;
  readonly cell: Cell;
  /** `string` when absent. */
  readonly type?: 'string' | 'integer' | 'boolean' | 'date' | 'number';
  readonly format?: string;
  /** Only shown by `-o wide`: priority 1. */
  readonly wide?: boolean;
}

interface Extras {
  /** Cells after those of the columns: upstream has one kind that sends more cells than columns. */
  readonly surplus?: readonly Cell[];
  readonly conditions?: (object: Immutable<KubeObject>) => readonly TableRowCondition[] | undefined;
}

export function columnPrinter(
  printed: readonly PrintedColumn[],
  { surplus = [], conditions }: Extras = {},
): TablePrinter {
  const cells = [...printed.map(({ cell }) => cell), ...surplus];
  return {
    columns: printed.map(columnOf),
    row: (object, nowMs) => {
      const met = conditions?.(object);
      return {
        cells: cells.map((cell) => cell(object, nowMs)),
        ...(met === undefined ? {} : { conditions: met }),
      };
    },
  };
}

const columnOf = ({
  name,
  type = 'string',
  format = '',
  wide = false,
}: PrintedColumn): TableColumn => ({
  name,
  type,
  format,
  description: '',
  priority: wide ? 1 : 0,
});
