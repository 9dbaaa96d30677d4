import { expect, it } from 'vitest';
import { validateDns1123Label, validateDns1123Subdomain } from './name-validation.js';

// kubernetes/apimachinery pkg/util/validation/validation.go, RegexError
it('gives examples as upstream does', () => {
  expect(validateDns1123Label('A')).toEqual([
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
  ]);
  expect(validateDns1123Subdomain('A')).toEqual([
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
  ]);
});

// kubernetes/apimachinery pkg/util/validation/validation.go, MaxLenError
it('counts the characters of a name', () => {
  expect(validateDns1123Label('a'.repeat(64))).toEqual(['must be no more than 63 characters']);
  expect(validateDns1123Subdomain('a'.repeat(254))).toEqual([
    'must be no more than 253 characters',
  ]);
});
