import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../kube-object.js';
import { lastAppliedAnnotation } from './last-applied.js';
import type { ServerSideApplyOptions } from './server-side-apply.js';
import {
  deployment,
  widget,
  apply,
  write,
  stored,
  entries,
  fieldsOf,
  statusOf,
} from './testing/writes.js';

// kubernetes/apimachinery pkg/util/managedfields/internal/conflict.go
describe('conflicts', () => {
  const live = write(
    undefined,
    deployment({
      replicas: 1,
      paused: true,
      template: { spec: { containers: [{ name: 'app', image: 'a' }] } },
    }),
    'kubectl-client-side-apply',
  );

  it('refuses to change one field of another', () => {
    expect(statusOf(() => apply(stored(live), deployment({ replicas: 2 })))).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      reason: 'Conflict',
      code: 409,
      message:
        'Apply failed with 1 conflict: conflict with "kubectl-client-side-apply" using apps/v1: .spec.replicas',
      details: {
        causes: [
          {
            reason: 'FieldManagerConflict',
            message: 'conflict with "kubectl-client-side-apply" using apps/v1',
            field: '.spec.replicas',
          },
        ],
      },
    });
  });

  it('lists several by manager', () => {
    const object = write(
      stored(live),
      { ...stored(live), status: { phase: 'x' } },
      'controller',
      'status',
    );
    const status = statusOf(() =>
      apply(stored(object), {
        ...deployment({
          replicas: 2,
          template: { spec: { containers: [{ name: 'app', image: 'b' }] } },
        }),
        status: { phase: 'y' },
      }),
    );
    expect(status.message).toBe(
      [
        'Apply failed with 3 conflicts: conflicts with "controller" with subresource "status" using apps/v1:',
        '- .status.phase',
        'conflicts with "kubectl-client-side-apply" using apps/v1:',
        '- .spec.replicas',
        '- .spec.template.spec.containers[name="app"].image',
      ].join('\n'),
    );
    expect(status.details?.causes).toHaveLength(3);
  });

  it('names an applier without a version', () => {
    const object = stored(apply(undefined, deployment({ replicas: 1 })));
    expect(
      statusOf(() => apply(object, deployment({ replicas: 2 }), { manager: 'second' })).message,
    ).toBe('Apply failed with 1 conflict: conflict with "applier": .spec.replicas');
  });

  it('takes the fields when forced', () => {
    const result = apply(stored(live), deployment({ replicas: 2 }), { force: true });
    expect(result['spec']).toMatchObject({ replicas: 2 });
    expect(fieldsOf(result)).toEqual({ 'f:spec': { 'f:replicas': {} } });
    expect(fieldsOf(result, 'kubectl-client-side-apply')).not.toHaveProperty([
      'f:spec',
      'f:replicas',
    ]);
  });
});

// kubernetes/apimachinery pkg/util/managedfields/internal/lastappliedmanager.go, lastappliedupdater.go
describe('kubectl coming from client-side apply', () => {
  const lastApplied = deployment({ replicas: 1, paused: true });
  const annotations = { [lastAppliedAnnotation]: JSON.stringify(lastApplied) };
  const live = stored(
    write(
      undefined,
      deployment({ replicas: 1, paused: true }, { annotations }),
      'kubectl-client-side-apply',
    ),
  );

  it('does not conflict with what it applied and brings the annotation up to date', () => {
    const result = apply(live, deployment({ replicas: 2, paused: true }), { manager: 'kubectl' });
    expect(result['spec']).toEqual({ replicas: 2, paused: true });
    expect(result.metadata.annotations?.[lastAppliedAnnotation]).toBe(
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"default"},"spec":{"paused":true,"replicas":2}}\n',
    );
  });

  it('conflicts with what others changed since', () => {
    const scaled = write(live, { ...live, spec: { replicas: 5, paused: true } }, 'scaler');
    expect(
      statusOf(() =>
        apply(scaled, deployment({ replicas: 2, paused: false }), { manager: 'kubectl' }),
      ).message,
    ).toBe('Apply failed with 1 conflict: conflict with "scaler" using apps/v1: .spec.replicas');
  });

  it.each(['not json', '{"apiVersion":"apps/v1beta1","kind":"Deployment"}', ''])(
    'conflicts when the annotation is %s',
    (text) => {
      const object = write(
        live,
        { ...live, metadata: { ...live.metadata, annotations: { [lastAppliedAnnotation]: text } } },
        'kubectl-client-side-apply',
      );
      expect(
        statusOf(() => apply(object, deployment({ replicas: 2 }), { manager: 'kubectl' })).code,
      ).toBe(409);
    },
  );

  it('is for no other manager', () => {
    expect(statusOf(() => apply(live, deployment({ replicas: 2 }))).code).toBe(409);
    const result = apply(live, deployment({ replicas: 2 }), { force: true });
    expect(result.metadata.annotations).toEqual(annotations);
  });
});

describe('versions', () => {
  // At v1beta1 the field is called length.
  const convert: ServerSideApplyOptions['convert'] = (object, apiVersion) => {
    const { size, length, ...rest } = (object['spec'] ?? {}) as { size?: number; length?: number };
    const value = size ?? length;
    if (apiVersion === 'example.io/v1alpha1') return undefined;
    const name = apiVersion === 'example.io/v1beta1' ? 'length' : 'size';
    return {
      object: {
        ...object,
        apiVersion,
        spec: { ...rest, ...(value === undefined ? {} : { [name]: value }) },
      },
      schema: undefined,
    };
  };
  const options = { convert, schema: undefined };
  const beta = (spec: object): KubeObject => ({
    ...widget(spec),
    apiVersion: 'example.io/v1beta1',
  });

  it('removes what was applied at another version (merge/update.go, prune)', () => {
    const created = stored(apply(undefined, beta({ length: 1, other: 2 }), options));
    const { size, ...rest } = { size: 1, ...(created['spec'] as object) } as Record<
      string,
      unknown
    >;
    const live = { ...created, apiVersion: 'example.io/v1', spec: { size, other: rest['other'] } };
    expect(apply(live, widget({ other: 2 }), options)['spec']).toEqual({ other: 2 });
  });

  it('conflicts at the version of the owner', () => {
    const created = stored(apply(undefined, beta({ length: 1 }), options));
    const live = { ...created, apiVersion: 'example.io/v1', spec: { size: 1 } };
    expect(
      statusOf(() => apply(live, widget({ size: 2 }), { ...options, manager: 'second' })).message,
    ).toBe('Apply failed with 1 conflict: conflict with "applier": .spec.length');
  });

  it('forgets owners at versions that are gone', () => {
    const live = stored(widget({ size: 1 }));
    live.metadata.managedFields = [
      {
        manager: 'x',
        operation: 'Update',
        apiVersion: 'example.io/v1alpha1',
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:spec': { 'f:size': {} } },
      },
    ];
    expect(
      entries(apply(live, widget({ size: 2 }), options)).map(({ manager }) => manager),
    ).toEqual(['applier']);
  });
});
