/** One thing in which two documents differ. */
export interface Difference {
  /** What it is, without where: differences of one class have one reason. */
  readonly class: string;
  readonly place: string;
}

export type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A member that is an object; empty where there is none. */
export const objectAt = (value: unknown, name: string): Json => {
  const found = isObject(value) ? value[name] : undefined;
  return isObject(found) ? found : {};
};

/** Both sides of a comparison at one place. */
export interface Sides {
  readonly official: unknown;
  readonly ours: unknown;
}

/** Members of either side, sorted, with their value on both. */
export function membersOf({ official, ours }: Sides): [name: string, sides: Sides][] {
  const a = isObject(official) ? official : {};
  const b = isObject(ours) ? ours : {};
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return names
    .map((name): [string, Sides] => [name, { official: a[name], ours: b[name] }])
    .filter(([, sides]) => sides.official !== undefined || sides.ours !== undefined);
}

/** The side that alone has something here; undefined when both have. */
export function onlySide({ official, ours }: Sides): string | undefined {
  if (ours === undefined) return 'only official';
  return official === undefined ? 'only ours' : undefined;
}

/** Texts for people are upstream's own and not compared. */
export const isText = (name: string, { official, ours }: Sides): boolean =>
  name === 'description' && [official, ours].every((each) => !isObject(each));

/** Compares two values of any shape; each member that differs adds its name to the class. */
export function* compareValues(label: string, place: string, sides: Sides): Generator<Difference> {
  const { official, ours } = sides;
  const only = onlySide(sides);
  if (only !== undefined) {
    yield { class: `${label}: ${only} ${briefly(official ?? ours)}`, place };
  } else if (Array.isArray(official) && Array.isArray(ours)) {
    yield* compareLists(label, place, [official, ours]);
  } else if (isObject(official) && isObject(ours)) {
    for (const [name, each] of membersOf(sides)) {
      if (!isText(name, each)) yield* compareValues(`${label} ${name}`, place, each);
    }
  } else if (official !== ours) {
    yield { class: `${label}: official ${briefly(official)}, ours ${briefly(ours)}`, place };
  }
}

function* compareLists(
  label: string,
  place: string,
  [official, ours]: readonly [readonly unknown[], readonly unknown[]],
): Generator<Difference> {
  const texts = [official, ours].map((list) =>
    list.map((each) => JSON.stringify(withoutTexts(each))),
  );
  const [a = [], b = []] = texts;
  for (const text of a) {
    if (!b.includes(text)) yield { class: `${label}: only official ${unquoted(text)}`, place };
  }
  for (const text of b) {
    if (!a.includes(text)) yield { class: `${label}: only ours ${unquoted(text)}`, place };
  }
  const isSameSet = a.every((each) => b.includes(each)) && b.every((each) => a.includes(each));
  if (isSameSet && a.join() !== b.join()) yield { class: `${label}: another order`, place };
}

function withoutTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTexts);
  if (!isObject(value)) return value;
  const kept = Object.entries(value)
    .filter(([name, each]) => name !== 'description' || isObject(each))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(kept.map(([name, each]) => [name, withoutTexts(each)]));
}

const unquoted = (text: string) => text.replace(/^"(.*)"$/, '$1');

function briefly(value: unknown): string {
  const text = unquoted(JSON.stringify(withoutTexts(value)));
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`;
}
