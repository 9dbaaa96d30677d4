import type { Immutable, KubeObject } from '@skewplane/apimachinery';
import { badRequest } from '@skewplane/apimachinery';
import type { FastifyRequest } from 'fastify';
import type { ResourceScope } from '../registry/resource-scope.js';
import type { TableColumn, TableRow } from '../registry/table.js';
import { queryOf } from './query.js';

export type IncludeObject = 'None' | 'Metadata' | 'Object';

export interface TableOptions {
  /** Version of `meta.k8s.io` that was asked for. */
  readonly version: string;
  readonly nowMs: number;
  readonly include: IncludeObject;
}

export interface Table {
  readonly kind: 'Table';
  readonly apiVersion: string;
  readonly metadata: object;
  readonly columnDefinitions: readonly TableColumn[];
  readonly rows: readonly TableRow[];
}

/** `includeObject` of the query. @throws {StatusError} 400 */
export function includeObjectOf(request: FastifyRequest): IncludeObject {
  const include = queryOf(request).get('includeObject') ?? '';
  switch (include) {
    case '':
    case 'Metadata':
      return 'Metadata';
    case 'None':
    case 'Object':
      return include;
    default:
      throw badRequest(`unrecognized includeObject value: ${JSON.stringify(include)}`);
  }
}

/**
 * Objects as the rows that kubectl prints.
 * @see kubernetes/apiserver `pkg/endpoints/handlers/response.go`
 */
export function tableOf(
  scope: ResourceScope,
  objects: readonly Immutable<KubeObject>[],
  { version, nowMs, include }: TableOptions,
): Table {
  return {
    kind: 'Table',
    apiVersion: `meta.k8s.io/${version}`,
    metadata: {},
    columnDefinitions: scope.printer.columns,
    rows: objects.map((object) => ({
      ...scope.printer.row(object, nowMs),
      ...(include === 'None'
        ? {}
        : { object: include === 'Object' ? object : partialObject(object, version) }),
    })),
  };
}

export function partialObject(object: Immutable<KubeObject>, version: string) {
  return {
    kind: 'PartialObjectMetadata',
    apiVersion: `meta.k8s.io/${version}`,
    metadata: object.metadata,
  };
}
