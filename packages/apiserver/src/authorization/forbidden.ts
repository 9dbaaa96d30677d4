import { forbidden, type StatusError } from '@skewplane/apimachinery';
import type { AuthorizerAttributes } from './authorizer.js';
import { quote } from './quote.js';

/**
 * The 403 for what an authorizer did not allow.
 * @see kubernetes/apiserver `pkg/endpoints/handlers/responsewriters/errors.go`, `ForbiddenStatusError`
 */
export function forbiddenBy(attributes: AuthorizerAttributes, reason: string): StatusError {
  const message = sanitize(forbiddenMessage(attributes));
  const full = reason === '' ? message : `${message}: ${reason}`;
  return attributes.isResourceRequest
    ? forbidden({ group: attributes.group, resource: attributes.resource }, attributes.name, full)
    : forbidden({ group: '', resource: '' }, '', full);
}

function forbiddenMessage(attributes: AuthorizerAttributes): string {
  const who = `User ${quote(attributes.user.name)} cannot ${attributes.verb}`;
  if (!attributes.isResourceRequest) return `${who} path ${quote(attributes.path)}`;
  const { group, resource, subresource, namespace } = attributes;
  const what = quote(subresource === '' ? resource : `${resource}/${subresource}`);
  const where = namespace === '' ? 'at the cluster scope' : `in the namespace ${quote(namespace)}`;
  return `${who} resource ${what} in API group ${quote(group)} ${where}`;
}

/** Nothing that a browser could take for HTML. */
export function sanitize(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
