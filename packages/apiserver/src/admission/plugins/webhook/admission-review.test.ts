import { describe, expect, it } from 'vitest';
import { readReview } from './admission-review.js';

/* kubernetes/apiserver pkg/admission/plugin/webhook/request/admissionreview_test.go */

const v1 = { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview' };
const check = (review: Record<string, unknown>, options: object = {}) =>
  readReview(review, { version: 'v1', uid: '123', mayPatch: true, ...options });

describe('an answer that is refused', () => {
  it.each<[string, Record<string, unknown>, object, string]>([
    ['without a response', v1, {}, 'webhook response was absent'],
    ['without a uid', { ...v1, response: {} }, {}, 'expected response.uid="123", got ""'],
    [
      'of another version',
      { apiVersion: 'admission.k8s.io/v2', kind: 'AdmissionReview', response: { uid: '123' } },
      {},
      'expected webhook response of admission.k8s.io/v1, Kind=AdmissionReview, got admission.k8s.io/v2, Kind=AdmissionReview',
    ],
    [
      'that does not say what it is',
      { response: { uid: '123' } },
      {},
      'expected webhook response of admission.k8s.io/v1, Kind=AdmissionReview, got /, Kind=',
    ],
    [
      'with a patch and no type',
      { ...v1, response: { uid: '123', patch: 'W10=' } },
      {},
      'webhook returned response.patch but not response.patchType',
    ],
    [
      'with a type and no patch',
      { ...v1, response: { uid: '123', patchType: 'JSONPatch' } },
      {},
      'webhook returned response.patchType but not response.patch',
    ],
    [
      'with an empty type',
      { ...v1, response: { uid: '123', patch: 'W10=', patchType: '' } },
      {},
      'webhook returned invalid response.patchType of ""',
    ],
    [
      'with a patch from who may not patch',
      { ...v1, response: { uid: '123', patch: 'W10=', patchType: 'JSONPatch' } },
      { mayPatch: false },
      'validating webhook may not return response.patch',
    ],
    [
      'with the type of a patch from who may not patch',
      { ...v1, response: { uid: '123', patchType: 'JSONPatch' } },
      { mayPatch: false },
      'validating webhook may not return response.patchType',
    ],
  ])('%s', (_what, review, options, message) => {
    expect(() => check(review, options)).toThrow(new Error(message));
  });
});

describe('an answer that is taken', () => {
  const nothing = {
    allowed: false,
    status: undefined,
    patch: undefined,
    patchType: '',
    warnings: [],
    auditAnnotations: {},
  };
  it.each<[string, Record<string, unknown>, object, object]>([
    ['that says nothing', { ...v1, response: { uid: '123' } }, {}, nothing],
    [
      'with everything',
      {
        ...v1,
        response: {
          uid: '123',
          allowed: true,
          patch: 'W10=',
          patchType: 'JSONPatch',
          warnings: ['w', 1],
          auditAnnotations: { a: 'b', c: 1 },
          status: { code: 400.5, message: 1, reason: 'R' },
        },
      },
      {},
      {
        allowed: true,
        patch: '[]',
        patchType: 'JSONPatch',
        warnings: ['w'],
        auditAnnotations: { a: 'b' },
        status: { code: 0, message: '', reason: 'R' },
      },
    ],
    [
      'of v1beta1, which is not checked',
      { response: { allowed: true, patch: 'W10=', patchType: 'Odd' } },
      { version: 'v1beta1' },
      { ...nothing, allowed: true, patch: '[]', patchType: 'JSONPatch' },
    ],
    [
      'of v1beta1 with a patch from who may not patch',
      { response: { allowed: true, patch: 'W10=' } },
      { version: 'v1beta1', mayPatch: false },
      { ...nothing, allowed: true },
    ],
  ])('%s', (_what, review, options, expected) => {
    expect(check(review, options)).toEqual(expected);
  });
});
