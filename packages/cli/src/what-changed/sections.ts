import type {
  ApiChange,
  DefaultChange,
  FieldChange,
  FieldOwner,
  GateChange,
  GateState,
  RbacChange,
  VersionChanges,
} from '@skewplane/api';

/** A titled table, as text and Markdown both show it. */
export interface Section {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** One section for each area that was asked for, empty ones too. */
export function sectionsOf(changes: VersionChanges): Section[] {
  const { apis, fields, defaults, gates, rbac } = changes;
  return [
    ...(apis === undefined ? [] : [apiSection(apis)]),
    ...(fields === undefined ? [] : [fieldSection('Fields', fields)]),
    ...(defaults === undefined ? [] : [fieldSection('Defaults and enum values', defaults)]),
    ...(gates === undefined ? [] : [gateSection(gates)]),
    ...(rbac === undefined ? [] : [rbacSection(rbac)]),
  ];
}

function apiSection(changes: readonly ApiChange[]): Section {
  return {
    title: 'APIs',
    columns: ['change', 'version', 'resource', 'note'],
    rows: changes.map(({ change, groupVersion, resource, note = '' }) => [
      change,
      groupVersion,
      resource,
      note,
    ]),
  };
}

function fieldSection(title: string, changes: readonly (FieldChange | DefaultChange)[]): Section {
  return {
    title,
    columns: ['change', 'type', 'field', 'before', 'after', 'in'],
    rows: changes.map(({ change, definition, field, before = '', after = '', owners }) => [
      change,
      definition,
      field,
      before,
      after,
      ownersText(owners, field),
    ]),
  };
}

/** The first in full: `Pod .spec.x and 8 more`. A type that has no kind above it may be in any. */
function ownersText([first, ...others]: readonly FieldOwner[], field: string): string {
  if (first === undefined) return 'many kinds';
  const where = `${first.kind} ${first.path}.${field}`;
  return others.length === 0 ? where : `${where} and ${others.length} more`;
}

function gateSection(changes: readonly GateChange[]): Section {
  return {
    title: 'Feature gates',
    columns: ['change', 'gate', 'before', 'after'],
    rows: changes.map(({ change, name, before, after }) => [
      change,
      name,
      gateText(before),
      gateText(after),
    ]),
  };
}

function gateText(state: GateState | undefined): string {
  if (state === undefined) return '';
  return `${state.stage} ${state.default ? 'on' : 'off'}${state.locked ? ', locked' : ''}`;
}

function rbacSection(changes: readonly RbacChange[]): Section {
  return {
    title: 'Bootstrap RBAC',
    columns: ['change', 'object', 'what'],
    rows: changes.map(({ change, object, detail = 'the whole object' }) => [
      change,
      object,
      detail,
    ]),
  };
}
