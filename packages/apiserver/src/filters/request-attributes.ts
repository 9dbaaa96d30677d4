import type { TraceRecorder } from '@skewplane/apimachinery';
import type { AuthorizerAttributes } from '../authorization/authorizer.js';
import type { RequestInfo } from '../request/request-info.js';
import type { UserInfo } from '../request/user-info.js';

/** What a request has to be authorized for. @see kubernetes/apiserver `pkg/endpoints/filters/authorization.go` */
export function requestAttributes(
  info: RequestInfo,
  user: UserInfo,
  trace?: TraceRecorder,
): AuthorizerAttributes {
  if (!info.isResourceRequest) {
    return { isResourceRequest: false, user, verb: info.verb, path: info.path, trace };
  }
  const { verb, group, version, resource, subresource, namespace, name } = info;
  return {
    isResourceRequest: true,
    user,
    verb,
    group,
    version,
    resource,
    subresource,
    namespace,
    name,
    trace,
  };
}
