import { describe, expect, it } from 'vitest';
import { isRecord, type KubeObject } from '@skewplane/apimachinery';
import { customResourcePrinter } from './custom-printer.js';
import { defaultPrinter } from './default-printer.js';
import { printerFor } from './printer-for.js';

const now = Date.parse('2024-01-01T01:00:00Z');
const created = '2024-01-01T00:00:00Z';
const object = (fields: Record<string, unknown>): KubeObject => {
  const metadata = isRecord(fields['metadata']) ? fields['metadata'] : {};
  return {
    apiVersion: 'v1',
    kind: 'Any',
    ...fields,
    metadata: { name: 'a', creationTimestamp: created, ...metadata },
  };
};

/** Cells by column name. */
function cells(gk: string, fields: Record<string, unknown>, minor = 34): Record<string, unknown> {
  const [group = '', kind = ''] = gk.split('/');
  const printer = printerFor({ group, kind, minor });
  const row = printer.row(object(fields), now).cells;
  return Object.fromEntries(printer.columns.map(({ name }, index) => [name, row[index]]));
}

// kubernetes/kubernetes pkg/printers/internalversion/printers_test.go, TestPrintPod and friends
describe('pods', () => {
  const spec = { containers: [{ name: 'm' }, { name: 'n' }] };
  const running = { ready: true, restartCount: 0, state: { running: {} } };
  const exited = (reason: string, exitCode: number) => ({
    restartCount: 6,
    state: { terminated: { reason, exitCode } },
    lastState: { terminated: { finishedAt: '2024-01-01T00:55:00Z' } },
  });
  const initOf = (status: Record<string, unknown>) => ({
    spec: { ...spec, initContainers: [{ name: 'i' }] },
    status: { phase: 'Pending', initContainerStatuses: [{ name: 'i', ...status }] },
  });
  it.each<{
    name: string;
    pod: Record<string, unknown>;
    want: [string, string, string];
    minor?: number;
  }>([
    {
      name: 'phase only',
      pod: { spec, status: { phase: 'Pending' } },
      want: ['0/2', 'Pending', '0'],
    },
    {
      name: 'status.reason wins over the phase',
      pod: { spec, status: { phase: 'Failed', reason: 'Evicted' } },
      want: ['0/2', 'Evicted', '0'],
    },
    {
      name: 'scheduling gate',
      pod: {
        spec,
        status: {
          phase: 'Pending',
          conditions: [{ type: 'PodScheduled', reason: 'SchedulingGated' }],
        },
      },
      want: ['0/2', 'SchedulingGated', '0'],
    },
    {
      name: 'waiting container and restarts',
      pod: {
        spec,
        status: {
          phase: 'Running',
          containerStatuses: [
            running,
            { ...exited('Error', 1), state: { waiting: { reason: 'CrashLoopBackOff' } } },
          ],
        },
      },
      want: ['1/2', 'CrashLoopBackOff', '6 (5m ago)'],
    },
    {
      name: 'completed beside a running one',
      pod: {
        spec,
        status: {
          phase: 'Running',
          conditions: [{ type: 'Ready', status: 'True' }],
          containerStatuses: [exited('Completed', 0), running],
        },
      },
      want: ['1/2', 'Running', '6 (5m ago)'],
    },
    {
      name: 'a failure behind Completed, from 1.35',
      pod: {
        spec,
        status: {
          phase: 'Running',
          containerStatuses: [exited('Completed', 0), exited('Error', 1)],
        },
      },
      want: ['0/2', 'Error', '12 (5m ago)'],
      minor: 35,
    },
    {
      name: 'a failure behind Completed, before 1.35',
      pod: {
        spec,
        status: {
          phase: 'Running',
          containerStatuses: [exited('Completed', 0), exited('Error', 1)],
        },
      },
      want: ['0/2', 'Completed', '12 (5m ago)'],
      minor: 34,
    },
    {
      name: 'init progress',
      pod: initOf({ restartCount: 0, state: { running: {} } }),
      want: ['0/2', 'Init:0/1', '0'],
    },
    {
      name: 'init exit code',
      pod: initOf({ restartCount: 2, state: { terminated: { exitCode: 3 } } }),
      want: ['0/2', 'Init:ExitCode:3', '2'],
    },
    {
      name: 'init waiting',
      pod: initOf({ restartCount: 0, state: { waiting: { reason: 'ErrImagePull' } } }),
      want: ['0/2', 'Init:ErrImagePull', '0'],
    },
    {
      name: 'terminating',
      pod: { metadata: { deletionTimestamp: created }, spec, status: { phase: 'Running' } },
      want: ['0/2', 'Terminating', '0'],
    },
    {
      name: 'lost node',
      pod: {
        metadata: { deletionTimestamp: created },
        spec,
        status: { phase: 'Running', reason: 'NodeLost' },
      },
      want: ['0/2', 'Unknown', '0'],
    },
  ])('$name', ({ pod, want, minor }) => {
    const row = cells('/Pod', pod, minor);
    expect([row['Ready'], row['Status'], row['Restarts']]).toEqual(want);
  });

  it('counts a started sidecar as ready and in the total', () => {
    const row = cells('/Pod', {
      spec: { ...spec, initContainers: [{ name: 's', restartPolicy: 'Always' }] },
      status: {
        phase: 'Running',
        initContainerStatuses: [
          { name: 's', started: true, ready: true, restartCount: 1, state: { running: {} } },
        ],
        containerStatuses: [running, running],
      },
    });
    expect([row['Ready'], row['Restarts']]).toEqual(['3/3', '1']);
  });

  it('marks finished pods', () => {
    const printer = printerFor({ group: '', kind: 'Pod', minor: 34 });
    expect(printer.row(object({ status: { phase: 'Succeeded' } }), now).conditions).toEqual([
      {
        type: 'Completed',
        status: 'True',
        reason: 'Succeeded',
        message: 'The pod has completed successfully.',
      },
    ]);
  });
});

// kubernetes/kubernetes pkg/printers/internalversion/printers_test.go
describe('cells', () => {
  it.each<{
    gk: string;
    fields: Record<string, unknown>;
    want: Record<string, unknown>;
    minor?: number;
  }>([
    {
      gk: '/ConfigMap',
      fields: { data: { a: '1' }, binaryData: { b: 'AA==' } },
      want: { Name: 'a', Data: 2, Age: '60m' },
    },
    { gk: '/ServiceAccount', fields: {}, want: { Name: 'a', Secrets: 0, Age: '60m' } },
    { gk: '/ServiceAccount', fields: {}, want: { Name: 'a', Age: '60m' }, minor: 35 },
    {
      gk: '/Service',
      fields: {
        spec: {
          type: 'LoadBalancer',
          clusterIPs: ['10.0.0.1'],
          ports: [{ port: 80, nodePort: 30080, protocol: 'TCP' }],
          selector: { b: '2', a: '1' },
        },
      },
      want: {
        'Cluster-IP': '10.0.0.1',
        'External-IP': '<pending>',
        'Port(s)': '80:30080/TCP',
        Selector: 'a=1,b=2',
      },
    },
    {
      gk: '/Endpoints',
      fields: {
        subsets: [
          {
            addresses: [{ ip: '1.1.1.1' }, { ip: '::1' }],
            ports: [{ port: 80 }, { port: 443 }],
          },
        ],
      },
      want: { Endpoints: '1.1.1.1:80,[::1]:80,1.1.1.1:443 + 1 more...' },
    },
    {
      gk: '/Node',
      fields: {
        metadata: {
          labels: { 'node-role.kubernetes.io/worker': '', 'kubernetes.io/role': 'infra' },
        },
        spec: { unschedulable: true },
        status: {
          conditions: [{ type: 'Ready', status: 'True' }],
          nodeInfo: { kernelVersion: '6.1', architecture: 'amd64' },
        },
      },
      want: {
        Status: 'Ready,SchedulingDisabled',
        Roles: 'infra,worker',
        'Kernel-Version': '6.1 (amd64)',
        'Internal-IP': '<none>',
      },
      minor: 36,
    },
    {
      gk: '/Event',
      fields: {
        lastTimestamp: '2024-01-01T00:59:00Z',
        firstTimestamp: '2024-01-01T00:50:00Z',
        involvedObject: { kind: 'Pod', name: 'p' },
        source: { component: 'kubelet', host: 'n1' },
        count: 3,
        message: ' said \n',
      },
      want: {
        'Last Seen': '60s',
        'First Seen': '10m',
        Object: 'pod/p',
        Source: 'kubelet, n1',
        Message: 'said',
        Count: 3,
      },
    },
    {
      gk: 'events.k8s.io/Event',
      fields: {
        eventTime: '2024-01-01T00:59:00.000000Z',
        regarding: { kind: 'Pod', name: 'p' },
        reportingController: 'c',
        reportingInstance: 'i',
        note: 'said',
      },
      want: { 'Last Seen': '60s', Object: 'pod/p', Source: 'c, i', Message: 'said', Count: 1 },
    },
    {
      gk: 'apps/Deployment',
      fields: {
        spec: {
          replicas: 3,
          selector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['y', 'x'] }] },
          template: { spec: { containers: [{ name: 'c', image: 'i:1' }] } },
        },
        status: { readyReplicas: 1, updatedReplicas: 2 },
      },
      want: {
        Ready: '1/3',
        'Up-to-date': 2,
        Available: 0,
        Containers: 'c',
        Images: 'i:1',
        Selector: 'a in (x,y)',
      },
    },
    {
      gk: 'batch/Job',
      fields: {
        spec: { parallelism: 2 },
        status: { startTime: created, conditions: [{ type: 'Complete', status: 'True' }] },
      },
      want: { Status: 'Complete', Completions: '0/1 of 2', Duration: '60m' },
    },
    {
      gk: 'batch/CronJob',
      fields: { spec: { schedule: '* * * * *', suspend: false } },
      want: { Suspend: 'False', Timezone: '<none>', Active: 0, 'Last Schedule': '<none>' },
    },
    {
      gk: 'autoscaling/HorizontalPodAutoscaler',
      fields: {
        spec: {
          scaleTargetRef: { kind: 'Deployment', name: 'd' },
          maxReplicas: 5,
          metrics: [
            { type: 'Resource', resource: { name: 'cpu', target: { averageUtilization: 80 } } },
            { type: 'Pods', pods: { target: { averageValue: '10' } } },
            { type: 'External', external: { target: { averageValue: '1' } } },
          ],
        },
      },
      want: {
        Reference: 'Deployment/d',
        Targets: 'cpu: <unknown>/80%, <unknown>/10 + 1 more...',
        MinPods: '<unset>',
        MaxPods: 5,
      },
    },
    {
      gk: 'certificates.k8s.io/CertificateSigningRequest',
      fields: { spec: {}, status: { conditions: [{ type: 'Approved' }], certificate: 'AA==' } },
      want: { Condition: 'Approved,Issued', SignerName: '<none>', RequestedDuration: '<none>' },
    },
    {
      gk: 'policy/PodDisruptionBudget',
      fields: { spec: { minAvailable: '50%' } },
      want: { 'Min Available': '50%', 'Max Unavailable': 'N/A', 'Allowed Disruptions': 0 },
    },
    {
      gk: 'discovery.k8s.io/EndpointSlice',
      fields: { addressType: 'IPv4', ports: [{ port: 80 }], endpoints: [] },
      want: { Ports: '80', Endpoints: '<unset>' },
    },
    {
      gk: 'networking.k8s.io/NetworkPolicy',
      fields: { spec: { podSelector: {} } },
      want: { 'Pod-Selector': '<none>' },
    },
    {
      gk: 'apiregistration.k8s.io/APIService',
      fields: {
        spec: { service: { namespace: 'n', name: 's' } },
        status: { conditions: [{ type: 'Available', status: 'False', reason: 'Down' }] },
      },
      want: { Service: 'n/s', Available: 'False (Down)' },
    },
    {
      gk: 'storage.k8s.io/StorageClass',
      fields: {
        metadata: { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
        provisioner: 'p',
      },
      want: {
        Name: 'a (default)',
        ReclaimPolicy: 'Delete',
        VolumeBindingMode: 'Immediate',
        AllowVolumeExpansion: false,
      },
    },
    {
      gk: 'rbac.authorization.k8s.io/RoleBinding',
      fields: {
        roleRef: { kind: 'Role', name: 'r' },
        subjects: [
          { kind: 'User', name: 'u' },
          { kind: 'ServiceAccount', namespace: 'n', name: 's' },
        ],
      },
      want: { Role: 'Role/r', Users: 'u', Groups: '', ServiceAccounts: 'n/s' },
    },
  ])('$gk', ({ gk, fields, want, minor }) => {
    expect(cells(gk, fields, minor)).toMatchObject(want);
  });

  it('sends one more cell than columns for IP addresses', () => {
    const printer = printerFor({ group: 'networking.k8s.io', kind: 'IPAddress', minor: 34 });
    const row = printer.row(
      object({ spec: { parentRef: { resource: 'services', namespace: 'n', name: 's' } } }),
      now,
    );
    expect([printer.columns.length, row.cells]).toEqual([2, ['a', 'services/n/s', '60m']]);
  });
});

// kubernetes/apiserver pkg/registry/rest/table.go
it('shows name and creation time of kinds without a table', () => {
  expect(defaultPrinter.row(object({}), now).cells).toEqual(['a', created]);
});

// kubernetes/apiextensions-apiserver pkg/registry/customresource/tableconvertor/tableconvertor_test.go
describe('customResourcePrinter', () => {
  it.each<{ type: string; value: unknown; want: unknown }>([
    { type: 'integer', value: 3.9, want: 3 },
    { type: 'integer', value: '3', want: null },
    { type: 'number', value: 1.5, want: 1.5 },
    { type: 'boolean', value: true, want: true },
    { type: 'string', value: 'x', want: 'x' },
    { type: 'string', value: { a: 1 }, want: '{"a":1}' },
    { type: 'date', value: '2024-01-01T00:00:00Z', want: '60m' },
    { type: 'date', value: 'soon', want: '<invalid>' },
    { type: 'string', value: undefined, want: null },
  ])('$type of $value', ({ type, value, want }) => {
    const printer = customResourcePrinter([{ name: 'Value', type, jsonPath: '.spec.value' }]);
    expect(printer.row(object({ spec: { value } }), now).cells).toEqual(['a', want]);
  });

  it('has an age when no columns are asked for', () => {
    const printer = customResourcePrinter(undefined);
    expect(printer.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'Name string',
      'Age date',
    ]);
  });
});
