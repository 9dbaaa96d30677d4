import { isRecord } from '@skewplane/apimachinery';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { nearest } from './nearest.js';
import type { ScenarioDocument } from './scenario-document.js';
import { scenarioSchema } from './schema.js';
import type { Path, SourceFile } from './source-file.js';

const maxProblems = 50;

/** Compiled once: that takes longer than to read a scenario. */
let compiled: ValidateFunction | undefined;

function schemaValidator(): ValidateFunction {
  compiled ??= new Ajv({ allErrors: true, allowUnionTypes: true, verbose: true }).compile(
    scenarioSchema,
  );
  return compiled;
}

/** Holds the file against the schema. @throws {ScenarioError} with every place that does not fit */
export function checkShape(source: SourceFile): ScenarioDocument {
  const validate = schemaValidator();
  if (!validate(source.value)) {
    for (const error of (validate.errors ?? []).slice(0, maxProblems)) report(source, error);
  }
  source.throwIfWrong();
  return source.value as ScenarioDocument;
}

function report(source: SourceFile, error: ErrorObject): void {
  const path = pathOf(error.instancePath, source.value);
  const params = error.params as Record<string, unknown>;
  const where = label(path);
  if (error.keyword === 'additionalProperties') {
    const key = String(params['additionalProperty']);
    const known = Object.keys((error.parentSchema?.['properties'] ?? {}) as object);
    const hint = nearest(key, known);
    const message = `unknown field ${key}${hint === undefined ? `: use ${known.join(', ')}` : `: did you mean ${hint}?`}`;
    source.problemAt(source.positionOfKey([...path, key]), message);
    return;
  }
  source.problem(path, `${where}${sentenceOf(error, params)}`);
}

function sentenceOf(error: ErrorObject, params: Record<string, unknown>): string {
  switch (error.keyword) {
    case 'required':
      return `lacks ${String(params['missingProperty'])}`;
    case 'const':
      return `must be ${JSON.stringify(params['allowedValue'])}`;
    case 'enum':
      return `must be one of ${(params['allowedValues'] as unknown[]).map(String).join(', ')}`;
    case 'pattern':
      return `${JSON.stringify(error.data)} is not of the form wanted: ${descriptionOf(error)}`;
    case 'type': {
      const wanted = params['type'];
      return `must be ${Array.isArray(wanted) ? wanted.join(' or ') : String(wanted)}`;
    }
    case 'minProperties':
      return 'says nothing';
    case 'maxProperties':
      return 'says more than one thing: give one of them';
    default:
      return error.message ?? error.keyword;
  }
}

function descriptionOf(error: ErrorObject): string {
  const description: unknown = error.parentSchema?.['description'];
  return typeof description === 'string' ? description : String(error.schema);
}

/** The JSON pointer as a path; array indexes become numbers. */
function pathOf(pointer: string, root: unknown): Path {
  let value = root;
  return pointer
    .split('/')
    .slice(1)
    .map((part) => {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
      const step = Array.isArray(value) ? Number(key) : key;
      value = Array.isArray(value) ? value[Number(key)] : isRecord(value) ? value[key] : undefined;
      return step;
    });
}

/** `spec.steps[2].upgrade `, so that one knows without counting lines. */
function label(path: Path): string {
  if (path.length === 0) return '';
  return `${path.map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at === 0 ? '' : '.'}${part}`)).join('')} `;
}
