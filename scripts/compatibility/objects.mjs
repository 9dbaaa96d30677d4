/** Objects to act on. */
export const configMap = (name, data = { key: 'one' }, labels) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  // An empty map would count as a change in every apply.
  metadata: { name, ...(labels === undefined ? {} : { labels }) },
  data,
});

export const podTemplate = (app, image = 'example.com/web:1') => ({
  metadata: { labels: { app } },
  spec: { containers: [{ name: 'main', image, ports: [{ containerPort: 8080 }] }] },
});

export const deployment = (name, { replicas = 1, image = 'example.com/web:1' } = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, labels: { app: name } },
  spec: {
    replicas,
    selector: { matchLabels: { app: name } },
    template: podTemplate(name, image),
  },
});

export const service = (name) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { selector: { app: name }, ports: [{ port: 80 }] },
});

export const pod = (name, labels = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels },
  spec: { containers: [{ name: 'main', image: 'example.com/web:1' }] },
});

/** What the deployment controller would make of a revision; nothing here makes one. */
export const replicaSet = (name, { owner, revision, image }) => ({
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: {
    name,
    labels: { app: owner.metadata.name, 'pod-template-hash': name },
    annotations: { 'deployment.kubernetes.io/revision': String(revision) },
    ownerReferences: [ownerReference(owner)],
  },
  spec: {
    replicas: 0,
    selector: { matchLabels: { app: owner.metadata.name, 'pod-template-hash': name } },
    template: {
      ...podTemplate(owner.metadata.name, image),
      metadata: { labels: { app: owner.metadata.name, 'pod-template-hash': name } },
    },
  },
});

export const ownerReference = ({ apiVersion, kind, metadata: { name, uid } }) => ({
  apiVersion,
  kind,
  name,
  uid,
  controller: true,
  blockOwnerDeletion: true,
});
