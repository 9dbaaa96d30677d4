import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { ConfigError } from './config.js';
import { apiserverFlags, type FlagValues } from './flags.js';
import { parseGoDurationMs } from './request/go-duration.js';

const defaults = new Map(apiserverFlags.map((flag) => [flag.name, flag.default]));

/** Takes flags one by one and remembers what is wrong with them. */
export class FlagReader {
  readonly #flags: FlagValues;
  readonly #problems: string[];

  constructor(flags: FlagValues) {
    this.#flags = flags;
    this.#problems = Object.keys(flags)
      .filter((name) => !defaults.has(name))
      .map((name) => `unknown flag: --${name}`);
  }

  throwProblems(): void {
    if (this.#problems.length > 0) throw new ConfigError(this.#problems);
  }

  /** Of a flag given more than once the last counts, as with pflag. */
  text(name: string): string {
    return this.#values(name).at(-1) ?? '';
  }

  /** Of a list all that are given count. */
  list(name: string): string[] {
    return this.#values(name)
      .flatMap((value) => value.split(','))
      .map((each) => each.trim())
      .filter((each) => each !== '');
  }

  /** `a=b,c=d`; undefined when not given. */
  map(name: string): ReadonlyMap<string, string> | undefined {
    const pairs = this.list(name).map((pair) => pair.split('=') as [string, string?]);
    const incomplete = pairs.find(([, to]) => to === undefined || to === '');
    if (incomplete !== undefined) {
      this.#problems.push(
        `invalid argument ${JSON.stringify(incomplete[0])} for "--${name}" flag: must be <from>=<to>`,
      );
    }
    return pairs.length === 0 ? undefined : new Map(pairs.map(([from, to = '']) => [from, to]));
  }

  /** As given, blanks too: they are an error that validation words. */
  rawList(name: string): string[] {
    const text = this.#values(name).join(',');
    return text === '' ? [] : text.split(',');
  }

  #values(name: string): string[] {
    const value = this.#flags[name] ?? defaults.get(name) ?? '';
    return (Array.isArray(value) ? value : [value]).map(String);
  }

  required(name: string): string[] {
    const values = this.list(name);
    if (values.length === 0) this.#problems.push(`--${name} must be specified`);
    return values;
  }

  integer(name: string, min: number, max = Number.MAX_SAFE_INTEGER): number {
    const value = Number(this.text(name));
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    this.#problems.push(
      `invalid argument ${JSON.stringify(this.text(name))} for "--${name}" flag: must be a whole number from ${String(min)}`,
    );
    return min;
  }

  boolean(name: string): boolean {
    const value = this.text(name);
    if (!['true', 'false'].includes(value)) {
      this.#problems.push(
        `invalid argument ${JSON.stringify(value)} for "--${name}" flag: must be true or false`,
      );
    }
    return value === 'true';
  }

  ip(name: string): string {
    const value = this.text(name);
    if (isIP(value) === 0)
      this.#problems.push(
        `invalid argument ${JSON.stringify(value)} for "--${name}" flag: not an IP address`,
      );
    return value;
  }

  minor(name: string, fallback: number): number {
    const value = this.text(name);
    if (value === '') return fallback;
    const found = /^v?1\.(\d+)$/.exec(value);
    if (found !== null) return Number(found[1]);
    this.#problems.push(
      `invalid argument ${JSON.stringify(value)} for "--${name}" flag: must look like 1.36`,
    );
    return fallback;
  }

  durationMs(name: string): number {
    const value = this.text(name);
    const parsed = parseGoDurationMs(value);
    if (parsed === undefined || parsed < 0)
      this.#problems.push(
        `invalid argument ${JSON.stringify(value)} for "--${name}" flag: must be a duration like 1m30s`,
      );
    return parsed ?? 0;
  }

  modes(name: string): string[] {
    const modes = this.list(name);
    for (const mode of modes) {
      if (!['RBAC', 'AlwaysAllow', 'AlwaysDeny'].includes(mode)) {
        this.#problems.push(
          `authorization-mode ${JSON.stringify(mode)} is not supported: use RBAC, AlwaysAllow or AlwaysDeny`,
        );
      }
    }
    return modes;
  }

  async file(name: string): Promise<Buffer | undefined> {
    const path = this.text(name);
    return path === '' ? undefined : this.#read(name, path);
  }

  async requiredFile(name: string): Promise<Buffer> {
    if (this.text(name) === '') {
      this.#problems.push(`--${name} must be specified`);
      return Buffer.alloc(0);
    }
    return (await this.file(name)) ?? Buffer.alloc(0);
  }

  /** A file whose absence somebody else complains of: what stands in it, and Go's words when it cannot be read. */
  async attemptFile(name: string): Promise<{ bytes: Buffer | undefined; problem: string }> {
    const path = this.text(name);
    if (path === '') return { bytes: undefined, problem: '' };
    try {
      return { bytes: await readFile(path), problem: '' };
    } catch (error) {
      return { bytes: Buffer.alloc(0), problem: goReadError(path, error) };
    }
  }

  /** Takes over what is wrong with the values of a flag. */
  complain(name: string, problems: readonly string[]): void {
    this.#problems.push(
      ...problems.map((problem) => `invalid argument for "--${name}" flag: ${problem}`),
    );
  }

  /** Something that upstream complains of without the name of a flag. */
  refuse(problem: string): void {
    this.#problems.push(problem);
  }

  /** A flag that came with a later minor does not exist. */
  refuseBefore(name: string, minor: number, binaryMinor: number): void {
    if (binaryMinor < minor && this.text(name) !== '')
      this.#problems.push(`unknown flag: --${name}`);
  }

  /** A number above zero. */
  factor(name: string): number {
    const value = Number(this.text(name));
    if (Number.isFinite(value) && value > 0) return value;
    this.#problems.push(
      `invalid argument ${JSON.stringify(this.text(name))} for "--${name}" flag: must be a number above zero`,
    );
    return 1;
  }

  async files(name: string): Promise<Buffer[]> {
    const read = await Promise.all(this.list(name).map((path) => this.#read(name, path)));
    return read.filter((each) => each !== undefined);
  }

  async #read(name: string, path: string): Promise<Buffer | undefined> {
    try {
      return await readFile(path);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      this.#problems.push(`--${name}: cannot read ${path} (${code})`);
      return undefined;
    }
  }
}

const goErrnoTexts: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  ENOTDIR: 'not a directory',
};

/** @see Go `os.ReadFile` */
function goReadError(path: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  if (code === 'EISDIR') return `read ${path}: is a directory`;
  return `open ${path}: ${goErrnoTexts[code] ?? code}`;
}
