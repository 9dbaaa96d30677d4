import { isRecord } from '@skewplane/apimachinery';

/**
 * Is a 404 about one object? Else the server knows no such resource.
 * @see kubernetes/apimachinery `pkg/api/errors/errors.go`, `NewNotFound` and `NewGenericServerResponse`
 */
export function isObjectNotFound(body: unknown): boolean {
  if (!isRecord(body) || body['reason'] !== 'NotFound') return false;
  const { details } = body;
  if (!isRecord(details) || typeof details['name'] !== 'string' || details['name'] === '')
    return false;
  return typeof body['message'] === 'string' && body['message'].endsWith(' not found');
}
