/** What Go's REST client says of a status without a Status. */
const texts: Readonly<Record<number, string>> = {
  400: 'the server rejected our request for an unknown reason',
  401: 'the server has asked for the client to provide credentials',
  404: 'the server could not find the requested resource',
  405: 'the server does not allow this method on the requested resource',
  406: 'the server was unable to respond with a content type that the client supports',
  409: 'the server reported a conflict',
  410: 'the server reported that the resource has expired',
  413: 'the request is too large',
  415: 'the body of the request was in an unknown format - accepted media types include: ',
  422: 'the server rejected our request due to an error in our request',
  429: 'the server has received too many requests and has asked us to try again later',
  503: 'the server is currently unable to handle the request',
  504: 'the server was unable to return a response in the time allotted, but may still be processing the request',
};

/**
 * @param body of the answer; only text is told
 * @see kubernetes/apimachinery `pkg/api/errors/errors.go`, `NewGenericServerResponse`
 */
export function statusText(code: number, body: string, contentType: string): string {
  const [media = ''] = contentType.split(';', 1);
  const text = media === '' || media.trim().startsWith('text/') ? body.trim() : 'unknown';
  if (code === 403) return text;
  const known = texts[code];
  if (known !== undefined) return known;
  return code >= 500
    ? `an error on the server (${JSON.stringify(text)}) has prevented the request from succeeding`
    : `the server responded with the status code ${String(code)} but did not return more information`;
}
