import { isRecord, type KubeObject } from '@skewplane/apimachinery';
import { comparable, type Seen } from '../rehearse/differences.js';

/** An answer without what would differ between two requests to the same server. */
export function normalized(answer: KubeObject, sent: KubeObject): Seen {
  const { metadata } = answer;
  // Pods are counted since 1.33, which would make every one of them differ.
  const { uid, creationTimestamp: _created, generation: _counted, ...kept } = metadata;
  const seen = comparable(withoutAllocations({ ...answer, metadata: kept }, sent));
  return replaceDrawn(seen, uid) as Seen;
}

/** Addresses and ports that a Service asked for stay; those it was given are drawn by chance. */
function withoutAllocations(answer: Seen, sent: KubeObject): Seen {
  const { spec } = answer;
  if (answer['kind'] !== 'Service' || answer['apiVersion'] !== 'v1' || !isRecord(spec))
    return answer;
  const wanted = isRecord(sent['spec']) ? sent['spec'] : {};
  const wantedPorts = Array.isArray(wanted['ports']) ? (wanted['ports'] as unknown[]) : [];
  const { clusterIP, clusterIPs, healthCheckNodePort, ports, ...others } = spec;
  const isDrawn = wanted['clusterIP'] === undefined && clusterIP !== undefined;
  return {
    ...answer,
    spec: {
      ...others,
      ...(isDrawn
        ? { clusterIP: drawn, clusterIPs: countOf(clusterIPs) }
        : { clusterIP, clusterIPs }),
      ...(wanted['healthCheckNodePort'] === undefined && healthCheckNodePort !== undefined
        ? { healthCheckNodePort: drawn }
        : { healthCheckNodePort }),
      ports: Array.isArray(ports)
        ? ports.map((port: unknown, at) => withoutNodePort(port, wantedPorts[at]))
        : ports,
    },
  };
}

const drawn = '<drawn>';

function countOf(values: unknown): unknown {
  return Array.isArray(values) ? values.map(() => drawn) : values;
}

function withoutNodePort(port: unknown, wanted: unknown): unknown {
  if (!isRecord(port) || port['nodePort'] === undefined) return port;
  return isRecord(wanted) && wanted['nodePort'] !== undefined ? port : { ...port, nodePort: drawn };
}

/** A time that is not set says nothing, and is written by some minors only. */
const isUnsetTime = ([key, value]: readonly [string, unknown]) =>
  key === 'creationTimestamp' && value === null;

/** The uid, which Jobs carry as a label too, and the names of token volumes. */
function replaceDrawn(value: unknown, uid: string | undefined): unknown {
  if (typeof value === 'string') {
    if (value === uid) return drawn;
    return value.replace(/^(kube-api-access-)[a-z0-9]{5}$/, `$1${drawn}`);
  }
  if (Array.isArray(value)) return value.map((each) => replaceDrawn(each, uid));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter((entry) => !isUnsetTime(entry))
      .map(([key, each]) => [key, replaceDrawn(each, uid)]),
  );
}
