import { describe, expect, it } from 'vitest';
import type { FieldError, KubeObject } from '@skewplane/apimachinery';
import { strategyFor } from './strategies.js';
import type { Strategy, StrategyContext } from './strategy.js';

const context: StrategyContext = {
  nowMs: Date.parse('2024-01-01T00:00:00Z'),
  dryRun: false,
  user: { name: 'alice', uid: '', groups: ['g'], extra: {} },
  warn: () => undefined,
};

function strategyOf(gr: string, minor = 34): Strategy {
  const [group = '', resource = ''] = gr.split('/');
  return strategyFor({ group, resource, minor });
}

const object = (fields: Record<string, unknown>, metadata = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Any',
  metadata: { name: 'a', namespace: 'default', uid: 'u', ...metadata },
  ...structuredClone(fields),
});

/** What a create makes of the fields. */
function created(gr: string, fields: Record<string, unknown>, minor?: number): KubeObject {
  const strategy = strategyOf(gr, minor);
  const made = object(fields);
  strategy.defaults?.(made);
  strategy.prepareForCreate?.(made, context);
  return made;
}

const brief = (errors: readonly FieldError[] = []): string[] =>
  errors.map(({ field, message }) => `${field}: ${message}`);
const problemsOf = (gr: string, fields: Record<string, unknown>, minor?: number): string[] =>
  brief(strategyOf(gr, minor).validate?.(created(gr, fields, minor)));

/** What is wrong with an update from the first to the second. */
function updateProblems(
  gr: string,
  from: Record<string, unknown>,
  to: Record<string, unknown>,
): string[] {
  const current = created(gr, from);
  const next = { ...created(gr, to), status: current['status'] };
  return brief(strategyOf(gr).validateUpdate?.(next, current));
}

const container = { name: 'c', image: 'nginx' };
const template = {
  metadata: { labels: { app: 'x' } },
  spec: { containers: [container] },
};
const selector = { matchLabels: { app: 'x' } };

// kubernetes/kubernetes pkg/registry/<group>/<kind>/strategy.go, AllowCreateOnUpdate and AllowUnconditionalUpdate
it.each([
  { gr: '/pods', create: false, unconditional: true, status: true, generation: true },
  { gr: '/services', create: true, unconditional: true, status: true, generation: false },
  { gr: '/endpoints', create: true, unconditional: true, status: false, generation: false },
  { gr: '/events', create: true, unconditional: true, status: false, generation: false },
  { gr: '/limitranges', create: true, unconditional: true, status: false, generation: false },
  { gr: '/configmaps', create: false, unconditional: true, status: false, generation: false },
  { gr: 'apps/deployments', create: false, unconditional: true, status: true, generation: true },
  {
    gr: 'coordination.k8s.io/leases',
    create: true,
    unconditional: false,
    status: false,
    generation: false,
  },
  {
    gr: 'rbac.authorization.k8s.io/roles',
    create: true,
    unconditional: true,
    status: false,
    generation: false,
  },
  {
    gr: 'policy/poddisruptionbudgets',
    create: false,
    unconditional: false,
    status: true,
    generation: true,
  },
  {
    gr: 'node.k8s.io/runtimeclasses',
    create: true,
    unconditional: false,
    status: false,
    generation: false,
  },
  {
    gr: 'storage.k8s.io/csinodes',
    create: false,
    unconditional: false,
    status: false,
    generation: false,
  },
])('facts of $gr', ({ gr, create, unconditional, status, generation }) => {
  const strategy = strategyOf(gr);
  expect([
    strategy.allowCreateOnUpdate,
    strategy.allowUnconditionalUpdate,
    strategy.hasStatus,
    strategy.tracksGeneration,
  ]).toEqual([create, unconditional, status, generation]);
});

// kubernetes/kubernetes pkg/apis/core/validation/validation.go, Validate...Name
it.each([
  { gr: '/namespaces', name: 'a.b', ok: false },
  { gr: '/configmaps', name: 'a.b', ok: true },
  { gr: '/services', name: '1a', ok: false },
  { gr: '/services', name: '1a', ok: true, minor: 36 },
  { gr: 'apps/statefulsets', name: 'a.b', ok: false },
  { gr: 'apps/deployments', name: 'a.b', ok: true },
  { gr: 'rbac.authorization.k8s.io/clusterroles', name: 'system:Node', ok: true },
  { gr: 'rbac.authorization.k8s.io/clusterroles', name: 'a/b', ok: false },
  { gr: 'networking.k8s.io/ipaddresses', name: '10.0.0.1', ok: true },
])('$gr may be named $name: $ok', ({ gr, name, ok, minor }) => {
  expect(strategyOf(gr, minor).nameRule(name).length === 0).toBe(ok);
});

it('refuses to guess at resources it does not know', () => {
  expect(() => strategyOf('/widgets')).toThrow(RangeError);
});

// kubernetes/kubernetes pkg/registry/core/event/storage/storage.go, --event-ttl
it('drops events after an hour or what is asked for', () => {
  expect(strategyOf('/events').ttlSeconds).toBe(3600);
  const asked = { group: '', resource: 'events', minor: 34, eventTtlSeconds: 60 };
  expect(strategyFor(asked).ttlSeconds).toBe(60);
});

// kubernetes/kubernetes pkg/apis/<group>/v1/defaults.go and pkg/registry/<group>/<kind>/strategy.go, PrepareForCreate
describe('creation', () => {
  it.each<{
    gr: string;
    fields: Record<string, unknown>;
    want: Record<string, unknown>;
    minor?: number;
  }>([
    {
      gr: '/namespaces',
      fields: { status: { phase: 'Terminating' } },
      want: {
        metadata: { labels: { 'kubernetes.io/metadata.name': 'a' } },
        spec: { finalizers: ['kubernetes'] },
        status: { phase: 'Active' },
      },
    },
    {
      gr: '/pods',
      fields: { spec: { containers: [container] }, status: { phase: 'Running' } },
      want: {
        spec: {
          restartPolicy: 'Always',
          terminationGracePeriodSeconds: 30,
          dnsPolicy: 'ClusterFirst',
          securityContext: {},
          schedulerName: 'default-scheduler',
          enableServiceLinks: true,
          containers: [
            {
              name: 'c',
              image: 'nginx',
              resources: {},
              terminationMessagePath: '/dev/termination-log',
              terminationMessagePolicy: 'File',
              imagePullPolicy: 'Always',
            },
          ],
        },
        status: { phase: 'Pending', qosClass: 'BestEffort' },
      },
    },
    {
      gr: '/pods',
      fields: {
        spec: {
          containers: [{ ...container, resources: { limits: { cpu: '1', memory: '1Gi' } } }],
        },
      },
      want: {
        spec: { containers: [{ resources: { requests: { cpu: '1', memory: '1Gi' } } }] },
        status: { qosClass: 'Guaranteed' },
      },
    },
    {
      gr: '/services',
      fields: { spec: { ports: [{ port: 80 }] } },
      want: {
        spec: {
          type: 'ClusterIP',
          sessionAffinity: 'None',
          internalTrafficPolicy: 'Cluster',
          ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
        },
        status: { loadBalancer: {} },
      },
    },
    {
      gr: 'apps/deployments',
      fields: { spec: { selector, template } },
      want: {
        spec: {
          replicas: 1,
          strategy: {
            type: 'RollingUpdate',
            rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' },
          },
          revisionHistoryLimit: 10,
          progressDeadlineSeconds: 600,
        },
        status: {},
      },
    },
    {
      gr: 'apps/deployments',
      fields: { spec: { selector, template } },
      want: { spec: { template: { metadata: { creationTimestamp: null } } } },
      minor: 33,
    },
    {
      gr: 'apps/statefulsets',
      fields: { spec: { selector, template, serviceName: 's' } },
      want: {
        spec: {
          replicas: 1,
          podManagementPolicy: 'OrderedReady',
          updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
          persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
        },
        status: { replicas: 0 },
      },
    },
    {
      gr: 'apps/daemonsets',
      fields: { spec: { selector, template } },
      want: {
        spec: {
          updateStrategy: {
            type: 'RollingUpdate',
            rollingUpdate: { maxUnavailable: 1, maxSurge: 0 },
          },
        },
        status: { desiredNumberScheduled: 0 },
      },
    },
    {
      gr: 'batch/jobs',
      fields: { spec: { template: { spec: { ...template.spec, restartPolicy: 'Never' } } } },
      want: {
        spec: {
          completions: 1,
          parallelism: 1,
          backoffLimit: 6,
          completionMode: 'NonIndexed',
          suspend: false,
          selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': 'u' } },
          template: {
            metadata: {
              labels: {
                'batch.kubernetes.io/controller-uid': 'u',
                'batch.kubernetes.io/job-name': 'a',
                'controller-uid': 'u',
                'job-name': 'a',
              },
            },
          },
        },
      },
    },
    {
      gr: '/secrets',
      fields: { stringData: { k: 'v' }, data: { k: 'AA==', l: 'AA==' } },
      want: { type: 'Opaque', data: { k: 'dg==', l: 'AA==' } },
    },
    {
      gr: '/persistentvolumeclaims',
      fields: { spec: {} },
      want: { spec: { volumeMode: 'Filesystem', resources: {} }, status: { phase: 'Pending' } },
    },
    {
      gr: '/persistentvolumes',
      fields: { spec: {} },
      want: {
        spec: { persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' },
        status: { phase: 'Pending', lastPhaseTransitionTime: '2024-01-01T00:00:00Z' },
      },
    },
    {
      gr: 'autoscaling/horizontalpodautoscalers',
      fields: { spec: { maxReplicas: 2, behavior: { scaleDown: { policies: [] } } } },
      want: {
        spec: {
          minReplicas: 1,
          metrics: [{ resource: { target: { averageUtilization: 80 } } }],
          behavior: {
            scaleUp: { stabilizationWindowSeconds: 0, selectPolicy: 'Max' },
            scaleDown: { selectPolicy: 'Max', policies: [] },
          },
        },
      },
    },
    {
      gr: 'rbac.authorization.k8s.io/rolebindings',
      fields: { roleRef: { kind: 'Role', name: 'r' }, subjects: [{ kind: 'User', name: 'u' }] },
      want: {
        roleRef: { apiGroup: 'rbac.authorization.k8s.io' },
        subjects: [{ apiGroup: 'rbac.authorization.k8s.io' }],
      },
    },
    {
      gr: 'networking.k8s.io/networkpolicies',
      fields: { spec: { egress: [{ ports: [{ port: 53 }] }] } },
      want: {
        spec: {
          podSelector: {},
          policyTypes: ['Ingress', 'Egress'],
          egress: [{ ports: [{ protocol: 'TCP' }] }],
        },
      },
    },
    {
      gr: 'certificates.k8s.io/certificatesigningrequests',
      fields: { spec: { username: 'mallory', groups: ['root'] } },
      want: { spec: { username: 'alice', groups: ['g'] }, status: {} },
    },
    {
      gr: 'admissionregistration.k8s.io/mutatingwebhookconfigurations',
      fields: { webhooks: [{ name: 'a.b.c', rules: [{}] }] },
      want: {
        webhooks: [
          {
            failurePolicy: 'Fail',
            matchPolicy: 'Equivalent',
            timeoutSeconds: 10,
            reinvocationPolicy: 'Never',
            rules: [{ scope: '*' }],
          },
        ],
      },
    },
  ])('$gr in 1.$minor', ({ gr, fields, want, minor }) => {
    expect(created(gr, fields, minor)).toMatchObject(want);
  });

  it('keeps the status that a node comes with', () => {
    const node = created('/nodes', { status: { capacity: { cpu: '1' } } });
    expect(node['status']).toMatchObject({ capacity: { cpu: '1' }, allocatable: { cpu: '1' } });
  });

  it.each([
    { image: 'nginx', want: 'Always' },
    { image: 'nginx:latest', want: 'Always' },
    { image: 'nginx:1.2', want: 'IfNotPresent' },
    { image: 'host:5000/nginx', want: 'Always' },
    { image: `nginx@sha256:${'a'.repeat(64)}`, want: 'IfNotPresent' },
  ])('pulls $image $want', ({ image, want }) => {
    const pod = created('/pods', { spec: { containers: [{ name: 'c', image }] } });
    expect(pod).toMatchObject({ spec: { containers: [{ imagePullPolicy: want }] } });
  });
});

// kubernetes/kubernetes pkg/apis/<group>/validation/validation.go
describe('validation', () => {
  it.each<{ gr: string; fields: Record<string, unknown>; want: string[]; minor?: number }>([
    { gr: '/pods', fields: { spec: { containers: [container] } }, want: [] },
    { gr: '/pods', fields: { spec: {} }, want: ['spec.containers: Required value'] },
    {
      gr: '/pods',
      fields: {
        spec: {
          restartPolicy: 'Sometimes',
          containers: [
            {
              name: 'c',
              ports: [{ containerPort: 70000 }],
              env: [{ name: '' }],
              volumeMounts: [{ name: 'v', mountPath: '/v' }],
            },
            { name: 'c', image: 'i', imagePullPolicy: 'Often' },
          ],
        },
      },
      want: [
        'spec.containers[0].image: Required value',
        'spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive',
        'spec.containers[0].env[0].name: Required value',
        'spec.containers[0].volumeMounts[0].name: Not found: "v"',
        'spec.containers[1].imagePullPolicy: Unsupported value: "Often": supported values: "Always", "IfNotPresent", "Never"',
        'spec.containers[1].name: Duplicate value: "c"',
        'spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"',
      ],
    },
    {
      gr: '/pods',
      fields: {
        spec: {
          containers: [
            { ...container, resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } },
          ],
        },
      },
      want: [
        'spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1',
      ],
    },
    {
      gr: '/pods',
      fields: {
        spec: {
          containers: [container],
          volumes: [
            { name: 'v', emptyDir: {}, hostPath: { path: '/x' } },
            { name: 'w', configMap: {} },
          ],
        },
      },
      want: [
        'spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type',
        'spec.volumes[1].configMap.name: Required value',
      ],
    },
    {
      gr: '/pods',
      fields: { spec: { containers: [{ ...container, env: [{ name: '1A', value: 'x' }] }] } },
      want: [
        "spec.containers[0].env[0].name: Invalid value: \"1A\": a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')",
      ],
      minor: 31,
    },
    {
      gr: '/services',
      fields: { spec: {} },
      want: ['spec.ports: Required value'],
    },
    {
      gr: '/services',
      fields: { spec: { ports: [{ port: 80 }, { port: 81, nodePort: 30000 }] } },
      want: [
        'spec.ports[0].name: Required value',
        'spec.ports[1].name: Required value',
        "spec.ports[1].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'",
      ],
    },
    {
      gr: '/services',
      fields: { spec: { type: 'ExternalName' } },
      want: ['spec.externalName: Required value'],
    },
    {
      gr: 'apps/deployments',
      fields: { spec: { replicas: -1, selector: { matchLabels: { app: 'y' } }, template } },
      want: [
        'spec.replicas: Invalid value: -1: must be greater than or equal to 0',
        'spec.template.metadata.labels: Invalid value: {"app":"x"}: `selector` does not match template `labels`',
      ],
    },
    {
      gr: 'apps/deployments',
      fields: { spec: { template } },
      want: ['spec.selector: Required value'],
    },
    {
      gr: 'apps/deployments',
      fields: {
        spec: {
          selector,
          template: { ...template, spec: { ...template.spec, restartPolicy: 'Never' } },
        },
      },
      want: [
        'spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"',
      ],
    },
    {
      gr: 'batch/jobs',
      fields: { spec: { template } },
      want: [
        'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"',
      ],
    },
    {
      gr: 'batch/cronjobs',
      fields: {
        spec: {
          schedule: '* * *',
          timeZone: 'Mars/Base',
          jobTemplate: {
            spec: { template: { spec: { ...template.spec, restartPolicy: 'Never' } } },
          },
        },
      },
      want: [
        'spec.schedule: Invalid value: "* * *": expected exactly 5 fields, found 3: [* * *]',
        'spec.timeZone: Invalid value: "Mars/Base": unknown time zone Mars/Base',
      ],
    },
    {
      gr: '/configmaps',
      fields: { data: { 'a b': '1', c: '2' }, binaryData: { c: 'AA==' } },
      want: [
        "data[a b]: Invalid value: \"a b\": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
        'data[c]: Invalid value: "c": duplicate of key present in binaryData',
      ],
    },
    {
      gr: '/secrets',
      fields: { type: 'kubernetes.io/tls', data: { 'tls.crt': 'AA==' } },
      want: ['data[tls.key]: Required value'],
    },
    {
      gr: '/secrets',
      fields: { data: { a: Buffer.alloc(1024 * 1024 + 1).toString('base64') } },
      want: ['data: Too long: may not be more than 1048576 bytes'],
    },
    {
      gr: '/persistentvolumeclaims',
      fields: { spec: {} },
      want: [
        'spec.accessModes: Required value: at least 1 access mode is required',
        'spec.resources[storage]: Required value',
      ],
    },
    {
      gr: 'rbac.authorization.k8s.io/roles',
      fields: { rules: [{ verbs: [], nonResourceURLs: ['/x'] }] },
      want: [
        'rules[0].verbs: Required value: verbs must contain at least one value',
        'rules[0].nonResourceURLs: Invalid value: ["/x"]: namespaced rules cannot apply to non-resource URLs',
      ],
    },
    {
      gr: 'networking.k8s.io/ingresses',
      fields: { spec: {} },
      want: ['spec: Invalid value: null: either `defaultBackend` or `rules` must be specified'],
    },
    {
      gr: 'policy/poddisruptionbudgets',
      fields: { spec: { minAvailable: '120%' } },
      want: ['spec.minAvailable: Invalid value: "120%": must not be greater than 100%'],
    },
    {
      gr: 'autoscaling/horizontalpodautoscalers',
      fields: {
        spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'd' } },
      },
      want: [
        'spec.maxReplicas: Required value: must be set and greater than 0',
        'spec.maxReplicas: Invalid value: 0: must be greater than or equal to `minReplicas`',
      ],
    },
    {
      gr: 'apiregistration.k8s.io/apiservices',
      fields: {
        spec: { group: 'g.io', version: 'v1', groupPriorityMinimum: 100, versionPriority: 1 },
      },
      want: ['metadata.name: Invalid value: "a": must be `spec.version+"."+spec.group`: "v1.g.io"'],
    },
    {
      gr: '/events',
      fields: { involvedObject: { kind: 'Pod', namespace: 'other' } },
      want: ['involvedObject.namespace: Invalid value: "other": does not match event.namespace'],
    },
  ])('$gr: $want', ({ gr, fields, want, minor }) => {
    expect(problemsOf(gr, fields, minor)).toEqual(want);
  });
});

// kubernetes/kubernetes pkg/apis/<group>/validation/validation.go, Validate...Update
describe('updates', () => {
  it.each<{
    gr: string;
    from: Record<string, unknown>;
    to: Record<string, unknown>;
    want: RegExp[];
  }>([
    {
      gr: '/pods',
      from: { spec: { containers: [container], tolerations: [] } },
      to: {
        spec: {
          containers: [{ ...container, image: 'other:1', imagePullPolicy: 'Always' }],
          activeDeadlineSeconds: 5,
          tolerations: [{ key: 'k', operator: 'Exists' }],
        },
      },
      want: [],
    },
    {
      gr: '/pods',
      from: { spec: { containers: [container] } },
      to: { spec: { containers: [container], hostname: 'h' } },
      want: [
        /^spec: Forbidden: pod updates may not change fields other than `spec.containers\[\*\].image`,`spec.initContainers\[\*\].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` \(only additions to existing tolerations\),`spec.terminationGracePeriodSeconds` \(allow it to be set to 1 if it was previously negative\)\n.*\+ "hostname": "h"/s,
      ],
    },
    {
      gr: '/pods',
      from: { spec: { containers: [container] } },
      to: { spec: { containers: [container, { name: 'd', image: 'i' }] } },
      want: [/^spec.containers: Forbidden: pod updates may not add or remove containers$/],
    },
    {
      gr: 'apps/deployments',
      from: { spec: { selector, template } },
      to: { spec: { selector: { matchLabels: { app: 'y' } }, template } },
      want: [/^spec.selector: Invalid value: {"matchLabels":{"app":"y"}}: field is immutable$/],
    },
    {
      gr: 'apps/statefulsets',
      from: { spec: { selector, template, serviceName: 'a' } },
      to: { spec: { selector, template, serviceName: 'b' } },
      want: [/^spec: Forbidden: updates to statefulset spec for fields other than 'replicas'/],
    },
    {
      gr: '/configmaps',
      from: { immutable: true, data: { a: '1' } },
      to: { data: { a: '2' } },
      want: [
        /^immutable: Forbidden: field is immutable when `immutable` is set$/,
        /^data: Forbidden: field is immutable when `immutable` is set$/,
      ],
    },
    {
      gr: '/secrets',
      from: { type: 'a/b' },
      to: { type: 'a/c' },
      want: [/^type: Invalid value: "a\/c": field is immutable$/],
    },
    {
      gr: 'rbac.authorization.k8s.io/rolebindings',
      from: { roleRef: { kind: 'Role', name: 'r' } },
      to: { roleRef: { kind: 'Role', name: 's' } },
      want: [/^roleRef: Invalid value: .*: cannot change roleRef$/],
    },
    {
      gr: '/services',
      from: { spec: { ports: [{ port: 1 }], clusterIP: '10.0.0.1' } },
      to: { spec: { ports: [{ port: 1 }], clusterIP: '10.0.0.2' } },
      want: [/^spec.clusterIPs\[0\]: Invalid value: \["10.0.0.2"\]: may not change once set$/],
    },
    {
      gr: 'scheduling.k8s.io/priorityclasses',
      from: { value: 1 },
      to: { value: 2 },
      want: [/^value: Forbidden: may not be changed in an update.$/],
    },
    {
      gr: 'batch/jobs',
      from: { spec: { template: { spec: { ...template.spec, restartPolicy: 'Never' } } } },
      to: {
        spec: { completions: 2, template: { spec: { ...template.spec, restartPolicy: 'Never' } } },
      },
      want: [/^spec.completions: Invalid value: 2: field is immutable$/],
    },
  ])('$gr: $want', ({ gr, from, to, want }) => {
    const found = updateProblems(gr, from, to);
    expect(found).toHaveLength(want.length);
    for (const [index, each] of want.entries()) expect(found[index]).toMatch(each);
  });

  it('keeps what was allocated when a service is put without it', () => {
    const strategy = strategyOf('/services');
    const current = created('/services', {
      spec: {
        type: 'NodePort',
        clusterIP: '10.0.0.1',
        clusterIPs: ['10.0.0.1'],
        ports: [{ port: 80, nodePort: 30080 }],
      },
    });
    const next = object({ spec: { type: 'NodePort', ports: [{ port: 80 }] } });
    strategy.defaults?.(next);
    strategy.prepareForUpdate?.(next, current, context);
    expect(next['spec']).toMatchObject({
      clusterIP: '10.0.0.1',
      clusterIPs: ['10.0.0.1'],
      ports: [{ nodePort: 30080 }],
    });
  });

  it('counts changed annotations of a deployment', () => {
    const strategy = strategyOf('apps/deployments');
    const current = object({ spec: {} }, { generation: 3 });
    const next = object({ spec: {} }, { generation: 3, annotations: { a: 'b' } });
    strategy.prepareForUpdate?.(next, current, context);
    expect(next.metadata.generation).toBe(4);
  });

  it('keeps the finalizers of a namespace', () => {
    const next = object({ spec: { finalizers: [] } });
    strategyOf('/namespaces').prepareForUpdate?.(next, created('/namespaces', {}), context);
    expect(next['spec']).toEqual({ finalizers: ['kubernetes'] });
  });
});

// kubernetes/kubernetes pkg/registry/core/pod/strategy.go, CheckGracefulDelete
it.each([
  { node: '', phase: 'Pending', asked: 5, want: 0 },
  { node: 'n', phase: 'Running', asked: undefined, want: 30 },
  { node: 'n', phase: 'Running', asked: 5, want: 5 },
  { node: 'n', phase: 'Running', asked: -1, want: 1 },
  { node: 'n', phase: 'Succeeded', asked: undefined, want: 0 },
])('a pod in phase $phase waits $want seconds', ({ node, phase, asked, want }) => {
  const pod = object({
    spec: { nodeName: node, terminationGracePeriodSeconds: 30 },
    status: { phase },
  });
  expect(strategyOf('/pods').gracePeriodSeconds?.(pod, asked)).toBe(want);
});

// kubernetes/kubernetes pkg/api/pod/util.go, dropDisabledFields
describe('fields behind feature gates', () => {
  it.each<{ name: string; minor: number; on: boolean | undefined; kept: boolean }>([
    { name: 'by default off', minor: 34, on: undefined, kept: false },
    { name: 'turned on', minor: 34, on: true, kept: true },
    { name: 'by default on', minor: 35, on: undefined, kept: true },
    { name: 'turned off', minor: 35, on: false, kept: false },
  ])('hostnameOverride in 1.$minor, $name', ({ minor, on, kept }) => {
    for (const [group, resource, path] of [
      ['', 'pods', ['spec']],
      ['apps', 'deployments', ['spec', 'template', 'spec']],
      ['batch', 'jobs', ['spec', 'template', 'spec']],
      ['', 'podtemplates', ['template', 'spec']],
    ] as const) {
      const strategy = strategyFor({
        ...{ group, resource, minor },
        ...(on === undefined ? {} : { isFeatureOn: () => on }),
      });
      const spec = { hostnameOverride: 'a.example.com', containers: [] };
      const object = path.reduceRight<object>((inner, key) => ({ [key]: inner }), spec);
      strategy.prepareForCreate?.(
        { apiVersion: 'v1', kind: 'Any', metadata: { name: 'a' }, ...object },
        { nowMs: 0, dryRun: false, warn: () => undefined },
      );
      expect('hostnameOverride' in spec, resource).toBe(kept);
    }
  });
});
