import { validateQualifiedName } from '@skewplane/apimachinery';
import type { AdmissionContext } from '../../admission.js';
import type { Webhook } from './webhook-configuration.js';

/** @see kubernetes/apiserver `pkg/admission/plugin/webhook/{mutating,validating}/dispatcher.go` */
const prefixes = {
  mutation: 'mutation.webhook.admission.k8s.io',
  patch: 'patch.webhook.admission.k8s.io',
  mutationFailedOpen: 'failed-open.mutation.webhook.admission.k8s.io',
  validationFailedOpen: 'failed-open.validating.webhook.admission.k8s.io',
};

/** Which call of which pass: both are in the key of an annotation. */
export interface CallNumber {
  readonly round: number;
  readonly index: number;
}

const keyOf = (prefix: string, { round, index }: CallNumber): string =>
  `${prefix}/round_${String(round)}_index_${String(index)}`;

/** What the webhook itself has to say. A key that is none is left out. */
export function annotateAnswer(
  context: AdmissionContext,
  { name }: Webhook,
  annotations: Readonly<Record<string, string>>,
): void {
  for (const [last, value] of Object.entries(annotations)) {
    const key = `${name}/${last}`;
    if (validateQualifiedName(key).length === 0) context.annotate?.(key, value);
  }
}

export function annotateMutation(
  context: AdmissionContext,
  { configuration, name: webhook }: Webhook,
  number: CallNumber,
  mutated: boolean,
): void {
  const value = JSON.stringify({ configuration, webhook, mutated });
  context.annotate?.(keyOf(prefixes.mutation, number), value);
}

/** Only where bodies are recorded: a patch is as much of a secret as they are. */
export function annotatePatch(
  context: AdmissionContext,
  { configuration, name: webhook }: Webhook,
  number: CallNumber,
  patch: unknown,
): void {
  const value = JSON.stringify({ configuration, webhook, patch, patchType: 'JSONPatch' });
  context.annotate?.(keyOf(prefixes.patch, number), value, 'Request');
}

export function annotateFailedOpen(
  context: AdmissionContext,
  { name }: Webhook,
  number: CallNumber,
  kind: 'admit' | 'validating',
): void {
  const prefix = kind === 'admit' ? prefixes.mutationFailedOpen : prefixes.validationFailedOpen;
  context.annotate?.(keyOf(prefix, number), name);
}
