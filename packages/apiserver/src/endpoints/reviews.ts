import type { Immutable, KubeObject } from '@skewplane/apimachinery';
import type { Authenticator } from '../authentication/authenticator.js';
import {
  createToken,
  type TokenRequestDeps,
} from '../authentication/service-account/create-token.js';
import type { Authorizer, RuleResolver } from '../authorization/authorizer.js';
import { reviewSelfSubject } from '../registry/authentication.k8s.io/self-subject-review.js';
import { reviewToken } from '../registry/authentication.k8s.io/token-review.js';
import {
  reviewLocalSubjectAccess,
  reviewSelfSubjectAccess,
  reviewSubjectAccess,
} from '../registry/authorization.k8s.io/access-reviews.js';
import { reviewSelfSubjectRules } from '../registry/authorization.k8s.io/self-subject-rules-review.js';
import type { SpecialHandlers } from './dispatch.js';
import { negotiate } from './negotiate.js';
import { isPretty } from './pretty.js';
import { writeOptions } from './query.js';
import { sendValue } from './respond.js';
import { bodyOf, warner, type ResourceRequest, type VerbHandler } from './verb-handler.js';

export interface ReviewDeps {
  readonly authenticator: Authenticator;
  readonly authorizer: Authorizer;
  readonly ruleResolver: RuleResolver;
  readonly apiAudiences: readonly string[];
  /** Minor this server behaves as. */
  readonly minor: number;
  /** Undefined when the server has no key to sign with. */
  readonly tokens: TokenRequestDeps | undefined;
}

type Review = (object: Immutable<KubeObject>, resource: ResourceRequest) => Promise<KubeObject>;

/** Resources that are questions: posted, answered and stored nowhere. */
export function reviewHandlers(deps: ReviewDeps): SpecialHandlers {
  const { authorizer, ruleResolver, minor } = deps;
  const signalOf = ({ request }: ResourceRequest) => request.context.signal;
  const userOf = ({ request }: ResourceRequest) => request.context.user;
  const access = (resource: ResourceRequest) => ({ authorizer, minor, signal: signalOf(resource) });
  const tokens = deps.tokens;
  return new Map([
    [
      'authentication.k8s.io/tokenreviews',
      answering((object, resource) =>
        reviewToken(object, {
          authenticator: deps.authenticator,
          apiAudiences: deps.apiAudiences,
          minor,
          signal: signalOf(resource),
          warn: warner(resource.request),
        }),
      ),
    ],
    [
      'authentication.k8s.io/selfsubjectreviews',
      answering(async (object, resource) =>
        reviewSelfSubject(object, userOf(resource), resource.request.context.receivedAtMs),
      ),
    ],
    [
      'authorization.k8s.io/subjectaccessreviews',
      answering((object, resource) => reviewSubjectAccess(object, access(resource))),
    ],
    [
      'authorization.k8s.io/selfsubjectaccessreviews',
      answering((object, resource) =>
        reviewSelfSubjectAccess(object, userOf(resource), access(resource)),
      ),
    ],
    [
      'authorization.k8s.io/localsubjectaccessreviews',
      answering((object, resource) =>
        reviewLocalSubjectAccess(object, resource.namespace, access(resource)),
      ),
    ],
    [
      'authorization.k8s.io/selfsubjectrulesreviews',
      answering((object, resource) =>
        reviewSelfSubjectRules(object, userOf(resource), {
          ruleResolver,
          minor,
          signal: signalOf(resource),
        }),
      ),
    ],
    ...(tokens === undefined
      ? []
      : [
          [
            '/serviceaccounts/token',
            answering(
              (object, { request, info, namespace }) =>
                createToken(object, { namespace, name: info.name, warn: warner(request) }, tokens),
              { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest' },
            ),
          ] as const,
        ]),
  ]);
}

/** @param kind of the body, where it is not the resource's own */
function answering(
  review: Review,
  kind?: ResourceRequest['scope']['gvk'],
): { create: VerbHandler } {
  return {
    create: async ({ decoder }, resource) => {
      const { scope, request, reply } = resource;
      const form = negotiate(request.headers.accept, [], { pretty: isPretty(request) });
      const options = writeOptions(request, 'CreateOptions');
      const object = decoder.decode(
        kind === undefined ? scope : { origin: 'built-in', gvk: kind, schema: undefined },
        bodyOf(request),
        request.headers['content-type'],
        { fieldValidation: options.fieldValidation, warn: warner(request) },
      );
      request.context.audit?.recordRequest(object);
      return sendValue(reply, 201, await review(object, resource), form);
    },
  };
}
