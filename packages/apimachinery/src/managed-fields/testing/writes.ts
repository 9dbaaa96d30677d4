import type { KubeObject, ManagedFieldsEntry } from '../../kube-object.js';
import type { Schema } from '../../schema.js';
import { StatusError } from '../../status.js';
import { recordUpdate } from '../record-update.js';
import { serverSideApply, type ServerSideApplyOptions } from '../server-side-apply.js';
import { deploymentSchema, podSchema, widgetSchema } from './schemas.js';

/** Objects and writes for tests of server-side apply. */

export const t0 = Date.parse('2024-01-01T00:00:00Z');

export const deployment = (spec: object, meta: KubeObject['metadata'] = {}): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'default', ...meta },
  spec,
});
export const widget = (spec: object): KubeObject => ({
  apiVersion: 'example.io/v1',
  kind: 'Widget',
  metadata: { name: 'w' },
  spec,
});

const schemas: Record<string, Schema> = {
  Deployment: deploymentSchema,
  Pod: podSchema,
  Widget: widgetSchema,
};

export const apply = (
  live: KubeObject | undefined,
  applied: KubeObject,
  more: Partial<ServerSideApplyOptions> = {},
): KubeObject =>
  serverSideApply({
    live,
    applied,
    kind: applied.kind,
    apiVersion: applied.apiVersion,
    manager: 'applier',
    force: false,
    nowMs: t0,
    schema: schemas[applied.kind],
    ...more,
  });

/** A write by somebody else. */
export const write = (
  live: KubeObject | undefined,
  updated: KubeObject,
  manager = 'other',
  subresource = '',
): KubeObject =>
  recordUpdate({
    live,
    updated,
    manager,
    subresource,
    apiVersion: updated.apiVersion,
    nowMs: t0,
    schema: schemas[updated.kind],
  });

export const stored = (object: KubeObject): KubeObject => ({
  ...object,
  metadata: { ...object.metadata, uid: 'u' },
});
export const entries = (object: KubeObject): ManagedFieldsEntry[] =>
  object.metadata.managedFields ?? [];
export const fieldsOf = (object: KubeObject, manager = 'applier'): unknown =>
  entries(object).find((entry) => entry.manager === manager)?.fieldsV1;

export const statusOf = (run: () => unknown): StatusError['status'] => {
  try {
    run();
  } catch (error) {
    if (error instanceof StatusError) return error.status;
    throw error;
  }
  throw new Error('expected a StatusError');
};
