import { randomBytes, randomUUID } from 'node:crypto';
import {
  StatusError,
  formatTime,
  invalid,
  type FieldError,
  type KubeObject,
} from '@skewplane/apimachinery';
import { validateObjectMeta } from './object-meta-validation.js';
import type { ResourceScope } from './resource-scope.js';
import type { WriteContext } from './write-context.js';

/** Letters and digits that make no words. @see kubernetes/apimachinery `pkg/util/rand/rand.go` */
const suffixAlphabet = 'bcdfghjklmnpqrstvwxz2456789';
const suffixLength = 5;
const maxGeneratedPrefix = 63 - suffixLength;

/** Five random characters, as upstream appends to `generateName`. */
export function randomSuffix(): string {
  return Array.from(randomBytes(suffixLength), (byte) =>
    suffixAlphabet.charAt(byte % suffixAlphabet.length),
  ).join('');
}

/**
 * Makes a decoded object ready to be stored for the first time; edits it in place.
 * @see kubernetes/apiserver `pkg/registry/rest/create.go`, `BeforeCreate`
 * @throws {StatusError} 422 with every problem
 */
export function beforeCreate(scope: ResourceScope, object: KubeObject, write: WriteContext): void {
  const { metadata } = object;
  if (metadata.resourceVersion !== undefined && metadata.resourceVersion !== '') {
    throw new StatusError({
      code: 500,
      reason: '',
      message: 'resourceVersion should not be set on objects to be created',
    });
  }
  delete metadata.deletionTimestamp;
  delete metadata.deletionGracePeriodSeconds;
  delete metadata.selfLink;
  metadata.uid = randomUUID();
  metadata.creationTimestamp = formatTime(write.nowMs);
  generateName(object);
  if (scope.strategy.tracksGeneration) metadata.generation = 1;
  scope.strategy.prepareForCreate?.(object, write);
  refuseIfInvalid(scope, object, [
    ...validateObjectMeta(metadata, {
      namespaced: scope.namespaced,
      nameRule: scope.strategy.nameRule,
    }),
    ...(scope.strategy.validate?.(object) ?? []),
  ]);
  for (const text of scope.strategy.warnings?.(object) ?? []) write.warn(text);
}

/** Gives a nameless object the name that its `generateName` asks for. */
export function generateName({ metadata }: KubeObject): void {
  if (metadata.name || !metadata.generateName) return;
  metadata.name = metadata.generateName.slice(0, maxGeneratedPrefix) + randomSuffix();
}

export function refuseIfInvalid(
  scope: ResourceScope,
  object: KubeObject,
  problems: readonly FieldError[],
): void {
  if (problems.length === 0) return;
  throw invalid(scope.gvk, object.metadata.name ?? object.metadata.generateName ?? '', problems);
}
