import { expect, it } from 'vitest';
import type { PatchType } from '../patch/apply-patch.js';
import {
  checkPatchParameters,
  managerOrUserAgent,
  type PatchParameters,
} from './field-manager-name.js';

// kubernetes/apiserver pkg/endpoints/handlers/create.go, managerOrUserAgent
it.each([
  { fieldManager: 'manager', userAgent: 'kubectl/v1.30', want: 'manager' },
  { fieldManager: '', userAgent: 'kubectl/v1.30', want: 'kubectl' },
  { fieldManager: undefined, userAgent: 'no slash', want: 'no slash' },
  { fieldManager: undefined, userAgent: 'a\u0001b/x', want: 'ab' },
  { fieldManager: undefined, userAgent: `${'ä'.repeat(70)}/x`, want: 'ä'.repeat(64) },
  { fieldManager: undefined, userAgent: undefined, want: '' },
])('$fieldManager, $userAgent → $want', ({ fieldManager, userAgent, want }) => {
  expect(managerOrUserAgent(fieldManager, userAgent)).toBe(want);
});

// kubernetes/apimachinery pkg/apis/meta/v1/validation/validation.go, ValidatePatchOptions
it.each<{ type: PatchType; parameters: PatchParameters; message: string }>([
  {
    type: 'apply',
    parameters: {},
    message:
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
  },
  {
    type: 'merge',
    parameters: { force: true },
    message:
      'PatchOptions.meta.k8s.io "" is invalid: force: Forbidden: may not be specified for non-apply patch',
  },
  {
    type: 'merge',
    parameters: { fieldManager: 'x'.repeat(129) },
    message:
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Too long: may not be more than 128 bytes',
  },
  {
    type: 'json',
    parameters: { fieldManager: 'a\u0007' },
    message:
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Invalid value: "a\\u0007": invalid character U+0007 (at position 1)',
  },
])('refuses $type with $parameters', ({ type, parameters, message }) => {
  expect(() => {
    checkPatchParameters(type, parameters);
  }).toThrow(expect.objectContaining({ code: 422, message }));
});

it('lets the rest pass', () => {
  checkPatchParameters('apply', { fieldManager: 'x', force: true });
  checkPatchParameters('merge', {});
});
