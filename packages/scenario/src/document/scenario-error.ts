/** One thing that is wrong with a scenario, and where. */
export interface ScenarioProblem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly message: string;
}

/** A scenario that cannot be run. Names every problem, in the order of the file. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
  readonly problems: readonly ScenarioProblem[];

  constructor(problems: readonly ScenarioProblem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.problems = problems;
  }
}

/** `roll.yaml:12:5: there is no instance d`, as editors and terminals make links of it. */
export function formatProblem({ file, line, column, message }: ScenarioProblem): string {
  return `${file}:${line}:${column}: ${message}`;
}
