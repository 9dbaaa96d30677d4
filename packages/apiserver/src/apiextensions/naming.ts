import { isDeepStrictEqual } from 'node:util';
import {
  acceptedNamesOf,
  findCondition,
  isTrue,
  withCondition,
  type CustomResourceDefinition,
  type DefinitionNames,
  type DefinitionStatus,
  type NewCondition,
} from './custom-resource-definition.js';

/** Names that other definitions of the group have. */
export interface UsedNames {
  /** Plurals, singulars and short names. */
  readonly resources: ReadonlySet<string>;
  /** Kinds and kinds of lists. */
  readonly kinds: ReadonlySet<string>;
}

export function usedNames(accepted: Iterable<DefinitionNames>): UsedNames {
  const resources = new Set<string>();
  const kinds = new Set<string>();
  for (const { plural, singular = '', shortNames = [], kind, listKind = '' } of accepted) {
    for (const name of [plural, singular, ...shortNames]) resources.add(name);
    for (const name of [kind, listKind]) kinds.add(name);
  }
  return { resources, kinds };
}

/**
 * Accepts the names that are free and says which are not. Undefined when the status tells all this already.
 * @param used names of all definitions in the group, this one included
 * @see kubernetes/apiextensions-apiserver `pkg/controller/status/naming_controller.go`
 */
export function namingStatus(
  definition: CustomResourceDefinition,
  used: UsedNames,
  nowMs: number,
): DefinitionStatus | undefined {
  const wanted = definition.spec.names;
  const before = acceptedNamesOf(definition);
  if (sameNames(wanted, before) && findCondition(definition, 'NamesAccepted') !== undefined) {
    return undefined;
  }
  const { names, problem } = acceptNames(wanted, before, used);
  const naming: NewCondition =
    problem === undefined
      ? {
          type: 'NamesAccepted',
          status: 'True',
          reason: 'NoConflicts',
          message: 'no conflicts found',
        }
      : { type: 'NamesAccepted', status: 'False', ...problem };
  if (sameNames(names, before) && says(definition, naming)) return undefined;
  const conditions = withCondition(definition.status?.conditions, naming, nowMs);
  return {
    ...definition.status,
    acceptedNames: names,
    conditions: withCondition(
      conditions,
      establishedCondition(definition, naming.status === 'True'),
      nowMs,
    ),
  };
}

function says(definition: CustomResourceDefinition, wanted: NewCondition): boolean {
  const { status, reason, message } = findCondition(definition, wanted.type) ?? {};
  return isDeepStrictEqual(
    [status, reason, message],
    [wanted.status, wanted.reason, wanted.message],
  );
}

/** A definition that was established once stays so; others wait for their names, then for the servers. */
function establishedCondition(
  definition: CustomResourceDefinition,
  accepted: boolean,
): NewCondition {
  const type = 'Established';
  const old = findCondition(definition, type);
  if (old?.status !== 'True' && accepted) {
    const message = 'the initial names have been accepted';
    return { type, status: 'False', reason: 'Installing', message };
  }
  return (
    old ?? { type, status: 'False', reason: 'NotAccepted', message: 'not all names are accepted' }
  );
}

/** Undefined unless the names are accepted and the definition is not established yet. */
export function establishedStatus(
  definition: CustomResourceDefinition,
  nowMs: number,
): DefinitionStatus | undefined {
  if (!isTrue(definition, 'NamesAccepted') || isTrue(definition, 'Established')) return undefined;
  const condition: NewCondition = {
    type: 'Established',
    status: 'True',
    reason: 'InitialNamesAccepted',
    message: 'the initial names have been accepted',
  };
  const { status } = definition;
  return { ...status, conditions: withCondition(status?.conditions, condition, nowMs) };
}

interface Accepted {
  readonly names: DefinitionNames;
  readonly problem?: { readonly reason: string; readonly message: string } | undefined;
}

/** Takes over what is free; the last conflict is the one that is told. */
function acceptNames(wanted: DefinitionNames, before: DefinitionNames, used: UsedNames): Accepted {
  const { resources, kinds } = used;
  let problem: Accepted['problem'];
  const take = <T>(value: T, old: T, reason: string, conflicts: readonly string[]): T => {
    if (conflicts.length === 0) return value;
    problem = { reason, message: aggregate(conflicts) };
    return old;
  };
  const conflict = (name: string, old: string, taken: ReadonlySet<string>): string[] =>
    name === old || !taken.has(name) ? [] : [`${JSON.stringify(name)} is already in use`];

  const { plural, singular = '', kind, listKind = '', shortNames = [] } = wanted;
  const {
    singular: oldSingular = '',
    listKind: oldListKind = '',
    shortNames: oldShort = [],
  } = before;
  const accepted = {
    plural: take(
      plural,
      before.plural,
      'PluralConflict',
      conflict(plural, before.plural, resources),
    ),
    singular: take(
      singular,
      oldSingular,
      'SingularConflict',
      conflict(singular, oldSingular, resources),
    ),
    shortNames: take(
      shortNames,
      oldShort,
      'ShortNamesConflict',
      shortNames
        .filter((each) => !oldShort.includes(each))
        .flatMap((each) => conflict(each, '', resources)),
    ),
    kind: take(kind, before.kind, 'KindConflict', conflict(kind, before.kind, kinds)),
    listKind: take(
      listKind,
      oldListKind,
      'ListKindConflict',
      conflict(listKind, oldListKind, kinds),
    ),
  };
  return { names: tidy({ ...accepted, categories: wanted.categories ?? [] }), problem };
}

/** Several errors as Go's aggregate writes them. */
function aggregate(problems: readonly string[]): string {
  const distinct = [...new Set(problems)];
  return distinct.length === 1 ? distinct.join('') : `[${distinct.join(', ')}]`;
}

/** Go leaves out what is empty, but for the two names that are required. */
function tidy(names: Required<DefinitionNames>): DefinitionNames {
  const { plural, singular, shortNames, kind, listKind, categories } = names;
  return {
    plural,
    ...(singular === '' ? {} : { singular }),
    ...(shortNames.length === 0 ? {} : { shortNames }),
    kind,
    ...(listKind === '' ? {} : { listKind }),
    ...(categories.length === 0 ? {} : { categories }),
  };
}

const sameNames = (a: DefinitionNames, b: DefinitionNames): boolean =>
  isDeepStrictEqual(normalized(a), normalized(b));

const normalized = ({
  plural,
  singular = '',
  shortNames = [],
  kind,
  listKind = '',
  categories = [],
}: DefinitionNames) => [plural, singular, shortNames, kind, listKind, categories];
