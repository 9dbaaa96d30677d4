export interface ParsedElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: ParsedElement[];
  text: string;
}

const nameChars = '[A-Za-z_][\\w.-]*';
const token = new RegExp(
  [
    `<(?<open>${nameChars})(?<attributes>(?:\\s+${nameChars}="[^"<]*")*)\\s*(?<empty>/)?>`,
    `</(?<close>${nameChars})>`,
    `(?<text>[^<]+)`,
  ].join('|'),
  'gy',
);

/**
 * Reads the XML that reports are written in, and is as strict as a parser has to be: elements nest, attributes are
 * quoted and unique, only known references, only characters that XML 1.0 allows.
 *
 * @throws {Error} when the document is not well-formed
 */
export function parseXml(xml: string): ParsedElement {
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(xml)) {
    throw new Error('a character that XML does not allow');
  }
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  const root: ParsedElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  token.lastIndex = 0;
  while (token.lastIndex < body.length) {
    const at = token.lastIndex;
    const groups = token.exec(body)?.groups;
    if (groups === undefined) throw new Error(`not well-formed at ${body.slice(at, at + 60)}`);
    const current = open.at(-1);
    if (current === undefined) throw new Error('more was closed than opened');
    if (groups['text'] !== undefined) current.text += unescape(groups['text']);
    else if (groups['close'] !== undefined) close(open, groups['close']);
    else {
      const element = elementOf(groups['open'] ?? '', groups['attributes'] ?? '');
      current.children.push(element);
      if (groups['empty'] === undefined) open.push(element);
    }
  }
  const [document] = root.children;
  if (open.length !== 1 || document === undefined || root.children.length !== 1) {
    throw new Error('not one element, closed');
  }
  return document;
}

function close(open: ParsedElement[], name: string): void {
  const closed = open.pop();
  if (closed?.name !== name) throw new Error(`</${name}> closes ${String(closed?.name)}`);
}

function elementOf(name: string, written: string): ParsedElement {
  const attributes: Record<string, string> = {};
  for (const [, key = '', value = ''] of written.matchAll(/([\w.-]+)="([^"]*)"/g)) {
    if (key in attributes) throw new Error(`${key} twice`);
    attributes[key] = unescape(value);
  }
  return { name, attributes, children: [], text: '' };
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

function unescape(text: string): string {
  return text.replace(/&(?:#(\d+)|(\w+));|&/g, (whole, code?: string, name?: string) => {
    if (code !== undefined) return String.fromCodePoint(Number(code));
    const character = named[name ?? ''];
    if (character === undefined) throw new Error(`unknown reference ${whole}`);
    return character;
  });
}
