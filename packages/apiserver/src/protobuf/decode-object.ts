import { parseGroupVersion } from '@skewplane/apimachinery';
import { protobufMessages } from '@skewplane/api';
import { decodeMessage } from './decode-message.js';
import { openEnvelope } from './envelope.js';
import { WireError } from './wire-error.js';

/**
 * An object in an envelope that says its kind, in its JSON form.
 * @throws {WireError} for what is no such object, `JsonSyntaxError` for bad JSON within
 */
export function decodeObject(bytes: Buffer): Record<string, unknown> {
  const { apiVersion, kind, raw } = openEnvelope(bytes);
  const groupVersion = parseGroupVersion(apiVersion);
  const message =
    groupVersion === undefined ? undefined : protobufMessages().forKind({ ...groupVersion, kind });
  if (message === undefined) {
    throw new WireError(
      `no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)}`,
    );
  }
  return { kind, apiVersion, ...decodeMessage(raw, message).value };
}
