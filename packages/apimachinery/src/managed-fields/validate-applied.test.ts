import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../kube-object.js';
import { deploymentSchema } from './testing/schemas.js';
import { deployment, apply, stored, statusOf } from './testing/writes.js';

describe('refusals', () => {
  const app = (container: object): KubeObject =>
    deployment({ template: { spec: { containers: [container] } } });

  it.each<{ name: string; applied: KubeObject; code: number; message: string }>([
    {
      name: 'another kind (versioncheck.go)',
      applied: { ...deployment({}), kind: 'Pod' },
      code: 400,
      message: 'invalid object type: apps/v1, Kind=Pod',
    },
    {
      name: 'another version',
      applied: { ...deployment({}), apiVersion: 'v1' },
      code: 400,
      message: 'invalid object type: /v1, Kind=Deployment',
    },
    {
      name: 'managed fields (structuredmerge.go)',
      applied: deployment({}, { managedFields: [] }),
      code: 400,
      message: 'metadata.managedFields must be nil',
    },
    {
      name: 'an unknown field (typed/validate.go)',
      applied: deployment({ replica: 1 }),
      code: 500,
      message:
        'failed to create typed patch object (default/web; apps/v1, Kind=Deployment): .spec.replica: field not declared in schema',
    },
    {
      name: 'an unknown field in a list',
      applied: app({ name: 'a', imagee: 'x' }),
      code: 500,
      message:
        'failed to create typed patch object (default/web; apps/v1, Kind=Deployment): .spec.template.spec.containers[name="a"].imagee: field not declared in schema',
    },
    {
      name: 'an item without its key',
      applied: app({ image: 'x' }),
      code: 500,
      message:
        'failed to create typed patch object (default/web; apps/v1, Kind=Deployment): .spec.template.spec.containers: element 0: associative list with keys has an element that omits all key fields ["name"] (and doesn\'t have default values for any key fields)',
    },
    {
      name: 'items with the same keys',
      applied: app({
        name: 'a',
        ports: [{ containerPort: 80 }, { containerPort: 80, protocol: 'TCP' }],
      }),
      code: 500,
      message:
        'failed to create typed patch object (default/web; apps/v1, Kind=Deployment): .spec.template.spec.containers[name="a"].ports: duplicate entries for key [containerPort=80,protocol="TCP"]',
    },
    {
      name: 'no number',
      applied: deployment({ replicas: '1' }),
      code: 500,
      message:
        'failed to create typed patch object (default/web; apps/v1, Kind=Deployment): .spec.replicas: expected numeric (int or float), got string',
    },
    {
      name: 'no string',
      applied: deployment({}, { labels: { a: 1 as unknown as string } }),
      code: 500,
      message:
        'failed to create typed patch object (default/web; apps/v1, Kind=Deployment): .metadata.labels.a: expected string, got &value.valueUnstructured{Value:1}',
    },
    {
      name: 'no list',
      applied: deployment({ template: { spec: { containers: { name: 'a' } } } }),
      code: 500,
      message:
        'failed to create typed patch object (default/web; apps/v1, Kind=Deployment): .spec.template.spec.containers: expected list, got &{map[name:a]}',
    },
    {
      name: 'no map',
      applied: deployment({ template: [] }),
      code: 500,
      message:
        'failed to create typed patch object (default/web; apps/v1, Kind=Deployment): .spec.template: expected map, got &{[]}',
    },
    {
      name: 'several problems',
      applied: deployment({ paused: 1, x: 1 }),
      code: 500,
      message:
        'failed to create typed patch object (default/web; apps/v1, Kind=Deployment): errors:\n  .spec.paused: expected boolean, got &{1}\n  .spec.x: field not declared in schema',
    },
  ])('$name', ({ applied, code, message }) => {
    expect(
      statusOf(() =>
        apply(undefined, applied, {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          schema: deploymentSchema,
        }),
      ),
    ).toMatchObject({ code, message });
  });

  it('a live object whose managed fields are broken', () => {
    const live = stored(
      deployment({}, { managedFields: [{ manager: 'x', operation: 'Update', apiVersion: 'v1' }] }),
    );
    expect(statusOf(() => apply(live, deployment({})))).toMatchObject({
      code: 500,
      message: 'failed to decode managed fields: missing fieldsType in managed fields entry 0',
    });
  });
});
