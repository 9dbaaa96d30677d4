import { isRecord, type Immutable, type KubeObject } from '@skewplane/apimachinery';
import type { AuthorizerAttributes } from '../../authorization/authorizer.js';
import type { UserInfo } from '../../request/user-info.js';

/** The spec of an access review as it came; `user` and the like are empty for a SelfSubjectAccessReview. */
export interface ReviewSpec {
  readonly resourceAttributes: Readonly<Record<string, unknown>> | undefined;
  readonly nonResourceAttributes: Readonly<Record<string, unknown>> | undefined;
  readonly user: UserInfo;
}

export function reviewSpec(object: Immutable<KubeObject>): ReviewSpec {
  const spec: Record<string, unknown> = isRecord(object['spec']) ? object['spec'] : {};
  const { resourceAttributes, nonResourceAttributes } = spec;
  return {
    resourceAttributes: isRecord(resourceAttributes) ? resourceAttributes : undefined,
    nonResourceAttributes: isRecord(nonResourceAttributes) ? nonResourceAttributes : undefined,
    user: {
      name: text(spec['user']),
      uid: text(spec['uid']),
      groups: texts(spec['groups']),
      extra: isRecord(spec['extra'])
        ? Object.fromEntries(
            Object.entries(spec['extra']).map(([key, value]) => [key, texts(value)]),
          )
        : {},
    },
  };
}

/**
 * What to ask the authorizer. One of both kinds of attributes must be there.
 * @see kubernetes/kubernetes `pkg/registry/authorization/util/helpers.go`
 */
export function attributesOf(
  { resourceAttributes, nonResourceAttributes = {} }: ReviewSpec,
  user: UserInfo,
): AuthorizerAttributes {
  if (resourceAttributes === undefined) {
    return {
      isResourceRequest: false,
      user,
      verb: text(nonResourceAttributes['verb']),
      path: text(nonResourceAttributes['path']),
    };
  }
  const version = text(resourceAttributes['version']);
  return {
    isResourceRequest: true,
    user,
    verb: text(resourceAttributes['verb']),
    group: text(resourceAttributes['group']),
    version: version === '' ? '*' : version,
    resource: text(resourceAttributes['resource']),
    subresource: text(resourceAttributes['subresource']),
    namespace: text(resourceAttributes['namespace']),
    name: text(resourceAttributes['name']),
  };
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(text) : [];
}
