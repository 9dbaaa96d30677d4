import { isRecord, type GroupVersion } from '@skewplane/apimachinery';
import type {
  ApiGroupDiscovery,
  ApiResourceDiscovery,
  ApiSubresourceDiscovery,
  ApiVersionDiscovery,
  DiscoveryKind,
} from '../discovery/api-group-discovery.js';
import { decodeDiscovery } from '../peer-proxy/discovery/decode-discovery.js';
import { listAt, textAt, textsAt, type Fields } from '../registry/object-fields.js';

/** What an extension server says about each of its group-versions, by `group/version`. */
export type ExtensionVersions = ReadonlyMap<string, ApiVersionDiscovery>;

/** @throws when it is no aggregated document of that version */
export function readAggregated(body: Buffer, version: 'v2' | 'v2beta1'): ExtensionVersions {
  // The two versions of the type differ in name alone.
  const document = version === 'v2' ? body : asV2(body);
  const groups: ApiGroupDiscovery[] = decodeDiscovery(document);
  return new Map(
    groups.flatMap(({ metadata, versions }) =>
      versions.map((each) => [`${metadata.name}/${each.version}`, each] as const),
    ),
  );
}

function asV2(body: Buffer): Buffer {
  const list = JSON.parse(body.toString()) as Record<string, unknown>;
  const isBeta = list['apiVersion'] === 'apidiscovery.k8s.io/v2beta1';
  return isBeta
    ? Buffer.from(JSON.stringify({ ...list, apiVersion: 'apidiscovery.k8s.io/v2' }))
    : body;
}

/**
 * The same from an APIResourceList, of servers that know no aggregated document.
 * @throws when it is none
 * @see kubernetes/apiserver `pkg/endpoints/installer.go`, `ConvertGroupVersionIntoToDiscovery`
 */
export function readUnaggregated(body: Buffer, gv: GroupVersion): ApiVersionDiscovery {
  const list = JSON.parse(body.toString()) as unknown;
  if (!isRecord(list) || list['kind'] !== 'APIResourceList') {
    throw new Error('the answer is no APIResourceList');
  }
  const lines = listAt(list, 'resources');
  const resources = new Map<string, ApiResourceDiscovery>();
  for (const line of lines) {
    const name = textAt(line, 'name');
    if (!name.includes('/')) resources.set(name, resourceOf(line));
  }
  for (const line of lines) {
    const [name = '', ...rest] = textAt(line, 'name').split('/');
    if (rest.length === 0) continue;
    const parent = resources.get(name) ?? parentOf(name, line);
    resources.set(name, withSubresource(parent, rest.join('/'), line));
  }
  return { version: gv.version, resources: [...resources.values()], freshness: 'Current' };
}

function resourceOf(line: Fields): ApiResourceDiscovery {
  const [shortNames, categories] = [textsAt(line, 'shortNames'), textsAt(line, 'categories')];
  return {
    resource: textAt(line, 'name'),
    responseKind: kindOf(line),
    scope: scopeOf(line),
    singularResource: textAt(line, 'singularName'),
    verbs: textsAt(line, 'verbs'),
    ...(shortNames.length > 0 ? { shortNames } : {}),
    ...(categories.length > 0 ? { categories } : {}),
  };
}

function withSubresource(
  parent: ApiResourceDiscovery,
  subresource: string,
  line: Fields,
): ApiResourceDiscovery {
  const { scope, resource, subresources = [] } = parent;
  if (scope !== scopeOf(line)) {
    throw new Error(
      `Error: Parent ${resource} (scope: ${scope}) and subresource ${subresource} (scope: ${scopeOf(line)}) scope do not match`,
    );
  }
  const added: ApiSubresourceDiscovery = {
    subresource,
    responseKind: textAt(line, 'kind') === '' ? noKind : kindOf(line),
    verbs: textsAt(line, 'verbs'),
  };
  return { ...parent, subresources: [...subresources, added] };
}

const noKind: DiscoveryKind = { group: '', version: '', kind: '' };

/** A subresource may be there without its resource. */
const parentOf = (name: string, line: Fields): ApiResourceDiscovery => ({
  resource: name,
  responseKind: noKind,
  scope: scopeOf(line),
  singularResource: '',
  verbs: [],
});

const scopeOf = (line: Fields): 'Namespaced' | 'Cluster' =>
  line['namespaced'] === true ? 'Namespaced' : 'Cluster';

const kindOf = (line: Fields): DiscoveryKind => ({
  group: textAt(line, 'group'),
  version: textAt(line, 'version'),
  kind: textAt(line, 'kind'),
});
