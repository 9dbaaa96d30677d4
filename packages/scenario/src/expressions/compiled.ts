/** What an expression may look at; which variables there are depends on where it stands. */
export type Scope = Readonly<Record<string, unknown>>;

/** A CEL expression that gives true or false. */
export interface CompiledCondition {
  /** As in the file. */
  readonly source: string;
  /** @throws {Error} when it cannot be evaluated, such as on a missing field */
  holds(scope: Scope): Promise<boolean>;
}

/** A condition that can say what it found instead. */
export interface CompiledCheck {
  readonly source: string;
  /** Undefined when it holds; else what is wrong. */
  problem(scope: Scope): Promise<string | undefined>;
}
