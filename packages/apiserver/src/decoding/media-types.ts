import { unsupportedMediaType } from '@skewplane/apimachinery';

export type BodyFormat = 'json' | 'yaml' | 'protobuf';

const formats: ReadonlyMap<string, BodyFormat> = new Map([
  ['application/json', 'json'],
  ['application/yaml', 'yaml'],
  ['application/vnd.kubernetes.protobuf', 'protobuf'],
]);

/**
 * The format of a body by its `Content-Type`; without one it is JSON.
 * @see kubernetes/apiserver `pkg/endpoints/handlers/negotiation/negotiate.go`, `NegotiateInputSerializer`
 * @throws {StatusError} 415
 */
export function bodyFormat(contentType: string | undefined): BodyFormat {
  if (contentType === undefined || contentType === '') return 'json';
  const mediaType = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const format = formats.get(mediaType);
  if (format === undefined) throw unsupportedMediaType([...formats.keys()]);
  return format;
}
