import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { RecordingLogger } from '../peer-proxy/testing/recording-logger.js';
import { fileAuditSink } from './file-sink.js';

const mebibyte = 1024 * 1024;

/** A disk that takes nothing until it is let go. */
function stuckDisk() {
  const release: (() => void)[] = [];
  const lines: number[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.length);
      release.push(done);
    },
  });
  return { stream, lines, release };
}

it('holds no more than a few megabytes for a disk that is stuck, and says what it dropped', () => {
  const disk = stuckDisk();
  const logger = new RecordingLogger();
  const sink = fileAuditSink('-', disk.stream, logger);
  for (let index = 0; index < 20; index++) sink.write({ text: 'x'.repeat(mebibyte) });
  expect(disk.stream.writableLength).toBeLessThanOrEqual(8 * mebibyte);
  expect(disk.stream.writableLength).toBeGreaterThan(6 * mebibyte);
  while (disk.release.length > 0) disk.release.shift()?.();
  sink.write({ text: 'small' });
  expect(logger.lines).toEqual(['warn: Dropped audit events']);
});

it('lets one event be larger when nothing else waits', () => {
  const disk = stuckDisk();
  const sink = fileAuditSink('-', disk.stream, new RecordingLogger());
  sink.write({ text: 'x'.repeat(9 * mebibyte) });
  expect(disk.lines).toHaveLength(1);
});
