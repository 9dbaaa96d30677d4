import { fieldInvalid, fieldRequired, type FieldError } from '@skewplane/apimachinery';
import type { CustomResourceDefinition } from '../custom-resource-definition.js';

const annotation = 'api-approved.kubernetes.io';
const path = `metadata.annotations[${annotation}]`;
const proposal = 'see https://github.com/kubernetes/enhancements/pull/1111';

type Approval = 'approved' | 'bypassed' | 'missing' | 'invalid';

/**
 * Groups of the Kubernetes community are not for everyone.
 * @see kubernetes/apiextensions-apiserver `pkg/apihelpers/helpers.go`, `GetAPIApprovalState`
 */
export function validateApproval(definition: CustomResourceDefinition): FieldError[] {
  if (!isProtected(definition.spec.group)) return [];
  const value = definition.metadata.annotations?.[annotation] ?? '';
  switch (approvalOf(value)) {
    case 'approved':
    case 'bypassed':
      return [];
    case 'missing':
      return [
        fieldRequired(
          path,
          `protected groups must have approval annotation "${annotation}", ${proposal}`,
        ),
      ];
    case 'invalid':
      return [
        fieldInvalid(
          path,
          value,
          `protected groups must have approval annotation "${annotation}" with either a URL or a reason starting with "unapproved", ${proposal}`,
        ),
      ];
  }
}

export function validateApprovalUpdate(
  next: CustomResourceDefinition,
  current: CustomResourceDefinition,
): FieldError[] {
  const [after, before] = [next, current].map(({ metadata }) =>
    approvalOf(metadata.annotations?.[annotation] ?? ''),
  );
  return after === before ? [] : validateApproval(next);
}

const isProtected = (group: string): boolean =>
  ['k8s.io', 'kubernetes.io'].some((each) => group === each || group.endsWith(`.${each}`));

function approvalOf(value: string): Approval {
  if (value === '') return 'missing';
  if (value.startsWith('unapproved')) return 'bypassed';
  return URL.canParse(value) && new URL(value).host !== '' ? 'approved' : 'invalid';
}
