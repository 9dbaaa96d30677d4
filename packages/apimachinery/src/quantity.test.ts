import { describe, expect, it } from 'vitest';
import { canonicalQuantity, milliUnits, parseQuantity, wholeUnits } from './quantity.js';

// kubernetes/apimachinery pkg/api/resource/quantity.go and quantity_test.go
describe('canonicalQuantity', () => {
  it.each([
    ['0', '0'],
    ['0Ki', '0'],
    ['100m', '100m'],
    ['0.5', '500m'],
    ['.5', '500m'],
    ['1.', '1.'],
    ['1000m', '1'],
    ['1000', '1k'],
    ['1024', '1024'],
    ['1024Mi', '1Gi'],
    ['1.5Gi', '1536Mi'],
    ['0.5Ki', '512'],
    ['1500M', '1500M'],
    ['1e3', '1e3'],
    ['12E', '12E'],
    ['1E3', '1E3'],
    ['10e2', '1e3'],
    ['1.500', '1.500'],
    ['1.5', '1500m'],
    ['100e-2', '1'],
    ['-0.5', '-500m'],
    ['+5', '+5'],
    ['1n', '1n'],
    ['0.1n', '1n'],
    ['9Ei', '9223372036854775807'],
  ])('%s → %s', (text, want) => {
    expect(canonicalQuantity(text)).toBe(want);
  });

  it('takes a number', () => {
    expect(canonicalQuantity(0.25)).toBe('250m');
  });
});

describe('parseQuantity', () => {
  it.each([
    ['', /must match the regular expression/],
    ['.', /must match the regular expression/],
    ['big', /must match the regular expression/],
    ['1 Gi', /must match the regular expression/],
    ['1iK', /unable to parse quantity's suffix/],
    ['1mm', /unable to parse quantity's suffix/],
  ])('refuses %j', (text, problem) => {
    expect(() => parseQuantity(text)).toThrow(problem);
  });

  it('rounds up to whole and milli units', () => {
    expect(wholeUnits(parseQuantity('1100m'))).toBe(2n);
    expect(milliUnits(parseQuantity('1n'))).toBe(1n);
  });
});
