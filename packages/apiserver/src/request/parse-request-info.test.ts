import { describe, expect, it } from 'vitest';
import { parseRequestInfo } from './parse-request-info.js';

// kubernetes/apiserver pkg/endpoints/request/requestinfo_test.go covers the same rules.
describe('resource requests', () => {
  it.each([
    ['GET', '/api/v1/pods', 'list', '', '', 'pods', '', ''],
    ['GET', '/api/v1/pods?watch=1', 'watch', '', '', 'pods', '', ''],
    ['GET', '/api/v1/pods?watch=false', 'list', '', '', 'pods', '', ''],
    ['GET', '/api/v1/watch/namespaces/a/pods', 'watch', '', 'a', 'pods', '', ''],
    ['POST', '/api/v1/namespaces/a/pods', 'create', '', 'a', 'pods', '', ''],
    ['GET', '/api/v1/namespaces/a/pods/b/log', 'get', '', 'a', 'pods', 'b', 'log'],
    ['HEAD', '/api/v1/namespaces/a/pods/b', 'get', '', 'a', 'pods', 'b', ''],
    ['GET', '/api/v1/namespaces/a', 'get', '', 'a', 'namespaces', 'a', ''],
    ['PUT', '/api/v1/namespaces/a/finalize', 'update', '', 'a', 'namespaces', 'a', 'finalize'],
    ['PUT', '/api/v1/namespaces/a/status', 'update', '', 'a', 'namespaces', 'a', 'status'],
    ['GET', '/api/v1/namespaces', 'list', '', '', 'namespaces', '', ''],
    [
      'DELETE',
      '/apis/apps/v1/namespaces/a/deployments',
      'deletecollection',
      'apps',
      'a',
      'deployments',
      '',
      '',
    ],
    [
      'DELETE',
      '/apis/apps/v1/namespaces/a/deployments/d',
      'delete',
      'apps',
      'a',
      'deployments',
      'd',
      '',
    ],
    ['PATCH', '/apis/batch/v1/namespaces/a/jobs/j', 'patch', 'batch', 'a', 'jobs', 'j', ''],
    [
      'GET',
      '/api/v1/namespaces/a/pods?fieldSelector=metadata.name%3Dx',
      'list',
      '',
      'a',
      'pods',
      'x',
      '',
    ],
  ])('%s %s → %s', (method, url, verb, group, namespace, resource, name, subresource) => {
    expect(parseRequestInfo(method, url)).toMatchObject({
      isResourceRequest: true,
      verb,
      group,
      namespace,
      resource,
      name,
      subresource,
    });
  });
});

describe('everything else', () => {
  it.each([
    '/',
    '/healthz',
    '/version',
    '/api',
    '/api/v1',
    '/apis',
    '/apis/apps',
    '/apis/apps/v1',
    '/openapi/v3/apis/apps/v1',
  ])('%s is no resource request', (url) => {
    expect(parseRequestInfo('GET', url)).toMatchObject({ isResourceRequest: false, verb: 'get' });
  });
});
