import { instanceNames } from '@skewplane/cluster';
import { nearest } from '../document/nearest.js';
import type { ScenarioUser } from '../document/scenario.js';
import type { ScenarioSpec, UserDocument } from '../document/scenario-document.js';
import type { Path, SourceFile } from '../document/source-file.js';
import { ExpressionError } from '../expressions/compile-cel.js';

/** The user that the plane makes; may do everything. */
export const adminUser: ScenarioUser = { name: 'kubernetes-admin', groups: ['system:masters'] };

export const balanced = 'balanced';

/** What every part of the file is read with: where problems go, and the names that others may use. */
export class Loading {
  readonly source: SourceFile;
  readonly instances: readonly string[];
  readonly clients: readonly string[];

  constructor(source: SourceFile, spec: ScenarioSpec) {
    this.source = source;
    this.instances = instanceNames(spec.cluster.instances.length);
    this.clients = (spec.traffic ?? []).map(({ name }) => name);
  }

  /** The full name for a name or a letter; reports what is neither, and goes on with it. */
  instance(text: string, path: Path): string {
    const found = this.instances.find((name) => name === text || name === `apiserver-${text}`);
    if (found === undefined) {
      this.source.problem(path, `there is no instance ${text}: use ${this.instances.join(', ')}`);
    }
    return found ?? text;
  }

  /** An instance, or the address before all. */
  via(text: string | undefined, path: Path): string {
    return text === undefined || text === balanced ? balanced : this.instance(text, path);
  }

  client(text: string, path: Path): string {
    if (this.clients.includes(text)) return text;
    const meant = nearest(text, this.clients);
    const hint = meant === undefined ? '' : `: did you mean ${meant}?`;
    this.source.problem(path, `there is no client ${text}${hint}`);
    return text;
  }

  someClients(names: readonly string[] | undefined, path: Path): string[] | undefined {
    return names?.map((name, index) => this.client(name, [...path, index]));
  }

  user(document: UserDocument | undefined): ScenarioUser {
    if (document === undefined || document === 'admin') return adminUser;
    if (typeof document === 'string') return { name: document, groups: [] };
    return { name: document.name, groups: document.groups ?? [] };
  }

  /** Compiles the expression at `path`; reports the character that is wrong, and answers nothing then. */
  compile<T>(path: Path, compile: () => T): T | undefined {
    try {
      return compile();
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      this.source.problemAt(
        this.source.positionWithin(path, error.index),
        `the expression does not compile: ${error.message}`,
      );
      return undefined;
    }
  }

  line(path: Path): number {
    return this.source.positionOf(path).line;
  }
}
