import { describe, expect, it } from 'vitest';
import { effectiveVersion } from '../versions/effective-version.js';
import { type FeatureGates, resolveFeatureGates } from './feature-gates.js';

function gates(minor: number, flags = ''): FeatureGates {
  return resolveFeatureGates({ version: effectiveVersion(minor), flags });
}

function emulating(binaryMinor: number, emulatedMinor: number, flags = ''): FeatureGates {
  const version = { binaryMinor, emulatedMinor, minCompatibilityMinor: emulatedMinor - 1 };
  return resolveFeatureGates({ version, flags });
}

// kubernetes/component-base featuregate/feature_gate.go
describe('resolveFeatureGates', () => {
  it.each([
    { minor: 35, flags: '', gate: 'UnknownVersionInteroperabilityProxy', want: false },
    { minor: 36, flags: '', gate: 'UnknownVersionInteroperabilityProxy', want: true },
    {
      minor: 35,
      flags: 'UnknownVersionInteroperabilityProxy=true',
      gate: 'UnknownVersionInteroperabilityProxy',
      want: true,
    },
    {
      minor: 35,
      flags: 'kube:UnknownVersionInteroperabilityProxy=T',
      gate: 'UnknownVersionInteroperabilityProxy',
      want: true,
    },
    { minor: 36, flags: 'AllBeta=false', gate: 'UnknownVersionInteroperabilityProxy', want: false },
    {
      minor: 36,
      flags: 'AllBeta=false,UnknownVersionInteroperabilityProxy=true',
      gate: 'UnknownVersionInteroperabilityProxy',
      want: true,
    },
    { minor: 35, flags: 'AllAlpha=true', gate: 'UnknownVersionInteroperabilityProxy', want: true },
    { minor: 35, flags: 'AllAlpha=true', gate: 'CoordinatedLeaderElection', want: false },
    { minor: 35, flags: 'AllBeta=true', gate: 'CoordinatedLeaderElection', want: true },
    { minor: 36, flags: ' APIServerIdentity = false ,,', gate: 'APIServerIdentity', want: false },
    { minor: 32, flags: '', gate: 'AggregatedDiscoveryRemoveBetaType', want: false },
    { minor: 33, flags: '', gate: 'AggregatedDiscoveryRemoveBetaType', want: true },
    { minor: 36, flags: '', gate: 'AggregatedDiscoveryEndpoint', want: true }, // dropped after 1.32: always on
    { minor: 36, flags: '', gate: 'NoSuchGate', want: false },
  ])('1.$minor "$flags": $gate is $want', ({ minor, flags, gate, want }) => {
    expect(gates(minor, flags).enabled(gate)).toBe(want);
  });

  it.each([
    ['NoSuchGate=true', 'unrecognized feature gate: NoSuchGate'],
    [
      'APIServerTracing=false',
      'cannot set feature gate APIServerTracing to false, feature is locked to true',
    ],
    [
      'APIServerIdentity=foo',
      'invalid value of APIServerIdentity=foo, err: strconv.ParseBool: parsing "foo": invalid syntax',
    ],
    ['APIServerIdentity', 'missing bool value for APIServerIdentity'],
    ['wardle:A=true', 'component not registered: wardle'],
    [
      'kube:APIServerIdentity=true,AllBeta=true',
      'set kube feature gates with default empty prefix or kube: prefix consistently, do not mix use',
    ],
    [
      'NoSuchGate=true,APIServerTracing=false',
      '[unrecognized feature gate: NoSuchGate, cannot set feature gate APIServerTracing to false, feature is locked to true]',
    ],
  ])('1.36 refuses "%s": %s', (flags, message) => {
    expect(() => gates(36, flags)).toThrow(new Error(message));
  });

  it('takes a locked gate at its own value', () => {
    expect(gates(36, 'APIServerTracing=true').enabled('APIServerTracing')).toBe(true);
  });

  it('resolves at the emulated version', () => {
    const proxy = 'UnknownVersionInteroperabilityProxy';
    expect(emulating(36, 35).enabled(proxy)).toBe(false);
    expect(emulating(36, 35).stage(proxy)).toBe('ALPHA');
    expect(emulating(36, 35, `${proxy}=true`).enabled(proxy)).toBe(true);
  });

  it('has no gate that is younger than the emulated version', () => {
    expect(emulating(35, 34).stage('ConstrainedImpersonation')).toBeUndefined();
    expect(() => emulating(35, 34, 'ConstrainedImpersonation=true')).toThrow(
      'cannot set feature gate ConstrainedImpersonation to true, feature is PreAlpha at emulated version 1.34',
    );
    expect(() => emulating(36, 34, 'ConstrainedImpersonation=true')).toThrow(
      'feature is PreAlpha at emulated version 1.34, min compatibility version 1.33',
    );
  });

  it('lists gates by name with the stage of the metric', () => {
    const list = gates(36).list();
    expect(list).toContainEqual({ name: 'APIServerTracing', stage: '', enabled: true });
    expect(list).toContainEqual({ name: 'AllAlpha', stage: 'ALPHA', enabled: false });
    const names = list.map(({ name }) => name);
    expect(names).toEqual([...names].sort());
  });
});
