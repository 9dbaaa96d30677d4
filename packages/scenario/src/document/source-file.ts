import { LineCounter, isCollection, isMap, isScalar, parseAllDocuments, visit } from 'yaml';
import type { Document, Node, Scalar } from 'yaml';
import { ScenarioError } from './scenario-error.js';
import type { ScenarioProblem } from './scenario-error.js';

export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

export type Path = readonly (string | number)[];

/** Far beyond what people write; what comes out of a few kilobytes of aliases is not. */
const maxAliasCount = 100;

/** A YAML file of one document, and where in it everything is. */
export class SourceFile {
  readonly name: string;
  readonly value: unknown;
  readonly #text: string;
  readonly #lines: LineCounter;
  readonly #document: Document;
  readonly #problems: ScenarioProblem[] = [];

  /** @throws {ScenarioError} when it is no YAML, or not one document */
  constructor(name: string, text: string) {
    this.name = name;
    this.#text = text;
    this.#lines = new LineCounter();
    const documents = parseAllDocuments(text, { lineCounter: this.#lines, prettyErrors: false });
    const [document] = documents;
    if (!Array.isArray(documents) || document === undefined) {
      throw this.#error(0, 'the file is empty');
    }
    const [second] = documents.slice(1);
    if (second !== undefined) throw this.#error(second.range[0], 'a scenario is one document');
    for (const error of document.errors) this.#add(error.pos[0], error.message);
    this.throwIfWrong();
    this.#document = document;
    keepVersionsAsText(document);
    this.value = this.#toValue(document);
  }

  has(path: Path): boolean {
    return this.#document.hasIn(path);
  }

  /** Of the value at `path`, or of the nearest thing around it. */
  positionOf(path: Path): Position {
    return this.#position(this.#offsetOf(path));
  }

  /** Of the key that leads to `path`. */
  positionOfKey(path: Path): Position {
    const parent = this.#node(path.slice(0, -1));
    if (isMap(parent)) {
      const pair = parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1));
      const key = pair?.key as Scalar | undefined;
      if (key?.range != null) return this.#position(key.range[0]);
    }
    return this.positionOf(path);
  }

  /** Of the character at `index` of the text that stands at `path`. */
  positionWithin(path: Path, index: number): Position {
    const node = this.#node(path);
    const start = this.#offsetOf(path);
    if (!isScalar(node) || node.range == null || typeof node.value !== 'string') {
      return this.#position(start);
    }
    const [from, to] = node.range;
    const lines = node.value.slice(0, index).split('\n');
    const line = node.value.split('\n')[lines.length - 1] ?? '';
    // Quotes, indentation and folding change what comes before: look for the line as it was written.
    const at =
      line === '' ? -1 : this.#text.slice(0, to).indexOf(line, this.#lineStart(from, lines.length));
    if (at < 0) return this.#position(start);
    return this.#position(at + (lines.at(-1)?.length ?? 0));
  }

  problem(path: Path, message: string): void {
    this.problemAt(this.positionOf(path), message);
  }

  problemAt({ line, column }: Position, message: string): void {
    this.#problems.push({ file: this.name, line, column, message });
  }

  get hasProblems(): boolean {
    return this.#problems.length > 0;
  }

  /** @throws {ScenarioError} with all problems so far, in the order of the file */
  throwIfWrong(): void {
    if (this.#problems.length === 0) return;
    throw new ScenarioError(
      [...this.#problems].sort((a, b) => a.line - b.line || a.column - b.column),
    );
  }

  #toValue(document: Document): unknown {
    try {
      return document.toJS({ maxAliasCount }) as unknown;
    } catch (error) {
      throw this.#error(0, error instanceof Error ? error.message : String(error));
    }
  }

  /** For block scalars the text begins in the line after the `|`. */
  #lineStart(from: number, lineNumber: number): number {
    const first = this.#text[from];
    if (first !== '|' && first !== '>') return from;
    let at = from;
    for (let passed = 0; passed < lineNumber; passed++) {
      const next = this.#text.indexOf('\n', at);
      if (next < 0) return from;
      at = next + 1;
    }
    return at;
  }

  #node(path: Path): unknown {
    return path.length === 0 ? this.#document.contents : this.#document.getIn(path, true);
  }

  #offsetOf(path: Path): number {
    for (let length = path.length; length >= 0; length--) {
      const node = this.#node(path.slice(0, length)) as Node | undefined;
      if (node?.range != null) return node.range[0];
    }
    return 0;
  }

  #position(offset: number): Position {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  }

  #add(offset: number, message: string): void {
    this.problemAt(this.#position(offset), message);
  }

  #error(offset: number, message: string): ScenarioError {
    return new ScenarioError([{ file: this.name, ...this.#position(offset), message }]);
  }
}

/** To YAML 1.30 is the number 1.3. People mean the version. */
function keepVersionsAsText(document: Document): void {
  visit(document, {
    Pair: (_, { key, value }) => {
      if (!isScalar(key)) return;
      if (key.value === 'version') keepAsText(value);
      if (key.value === 'instances' && isCollection(value)) value.items.forEach(keepAsText);
    },
  });
}

function keepAsText(node: unknown): void {
  if (!isScalar(node) || typeof node.value !== 'number') return;
  if (node.source !== undefined && /^1\.\d+$/.test(node.source)) node.value = node.source;
}
