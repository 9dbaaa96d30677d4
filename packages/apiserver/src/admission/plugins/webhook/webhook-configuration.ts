import { labelSelectorFromSpec, everything, type LabelSelector } from '@skewplane/apimachinery';
import {
  fieldsAt,
  has,
  listAt,
  numberAt,
  textAt,
  textsAt,
  type Fields,
} from '../../../registry/object-fields.js';
import type { StoredObject } from '../../../storage/stored-object.js';
import { compileConditions, type MatchConditions } from './match-conditions.js';

export interface WebhookRule {
  readonly operations: readonly string[];
  readonly apiGroups: readonly string[];
  readonly apiVersions: readonly string[];
  readonly resources: readonly string[];
  /** `Cluster`, `Namespaced` or `*`. */
  readonly scope: string;
}

/** Where a webhook is called: at a URL, or at a service of the cluster. */
export type WebhookTarget =
  | { readonly url: string }
  | {
      readonly namespace: string;
      readonly name: string;
      readonly port: number;
      readonly path: string;
    };

export interface WebhookClientConfig {
  readonly target: WebhookTarget;
  /** PEM; the CAs of the system when undefined. */
  readonly caBundle: Buffer | undefined;
}

/** One webhook of one configuration, ready to be asked. */
export interface Webhook {
  readonly name: string;
  /** Of the object that it stands in. */
  readonly configuration: string;
  readonly clientConfig: WebhookClientConfig;
  readonly rules: readonly WebhookRule[];
  readonly failsOpen: boolean;
  /** Also called for other versions of what its rules name. */
  readonly matchesEquivalent: boolean;
  readonly namespaceSelector: LabelSelector;
  readonly objectSelector: LabelSelector;
  readonly hasSideEffects: boolean;
  readonly timeoutMs: number;
  /** `v1` or `v1beta1`. */
  readonly reviewVersion: string;
  readonly reinvoked: boolean;
  readonly conditions: MatchConditions;
}

/** The webhooks of all configurations, in the order in which upstream calls them: by name of the configuration. */
export function webhooksOf(configurations: Iterable<StoredObject>): Webhook[] {
  return [...configurations]
    .sort((a, b) => compare(a.object.metadata.name ?? '', b.object.metadata.name ?? ''))
    .flatMap(readOnce);
}

const read = new WeakMap<StoredObject, readonly Webhook[]>();

function readOnce(stored: StoredObject): readonly Webhook[] {
  const known = read.get(stored);
  if (known !== undefined) return known;
  const configuration = stored.object.metadata.name ?? '';
  const webhooks = listAt(stored.object, 'webhooks').map((each) => webhookOf(each, configuration));
  read.set(stored, webhooks);
  return webhooks;
}

function webhookOf(webhook: Fields, configuration: string): Webhook {
  return {
    name: textAt(webhook, 'name'),
    configuration,
    clientConfig: clientConfigOf(fieldsAt(webhook, 'clientConfig')),
    rules: listAt(webhook, 'rules').map((rule) => ({
      operations: textsAt(rule, 'operations'),
      apiGroups: textsAt(rule, 'apiGroups'),
      apiVersions: textsAt(rule, 'apiVersions'),
      resources: textsAt(rule, 'resources'),
      scope: textAt(rule, 'scope') || '*',
    })),
    failsOpen: textAt(webhook, 'failurePolicy') === 'Ignore',
    matchesEquivalent: textAt(webhook, 'matchPolicy') !== 'Exact',
    namespaceSelector: labelSelectorFromSpec(webhook['namespaceSelector']) ?? everything,
    objectSelector: labelSelectorFromSpec(webhook['objectSelector']) ?? everything,
    hasSideEffects: !['None', 'NoneOnDryRun'].includes(textAt(webhook, 'sideEffects')),
    timeoutMs: (numberAt(webhook, 'timeoutSeconds') ?? 10) * 1000,
    reviewVersion:
      textsAt(webhook, 'admissionReviewVersions').find((each) =>
        ['v1', 'v1beta1'].includes(each),
      ) ?? 'v1',
    reinvoked: textAt(webhook, 'reinvocationPolicy') === 'IfNeeded',
    conditions: compileConditions(listAt(webhook, 'matchConditions')),
  };
}

function clientConfigOf(config: Fields): WebhookClientConfig {
  const bundle = textAt(config, 'caBundle');
  return {
    target: has(config, 'service')
      ? {
          namespace: textAt(config, 'service.namespace'),
          name: textAt(config, 'service.name'),
          port: numberAt(config, 'service.port') ?? 443,
          path: textAt(config, 'service.path') || '/',
        }
      : { url: textAt(config, 'url') },
    caBundle: bundle === '' ? undefined : Buffer.from(bundle, 'base64'),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
