import type { Schema } from '@skewplane/apimachinery';

/** What a line of the table says besides its type. */
export interface Attributes {
  readonly required?: readonly string[];
  readonly patchStrategy?: Schema['patchStrategy'];
  readonly patchMergeKey?: string;
  readonly listType?: Schema['listType'];
  readonly listMapKeys?: readonly string[];
  readonly mapType?: Schema['mapType'];
  readonly enum?: readonly unknown[];
  /** Enum of the elements of a list or the values of a map. */
  readonly itemEnum?: readonly unknown[];
  readonly default?: unknown;
  readonly unions?: readonly unknown[];
  /** `group/version/kind`, or `*` for options that every group has. */
  readonly gvk?: string;
}

/** Parses a line without its name: an optional type, then `mark=value` tokens. */
export function parseAttributes(text: string): {
  type: string | undefined;
  attributes: Attributes;
} {
  let type: string | undefined;
  const attributes: Record<string, unknown> = {};
  for (const token of text.split(' ')) {
    const equals = token.indexOf('=');
    if (equals >= 0) {
      const [name, value] = parseToken(token.slice(0, equals), token.slice(equals + 1));
      attributes[name] = value;
    } else if (token !== '') type = token;
  }
  return { type, attributes };
}

function parseToken(mark: string, value: string): [keyof Attributes, unknown] {
  switch (mark) {
    case 'req':
      return ['required', value.split(',')];
    case 'lk':
      return ['listMapKeys', value.split(',')];
    case 'ps':
      return ['patchStrategy', value.split(',')];
    case 'mk':
      return ['patchMergeKey', value];
    case 'lt':
      return ['listType', value];
    case 'mt':
      return ['mapType', value];
    case 'gvk':
      return ['gvk', value];
    case 'enum':
      return ['enum', JSON.parse(value)];
    case 'items':
      return ['itemEnum', JSON.parse(value)];
    case 'default':
      return ['default', JSON.parse(value)];
    case 'unions':
      return ['unions', JSON.parse(value)];
    default:
      throw new Error(`Unknown attribute ${mark} in the schema table`);
  }
}
