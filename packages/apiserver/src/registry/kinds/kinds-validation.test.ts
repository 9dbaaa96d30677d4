import { describe, expect, it } from 'vitest';
import {
  created,
  problemsOf,
  statusProblems,
  strategyOf,
  updateProblems,
} from './testing/judge.js';

const container = { name: 'c', image: 'i' };
const template = (spec: Record<string, unknown> = {}): Record<string, unknown> => ({
  metadata: { labels: { app: 'x' } },
  spec: { containers: [container], ...spec },
});
const job = (spec: Record<string, unknown>): Record<string, unknown> => ({
  spec: { template: template({ restartPolicy: 'Never' }), ...spec },
});
const claim = (spec: Record<string, unknown>): Record<string, unknown> => ({
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
});

interface Row {
  readonly of: string;
  readonly gr: string;
  readonly object: Record<string, unknown>;
  readonly minor?: number;
  readonly want: readonly string[];
}

// kubernetes/kubernetes pkg/apis/<group>/validation/validation.go; each row names its function
describe('new objects', () => {
  it.each<Row>([
    {
      of: 'ValidatePodTemplateSpec',
      gr: 'apps/deployments',
      object: {
        spec: {
          selector: { matchLabels: { app: 'x' } },
          template: {
            ...template(),
            metadata: { labels: { app: 'x', b: '-' } },
          },
        },
      },
      want: [
        "spec.template.labels: Invalid value: \"-\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
      ],
    },
    {
      of: 'validateKubeFinalizerName',
      gr: '/configmaps',
      object: { metadata: { name: 'a', namespace: 'n', finalizers: ['mine'] } },
      want: [
        'metadata.finalizers[0]: Invalid value: "mine": name is neither a standard finalizer name nor is it fully qualified',
      ],
    },
    {
      of: 'ValidateServiceClusterIPsRelatedFields',
      gr: '/services',
      object: {
        spec: { ports: [{ port: 1 }], clusterIP: '10.0.0.1', ipFamilies: ['IPv6'] },
      },
      want: [
        'spec.clusterIPs[0]: Invalid value: "10.0.0.1": expected an IPv6 value as indicated by `ipFamilies[0]`',
      ],
    },
    {
      of: 'ValidateEndpointIP',
      gr: '/services',
      object: { spec: { ports: [{ port: 1 }], externalIPs: ['127.0.0.1'] } },
      want: [
        'spec.externalIPs[0]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
      ],
    },
    {
      of: 'validateServiceTrafficDistribution before 1.34',
      gr: '/services',
      object: { spec: { ports: [{ port: 1 }], trafficDistribution: 'PreferSameNode' } },
      minor: 33,
      want: [
        'spec.trafficDistribution: Unsupported value: "PreferSameNode": supported values: "PreferClose"',
      ],
    },
    {
      of: 'validateServiceTrafficDistribution since 1.34',
      gr: '/services',
      object: { spec: { ports: [{ port: 1 }], trafficDistribution: 'PreferSameNode' } },
      minor: 34,
      want: [],
    },
    {
      of: 'IsValidIPForLegacyField before 1.36',
      gr: '/services',
      object: { spec: { ports: [{ port: 1 }], clusterIP: '010.0.0.1' } },
      minor: 35,
      want: [],
    },
    {
      of: 'IsValidIPForLegacyField since 1.36',
      gr: '/services',
      object: { spec: { ports: [{ port: 1 }], clusterIP: '010.0.0.1' } },
      minor: 36,
      want: ['spec.clusterIPs[0]: Invalid value: "010.0.0.1": must not have leading 0s'],
    },
    {
      of: 'field.TooLong before 1.32',
      gr: '/persistentvolumes',
      object: {
        spec: {
          accessModes: ['ReadWriteOnce'],
          capacity: { storage: '1Gi' },
          csi: { driver: 'd'.repeat(64), volumeHandle: 'h' },
        },
      },
      minor: 31,
      want: ['spec.csi.driver: Too long: must have at most 63 bytes'],
    },
    {
      of: 'validateEndpointAddress',
      gr: '/endpoints',
      object: { subsets: [{ addresses: [{ ip: '169.254.1.1' }], ports: [{ port: 1 }] }] },
      want: [
        'subsets[0].addresses[0].ip: Invalid value: "169.254.1.1": may not be in the link-local range (169.254.0.0/16, fe80::/10)',
      ],
    },
    {
      of: 'validateNodeTaints',
      gr: '/nodes',
      object: { spec: { taints: [{ key: 'k', effect: 'Never' }] } },
      want: [
        'metadata.taints[0].effect: Unsupported value: "Never": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
      ],
    },
    {
      of: 'validateResourceQuotaScopes',
      gr: '/resourcequotas',
      object: { spec: { hard: { services: '1' }, scopes: ['BestEffort', 'NotBestEffort'] } },
      want: [
        'spec.scopes: Invalid value: ["BestEffort","NotBestEffort"]: unsupported scope applied to resource',
        'spec.scopes: Invalid value: ["BestEffort","NotBestEffort"]: unsupported scope applied to resource',
        'spec.scopes: Invalid value: ["BestEffort","NotBestEffort"]: conflicting scopes',
      ],
    },
    {
      of: 'ValidateResourceQuotaResourceName',
      gr: '/resourcequotas',
      object: { spec: { hard: { nonsense: '1', pods: '500m' } } },
      want: [
        'spec.hard[nonsense]: Invalid value: "nonsense": must be a standard resource type or fully qualified',
        'spec.hard[nonsense]: Invalid value: "nonsense": must be a standard resource for quota',
        'spec.hard[pods]: Invalid value: "500m": must be an integer',
      ],
    },
    {
      of: 'ValidateLimitRange',
      gr: '/limitranges',
      object: { spec: { limits: [{ type: 'Pod', min: { cpu: '2' }, max: { cpu: '1' } }] } },
      want: [
        'spec.limits[0].min[cpu]: Invalid value: "2": min value 2 is greater than max value 1',
      ],
    },
    {
      of: 'ValidatePersistentVolumeSpec',
      gr: '/persistentvolumes',
      object: {
        spec: {
          accessModes: ['ReadWriteOnce'],
          capacity: { storage: '1Gi' },
          local: { path: '/a/../b' },
        },
      },
      want: [
        'spec.local.path: Invalid value: "/a/../b": must not contain \'..\'',
        'spec.nodeAffinity: Required value: Local volume requires node affinity',
      ],
    },
    {
      of: 'validateDataSource',
      gr: '/persistentvolumeclaims',
      object: claim({ dataSource: { kind: 'Other', name: 'a' } }),
      want: [
        'spec.dataSource: Invalid value: "Other": must be \'PersistentVolumeClaim\' when referencing the default apiGroup',
        'spec.dataSourceRef: Invalid value: "Other": must be \'PersistentVolumeClaim\' when referencing the default apiGroup',
      ],
    },
    {
      of: 'validatePodFailurePolicyRuleOnExitCodes',
      gr: 'batch/jobs',
      object: job({
        podFailurePolicy: {
          rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [2, 0] } }],
        },
      }),
      want: [
        'spec.podFailurePolicy.rules[0].onExitCodes.values[1]: Invalid value: 0: must not be 0 for the In operator',
        'spec.podFailurePolicy.rules[0].onExitCodes.values: Invalid value: [2,0]: must be ordered',
      ],
    },
    {
      of: 'validateSuccessPolicyRule',
      gr: 'batch/jobs',
      object: job({
        completions: 3,
        parallelism: 1,
        completionMode: 'Indexed',
        successPolicy: { rules: [{ succeededIndexes: '0-5' }] },
      }),
      want: [
        'spec.successPolicy.rules[0].succeededIndexes: Invalid value: "0-5": error parsing succeededIndexes: too large index: "5"',
      ],
    },
    {
      of: 'validateMetricSpec',
      gr: 'autoscaling/horizontalpodautoscalers',
      object: {
        spec: {
          maxReplicas: 1,
          scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' },
          metrics: [
            { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization' } } },
          ],
        },
      },
      want: [
        'spec.metrics[0].resource.target.averageUtilization: Required value: must set either a target raw value or a target utilization',
      ],
    },
    {
      of: 'ValidateAPIVersion before 1.34',
      gr: 'autoscaling/horizontalpodautoscalers',
      object: { spec: { maxReplicas: 1, scaleTargetRef: { kind: 'Deployment', name: 'a' } } },
      minor: 33,
      want: [],
    },
    {
      of: 'ValidateAPIVersion since 1.34',
      gr: 'autoscaling/horizontalpodautoscalers',
      object: { spec: { maxReplicas: 1, scaleTargetRef: { kind: 'Deployment', name: 'a' } } },
      minor: 34,
      want: [
        'spec.scaleTargetRef.apiVersion: Invalid value: "": apiVersion must specify API group',
      ],
    },
    {
      of: 'validateVolumeClaimTemplates since 1.34',
      gr: 'apps/statefulsets',
      object: {
        spec: {
          selector: { matchLabels: { app: 'x' } },
          template: template(),
          volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }],
        },
      },
      minor: 34,
      want: [
        'spec.volumeClaimTemplates[0].spec.accessModes: Required value: at least 1 access mode is required',
        'spec.volumeClaimTemplates[0].spec.resources[storage]: Required value',
      ],
    },
  ])('$of of $gr', ({ gr, object, minor, want }) => {
    const strategy = strategyOf(gr, minor);
    const made = created(gr, object, minor);
    expect(
      (strategy.validate?.(made) ?? []).map(({ field, message }) => `${field}: ${message}`),
    ).toEqual(want);
    expect(problemsOf(gr, object, minor)).toEqual(want);
  });
});

describe('updates', () => {
  it.each([
    {
      of: 'ValidatePersistentVolumeClaimUpdate, recovery since 1.32',
      gr: '/persistentvolumeclaims',
      minor: 32,
      from: {
        ...claim({ resources: { requests: { storage: '3Gi' } } }),
        status: { phase: 'Bound', capacity: { storage: '1Gi' } },
      },
      to: claim({ resources: { requests: { storage: '2Gi' } } }),
      want: [],
    },
    {
      of: 'ValidatePersistentVolumeClaimUpdate before 1.32',
      gr: '/persistentvolumeclaims',
      minor: 31,
      from: {
        ...claim({ resources: { requests: { storage: '3Gi' } } }),
        status: { phase: 'Bound', capacity: { storage: '1Gi' } },
      },
      to: claim({ resources: { requests: { storage: '2Gi' } } }),
      want: [
        'spec.resources.requests.storage: Forbidden: field can not be less than previous value',
      ],
    },
    {
      of: 'ValidateResourceQuotaUpdate',
      gr: '/resourcequotas',
      minor: 34,
      from: { spec: { hard: { pods: '1' }, scopes: ['BestEffort'] } },
      to: { spec: { hard: { pods: '1' } } },
      want: ['spec.scopes: Invalid value: []: field is immutable'],
    },
    {
      of: 'ValidateNodeUpdate',
      gr: '/nodes',
      minor: 34,
      from: { spec: { podCIDRs: ['10.0.0.0/24'], providerID: 'a' } },
      to: { spec: { podCIDRs: ['10.0.1.0/24'], providerID: 'b' } },
      want: [
        'spec.podCIDRs: Forbidden: node updates may not change podCIDR except from "" to valid',
        'spec.providerID: Forbidden: node updates may not change providerID except from "" to valid',
      ],
    },
  ])('$of', ({ gr, minor, from, to, want }) => {
    expect(updateProblems(gr, from, to, minor)).toEqual(want);
  });
});

describe('status', () => {
  it.each([
    {
      of: 'ValidateDeploymentStatus',
      gr: 'apps/deployments',
      object: {},
      from: { collisionCount: 2 },
      to: { replicas: 1, readyReplicas: 2, collisionCount: 1 },
      want: [
        'status.readyReplicas: Invalid value: 2: cannot be greater than status.replicas',
        'status.collisionCount: Invalid value: 1: cannot be decremented',
      ],
    },
    {
      of: 'ValidateLoadBalancerStatus',
      gr: '/services',
      object: { spec: { ports: [{ port: 1 }] } },
      from: {},
      to: { loadBalancer: { ingress: [{ ip: '10.0.0.1' }] } },
      want: [
        "status.loadBalancer.ingress: Forbidden: may only be used when `spec.type` is 'LoadBalancer'",
      ],
    },
    {
      of: 'ValidateContainerStateTransition',
      gr: '/pods',
      object: { spec: { containers: [container], restartPolicy: 'Never' } },
      from: { containerStatuses: [{ name: 'c', state: { terminated: { exitCode: 0 } } }] },
      to: { containerStatuses: [{ name: 'c', state: { running: {} } }] },
      want: [
        'status.containerStatuses[0].state: Forbidden: may not be transitioned to non-terminated state',
      ],
    },
    {
      of: 'ValidateJobStatusUpdate',
      gr: 'batch/jobs',
      object: job({}),
      from: { failed: 2 },
      to: { failed: 1 },
      want: ['status.failed: Invalid value: 1: cannot decrease the failed counter'],
    },
  ])('$of', ({ gr, object, from, to, want }) => {
    expect(statusProblems(gr, object, from, to)).toEqual(want);
  });
});
