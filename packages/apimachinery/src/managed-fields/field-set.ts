import { isRecord } from '../kube-object.js';
import {
  canonicalElement,
  compareElements,
  FieldPathError,
  formatElement,
  type PathElement,
} from './path-element.js';

/**
 * A set of field paths as a trie, in the very form of FieldsV1 on the wire: keys are path elements, an empty
 * node is a member, and a node with children is a member only if it has the key `.` too. Never mutated.
 * @see kubernetes-sigs/structured-merge-diff `fieldpath/set.go`, `fieldpath/serialize.go`
 */
export interface FieldSet {
  readonly [element: PathElement]: FieldSet;
}

/** A set under construction. */
export interface FieldSetBuilder {
  [element: PathElement]: FieldSetBuilder;
}

const self = '.';

/** The empty set; as a node, a member without children. */
export const emptyFieldSet: FieldSet = Object.freeze({});

export function isEmptyFieldSet(set: FieldSet): boolean {
  for (const _element in set) return false;
  return true;
}

/** As a node of a trie: is the field itself in the set, not only fields below it? */
export function isMember(node: FieldSet): boolean {
  return node[self] !== undefined || isEmptyFieldSet(node);
}

/** The node with its own field added to the set. */
export function asMember(node: FieldSet): FieldSet {
  return isMember(node) ? node : { [self]: emptyFieldSet, ...node };
}

/** Makes a set of paths given by field names. */
export function fieldSetOfPaths(paths: readonly (readonly string[])[]): FieldSet {
  const builder: FieldSetBuilder = {};
  for (const path of paths)
    insertPath(
      builder,
      path.map((name) => `f:${name}`),
      emptyFieldSet,
    );
  return builder;
}

/** Puts `node` at `path` of a set under construction, or makes what is there a member. */
export function insertPath(
  builder: FieldSetBuilder,
  path: readonly PathElement[],
  node: FieldSet,
): void {
  let parent = builder;
  for (let depth = 0; depth < path.length - 1; depth++) {
    const element = path[depth] ?? '';
    const next = parent[element];
    if (next === undefined || isEmptyFieldSet(next)) {
      // A leaf may be shared or frozen: replace it, never fill it.
      parent = parent[element] = next === undefined ? {} : { [self]: {} };
    } else {
      parent = next;
    }
  }
  const last = path[path.length - 1];
  if (last === undefined) return;
  const existing = parent[last];
  parent[last] = existing === undefined ? node : unionNodes(existing, node);
}

export function union(a: FieldSet, b: FieldSet): FieldSet {
  if (a === b || isEmptyFieldSet(b)) return a;
  if (isEmptyFieldSet(a)) return b;
  const result: Record<PathElement, FieldSet> = { ...a };
  for (const element of Object.keys(b)) {
    const theirs = b[element] ?? emptyFieldSet;
    const ours = result[element];
    result[element] = ours === undefined ? theirs : unionNodes(ours, theirs);
  }
  return result;
}

function unionNodes(a: FieldSet, b: FieldSet): FieldSet {
  if (a === b) return a;
  if (isEmptyFieldSet(a)) return asMember(b);
  return isEmptyFieldSet(b) ? asMember(a) : union(a, b);
}

/** Members of `a` that are no members of `b`. Fields below a member of `b` stay. */
export const difference = combine((a, b) => {
  if (isEmptyFieldSet(a)) return isMember(b) ? undefined : a;
  return isEmptyFieldSet(b) ? withoutSelf(a) : descend;
});

/** Members of `a` that are neither members of `b` nor below one. */
export const recursiveDifference = combine((a, b) => {
  if (isMember(b)) return undefined;
  return isEmptyFieldSet(a) ? a : descend;
});

const descend = Symbol('descend');

/** Builds a kind of subtraction from what it does to two nodes at the same path. */
function combine(
  subtract: (a: FieldSet, b: FieldSet) => FieldSet | undefined | typeof descend,
): (a: FieldSet, b: FieldSet) => FieldSet {
  return function subtractSets(a, b) {
    if (isEmptyFieldSet(b)) return a;
    let result: Record<PathElement, FieldSet> | undefined;
    for (const element of Object.keys(a)) {
      const ours = a[element];
      const theirs = b[element];
      if (ours === undefined || theirs === undefined) continue;
      const outcome = subtract(ours, theirs);
      const rest = outcome === descend ? collapse(subtractSets(ours, theirs)) : outcome;
      if (rest === ours) continue;
      result ??= { ...a };
      if (rest === undefined) Reflect.deleteProperty(result, element);
      else result[element] = rest;
    }
    return result ?? a;
  };
}

/** Members of both. */
export function intersection(a: FieldSet, b: FieldSet): FieldSet {
  const result: Record<PathElement, FieldSet> = {};
  for (const element of Object.keys(a)) {
    const ours = a[element];
    const theirs = b[element];
    if (ours === undefined || theirs === undefined) continue;
    const both = intersectNodes(ours, theirs);
    if (both !== undefined) result[element] = both;
  }
  return result;
}

function intersectNodes(a: FieldSet, b: FieldSet): FieldSet | undefined {
  if (isEmptyFieldSet(a)) return isMember(b) ? a : undefined;
  if (isEmptyFieldSet(b)) return isMember(a) ? b : undefined;
  return collapse(intersection(a, b));
}

function withoutSelf(node: FieldSet): FieldSet {
  if (node[self] === undefined) return node;
  const { [self]: _self, ...children } = node;
  return children;
}

/** Brings a node that lost keys back to its one form; undefined when nothing is left. */
function collapse(node: FieldSet): FieldSet | undefined {
  if (isEmptyFieldSet(node)) return undefined;
  for (const element in node) if (element !== self) return node;
  return emptyFieldSet;
}

export function hasPath(set: FieldSet, path: readonly PathElement[]): boolean {
  let node: FieldSet | undefined = set;
  for (const element of path) node = node?.[element];
  return node !== undefined && isMember(node);
}

/** Paths as a trie of elements, of which `*` is any; a node without children takes all that is below it. */
export interface FieldPattern {
  readonly [element: PathElement]: FieldPattern;
}

/** @see kubernetes-sigs/structured-merge-diff `fieldpath/set.go`, `FilterIncludeMatches` */
export function matchingFields(set: FieldSet, pattern: FieldPattern): FieldSet {
  if (isEmptyFieldSet(pattern)) return set;
  const result: Record<PathElement, FieldSet> = {};
  for (const element of Object.keys(set)) {
    const node = set[element];
    if (node === undefined) continue;
    if (element === self) result[self] = node;
    const below = pattern[element] ?? pattern['*'];
    if (below === undefined || element === self) continue;
    const kept = isEmptyFieldSet(node) ? node : collapse(matchingFields(node, below));
    if (kept !== undefined) result[element] = kept;
  }
  return result;
}

/** All paths of the set; at each level members come before what is below them, as upstream iterates. */
export function pathsOf(set: FieldSet, prefix: readonly PathElement[] = []): PathElement[][] {
  const elements = Object.keys(set)
    .filter((element) => element !== self)
    .sort(compareElements);
  const members = elements
    .filter((element) => isMember(set[element] ?? emptyFieldSet))
    .map((element) => [...prefix, element]);
  const below = elements.flatMap((element) =>
    pathsOf(set[element] ?? emptyFieldSet, [...prefix, element]),
  );
  return [...members, ...below];
}

/** `.spec.containers[name="app"].image` */
export function formatPath(path: readonly PathElement[]): string {
  return path.map(formatElement).join('');
}

/** The same set with keys in upstream's order, so that equal sets are the same bytes. */
export function sortFieldSet(set: FieldSet): FieldSet {
  const elements = Object.keys(set);
  const children = elements.map((element) => {
    const child = set[element] ?? emptyFieldSet;
    return isEmptyFieldSet(child) ? child : sortFieldSet(child);
  });
  const inOrder = elements.every(
    (element, index) => index === 0 || compareKeys(elements[index - 1] ?? '', element) <= 0,
  );
  if (inOrder && elements.every((element, index) => set[element] === children[index])) return set;
  const entries = elements.map((element, index): [string, FieldSet] => [
    element,
    children[index] ?? emptyFieldSet,
  ]);
  if (!inOrder) entries.sort(([a], [b]) => compareKeys(a, b));
  return Object.fromEntries(entries);
}

function compareKeys(a: string, b: string): number {
  if (a === self) return b === self ? 0 : -1;
  return b === self ? 1 : compareElements(a, b);
}

/**
 * Reads FieldsV1 from the wire. What already is canonical is returned as it is.
 * @throws {FieldPathError} when it is no trie of path elements
 */
export function decodeFieldSet(raw: unknown): FieldSet {
  if (raw === undefined || raw === null) return emptyFieldSet;
  if (!isRecord(raw)) throw new FieldPathError('expected an object of path elements');
  const node = decodeNode(raw);
  // The root stands for the whole object, which nobody owns.
  return node[self] === undefined ? node : withoutSelf(node);
}

function decodeNode(raw: Record<string, unknown>): FieldSet {
  let canonical = true;
  const result: Record<PathElement, FieldSet> = {};
  for (const key of Object.keys(raw)) {
    const element = key === self ? self : canonicalElement(key);
    const value = raw[key] ?? emptyFieldSet;
    if (!isRecord(value)) throw new FieldPathError(`expected an object at ${key}`);
    if (element === undefined) {
      canonical = false;
      continue;
    }
    const isLeaf = element === self || isEmptyRecord(value);
    const child = isLeaf ? emptyFieldSet : decodeNode(value);
    canonical &&=
      element === key && (isLeaf ? isEmptyRecord(value) && raw[key] === value : child === value);
    const twin = result[element];
    result[element] = twin === undefined ? child : unionNodes(twin, child);
  }
  const collapsed = collapse(result) ?? emptyFieldSet;
  if (collapsed === emptyFieldSet) return emptyFieldSet;
  // A canonical node has this type: every key is an element and every value was checked above.
  return canonical ? (raw as unknown as FieldSet) : collapsed;
}

function isEmptyRecord(record: object): boolean {
  for (const _key in record) return false;
  return true;
}
