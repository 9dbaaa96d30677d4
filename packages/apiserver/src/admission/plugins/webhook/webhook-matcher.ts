import {
  forbidden,
  notFound,
  type GroupVersionKind,
  type GroupVersionResource,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import type { ResourceLookup, ResourceScope } from '../../../registry/resource-scope.js';
import type { AdmissionAttributes } from '../../admission.js';
import type { NamespaceReader } from '../namespace-lifecycle/namespace-lifecycle.js';
import { requestOf } from './admission-review.js';
import { ConditionError } from './match-conditions.js';
import { isExempt, ruleMatches } from './match-rules.js';
import type { Webhook, WebhookRule } from './webhook-configuration.js';

/** The version of the object that one webhook is shown. */
export interface WebhookView {
  readonly kind: GroupVersionKind;
  readonly resource: GroupVersionResource;
  readonly scope: ResourceScope;
}

export interface WebhookCall extends WebhookView {
  readonly webhook: Webhook;
  readonly object: Immutable<KubeObject> | undefined;
  readonly oldObject: Immutable<KubeObject> | undefined;
}

export interface WebhookMatcherDeps {
  readonly namespaces: NamespaceReader;
  readonly lookup: ResourceLookup;
  /** Told of conditions that cannot be evaluated where that lets the request pass. */
  readonly onIgnored: (webhook: Webhook, error: unknown) => void;
}

/** Decides which webhooks a request concerns, and in which version each sees the object. */
export class WebhookMatcher {
  readonly #deps: WebhookMatcherDeps;
  /** Scopes that share a place in etcd, by that place. */
  #equivalents: Map<string, readonly ResourceScope[]> | undefined;

  constructor(deps: WebhookMatcherDeps) {
    this.#deps = deps;
    deps.lookup.onChange(() => {
      this.#equivalents = undefined;
    });
  }

  /**
   * @returns undefined when the webhook has no say
   * @throws {StatusError} when that cannot be told
   * @see kubernetes/apiserver `pkg/admission/plugin/webhook/generic/webhook.go`, `ShouldCallHook`
   */
  async match(
    webhook: Webhook,
    attributes: AdmissionAttributes,
    signal: AbortSignal,
  ): Promise<WebhookCall | undefined> {
    if (isExempt(attributes)) return undefined;
    const view = this.#viewFor(webhook, attributes);
    if (view === undefined) return undefined;
    if (!objectMatches(webhook, attributes)) return undefined;
    // Last of these: a namespace that cannot be found is no concern of a webhook that has no say anyway.
    if (!(await this.#namespaceMatches(webhook, attributes, signal))) return undefined;
    const call = {
      ...view,
      webhook,
      object: attributes.object && view.scope.fromStorage(attributes.object),
      oldObject: attributes.oldObject && view.scope.fromStorage(attributes.oldObject),
    };
    return this.#conditionsHold(call, attributes) ? call : undefined;
  }

  #viewFor(webhook: Webhook, attributes: AdmissionAttributes): WebhookView | undefined {
    const { lookup } = this.#deps;
    const scope = lookup.get(attributes.resource);
    if (scope === undefined) return undefined;
    const names = (rule: WebhookRule, { gvr }: ResourceScope) =>
      ruleMatches(rule, { ...attributes, ...gvr, ...placeOf(scope) });
    const found = webhook.rules.some((rule) => names(rule, scope))
      ? scope
      : this.#equivalentFor(webhook, scope, names);
    return found && { kind: found.gvk, resource: found.gvr, scope: found };
  }

  /** Earlier rules count first. */
  #equivalentFor(
    { matchesEquivalent, rules }: Webhook,
    scope: ResourceScope,
    names: (rule: WebhookRule, scope: ResourceScope) => boolean,
  ): ResourceScope | undefined {
    if (!matchesEquivalent) return undefined;
    const equivalents = this.#equivalentsOf(scope);
    for (const rule of rules) {
      const found = equivalents.find((each) => each !== scope && names(rule, each));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #equivalentsOf(scope: ResourceScope): readonly ResourceScope[] {
    this.#equivalents ??= byStorage(this.#deps.lookup.all());
    return this.#equivalents.get(scope.storagePrefix) ?? [];
  }

  async #namespaceMatches(
    { namespaceSelector }: Webhook,
    attributes: AdmissionAttributes,
    signal: AbortSignal,
  ): Promise<boolean> {
    if (namespaceSelector.empty) return true;
    const { resource, namespace, object, operation, subresource, name } = attributes;
    const isNamespace = resource.group === '' && resource.resource === 'namespaces';
    if (namespace === '' && !isNamespace) return true;
    if (isNamespace && subresource === '' && (operation === 'CREATE' || operation === 'UPDATE')) {
      return namespaceSelector.matches(object?.metadata.labels);
    }
    const { namespaces } = this.#deps;
    const wanted = isNamespace ? name : namespace;
    const found = namespaces.cached(wanted) ?? (await namespaces.live(wanted, signal));
    if (found === undefined) throw notFound({ group: '', resource: 'namespaces' }, wanted);
    return namespaceSelector.matches(found.metadata.labels);
  }

  #conditionsHold(call: WebhookCall, attributes: AdmissionAttributes): boolean {
    const { webhook, object, oldObject } = call;
    if (webhook.conditions.isEmpty) return true;
    const { object: _new, oldObject: _old, ...request } = requestOf(call, attributes, '');
    try {
      return webhook.conditions.matches({ object, oldObject, request });
    } catch (error) {
      if (!(error instanceof ConditionError)) throw error;
      if (!webhook.failsOpen) throw forbidden(attributes.resource, attributes.name, error.message);
      this.#deps.onIgnored(webhook, error);
      return false;
    }
  }
}

function byStorage(scopes: Iterable<ResourceScope>): Map<string, ResourceScope[]> {
  const found = new Map<string, ResourceScope[]>();
  for (const scope of scopes) {
    if (scope.storagePrefix === '') continue;
    const sharing = found.get(scope.storagePrefix);
    if (sharing === undefined) found.set(scope.storagePrefix, [scope]);
    else sharing.push(scope);
  }
  return found;
}

function placeOf({ namespaced }: ResourceScope): { namespaced: boolean } {
  return { namespaced };
}

function objectMatches({ objectSelector }: Webhook, attributes: AdmissionAttributes): boolean {
  if (objectSelector.empty) return true;
  return [attributes.object, attributes.oldObject].some(
    (object) => object !== undefined && objectSelector.matches(object.metadata.labels),
  );
}
