import { notAcceptable } from '@skewplane/apimachinery';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { apiGroup, apiGroupList, apiVersions, registeredGroups } from '../discovery/api-groups.js';
import type { DiscoveryDocuments } from '../discovery/discovery-documents.js';
import { chooseDiscoveryForm } from '../discovery/discovery-form.js';
import {
  bytesOfVersion,
  cachingHeaders,
  type DiscoveryDocument,
} from '../discovery/encode-groups.js';
import type { RankedGroupVersion } from '../discovery/group-versions.js';
import type { MergedDiscovery } from '../peer-proxy/discovery/merged-discovery.js';
import { acceptedMediaTypes, negotiate } from './negotiate.js';
import type { PathHandler, PathRoute } from './non-resource.js';
import { isPretty } from './pretty.js';
import { sendValue } from './respond.js';

export interface DiscoveryRouteDeps {
  readonly documents: DiscoveryDocuments;
  /** Every APIService object of the cluster. */
  readonly registered: () => Iterable<RankedGroupVersion>;
  /** Undefined when `/apis` is what this server alone serves. */
  readonly merged: MergedDiscovery | undefined;
  /** Host and port that clients should use. */
  readonly serverAddress: () => string;
  /** Is v2beta1 of the aggregated form still answered? */
  readonly betaServed: boolean;
}

/** `/api`, `/apis` and the paths below them that name no resource (spec 4.1). */
export function discoveryRoute(deps: DiscoveryRouteDeps): PathRoute {
  const { documents, merged, registered } = deps;
  const legacy = aggregatedOr(deps, documents.localApi.bind(documents), () =>
    apiVersions(documents.ranked(), deps.serverAddress()),
  );
  const groups = aggregatedOr(
    deps,
    (nopeer) => (merged === undefined || nopeer ? documents.localApis() : merged.mergedApis()),
    () => apiGroupList(registered()),
  );
  return (path) => {
    const parts = path.split('/').filter((part) => part !== '');
    const [prefix, first = '', second = ''] = parts;
    if (prefix === 'api') {
      if (parts.length === 1) return legacy;
      return parts.length === 2
        ? value(documents.resourceList({ group: '', version: first }))
        : undefined;
    }
    if (prefix !== 'apis') return undefined;
    if (parts.length === 1) return groups;
    if (parts.length === 2) {
      // A group that others have registered is there, even if nobody here serves it.
      return value(
        apiGroup(registeredGroups(registered()), first) ?? apiGroup(documents.ranked(), first),
      );
    }
    return parts.length === 3
      ? value(documents.resourceList({ group: first, version: second }))
      : undefined;
  };
}

function value(document: object | undefined): PathHandler | undefined {
  if (document === undefined) return undefined;
  return async (request, reply) =>
    sendValue(
      reply,
      200,
      document,
      negotiate(request.headers.accept, [], { pretty: isPretty(request) }),
    );
}

function aggregatedOr(
  { betaServed, merged }: DiscoveryRouteDeps,
  aggregated: (nopeer: boolean) => DiscoveryDocument,
  plain: () => object,
): PathHandler {
  return async (request, reply) => {
    const form = chooseDiscoveryForm(request.headers.accept, { betaServed });
    if (form.kind === 'not-acceptable') throw notAcceptable(acceptedMediaTypes);
    if (form.kind === 'unaggregated') {
      reply.header('vary', 'Accept');
      return sendValue(
        reply,
        200,
        plain(),
        negotiate(request.headers.accept, [], { pretty: isPretty(request) }),
      );
    }
    const nopeer = form.kind === 'aggregated-nopeer';
    if (nopeer) merged?.countNopeer();
    return sendDocument(request, reply, aggregated(nopeer), form);
  };
}

function sendDocument(
  request: FastifyRequest,
  reply: FastifyReply,
  document: DiscoveryDocument,
  { version, contentType }: { version: 'v2' | 'v2beta1'; contentType: string },
): FastifyReply {
  reply.headers(cachingHeaders(document));
  if (request.headers['if-none-match'] === document.etag) return reply.code(304).send();
  return reply.header('content-type', contentType).send(bytesOfVersion(document, version));
}
