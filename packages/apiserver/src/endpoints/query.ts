import {
  badRequest,
  fieldInvalid,
  fieldNotSupported,
  goJsonKind,
  invalid,
  isRecord,
  managerOrUserAgent,
  parseFieldSelector,
  parseLabelSelector,
  validateFieldManager,
  type FieldError,
} from '@skewplane/apimachinery';
import type { FastifyRequest } from 'fastify';
import { isTruthy } from '../request/parse-request-info.js';
import type { ResourceScope } from '../registry/resource-scope.js';
import type { DeleteRequest } from '../registry/write-context.js';
import type { Predicate, ResourceVersionMatch } from '../storage/storage.js';
import { problemsOfList, problemsOfWatch } from './validate-list-options.js';

const metaGroup = 'meta.k8s.io';

/** The query as sent; the first value of a repeated key counts, as in Go. */
export function queryOf(request: FastifyRequest): URLSearchParams {
  const url = request.raw.url ?? '';
  const at = url.indexOf('?');
  return new URLSearchParams(at < 0 ? '' : url.slice(at + 1));
}

export type FieldValidation = 'Ignore' | 'Warn' | 'Strict';

/** Options that create, update and patch share. */
export interface WriteOptions {
  readonly dryRun: boolean;
  readonly fieldManager: string;
  readonly fieldValidation: FieldValidation;
  readonly force: boolean | undefined;
  /** The fields of the options object that the client sent, for admission. */
  readonly sent: Readonly<Record<string, unknown>>;
}

/**
 * @param kind name of the options type, for the error: `CreateOptions`
 * @throws {StatusError} 422 for values that the API does not know
 */
export function writeOptions(request: FastifyRequest, kind: string): WriteOptions {
  const query = queryOf(request);
  const fieldManager = query.get('fieldManager') ?? '';
  const fieldValidation = query.get('fieldValidation') ?? '';
  const problems = [
    ...dryRunProblems(query.getAll('dryRun')),
    ...validateFieldManager(fieldManager),
  ];
  if (!['', 'Ignore', 'Warn', 'Strict'].includes(fieldValidation)) {
    problems.push(
      fieldNotSupported('fieldValidation', fieldValidation, ['Ignore', 'Strict', 'Warn']),
    );
  }
  const force = query.get('force');
  if (problems.length > 0) throw invalid({ group: metaGroup, kind }, '', problems);
  return {
    dryRun: query.getAll('dryRun').includes('All'),
    fieldManager: managerOrUserAgent(fieldManager, request.headers['user-agent']),
    fieldValidation: fieldValidation === '' ? 'Warn' : (fieldValidation as FieldValidation),
    force: force === null ? undefined : isTruthy(force),
    sent: {
      ...(query.has('dryRun') ? { dryRun: query.getAll('dryRun') } : {}),
      ...(kind === 'PatchOptions' && force !== null ? { force: isTruthy(force) } : {}),
      ...(fieldManager === '' ? {} : { fieldManager }),
      ...(fieldValidation === '' ? {} : { fieldValidation }),
    },
  };
}

function dryRunProblems(values: readonly string[]): FieldError[] {
  const wrong = values.filter((value) => value !== 'All' && value !== '');
  return wrong.length === 0 ? [] : [fieldNotSupported('dryRun', values, ['All'])];
}

export interface ReadOptions {
  readonly resourceVersion: string | undefined;
  readonly resourceVersionMatch: ResourceVersionMatch;
  readonly limit: number;
  readonly continueToken: string | undefined;
  readonly allowBookmarks: boolean;
  readonly sendInitialEvents: boolean | undefined;
  readonly timeoutSeconds: number | undefined;
  /** Undefined when everything matches. */
  readonly predicate: Predicate | undefined;
}

/**
 * Options of list, watch and deletecollection.
 * @see kubernetes/apimachinery `pkg/apis/meta/internalversion/validation/validation.go`
 * @throws {StatusError} 400 for malformed selectors and numbers, 422 for contradictions
 */
export function readOptions(
  request: FastifyRequest,
  scope: ResourceScope,
  isWatch: boolean,
): ReadOptions {
  const query = queryOf(request);
  const sendInitialEvents = query.get('sendInitialEvents');
  const options: ReadOptions = {
    resourceVersion: query.get('resourceVersion') ?? undefined,
    resourceVersionMatch: (query.get('resourceVersionMatch') ?? '') as ResourceVersionMatch,
    limit: integer(query, 'limit') ?? 0,
    continueToken: query.get('continue') || undefined,
    allowBookmarks: isTruthy(query.get('allowWatchBookmarks')),
    sendInitialEvents: sendInitialEvents === null ? undefined : isTruthy(sendInitialEvents),
    timeoutSeconds: integer(query, 'timeoutSeconds'),
    predicate: predicateOf(query, scope),
  };
  const problems = isWatch ? problemsOfWatch(options) : problemsOfList(options);
  if (problems.length > 0) throw invalid({ group: metaGroup, kind: 'ListOptions' }, '', problems);
  return options;
}

function integer(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (!/^[+-]?\d+$/.test(text))
    throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
  return Number(text);
}

function predicateOf(query: URLSearchParams, scope: ResourceScope): Predicate | undefined {
  const labelText = query.get('labelSelector') ?? '';
  const fieldText = query.get('fieldSelector') ?? '';
  const labels = labelText === '' ? undefined : parseLabelSelector(labelText);
  const fields = fieldText === '' ? undefined : scope.fieldPredicate(parseFieldSelector(fieldText));
  if (labels === undefined && fields === undefined) return undefined;
  return ({ object }) =>
    (labels?.matches(object.metadata.labels) ?? true) &&
    (fields?.(scope.fromStorage(object)) ?? true);
}

/**
 * Options of delete: the body's, else the query's.
 * @throws {StatusError} 422
 */
export function deleteRequest(
  request: FastifyRequest,
  body: Readonly<Record<string, unknown>> | undefined,
): DeleteRequest & { dryRun: boolean; sent: Readonly<Record<string, unknown>> } {
  const query = queryOf(request);
  const source = body ?? {
    dryRun: query.getAll('dryRun'),
    gracePeriodSeconds: integer(query, 'gracePeriodSeconds'),
    propagationPolicy: query.get('propagationPolicy') ?? undefined,
    orphanDependents: query.has('orphanDependents')
      ? isTruthy(query.get('orphanDependents'))
      : undefined,
  };
  const dryRun = Array.isArray(source['dryRun']) ? source['dryRun'].map(String) : [];
  checkDeleteOptionTypes(source);
  // JSON may hold null for what is not there.
  const policy = (source['propagationPolicy'] ?? undefined) as string | undefined;
  const orphan = (source['orphanDependents'] ?? undefined) as boolean | undefined;
  const grace = (source['gracePeriodSeconds'] ?? undefined) as number | undefined;
  const problems = [...dryRunProblems(dryRun), ...propagationProblems(policy, orphan)];
  if (problems.length > 0) throw invalid({ group: metaGroup, kind: 'DeleteOptions' }, '', problems);
  return {
    dryRun: dryRun.includes('All'),
    gracePeriodSeconds: grace,
    propagationPolicy: policy as DeleteRequest['propagationPolicy'],
    orphanDependents: orphan,
    preconditions: source['preconditions'] ?? undefined,
    sent: sentDeleteOptions(source),
  };
}

/** The fields of DeleteOptions that were given, for admission. */
function sentDeleteOptions(
  source: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.keys(deleteOptionTypes).flatMap((field) => {
      const value = source[field] ?? undefined;
      const isEmpty = value === undefined || (Array.isArray(value) && value.length === 0);
      return isEmpty ? [] : [[field, value]];
    }),
  );
}

/** Types by name, as Go words a value that does not fit. */
const deleteOptionTypes: Readonly<Record<string, readonly [string, (value: unknown) => boolean]>> =
  {
    gracePeriodSeconds: ['int64', Number.isSafeInteger],
    propagationPolicy: ['v1.DeletionPropagation', (value) => typeof value === 'string'],
    orphanDependents: ['bool', (value) => typeof value === 'boolean'],
    dryRun: [
      '[]string',
      (value) => Array.isArray(value) && value.every((each) => typeof each === 'string'),
    ],
    preconditions: ['v1.Preconditions', isRecord],
  };

/** @throws {StatusError} 400 */
function checkDeleteOptionTypes(source: Readonly<Record<string, unknown>>): void {
  for (const [field, [type, fits]] of Object.entries(deleteOptionTypes)) {
    const value = source[field];
    if (value === undefined || value === null || fits(value)) continue;
    throw badRequest(
      `DeleteOptions in version "v1" cannot be handled as a DeleteOptions: json: cannot unmarshal ${goJsonKind(value)} into Go struct field DeleteOptions.${field} of type ${type}`,
    );
  }
}

function propagationProblems(
  policy: string | undefined,
  orphan: boolean | undefined,
): FieldError[] {
  if (policy === undefined) return [];
  const problems = ['Foreground', 'Background', 'Orphan'].includes(policy)
    ? []
    : [
        fieldNotSupported('propagationPolicy', policy, [
          'Foreground',
          'Background',
          'Orphan',
          'nil',
        ]),
      ];
  if (orphan !== undefined) {
    problems.push(
      fieldInvalid(
        'propagationPolicy',
        policy,
        'orphanDependents and deletionPropagation cannot be both set',
      ),
    );
  }
  return problems;
}
