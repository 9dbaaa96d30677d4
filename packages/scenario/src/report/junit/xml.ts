/** One element: its children are elements already written, or text still to be escaped. */
export interface XmlElement {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | number>>;
  readonly children?: readonly XmlElement[];
  readonly text?: string;
}

export function xmlDocument(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeElement(root, '')}\n`;
}

function writeElement(element: XmlElement, indent: string): string {
  const { name, attributes = {}, children = [], text } = element;
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeAttribute(String(value))}"`)
    .join('');
  const open = `${indent}<${name}${written}`;
  if (text !== undefined) return `${open}>${escapeText(text)}</${name}>`;
  if (children.length === 0) return `${open}/>`;
  const inner = children.map((child) => writeElement(child, `${indent}  `)).join('\n');
  return `${open}>\n${inner}\n${indent}</${name}>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** A carriage return by number: parsers turn a plain one into a line feed. */
function escapeText(text: string): string {
  return allowedOnly(text)
    .replace(/[&<>]/g, (character) => entities[character] ?? '')
    .replaceAll('\r', '&#13;');
}

/** White space by number: parsers turn all of it in attributes into blanks. */
function escapeAttribute(text: string): string {
  return allowedOnly(text)
    .replace(/[&<>"]/g, (character) => entities[character] ?? '')
    .replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * XML 1.0 has no way to write most control characters, half surrogate pairs, U+FFFE and U+FFFF: a replacement
 * character stands in their place.
 */
function allowedOnly(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
}
