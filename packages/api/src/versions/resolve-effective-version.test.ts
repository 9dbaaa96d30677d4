import { describe, expect, it } from 'vitest';
import { resolveEffectiveVersion } from './resolve-effective-version.js';

function resolve(binaryMinor: number, emulated: string, min: string) {
  const split = (text: string) => (text === '' ? [] : text.split(','));
  return resolveEffectiveVersion({
    binaryMinor,
    emulatedVersion: split(emulated),
    minCompatibilityVersion: split(min),
  });
}

// kubernetes/component-base compatibility/registry.go, compatibility/version.go
describe('resolveEffectiveVersion', () => {
  it.each([
    { binary: 36, emulated: '', min: '', want: [36, 35] },
    { binary: 31, emulated: '', min: '', want: [31, 30] },
    { binary: 36, emulated: '1.34', min: '', want: [34, 33] },
    { binary: 36, emulated: 'kube=1.33', min: '', want: [33, 33] },
    { binary: 36, emulated: 'v1.34.0', min: '', want: [34, 33] },
    { binary: 36, emulated: '', min: '1.36', want: [36, 36] },
    { binary: 36, emulated: '1.35', min: 'kube=1.33', want: [35, 33] },
    { binary: 33, emulated: '1.31', min: '', want: [31, 31] },
  ])('1.$binary, emulated "$emulated", min "$min" → $want', ({ binary, emulated, min, want }) => {
    const { version, problems } = resolve(binary, emulated, min);
    expect(problems).toEqual([]);
    expect([version.emulatedMinor, version.minCompatibilityMinor]).toEqual(want);
  });

  it.each([
    ['1.33', '', ['emulation version 1.33 is not between [1.34, 1.37.0]']],
    ['1.38', '', ['emulation version 1.38 is not between [1.34, 1.37.0]']],
    ['2.36', '', ['emulation version 2.36 is not between [1.34, 1.37.0]']],
    ['1.36', '1.37', ['minCompatibilityVersion version 1.37 is not between [1.34, 1.36]']],
    ['1.35.1', '', ['patch version not allowed, got: kube=1.35.1']],
    ['1.35,kube=1.36', '', ['duplicate version flag, kube=1.35 and kube=1.36']],
    ['wardle=1.2', '', ['component not registered: wardle']],
    ['', 'wardle=1.2', ['component not registered: wardle']],
    ['new', '', ['could not parse "new" as version']],
    ['1', '', ['illegal version string "1"']],
    ['1.035', '', ['illegal zero-prefixed version component "035" in "1.035"']],
    [
      '1.33',
      '1.32',
      [
        'emulation version 1.33 is not between [1.34, 1.37.0]',
        'minCompatibilityVersion version 1.32 is not between [1.34, 1.33]',
      ],
    ],
  ])('1.37 with emulated "%s" and min "%s" → %j', (emulated, min, problems) => {
    const found = resolve(37, emulated, min).problems;
    expect(found.slice(0, problems.length)).toEqual(problems);
  });

  it('takes forward compatibility only while it emulates', () => {
    const flags = {
      binaryMinor: 36,
      minCompatibilityVersion: [],
      emulationForwardCompatible: true,
      runtimeConfigEmulationForwardCompatible: true,
    };
    const name = 'cannot be set to true if the emulation version is the same as the binary version';
    expect(resolveEffectiveVersion({ ...flags, emulatedVersion: [] }).problems).toEqual([
      `ServerRunOptions.EmulationForwardCompatible ${name}`,
      `ServerRunOptions.RuntimeConfigEmulationForwardCompatible ${name}`,
    ]);
    expect(resolveEffectiveVersion({ ...flags, emulatedVersion: ['1.35'] }).problems).toEqual([]);
  });
});
