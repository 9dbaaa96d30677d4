import { expect, it } from 'vitest';
import { resetFieldsOf } from './reset-fields.js';
import { strategyFor } from './strategies.js';

const without = (...paths: object[]) => ({ without: Object.assign({}, ...paths) as object });
const spec = { 'f:spec': {} };
const status = { 'f:status': {} };
const metadata = { 'f:metadata': {} };

// kubernetes/kubernetes pkg/registry/<group>/<kind>/strategy.go, GetResetFields
it.each<[string, string, string, object | undefined]>([
  ['', 'configmaps', '', undefined],
  ['apps', 'deployments', '', without(status)],
  ['apps', 'deployments', 'status', without(spec, { 'f:metadata': { 'f:labels': {} } })],
  ['apps', 'deployments', 'scale', undefined],
  ['apps', 'statefulsets', 'status', without(spec)],
  [
    '',
    'pods',
    'status',
    without(spec, { 'f:metadata': { 'f:deletionTimestamp': {}, 'f:ownerReferences': {} } }),
  ],
  ['', 'pods', 'ephemeralcontainers', { only: { 'f:spec': { 'f:ephemeralContainers': {} } } }],
  ['', 'namespaces', 'finalize', without(status)],
  ['', 'namespaces', 'status', without(spec)],
  ['storage.k8s.io', 'volumeattachments', 'status', without(spec, metadata)],
  ['certificates.k8s.io', 'certificatesigningrequests', '', without(spec, status)],
  [
    'certificates.k8s.io',
    'certificatesigningrequests',
    'status',
    without(spec, { 'f:status': { 'f:conditions': {} } }),
  ],
  [
    'certificates.k8s.io',
    'certificatesigningrequests',
    'approval',
    without(spec, { 'f:status': { 'f:certificate': {} } }),
  ],
])('%s/%s, subresource "%s"', (group, resource, subresource, expected) => {
  const strategy = strategyFor({ group, resource, minor: 36 });
  const gvr = { group, version: 'v1', resource };
  expect(resetFieldsOf({ gvr, origin: 'built-in', strategy }, subresource)).toEqual(expected);
});

// kubernetes/apiextensions-apiserver pkg/registry/customresource/{strategy,status_strategy}.go
it.each<[boolean, string, object | undefined]>([
  [true, '', without(status)],
  [false, '', undefined],
  [true, 'status', without(spec, metadata)],
])('a custom resource with a status: %s, subresource "%s"', (hasStatus, subresource, expected) => {
  const strategy = { ...strategyFor({ group: '', resource: 'pods', minor: 36 }), hasStatus };
  const gvr = { group: 'example.com', version: 'v1', resource: 'widgets' };
  expect(resetFieldsOf({ gvr, origin: 'custom', strategy }, subresource)).toEqual(expected);
});
