import { durationMs } from '../document/duration.js';
import {
  verbs,
  type TrafficClient,
  type TrafficResource,
  type Verb,
} from '../document/scenario.js';
import type { ResourceDocument, TrafficDocument } from '../document/scenario-document.js';
import type { Path } from '../document/source-file.js';
import { objectTemplate } from '../traffic/object-templates.js';
import { parseResourceName, type KnownResources } from './known-resources.js';
import type { Loading } from './loading.js';

const defaults = { rate: 10, maxObjects: 50, requestTimeoutMs: 10_000 };
const evenMix: Partial<Record<Verb, number>> = Object.fromEntries(verbs.map((verb) => [verb, 1]));

export function readTraffic(
  documents: readonly TrafficDocument[] | undefined,
  loading: Loading,
  known: KnownResources,
): TrafficClient[] {
  const seen = new Set<string>();
  return (documents ?? []).map((document, index) => {
    const path = ['spec', 'traffic', index];
    if (seen.has(document.name)) {
      loading.source.problem([...path, 'name'], `there are two clients named ${document.name}`);
    }
    seen.add(document.name);
    return readClient(document, path, loading, known);
  });
}

function readClient(
  document: TrafficDocument,
  path: Path,
  loading: Loading,
  known: KnownResources,
): TrafficClient {
  const mix = document.verbs ?? evenMix;
  const watch = document.watch ?? false;
  const wanted = verbs.filter((verb) => (mix[verb] ?? 0) > 0);
  if (wanted.length === 0 && !watch) {
    loading.source.problem(
      [...path, 'verbs'],
      `${document.name} does nothing: give a verb, or watch`,
    );
  }
  const { requestTimeout } = document;
  return {
    name: document.name,
    user: loading.user(document.user),
    via: loading.via(document.via, [...path, 'via']),
    rate: document.rate ?? defaults.rate,
    verbs: mix,
    resources: document.resources.flatMap((resource, at) => {
      const place = [...path, 'resources', at];
      return readResource(
        resource,
        [...wanted, ...(watch ? ['watch'] : [])],
        place,
        loading,
        known,
      );
    }),
    namespace: document.namespace ?? 'default',
    watch,
    maxObjects: document.maxObjects ?? defaults.maxObjects,
    requestTimeoutMs:
      requestTimeout === undefined ? defaults.requestTimeoutMs : durationMs(requestTimeout),
    autoStart: document.autoStart ?? true,
    line: loading.line(path),
  };
}

const writingVerbs = ['create', 'update', 'patch', 'delete'];

function readResource(
  document: string | ResourceDocument,
  wanted: readonly string[],
  path: Path,
  loading: Loading,
  known: KnownResources,
): TrafficResource[] {
  const given: ResourceDocument = typeof document === 'string' ? { resource: document } : document;
  const found = findResource(given, path, loading, known);
  if (found === undefined) return [];
  const unable = wanted.filter((verb) => found.verbs !== undefined && !found.verbs.includes(verb));
  if (unable.length > 0) {
    loading.source.problem(
      path,
      `${given.resource} knows no ${unable.join(', ')}: give other verbs`,
    );
  }
  if (found.resource.object === undefined && wanted.some((verb) => writingVerbs.includes(verb))) {
    loading.source.problem(path, `what ${given.resource} to create? Give the object`);
  }
  return [found.resource];
}

interface FoundResource {
  readonly resource: TrafficResource;
  /** Unknown of custom resources. */
  readonly verbs: readonly string[] | undefined;
}

function findResource(
  given: ResourceDocument,
  path: Path,
  loading: Loading,
  known: KnownResources,
): FoundResource | undefined {
  const name = parseResourceName(given.resource);
  const builtIn = known.find(name);
  if (builtIn !== undefined) {
    const { gvr, gvk, namespaced, verbs: able } = builtIn;
    const object = given.object ?? objectTemplate(gvr.group, gvr.resource);
    return { resource: { gvr, kind: gvk.kind, namespaced, object }, verbs: able };
  }
  const { version, group, resource } = name;
  if (given.kind !== undefined && version !== undefined && group !== '') {
    const { kind, namespaced = true, object = {} } = given;
    return {
      resource: { gvr: { group, version, resource }, kind, namespaced, object },
      verbs: undefined,
    };
  }
  const meant = known.nearest(given.resource);
  const hint =
    meant === undefined || meant === given.resource
      ? 'of a custom resource give resource.version.group and kind'
      : `did you mean ${meant}?`;
  loading.source.problem(path, `no instance ever serves ${given.resource}: ${hint}`);
  return undefined;
}
