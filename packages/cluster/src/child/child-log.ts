import { mkdir, open, rename } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Writable } from 'node:stream';

const maxFileBytes = 16 * 1024 * 1024;
const maxTailBytes = 64 * 1024;

/**
 * What a child printed: its end in memory, more of it in a file.
 *
 * A full file is kept once as `<path>.1`. Writes wait for the disk, so that a chatty child waits
 * too instead of filling this process.
 */
export class ChildLog extends Writable {
  readonly #path: string;
  #file: FileHandle | undefined;
  #fileBytes = 0;
  #tail = '';

  constructor(path: string) {
    super({ decodeStrings: true });
    this.#path = path;
  }

  /** The last whole lines, newest last. */
  tail(lines = 20): readonly string[] {
    return this.#tail.split('\n').filter(Boolean).slice(-lines);
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.#keep(chunk.toString('utf8'));
    this.#append(chunk)
      // A full disk must not end the plane: the end in memory still tells.
      .catch((error: unknown) => {
        this.#keep(`\n${this.#path}: ${String(error)}\n`);
      })
      .then(() => {
        done();
      }, done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    const file = this.#file;
    this.#file = undefined;
    if (file === undefined) {
      done(error);
      return;
    }
    file.close().then(() => {
      done(error);
    }, done);
  }

  #keep(text: string): void {
    this.#tail = (this.#tail + text).slice(-maxTailBytes);
  }

  async #append(chunk: Buffer): Promise<void> {
    if (this.#fileBytes + chunk.length > maxFileBytes) await this.#rotate();
    this.#file ??= await this.#open();
    await this.#file.write(chunk);
    this.#fileBytes += chunk.length;
  }

  async #open(): Promise<FileHandle> {
    await mkdir(dirname(this.#path), { recursive: true });
    const file = await open(this.#path, 'a', 0o600);
    this.#fileBytes = (await file.stat()).size;
    return file;
  }

  async #rotate(): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
    await rename(this.#path, `${this.#path}.1`);
  }
}
