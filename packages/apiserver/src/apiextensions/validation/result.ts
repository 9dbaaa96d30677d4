import {
  stringifyExactJson,
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  fieldTooLong,
  fieldTooMany,
  fieldTypeInvalid,
  type FieldError,
} from '@skewplane/apimachinery';

/** What a schema has against a value, before it is told as a field error. */
export interface Finding {
  /** Path below the validated value, without a leading dot; undefined for what belongs to no field. */
  readonly path: string | undefined;
  /** Tells findings apart: the same one is told once. */
  readonly text: string;
  toFieldError(field: string): FieldError;
}

/**
 * Findings of one schema, and how many of its checks went well: of several alternatives, the one that came furthest is told.
 * @see kubernetes/kube-openapi `pkg/validation/validate/result.go`
 */
export class Result {
  readonly findings: Finding[] = [];
  matches = 0;

  get isValid(): boolean {
    return this.findings.length === 0;
  }

  add(finding: Finding | undefined): void {
    if (finding === undefined) return;
    const known = this.findings.some(
      ({ path, text }) => text === finding.text && path === finding.path,
    );
    if (!known) this.findings.push(finding);
  }

  merge(other: Result): void {
    for (const finding of other.findings) this.add(finding);
    this.matches += other.matches;
  }
}

/** A wrong type. `found` is the JSON type, or the text that does not have the format. */
export function wrongType(path: string, wanted: string, found: string): Finding {
  const text = `${path} in body must be of type ${wanted}: ${JSON.stringify(found)}`;
  return { path, text, toFieldError: (field) => fieldTypeInvalid(field, found, text) };
}

/** @param problem what follows `<path> in body ` */
export function wrongValue(path: string, value: unknown, problem: string): Finding {
  const text = `${path} in body ${problem}`;
  return { path, text, toFieldError: (field) => fieldInvalid(field, value ?? '', text) };
}

/** A rule of alternatives: upstream tells of it without a field. */
export function wrongShape(text: string): Finding {
  return { path: undefined, text, toFieldError: (field) => fieldInvalid(field, '', text) };
}

export function missing(path: string): Finding {
  return {
    path,
    text: `${path} in body is required`,
    toFieldError: (field) => fieldRequired(field),
  };
}

export function notInEnum(path: string, value: unknown, allowed: readonly unknown[]): Finding {
  const texts = allowed.map((each) => (typeof each === 'string' ? each : stringifyExactJson(each)));
  return {
    path,
    text: `${path} in body should be one of [${texts.join(' ')}]`,
    toFieldError: (field) => fieldNotSupported(field, value, texts),
  };
}

export function tooLong(path: string, max: number): Finding {
  return {
    path,
    text: `${path} in body should be at most ${String(max)} chars long`,
    toFieldError: (field) => fieldTooLong(field, max),
  };
}

export function tooMany(path: string, actual: number, max: number): Finding {
  return {
    path,
    text: `${path} in body should have at most ${String(max)} items`,
    toFieldError: (field) => fieldTooMany(field, actual, max),
  };
}

export function forbiddenProperty(path: string, name: string): Finding {
  const text = `${path}.${name} in body is a forbidden property`;
  return { path, text, toFieldError: (field) => fieldInvalid(field, name, text) };
}
