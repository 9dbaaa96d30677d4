type Template = Readonly<Record<string, unknown>>;

const podSpec = { containers: [{ name: 'main', image: 'registry.k8s.io/pause:3.10' }] };
const app = { app: 'skewplane-traffic' };
const podTemplate = { metadata: { labels: app }, spec: podSpec };
const selector = { matchLabels: app };

/** What traffic creates of kinds that a scenario says nothing more about. Small, valid, and without effects. */
const templates: Readonly<Record<string, Template>> = {
  configmaps: { data: { key: 'value' } },
  secrets: { type: 'Opaque', data: { key: 'dmFsdWU=' } },
  serviceaccounts: {},
  pods: { spec: podSpec },
  podtemplates: { template: podTemplate },
  services: { spec: { selector: app, ports: [{ port: 80, targetPort: 8080 }] } },
  endpoints: {},
  namespaces: {},
  persistentvolumeclaims: {
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  },
  'deployments.apps': { spec: { replicas: 1, selector, template: podTemplate } },
  'replicasets.apps': { spec: { replicas: 1, selector, template: podTemplate } },
  'daemonsets.apps': { spec: { selector, template: podTemplate } },
  'statefulsets.apps': {
    spec: { replicas: 1, serviceName: 'traffic', selector, template: podTemplate },
  },
  'jobs.batch': { spec: { template: { spec: { ...podSpec, restartPolicy: 'Never' } } } },
  'cronjobs.batch': {
    spec: {
      schedule: '0 0 * * *',
      jobTemplate: { spec: { template: { spec: { ...podSpec, restartPolicy: 'Never' } } } },
    },
  },
  'leases.coordination.k8s.io': { spec: { holderIdentity: 'skewplane', leaseDurationSeconds: 15 } },
  'roles.rbac.authorization.k8s.io': {
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
  },
  'clusterroles.rbac.authorization.k8s.io': {
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
  },
  'networkpolicies.networking.k8s.io': { spec: { podSelector: selector } },
  'poddisruptionbudgets.policy': { spec: { minAvailable: 1, selector } },
  'priorityclasses.scheduling.k8s.io': { value: 1000 },
  'mutatingadmissionpolicybindings.admissionregistration.k8s.io': { spec: { policyName: 'none' } },
  'validatingadmissionpolicybindings.admissionregistration.k8s.io': {
    spec: { policyName: 'none', validationActions: ['Audit'] },
  },
  'workloads.scheduling.k8s.io': {
    spec: { podGroups: [{ name: 'group', policy: { basic: {} } }] },
  },
};

/** By `resource` or `resource.group`; undefined for kinds that need more than can be guessed. */
export function objectTemplate(group: string, resource: string): Template | undefined {
  return templates[group === '' ? resource : `${resource}.${group}`];
}
