import { expect, it } from 'vitest';
import { expired, type StatusError } from '@skewplane/apimachinery';
import { encodeFrame, encodeObject } from '../protobuf/encode-object.js';
import type { Encoding } from './negotiate.js';
import { errorFrame, watchMediaType } from './watch-frames.js';

const form = (encoding: Encoding) => ({ encoding, as: undefined, pretty: false });

// kubernetes/apiserver pkg/endpoints/handlers/watch.go, serveWatchHandler
it.each<[Encoding, string]>([
  ['json', 'application/json'],
  ['yaml', 'application/yaml;stream=watch'],
  ['protobuf', 'application/vnd.kubernetes.protobuf;stream=watch'],
])('a watch in %s is %s', (encoding, mediaType) => {
  expect(watchMediaType(form(encoding))).toBe(mediaType);
});

const tooOld: StatusError = expired('too old');

it.each<[Encoding, Buffer]>([
  ['json', Buffer.from(`${JSON.stringify({ type: 'ERROR', object: tooOld.status })}\n`)],
  ['protobuf', encodeFrame('ERROR', encodeObject(tooOld.status))],
])('an error in %s is an event of its own', (encoding, want) => {
  expect(errorFrame(form(encoding), tooOld).equals(want)).toBe(true);
});

it('what is no status becomes one', () => {
  const frame: unknown = JSON.parse(errorFrame(form('json'), new Error('broken')).toString());
  expect(frame).toMatchObject({
    type: 'ERROR',
    object: { code: 500, reason: 'InternalError', message: 'broken' },
  });
});
