import { isRecord } from '@skewplane/apimachinery';

/**
 * An object, a list or a table without the records of who owns which field; the argument stays as it is.
 * @see kubernetes/apiserver `pkg/audit/request.go`, `copyWithoutManagedFields`
 */
export function withoutManagedFields(object: unknown): unknown {
  if (!isRecord(object)) return object;
  const { items, rows } = object;
  return {
    ...trimmed(object),
    ...(Array.isArray(items) ? { items: items.map(trimmed) } : {}),
    ...(object['kind'] === 'Table' && Array.isArray(rows) ? { rows: rows.map(trimmedRow) } : {}),
  };
}

function trimmed<T>(object: T): T {
  if (!isRecord(object) || !isRecord(object['metadata'])) return object;
  const { managedFields, ...metadata } = object['metadata'];
  return managedFields === undefined ? object : { ...object, metadata };
}

const trimmedRow = (row: unknown): unknown =>
  isRecord(row) && 'object' in row ? { ...row, object: trimmed(row['object']) } : row;
