import {
  compareValues,
  isText,
  membersOf,
  objectAt,
  onlySide,
  type Difference,
  type Json,
  type Sides,
} from './difference.js';

/** Compares two OpenAPI 2.0 documents, texts for people apart. */
export function* compareSwagger(official: Json, ours: Json): Generator<Difference> {
  for (const [name, sides] of membersOf({ official, ours })) {
    if (name === 'paths') yield* comparePaths(sides);
    else if (name === 'definitions') yield* compareDefinitions(sides);
    else if (name === 'parameters') yield* compareShared(sides);
    else yield* compareValues(`document ${name}`, '', sides);
  }
}

function* comparePaths(paths: Sides): Generator<Difference> {
  for (const [path, sides] of membersOf(paths)) {
    const only = onlySide(sides);
    if (only !== undefined) {
      yield { class: `path: ${only}`, place: path };
      continue;
    }
    for (const [member, each] of membersOf(sides)) {
      if (member === 'parameters') yield* compareValues('path parameters', path, each);
      else yield* compareOperations(`${member} ${path}`, each);
    }
  }
}

function* compareOperations(place: string, sides: Sides): Generator<Difference> {
  const only = onlySide(sides);
  if (only !== undefined) yield { class: `operation: ${only}`, place };
  else {
    for (const [name, each] of membersOf(sides)) {
      if (!isText(name, each)) yield* compareValues(`operation ${name}`, place, each);
    }
  }
}

function* compareShared(parameters: Sides): Generator<Difference> {
  for (const [name, sides] of membersOf(parameters)) {
    const only = onlySide(sides);
    if (only !== undefined) yield { class: `shared parameter: ${only}`, place: name };
    else yield* compareValues('shared parameter', name, sides);
  }
}

function* compareDefinitions(definitions: Sides): Generator<Difference> {
  for (const [name, sides] of membersOf(definitions)) {
    const only = onlySide(sides);
    if (only === undefined) yield* compareSchemas('definition', name, sides);
    else yield { class: `definition: ${only}`, place: name };
  }
}

const nested = ['items', 'additionalProperties'];

/** @param label `definition`, or `property` for what is inside one */
function* compareSchemas(label: string, place: string, sides: Sides): Generator<Difference> {
  for (const [name, each] of membersOf(sides)) {
    if (isText(name, each)) continue;
    const isBoth = onlySide(each) === undefined;
    if (name === 'properties') yield* compareProperties(place, sides);
    else if (nested.includes(name) && isBoth) {
      yield* compareSchemas('property', `${place} ${name}`, each);
    } else if (name === 'enum' && !isBoth) {
      // Named as a whole: the published documents leave all of them out.
      yield { class: `${label} enum: ${onlySide(each) ?? ''}`, place };
    } else yield* compareValues(`${label} ${name}`, place, each);
  }
}

function* compareProperties(place: string, { official, ours }: Sides): Generator<Difference> {
  const properties = {
    official: objectAt(official, 'properties'),
    ours: objectAt(ours, 'properties'),
  };
  for (const [name, sides] of membersOf(properties)) {
    const only = onlySide(sides);
    if (only === undefined) yield* compareSchemas('property', `${place}.${name}`, sides);
    else yield { class: `property: ${only}`, place: `${place}.${name}` };
  }
}
