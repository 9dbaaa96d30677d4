import type { CharTest } from './char-class.js';
import { GoRegexpError, type Assertion, type Node } from './syntax.js';

type Instruction =
  | { readonly op: 'char'; readonly test: CharTest }
  | { readonly op: 'assert'; readonly assertion: Assertion }
  /** Goes on at both places. */
  | { readonly op: 'split'; x: number; y: number }
  | { readonly op: 'jump'; to: number }
  | { readonly op: 'match' };

/** Instructions beyond this are too many to run; Go's limit on repetition comes to about as much. */
const maxInstructions = 20_000;

/**
 * An expression ready to run. All its states go through a text side by side, so the time a text takes grows with
 * its length and no faster: clients choose both the pattern and the text.
 * @see golang/go `src/regexp/exec.go`
 */
export class Program {
  readonly #code: Instruction[] = [];
  readonly #source: string;

  constructor(root: Node, source: string) {
    this.#source = source;
    this.#emit(root);
    this.#push({ op: 'match' });
  }

  /** Does the expression match anywhere in the text? */
  test(text: string): boolean {
    let states = new StateSet(this.#code.length);
    let next = new StateSet(this.#code.length);
    const chars = Array.from(text, (char) => char.codePointAt(0) ?? 0);
    for (let at = 0; at <= chars.length; at += 1) {
      if (this.#follow(0, states, chars, at)) return true; // a match may begin anywhere
      const codePoint = chars[at];
      if (codePoint === undefined) return false;
      for (const state of states.list) {
        const instruction = this.#code[state];
        if (instruction?.op !== 'char' || !instruction.test(codePoint)) continue;
        if (this.#follow(state + 1, next, chars, at + 1)) return true;
      }
      [states, next] = [next, states];
      next.clear();
    }
    return false;
  }

  /** Adds every state that is reached without a character. @returns whether that is the end */
  #follow(start: number, states: StateSet, chars: readonly number[], at: number): boolean {
    const open = [start];
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
      if (!states.add(state)) continue;
      const instruction = this.#code[state];
      switch (instruction?.op) {
        case 'match':
          return true;
        case 'jump':
          open.push(instruction.to);
          break;
        case 'split':
          open.push(instruction.y, instruction.x);
          break;
        case 'assert':
          if (holds(instruction.assertion, chars, at)) open.push(state + 1);
          break;
        case 'char':
        case undefined:
          break;
      }
    }
    return false;
  }

  #push(instruction: Instruction): number {
    if (this.#code.length >= maxInstructions)
      throw new GoRegexpError('expression too large', this.#source);
    return this.#code.push(instruction) - 1;
  }

  #emit(node: Node): void {
    switch (node.kind) {
      case 'empty':
        return;
      case 'char':
        this.#push({ op: 'char', test: node.test });
        return;
      case 'assert':
        this.#push({ op: 'assert', assertion: node.assertion });
        return;
      case 'sequence':
        for (const each of node.nodes) this.#emit(each);
        return;
      case 'choice':
        this.#emitChoice(node.nodes);
        return;
      case 'repeat':
        this.#emitRepeat(node.node, node.min, node.max);
        return;
    }
  }

  #emitChoice(nodes: readonly Node[]): void {
    const jumps: { to: number }[] = [];
    nodes.forEach((node, index) => {
      if (index === nodes.length - 1) {
        this.#emit(node);
        return;
      }
      const split = { op: 'split' as const, x: this.#code.length + 1, y: 0 };
      this.#push(split);
      this.#emit(node);
      const jump = { op: 'jump' as const, to: 0 };
      this.#push(jump);
      jumps.push(jump);
      split.y = this.#code.length;
    });
    for (const jump of jumps) jump.to = this.#code.length;
  }

  #emitRepeat(node: Node, min: number, max: number): void {
    for (let count = 0; count < min; count += 1) this.#emit(node);
    if (max === Infinity) {
      const split = { op: 'split' as const, x: this.#code.length + 1, y: 0 };
      const start = this.#push(split);
      this.#emit(node);
      this.#push({ op: 'jump', to: start });
      split.y = this.#code.length;
      return;
    }
    const splits: { y: number }[] = [];
    for (let count = min; count < max; count += 1) {
      const split = { op: 'split' as const, x: this.#code.length + 1, y: 0 };
      this.#push(split);
      splits.push(split);
      this.#emit(node);
    }
    for (const split of splits) split.y = this.#code.length;
  }
}

function holds(assertion: Assertion, chars: readonly number[], at: number): boolean {
  switch (assertion) {
    case 'text-start':
      return at === 0;
    case 'text-end':
      return at === chars.length;
    case 'line-start':
      return at === 0 || chars[at - 1] === 10;
    case 'line-end':
      return at === chars.length || chars[at] === 10;
    case 'word-boundary':
      return isWord(chars[at - 1]) !== isWord(chars[at]);
    case 'no-word-boundary':
      return isWord(chars[at - 1]) === isWord(chars[at]);
  }
}

const isWord = (codePoint: number | undefined): boolean =>
  codePoint !== undefined && codePoint < 128 && /\w/.test(String.fromCharCode(codePoint));

/** States in the order of arrival, each once. */
class StateSet {
  readonly list: number[] = [];
  readonly #seen: Uint8Array;

  constructor(size: number) {
    this.#seen = new Uint8Array(size);
  }

  add(state: number): boolean {
    if (this.#seen[state] === 1) return false;
    this.#seen[state] = 1;
    this.list.push(state);
    return true;
  }

  clear(): void {
    for (const state of this.list) this.#seen[state] = 0;
    this.list.length = 0;
  }
}
