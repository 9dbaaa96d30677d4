import { badRequest } from './status.js';

export interface FieldRequirement {
  readonly field: string;
  readonly operator: '=' | '!=';
  readonly value: string;
}

export type FieldSelector = readonly FieldRequirement[];

/**
 * Parses `a=b,c!=d`; backslash escapes `\\`, `\,` and `\=`. Which fields a resource knows is its own affair.
 * @see kubernetes/apimachinery `pkg/fields/selector.go`
 * @throws {StatusError} 400
 */
export function parseFieldSelector(text: string): FieldSelector {
  const requirements: FieldRequirement[] = [];
  for (const term of splitTerms(text)) {
    if (term === '') continue;
    const found = /^((?:\\.|[^\\=!])*)(!=|==|=)((?:\\.|[^\\])*)$/.exec(term);
    if (found === null) throw badRequest(`invalid selector: '${text}'; can't understand '${term}'`);
    const [, field = '', operator, value = ''] = found;
    requirements.push({
      field,
      operator: operator === '!=' ? '!=' : '=',
      value: unescape(value, text),
    });
  }
  return requirements;
}

function splitTerms(text: string): string[] {
  const terms: string[] = [];
  let term = '';
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') {
      term += char + text.charAt(++at);
    } else if (char === ',') {
      terms.push(term);
      term = '';
    } else {
      term += char;
    }
  }
  return [...terms, term];
}

function unescape(value: string, selector: string): string {
  return value.replace(/\\(.?)/g, (sequence, char: string) => {
    if (char === '\\' || char === ',' || char === '=') return char;
    throw badRequest(`invalid field selector: invalid escape sequence: ${sequence} in ${selector}`);
  });
}
