import {
  formatTime,
  type GroupVersionResource,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import {
  fieldsAt,
  has,
  listAt,
  numberAt,
  textAt,
  textMapAt,
  type Fields,
} from '../registry/object-fields.js';
import type { LiveView } from '../storage/live-view.js';

export const apiServicesGvr: GroupVersionResource = {
  group: 'apiregistration.k8s.io',
  version: 'v1',
  resource: 'apiservices',
};

const keyPrefix = 'apiregistration.k8s.io/apiservices/';

export interface ServiceReference {
  readonly namespace: string;
  readonly name: string;
  readonly port: number;
}

/** An APIService object as the aggregation layer reads it. */
export interface ApiService {
  readonly name: string;
  readonly group: string;
  readonly version: string;
  readonly groupPriority: number;
  readonly versionPriority: number;
  /** Undefined when the API is served by this process. */
  readonly service: ServiceReference | undefined;
  /** PEM; undefined: the CAs of the system. */
  readonly caBundle: Buffer | undefined;
  readonly insecureSkipTlsVerify: boolean;
  /** Is the condition Available True? */
  readonly available: boolean;
}

export function readApiService(object: Immutable<KubeObject>): ApiService {
  const spec = fieldsAt(object, 'spec');
  const caBundle = textAt(spec, 'caBundle');
  return {
    name: object.metadata.name ?? '',
    group: textAt(spec, 'group'),
    version: textAt(spec, 'version'),
    groupPriority: numberAt(spec, 'groupPriorityMinimum') ?? 0,
    versionPriority: numberAt(spec, 'versionPriority') ?? 0,
    service: has(spec, 'service')
      ? {
          namespace: textAt(spec, 'service.namespace'),
          name: textAt(spec, 'service.name'),
          port: numberAt(spec, 'service.port') ?? 443,
        }
      : undefined,
    caBundle: caBundle === '' ? undefined : Buffer.from(caBundle, 'base64'),
    insecureSkipTlsVerify: spec['insecureSkipTLSVerify'] === true,
    available: availableCondition(object)?.['status'] === 'True',
  };
}

/** `v1.apps` */
export const apiServiceName = ({ group, version }: { group: string; version: string }): string =>
  `${version}.${group}`;

export function availableCondition(object: Immutable<KubeObject>): Fields | undefined {
  return listAt(object, 'status.conditions').find(({ type }) => type === 'Available');
}

export interface Availability {
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
}

export const localAvailability: Availability = {
  status: 'True',
  reason: 'Local',
  message: 'Local APIServices are always available',
};

/**
 * The object with this condition; its time moves only when the status does.
 * @see kubernetes/kube-aggregator `pkg/apis/apiregistration/v1/helper/helpers.go`, `SetAPIServiceCondition`
 */
export function withAvailability(
  object: Immutable<KubeObject>,
  { status, reason, message }: Availability,
  nowMs: number,
): KubeObject {
  const known = availableCondition(object);
  const condition = {
    type: 'Available',
    status,
    lastTransitionTime:
      known?.['status'] === status ? known['lastTransitionTime'] : formatTime(nowMs),
    reason,
    message,
  };
  const conditions = listAt(object, 'status.conditions');
  return {
    ...(structuredClone(object) as KubeObject),
    status: {
      ...fieldsAt(object, 'status'),
      conditions:
        known === undefined
          ? [...conditions, condition]
          : conditions.map((each) => (each === known ? condition : each)),
    },
  };
}

/** APIService objects by name, read from the live view and taken apart once for each change. */
export class ApiServiceLister {
  readonly #view: LiveView;
  readonly #read = new WeakMap<Immutable<KubeObject>, ApiService>();

  constructor(view: LiveView) {
    this.#view = view;
  }

  object(name: string): Immutable<KubeObject> | undefined {
    return this.#view.get(`${keyPrefix}${name}`)?.object;
  }

  get(name: string): ApiService | undefined {
    const object = this.object(name);
    return object && this.#apiService(object);
  }

  all(): ApiService[] {
    return [...this.#view.list()].map(({ object }) => this.#apiService(object));
  }

  /** Calls back with the name of each APIService that came, went or changed. */
  onChange(listener: (name: string) => void): () => void {
    return this.#view.onChange(({ object: { key } }) => {
      listener(key.slice(keyPrefix.length));
    });
  }

  get synced(): Promise<void> {
    return this.#view.synced;
  }

  get isSynced(): boolean {
    return this.#view.isSynced;
  }

  #apiService(object: Immutable<KubeObject>): ApiService {
    let read = this.#read.get(object);
    if (read === undefined) {
      read = readApiService(object);
      this.#read.set(object, read);
    }
    return read;
  }
}

/** The label that says how an APIService object is kept up to date. */
export const automanagedLabel = 'kube-aggregator.kubernetes.io/automanaged';

export const automanagedOf = (object: Immutable<KubeObject> | undefined): string =>
  textMapAt(object, 'metadata.labels')[automanagedLabel] ?? '';
