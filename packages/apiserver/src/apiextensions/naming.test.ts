import { describe, expect, it } from 'vitest';
import { definitionOf, type DefinitionNames } from './custom-resource-definition.js';
import { establishedStatus, namingStatus, usedNames } from './naming.js';

const nowMs = Date.UTC(2026, 0, 1);
const time = '2026-01-01T00:00:00Z';
const names = { plural: 'as', singular: 'a', shortNames: ['x', 'y'], kind: 'A', listKind: 'AList' };

const definition = (status?: object, spec: object = {}) =>
  definitionOf({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'as.example.com' },
    spec: { group: 'example.com', names, scope: 'Cluster', versions: [], ...spec },
    ...(status === undefined ? {} : { status }),
  });

// kubernetes/apiextensions-apiserver pkg/controller/status/naming_controller_test.go
describe('namingStatus', () => {
  it('accepts names that nobody has', () => {
    expect(namingStatus(definition(), usedNames([]), nowMs)).toEqual({
      acceptedNames: names,
      conditions: [
        {
          type: 'NamesAccepted',
          status: 'True',
          reason: 'NoConflicts',
          message: 'no conflicts found',
          lastTransitionTime: time,
        },
        {
          type: 'Established',
          status: 'False',
          reason: 'Installing',
          message: 'the initial names have been accepted',
          lastTransitionTime: time,
        },
      ],
    });
  });

  it.each<[string, Partial<DefinitionNames>, string, string, object]>([
    ['plural', { plural: 'as' }, 'PluralConflict', '"as" is already in use', { plural: '' }],
    ['singular', { shortNames: ['a'] }, 'SingularConflict', '"a" is already in use', {}],
    [
      'short names',
      { shortNames: ['y', 'x'] },
      'ShortNamesConflict',
      '["x" is already in use, "y" is already in use]',
      { plural: 'as', singular: 'a', kind: 'A', listKind: 'AList' },
    ],
    ['kind', { kind: 'A' }, 'KindConflict', '"A" is already in use', { kind: '' }],
    ['list kind', { listKind: 'AList' }, 'ListKindConflict', '"AList" is already in use', {}],
  ])('says when the %s is taken, and takes the rest', (_what, taken, reason, message, accepted) => {
    const used = usedNames([{ plural: 'bs', kind: 'B', ...taken }]);
    const status = namingStatus(definition(), used, nowMs);
    expect(status?.acceptedNames).toMatchObject(accepted);
    expect(status?.conditions).toMatchObject([
      { type: 'NamesAccepted', status: 'False', reason, message },
      { type: 'Established', status: 'False', reason: 'NotAccepted' },
    ]);
    // Told once: the next look at the same state changes nothing.
    expect(namingStatus(definition(status), used, nowMs + 1)).toBeUndefined();
  });

  it('lets an established definition keep its state while it asks for other names', () => {
    const conditions = [
      { type: 'NamesAccepted', status: 'True' },
      { type: 'Established', status: 'True', reason: 'InitialNamesAccepted' },
    ];
    const current = definition(
      { acceptedNames: names, conditions },
      { names: { ...names, shortNames: ['z'] } },
    );
    const status = namingStatus(current, usedNames([names, { plural: 'z', kind: 'Z' }]), nowMs);
    expect(status?.acceptedNames).toEqual(names);
    expect(status?.conditions).toMatchObject([
      { type: 'NamesAccepted', status: 'False', reason: 'ShortNamesConflict' },
      { type: 'Established', status: 'True' },
    ]);
  });
});

describe('establishedStatus', () => {
  it('follows accepted names, once', () => {
    const accepted = namingStatus(definition(), usedNames([]), nowMs);
    const status = establishedStatus(definition(accepted), nowMs);
    expect(status?.conditions?.[1]).toMatchObject({
      type: 'Established',
      status: 'True',
      reason: 'InitialNamesAccepted',
    });
    expect(establishedStatus(definition(status), nowMs)).toBeUndefined();
    expect(establishedStatus(definition(), nowMs)).toBeUndefined();
  });
});
