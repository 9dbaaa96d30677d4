import { expect, it } from 'vitest';
import { effectiveVersion } from './effective-version.js';
import { versionInfo } from './version-info.js';

// kubernetes/component-base compatibility/version.go, Info
it('tells binary and emulated version apart', () => {
  const info = versionInfo({ binaryMinor: 36, emulatedMinor: 34, minCompatibilityMinor: 33 });
  expect(info).toMatchObject({
    major: '1',
    minor: '36',
    emulationMajor: '1',
    emulationMinor: '34',
    minCompatibilityMajor: '1',
    minCompatibilityMinor: '33',
    gitVersion: 'v1.36.0+skewplane',
  });
});

it('knows nothing of emulation before 1.33', () => {
  expect(Object.keys(versionInfo(effectiveVersion(32)))).not.toContain('emulationMajor');
  expect(Object.keys(versionInfo(effectiveVersion(33))).slice(2, 4)).toEqual([
    'emulationMajor',
    'emulationMinor',
  ]);
});
