import { answerOpenApi } from '../openapi/answer-openapi.js';
import type { OpenApiDocuments } from '../openapi/openapi-documents.js';
import type { PathHandler, PathRoute } from './non-resource.js';
import { queryOf } from './query.js';
import { sendPageNotFound } from './respond.js';

/**
 * `/openapi/v2`, `/openapi/v3` and a document for each group-version.
 * @param extension fetches a document that an extension server has
 */
export function openApiRoute(
  documents: OpenApiDocuments,
  extension: (path: string) => PathHandler | undefined,
): PathRoute {
  return (path) => {
    if (path !== '/openapi/v2' && path !== '/openapi/v3' && !path.startsWith('/openapi/v3/')) {
      return undefined;
    }
    const key = path.slice('/openapi/v3/'.length);
    const theirs = documents.etag(key) === undefined ? extension(key) : undefined;
    if (theirs !== undefined) return theirs;
    return async (request, reply) => {
      const { headers, context } = request;
      const answer = await answerOpenApi(
        documents,
        {
          path,
          accept: headers.accept,
          ifNoneMatch: headers['if-none-match'],
          ifModifiedSince: headers['if-modified-since'],
          acceptEncoding: headers['accept-encoding']?.toString(),
          hash: queryOf(request).get('hash') ?? undefined,
        },
        context.receivedAtMs,
      );
      if (answer === undefined) return sendPageNotFound(reply);
      const { status, body } = answer;
      // An empty buffer would be given a content type.
      return reply
        .code(status)
        .headers(answer.headers)
        .send(body.length === 0 ? undefined : body);
    };
  };
}
