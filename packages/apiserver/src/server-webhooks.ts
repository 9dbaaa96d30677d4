import { randomUUID } from 'node:crypto';
import type { SchemaSet } from '@skewplane/api';
import { internalError, type Clock } from '@skewplane/apimachinery';
import type { Registry } from 'prom-client';
import { namespaceReader } from './admission/namespace-reader.js';
import type { MutatingWebhookDeps } from './admission/plugins/webhook/mutating-webhook.js';
import type { ValidatingWebhookDeps } from './admission/plugins/webhook/validating-webhook.js';
import {
  WebhookDispatcher,
  type WebhookKind,
} from './admission/plugins/webhook/webhook-dispatcher.js';
import { WebhookMatcher } from './admission/plugins/webhook/webhook-matcher.js';
import type { Webhook } from './admission/plugins/webhook/webhook-configuration.js';
import { WebhookReadiness } from './admission/plugins/webhook/webhook-readiness.js';
import { ServiceNetwork } from './aggregator/service-network.js';
import type { ServerConfig } from './config.js';
import { createBodyDecoder } from './decoding/body-decoder.js';
import { defaulted } from './endpoints/decode-write.js';
import type { LiveViews } from './live-views.js';
import type { Logger } from './logger.js';
import { joinHostPort } from './peer-proxy/host-port.js';
import type { ResourceLookup } from './registry/resource-scope.js';
import type { Storage } from './storage/storage.js';
import { HttpWebhookClient } from './webhooks/webhook-client.js';
import { webhookMetrics } from './webhooks/webhook-metrics.js';

export interface ServerWebhooksDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly random: () => number;
  readonly views: LiveViews;
  readonly storage: Storage;
  readonly lookup: ResourceLookup;
  readonly schemas: SchemaSet;
  readonly register: Registry;
}

/** What both kinds of admission webhooks need. */
export interface ServerWebhooks {
  readonly mutating: MutatingWebhookDeps;
  readonly validating: ValidatingWebhookDeps;
  /** Breaks the connections to webhooks. */
  close(): Promise<void>;
}

export function createServerWebhooks(
  config: ServerConfig,
  deps: ServerWebhooksDeps,
): ServerWebhooks {
  const { clock, logger, views, storage, lookup, schemas, register } = deps;
  const network = new ServiceNetwork({
    ...{ services: views.services, endpoints: views.endpoints },
    endpointSlices: views.endpointSlices,
    random: deps.random,
    toEndpoints: config.aggregator.toEndpoints,
    own: () => joinHostPort(config.bindAddress, config.securePort),
  });
  const client = new HttpWebhookClient({ network, clock });
  const onFailedOpen = ({ name, configuration }: Webhook, error: unknown) => {
    logger.warn(
      { webhook: name, configuration, err: error },
      'Failed calling webhook, failing open',
    );
  };
  const matcher = new WebhookMatcher({
    namespaces: namespaceReader(views.namespaces, storage),
    lookup,
    onIgnored: onFailedOpen,
  });
  const observe = webhookMetrics(register);
  const dispatcher = (kind: WebhookKind) =>
    new WebhookDispatcher(kind, { client, clock, newUid: randomUUID, observe, onFailedOpen });
  const decoder = createBodyDecoder(schemas);
  return {
    mutating: {
      configurations: views.mutatingWebhooks,
      readiness: new WebhookReadiness([views.mutatingWebhooks, views.namespaces], clock),
      matcher,
      dispatcher: dispatcher('admit'),
      decode: (scope, object) => {
        const options = {
          fieldValidation: 'Ignore',
          warn: () => undefined,
          refuse: (problem: string) => internalError(problem), // no mistake of the client
        } as const;
        return defaulted(scope, decoder.check(scope, object, options), undefined);
      },
    },
    validating: {
      configurations: views.validatingWebhooks,
      readiness: new WebhookReadiness([views.validatingWebhooks, views.namespaces], clock),
      matcher,
      dispatcher: dispatcher('validating'),
    },
    close: () => client.close(),
  };
}
