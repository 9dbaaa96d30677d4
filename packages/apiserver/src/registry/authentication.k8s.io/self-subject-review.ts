import { formatTime, type Immutable, type KubeObject } from '@skewplane/apimachinery';
import type { UserInfo } from '../../request/user-info.js';
import { userInfoFields } from './user-info-fields.js';

/**
 * Who am I? The same in every version.
 * @see kubernetes/kubernetes `pkg/registry/authentication/selfsubjectreview/rest.go`
 */
export function reviewSelfSubject(
  object: Immutable<KubeObject>,
  user: UserInfo,
  nowMs: number,
): KubeObject {
  return {
    kind: 'SelfSubjectReview',
    apiVersion: object.apiVersion,
    metadata: { creationTimestamp: formatTime(nowMs) },
    status: { userInfo: userInfoFields(user) },
  };
}
