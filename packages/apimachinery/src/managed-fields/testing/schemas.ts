import type { Schema } from '../../schema.js';

/** Small schemas in the manner of the built-in types, for tests. */

const string: Schema = { type: 'string' };
const integer: Schema = { type: 'integer' };
const mapOf = (additionalProperties: Schema, more: Partial<Schema> = {}): Schema => ({
  type: 'object',
  additionalProperties,
  ...more,
});
const listOf = (items: Schema, more: Partial<Schema> = {}): Schema => ({
  type: 'array',
  items,
  ...more,
});

/** A struct; a field that is a struct by value upstream has the default `{}` there. */
export function struct(
  name: string | undefined,
  properties: Record<string, Schema>,
  required: readonly string[] = [],
): Schema {
  return { name, type: 'object', properties: new Map(Object.entries(properties)), required };
}
const byValue = (schema: Schema): Schema => ({ ...schema, default: {} });

export const objectMeta = struct('ObjectMeta', {
  name: string,
  namespace: string,
  uid: string,
  resourceVersion: string,
  generation: integer,
  creationTimestamp: string,
  labels: mapOf(string),
  annotations: mapOf(string),
  finalizers: listOf(string, { listType: 'set' }),
  managedFields: listOf({ type: 'any' }, { listType: 'atomic' }),
});

const containerPort = struct('ContainerPort', {
  containerPort: { ...integer, default: 0 },
  protocol: { ...string, default: 'TCP' },
  name: string,
});
const envVar = struct('EnvVar', { name: string, value: string });
const container = struct('Container', {
  name: string,
  image: string,
  imagePullPolicy: string,
  args: listOf(string),
  env: listOf(envVar, { listType: 'map', listMapKeys: ['name'] }),
  ports: listOf(containerPort, { listType: 'map', listMapKeys: ['containerPort', 'protocol'] }),
  resources: byValue(
    struct('ResourceRequirements', { limits: mapOf(string), requests: mapOf(string) }),
  ),
});
const podSpec = struct(
  'PodSpec',
  {
    containers: listOf(container, { listType: 'map', listMapKeys: ['name'] }),
    nodeSelector: mapOf(string, { mapType: 'atomic' }),
    nodeName: string,
    restartPolicy: string,
    securityContext: struct('PodSecurityContext', { runAsUser: integer }),
    tolerations: listOf({ type: 'any' }, { listType: 'atomic' }),
  },
  ['containers'],
);
const condition = struct('Condition', { type: string, status: string, reason: string });
const status = struct('Status', {
  phase: string,
  replicas: integer,
  conditions: listOf(condition, { listType: 'map', listMapKeys: ['type'] }),
});

const object = (name: string, spec: Schema): Schema =>
  struct(name, {
    apiVersion: string,
    kind: string,
    metadata: byValue(objectMeta),
    spec: byValue(spec),
    status: byValue(status),
  });

export const podSchema = object('Pod', podSpec);

export const deploymentSchema = object(
  'Deployment',
  struct(
    'DeploymentSpec',
    {
      replicas: integer,
      selector: { ...struct('LabelSelector', { matchLabels: mapOf(string) }), mapType: 'atomic' },
      strategy: byValue(
        struct('DeploymentStrategy', {
          type: string,
          rollingUpdate: struct('RollingUpdateDeployment', { maxSurge: { type: 'int-or-string' } }),
        }),
      ),
      template: byValue(
        struct('PodTemplateSpec', { metadata: byValue(objectMeta), spec: byValue(podSpec) }),
      ),
      paused: { type: 'boolean' },
    },
    ['selector', 'template'],
  ),
);

/** A custom resource: inline schemas have no names. */
export const widgetSchema = struct(undefined, {
  metadata: objectMeta,
  spec: struct(undefined, {
    size: integer,
    parts: listOf(struct(undefined, { id: string, weight: integer }), {
      listType: 'map',
      listMapKeys: ['id'],
    }),
    tags: listOf(string, { listType: 'set' }),
    free: { type: 'object', preserveUnknownFields: true },
    whole: mapOf(string, { mapType: 'atomic' }),
  }),
});
