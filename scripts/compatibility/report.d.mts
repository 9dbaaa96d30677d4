export interface Result {
  readonly outcome: 'ok' | 'impossible' | 'failed';
  readonly reason?: string;
}

/** By minor of the instance, minor of kubectl and name of the action. */
export type Results = Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, Result>>>>>
>;

export function compatibilityDocument(results: Results): string;
