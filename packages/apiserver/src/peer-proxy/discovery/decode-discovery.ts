import { isRecord } from '@skewplane/apimachinery';
import type {
  ApiGroupDiscovery,
  ApiResourceDiscovery,
  ApiSubresourceDiscovery,
  ApiVersionDiscovery,
  DiscoveryKind,
} from '../../discovery/api-group-discovery.js';
import { errorText } from '../error-text.js';

/** A peer's answer is no aggregated discovery document. */
export class DiscoveryDecodeError extends Error {
  override readonly name = 'DiscoveryDecodeError';

  constructor(problem: string, options?: ErrorOptions) {
    super(`error decoding discovery response: ${problem}`, options);
  }
}

/**
 * Reads an `apidiscovery.k8s.io/v2` list. What the peer wrote is brought into one form (known fields in their
 * order, empty lists left out), so that equal content is equal, whichever release sent it.
 * @throws {DiscoveryDecodeError} also for the unaggregated form
 */
export function decodeDiscovery(body: Buffer): ApiGroupDiscovery[] {
  const list = parse(body);
  if (list['kind'] !== 'APIGroupDiscoveryList' || list['apiVersion'] !== 'apidiscovery.k8s.io/v2') {
    throw new DiscoveryDecodeError(
      `no kind ${JSON.stringify(list['kind'] ?? '')} is registered for version ${JSON.stringify(list['apiVersion'] ?? '')}`,
    );
  }
  return records(list['items']).map(decodeGroup);
}

function parse(body: Buffer): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw new DiscoveryDecodeError(errorText(error), {
      cause: error,
    });
  }
  if (!isRecord(value)) throw new DiscoveryDecodeError('not an object');
  return value;
}

function decodeGroup(group: Record<string, unknown>): ApiGroupDiscovery {
  const metadata = isRecord(group['metadata']) ? group['metadata'] : {};
  return {
    metadata: { name: text(metadata['name']) },
    versions: records(group['versions']).map(decodeVersion),
  };
}

function decodeVersion(version: Record<string, unknown>): ApiVersionDiscovery {
  return {
    version: text(version['version']),
    resources: records(version['resources']).map(decodeResource),
    freshness: version['freshness'] === 'Stale' ? 'Stale' : 'Current',
  };
}

function decodeResource(resource: Record<string, unknown>): ApiResourceDiscovery {
  return {
    resource: text(resource['resource']),
    responseKind: decodeKind(resource['responseKind']),
    scope: resource['scope'] === 'Namespaced' ? 'Namespaced' : 'Cluster',
    singularResource: text(resource['singularResource']),
    verbs: texts(resource['verbs']),
    ...unlessEmpty('shortNames', texts(resource['shortNames'])),
    ...unlessEmpty('categories', texts(resource['categories'])),
    ...unlessEmpty('subresources', records(resource['subresources']).map(decodeSubresource)),
  };
}

function decodeSubresource(subresource: Record<string, unknown>): ApiSubresourceDiscovery {
  return {
    subresource: text(subresource['subresource']),
    responseKind: decodeKind(subresource['responseKind']),
    ...unlessEmpty('acceptedTypes', records(subresource['acceptedTypes']).map(decodeKind)),
    verbs: texts(subresource['verbs']),
  };
}

function decodeKind(kind: unknown): DiscoveryKind {
  const { group, version, kind: name } = isRecord(kind) ? kind : {};
  return { group: text(group), version: text(version), kind: text(name) };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

const records = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter(isRecord) : [];

function unlessEmpty<K extends string, T>(key: K, list: T[]): Partial<Record<K, T[]>> {
  return list.length === 0 ? {} : ({ [key]: list } as Record<K, T[]>);
}
