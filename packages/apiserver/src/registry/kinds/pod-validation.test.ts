import { describe, expect, it } from 'vitest';
import type { KubeObject } from '@skewplane/apimachinery';
import { created, problemsOf, strategyOf, updateProblems } from './testing/judge.js';

const container = { name: 'c', image: 'i' };
const pod = (spec: Record<string, unknown>): Record<string, unknown> => ({
  spec: { containers: [container], ...spec },
});
const withContainer = (fields: Record<string, unknown>): Record<string, unknown> =>
  pod({ containers: [{ ...container, ...fields }] });
const withVolume = (volume: Record<string, unknown>): Record<string, unknown> =>
  pod({ volumes: [{ name: 'v', ...volume }] });

interface Row {
  readonly of: string;
  readonly object: Record<string, unknown>;
  readonly minor?: number;
  readonly want: readonly string[];
}

// kubernetes/kubernetes pkg/apis/core/validation/validation.go; each row names its function
describe('a new pod', () => {
  it.each<Row>([
    {
      of: 'validateNFSVolumeSource',
      object: withVolume({ nfs: { server: 's', path: 'p' } }),
      want: ['spec.volumes[0].nfs.path: Invalid value: "p": must be an absolute path'],
    },
    {
      of: 'validateGCEPersistentDiskVolumeSource',
      object: withVolume({ gcePersistentDisk: {} }),
      want: ['spec.volumes[0].persistentDisk.pdName: Required value'],
    },
    {
      of: 'validateISCSIVolumeSource',
      object: withVolume({ iscsi: { targetPortal: 'p', iqn: 'x', lun: 300 } }),
      want: [
        'spec.volumes[0].iscsi.iqn: Invalid value: "x": must be valid format starting with iqn, eui, or naa',
        'spec.volumes[0].iscsi.lun: Invalid value: 300: must be between 0 and 255, inclusive',
      ],
    },
    {
      of: 'validateProjectionSources',
      object: withVolume({
        projected: {
          sources: [
            { secret: { name: 's', items: [{ key: 'k', path: 'same' }] } },
            { configMap: { name: 'm', items: [{ key: 'k', path: 'same' }] } },
          ],
        },
      }),
      want: ['spec.volumes[0].projected: Invalid value: "m": conflicting duplicate paths'],
    },
    {
      of: 'validateProjectionSources, serviceAccountToken',
      object: pod({
        serviceAccountName: 'a',
        volumes: [
          {
            name: 'v',
            projected: { sources: [{ serviceAccountToken: { path: 't', expirationSeconds: 60 } }] },
          },
        ],
      }),
      want: [
        'spec.volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 60: may not specify a duration less than 10 minutes',
      ],
    },
    {
      of: 'validatePodMetadataAndSpec, tokens without an account',
      object: withVolume({
        projected: { sources: [{ serviceAccountToken: { path: 't' } }] },
      }),
      want: [
        'spec.volumes[0].projected.sources[0].serviceAccountToken: Forbidden: must not be specified when serviceAccountName is not set',
      ],
    },
    {
      of: 'ValidatePersistentVolumeClaimTemplate',
      object: withVolume({ ephemeral: { volumeClaimTemplate: { spec: {} } } }),
      want: [
        'spec.volumes[0].ephemeral.volumeClaimTemplate.spec.accessModes: Required value: at least 1 access mode is required',
        'spec.volumes[0].ephemeral.volumeClaimTemplate.spec.resources[storage]: Required value',
      ],
    },
    {
      of: 'validateObjectFieldSelector',
      object: withContainer({
        env: [{ name: 'E', valueFrom: { fieldRef: { fieldPath: 'spec.nope' } } }],
      }),
      want: [
        'spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Invalid value: "spec.nope": error converting fieldPath: field label not supported: spec.nope',
      ],
    },
    {
      of: 'validateContainerResourceDivisor',
      object: withContainer({
        env: [
          { name: 'E', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '2' } } },
        ],
      }),
      want: [
        'spec.containers[0].env[0].valueFrom.resourceFieldRef.divisor: Invalid value: "limits.cpu": only divisor\'s values 1m and 1 are supported with the cpu resource',
      ],
    },
    {
      of: 'ValidateVolumeDevices',
      object: pod({
        containers: [{ ...container, volumeDevices: [{ name: 'v', devicePath: '/dev/x' }] }],
        volumes: [{ name: 'v', emptyDir: {} }],
      }),
      want: [
        'spec.containers[0].volumeDevices[0].name: Invalid value: "v": can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode',
      ],
    },
    {
      of: 'validateMountPropagation',
      object: pod({
        containers: [
          {
            ...container,
            volumeMounts: [{ name: 'v', mountPath: '/m', mountPropagation: 'Bidirectional' }],
          },
        ],
        volumes: [{ name: 'v', emptyDir: {} }],
      }),
      want: [
        'spec.containers[0].volumeMounts.mountPropagation: Forbidden: Bidirectional mount propagation is available only to privileged containers',
      ],
    },
    {
      of: 'validateResourceQuantityHugePageValue',
      object: withContainer({
        resources: { limits: { memory: '1Gi', 'hugepages-2Mi': '3Mi' } },
      }),
      want: [
        'spec.containers[0].resources.limits[hugepages-2Mi]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-2Mi',
        'spec.containers[0].resources.requests[hugepages-2Mi]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-2Mi',
      ],
    },
    {
      of: 'validateResourceClaimNames',
      object: withContainer({ resources: { claims: [{ name: 'gpu' }] } }),
      minor: 34,
      want: [
        'spec.containers[0].resources.claims[0]: Not found: "gpu": must be one of the names in pod.spec.resourceClaims which is empty',
      ],
    },
    {
      of: 'validateSleepAction',
      object: withContainer({ lifecycle: { preStop: { sleep: { seconds: 31 } } } }),
      minor: 33,
      want: [
        'spec.containers[0].lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)',
      ],
    },
    {
      of: 'validateSleepAction before 1.33',
      object: withContainer({ lifecycle: { preStop: { sleep: { seconds: 0 } } } }),
      minor: 31,
      want: [
        'spec.containers[0].lifecycle.preStop.sleep: Invalid value: 0: must be greater than 0 and less than terminationGracePeriodSeconds (30)',
      ],
    },
    {
      of: 'validateHTTPGetAction',
      object: withContainer({
        readinessProbe: { httpGet: { port: 80, httpHeaders: [{ name: 'a b', value: '' }] } },
      }),
      want: [
        "spec.containers[0].readinessProbe.httpGet.httpHeaders: Invalid value: \"a b\": a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')",
      ],
    },
    {
      of: 'validateResizePolicy',
      object: pod({
        restartPolicy: 'Never',
        containers: [
          {
            ...container,
            resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }],
          },
        ],
      }),
      minor: 36,
      want: [
        "spec.containers[0].resizePolicy: Invalid value: \"RestartContainer\": must be 'NotRequired' when pod `restartPolicy` is 'Never'",
      ],
    },
    {
      of: 'validateSeccompProfileField',
      object: pod({ securityContext: { seccompProfile: { type: 'Localhost' } } }),
      want: [
        'spec.securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost',
      ],
    },
    {
      of: 'validateSysctls',
      object: pod({
        hostNetwork: true,
        securityContext: { sysctls: [{ name: 'net.core.somaxconn', value: '1' }] },
      }),
      want: [
        'spec.securityContext.sysctls[0].name: Invalid value: "net.core.somaxconn": may not be specified when \'hostNetwork\' is true',
      ],
    },
    {
      of: 'validateHostUsers',
      object: pod({ hostUsers: false, hostPID: true }),
      minor: 34,
      want: ['spec.HostPID: Forbidden: when `hostUsers` is false'],
    },
    {
      of: 'validateHostUsers before 1.34',
      object: pod({ hostUsers: false, hostPID: true }),
      minor: 33,
      want: ['spec.HostPID: Forbidden: when `pod.Spec.HostUsers` is false'],
    },
    {
      of: 'ValidateNodeSelector',
      object: pod({
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: [{ key: 'k', operator: 'Gt' }] }],
            },
          },
        },
      }),
      want: [
        "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values: Required value: must be specified single value when `operator` is 'Lt' or 'Gt'",
      ],
    },
    {
      of: 'validateMinDomains',
      object: pod({
        topologySpreadConstraints: [
          { maxSkew: 1, topologyKey: 'z', whenUnsatisfiable: 'ScheduleAnyway', minDomains: 2 },
        ],
      }),
      want: [
        'spec.topologySpreadConstraints[0].minDomains: Invalid value: 2: can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway',
      ],
    },
    {
      of: 'validatePodDNSConfig',
      object: pod({ dnsConfig: { nameservers: ['x'], searches: ['a_b'] } }),
      minor: 32,
      want: [
        'spec.dnsConfig.nameservers[0]: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
        "spec.dnsConfig.searches[0]: Invalid value: \"a_b\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      ],
    },
    {
      of: 'validateOS',
      object: pod({ os: { name: '' } }),
      minor: 33,
      want: ['spec.os.name: Required value: cannot be empty'],
    },
    {
      of: 'validateWindows',
      object: pod({ os: { name: 'windows' }, securityContext: { runAsUser: 1 } }),
      want: ['spec.securityContext.runAsUser: Forbidden: cannot be set for a windows pod'],
    },
    {
      of: 'validatePodResourceConsistency',
      object: pod({
        resources: { requests: { cpu: '1' } },
        containers: [{ ...container, resources: { requests: { cpu: '2' } } }],
      }),
      minor: 34,
      want: [
        'spec.resources.requests[cpu]: Invalid value: "1": must be greater than or equal to aggregate container requests of 2',
      ],
    },
    {
      of: 'validateContainerOnlyForPod',
      object: withContainer({ image: ' i' }),
      want: [
        'spec.containers[0].image: Invalid value: " i": must not have leading or trailing whitespace',
      ],
    },
  ])('$of', ({ object, minor, want }) => {
    expect(problemsOf('/pods', object, minor)).toEqual(want);
  });

  // kubernetes/kubernetes pkg/api/pod/util.go, dropDisabledFields
  it.each([
    { field: 'hostUsers', value: false, off: 32, on: 33 },
    { field: 'resources', value: { requests: { cpu: '1' } }, off: 33, on: 34 },
    { field: 'hostnameOverride', value: 'h', off: 34, on: 35 },
    { field: 'resourceClaims', value: [{ name: 'c', resourceClaimName: 'r' }], off: 33, on: 34 },
  ])('$field is dropped in 1.$off and kept in 1.$on', ({ field, value, off, on }) => {
    const at = (minor: number): unknown =>
      (created('/pods', pod({ [field]: value }), minor)['spec'] as Record<string, unknown>)[field];
    expect(at(off)).toBeUndefined();
    expect(at(on)).toEqual(value);
  });

  // kubernetes/kubernetes pkg/registry/core/pod/strategy.go, mutateTopologySpreadConstraints
  it('takes values of label keys into selectors from 1.34 on', () => {
    const constraint = {
      maxSkew: 1,
      topologyKey: 'z',
      whenUnsatisfiable: 'DoNotSchedule',
      matchLabelKeys: ['app'],
      labelSelector: {},
    };
    const expressions = (minor: number): unknown => {
      const strategy = strategyOf('/pods', minor);
      const made: KubeObject = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'a', labels: { app: 'x' } },
        ...structuredClone(pod({ topologySpreadConstraints: [constraint] })),
      };
      strategy.prepareForCreate?.(made, { nowMs: 0, dryRun: false, warn: () => undefined });
      const { topologySpreadConstraints: made0 } = made['spec'] as {
        topologySpreadConstraints: { labelSelector: { matchExpressions?: unknown } }[];
      };
      return made0[0]?.labelSelector.matchExpressions;
    };
    expect(expressions(33)).toBeUndefined();
    expect(expressions(34)).toEqual([{ key: 'app', operator: 'In', values: ['x'] }]);
  });
});

// kubernetes/kubernetes pkg/apis/core/validation/validation.go, ValidatePodUpdate
describe('an update of a pod', () => {
  const gated = pod({
    schedulingGates: [{ name: 'a.b/c' }],
    nodeSelector: { a: '1' },
  });
  it.each([
    {
      what: 'adds to the node selector of a gated pod',
      from: gated,
      to: pod({ schedulingGates: [{ name: 'a.b/c' }], nodeSelector: { a: '1', b: '2' } }),
      want: [],
    },
    {
      what: 'changes the node selector of a gated pod',
      from: gated,
      to: pod({ schedulingGates: [{ name: 'a.b/c' }], nodeSelector: { a: '2' } }),
      want: [
        'spec.nodeSelector: Invalid value: {"a":"2"}: only additions to spec.nodeSelector are allowed (no mutations or deletions)',
      ],
    },
    {
      what: 'adds a gate',
      from: pod({}),
      to: pod({ schedulingGates: [{ name: 'a.b/c' }] }),
      want: [
        "spec.schedulingGates[0].name: Forbidden: only deletion is allowed, but found new scheduling gate 'a.b/c'",
      ],
    },
    {
      what: 'adds a toleration',
      from: pod({}),
      to: pod({ tolerations: [{ operator: 'Exists' }] }),
      want: [],
    },
  ])('$what', ({ from, to, want }) => {
    expect(updateProblems('/pods', from, to)).toEqual(want);
  });
});
