import { describe, expect, it } from 'vitest';
import { statusText } from './status-text.js';

// kubernetes/apimachinery pkg/api/errors/errors.go, NewGenericServerResponse
describe('what is said of an answer that is an error', () => {
  it.each([
    [404, 'x', '', 'the server could not find the requested resource'],
    [403, ' go away\n', 'text/plain', 'go away'],
    [403, '{}', 'application/json', 'unknown'],
    [
      500,
      ' boom\n',
      'text/plain; charset=utf-8',
      'an error on the server ("boom") has prevented the request from succeeding',
    ],
    [
      500,
      '{}',
      'application/json',
      'an error on the server ("unknown") has prevented the request from succeeding',
    ],
    [503, '', '', 'the server is currently unable to handle the request'],
    [
      418,
      '',
      '',
      'the server responded with the status code 418 but did not return more information',
    ],
  ])('%i %j %s', (code, body, contentType, expected) => {
    expect(statusText(code, body, contentType)).toBe(expected);
  });
});
