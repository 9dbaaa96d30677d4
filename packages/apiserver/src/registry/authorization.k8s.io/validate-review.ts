import {
  fieldInvalid,
  type FieldError,
  type Immutable,
  type ObjectMeta,
} from '@skewplane/apimachinery';
import { validateSelectors } from './review-selectors.js';
import type { ReviewSpec } from './review-spec.js';

/** Upstream prints an absent pointer as this text. */
const absent = 'null';

/** @see kubernetes/kubernetes `pkg/apis/authorization/validation/validation.go`, `ValidateSelfSubjectAccessReviewSpec` */
export function validateAttributes(spec: ReviewSpec): FieldError[] {
  const { resourceAttributes, nonResourceAttributes } = spec;
  if (resourceAttributes !== undefined && nonResourceAttributes !== undefined) {
    const detail = 'cannot be specified in combination with resourceAttributes';
    return [fieldInvalid('spec.nonResourceAttributes', nonResourceAttributes, detail)];
  }
  if (resourceAttributes === undefined && nonResourceAttributes === undefined) {
    const detail = 'exactly one of nonResourceAttributes or resourceAttributes must be specified';
    return [fieldInvalid('spec.resourceAttributes', absent, detail)];
  }
  return [];
}

export function validateSubject({ user }: ReviewSpec): FieldError[] {
  if (user.name !== '' || user.groups.length > 0) return [];
  return [fieldInvalid('spec.user', '', 'at least one of user or group must be specified')];
}

export function validateReviewSelectors({ resourceAttributes }: ReviewSpec): FieldError[] {
  return resourceAttributes === undefined ? [] : validateSelectors(resourceAttributes);
}

/** A review has no name or labels: nothing is stored. @param except a field that may be there */
export function validateEmptyMetadata(
  metadata: Immutable<ObjectMeta>,
  except?: 'namespace',
): FieldError[] {
  const filled = Object.entries(metadata).filter(
    ([field, value]) => field !== 'managedFields' && field !== except && !isEmpty(value),
  );
  if (filled.length === 0) return [];
  const detail = except === undefined ? 'must be empty' : `must be empty except for ${except}`;
  return [fieldInvalid('metadata', metadata, detail)];
}

export function validateLocal(
  { resourceAttributes, nonResourceAttributes }: ReviewSpec,
  namespace: string,
): FieldError[] {
  const problems: FieldError[] = [];
  if (resourceAttributes !== undefined) {
    const asked = resourceAttributes['namespace'] ?? '';
    if (asked !== namespace) {
      const field = 'spec.resourceAttributes.namespace';
      problems.push(fieldInvalid(field, asked, 'must match metadata.namespace'));
    }
  }
  if (nonResourceAttributes !== undefined) {
    const detail = 'disallowed on this kind of request';
    problems.push(fieldInvalid('spec.nonResourceAttributes', nonResourceAttributes, detail));
  }
  return problems;
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === 0) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
