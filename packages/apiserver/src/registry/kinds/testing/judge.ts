import type { FieldError, KubeObject } from '@skewplane/apimachinery';
import { strategyFor } from '../../strategies.js';
import type { Strategy, StrategyContext } from '../../strategy.js';

const context: StrategyContext = {
  nowMs: Date.parse('2024-01-01T00:00:00Z'),
  dryRun: false,
  user: { name: 'alice', uid: '', groups: ['g'], extra: {} },
  warn: () => undefined,
};

const defaultMinor = 34;

/** @param gr `group/resource` */
export function strategyOf(gr: string, minor = defaultMinor): Strategy {
  const [group = '', resource = ''] = gr.split('/');
  return strategyFor({ group, resource, minor });
}

/** What a create makes of the fields. */
export function created(gr: string, fields: Record<string, unknown>, minor?: number): KubeObject {
  const strategy = strategyOf(gr, minor);
  const made: KubeObject = {
    apiVersion: 'v1',
    kind: 'Any',
    metadata: { name: 'a', namespace: 'default', uid: 'u' },
    ...structuredClone(fields),
  };
  strategy.defaults?.(made);
  strategy.prepareForCreate?.(made, context);
  return made;
}

const brief = (errors: readonly FieldError[] = []): string[] =>
  errors.map(({ field, message }) => `${field}: ${message}`);

/** What is wrong with a new object. */
export const problemsOf = (gr: string, fields: Record<string, unknown>, minor?: number): string[] =>
  brief(strategyOf(gr, minor).validate?.(created(gr, fields, minor)));

/** What is wrong with an update from the first to the second, beyond what is wrong with the second itself. */
export function updateProblems(
  gr: string,
  from: Record<string, unknown>,
  to: Record<string, unknown>,
  minor?: number,
): string[] {
  const current = created(gr, from, minor);
  const next = { ...created(gr, to, minor), status: from['status'] ?? current['status'] };
  const before = { ...current, status: from['status'] ?? current['status'] };
  return brief(strategyOf(gr, minor).validateUpdate?.(next, before));
}

/** What is wrong with a status after another. */
export function statusProblems(
  gr: string,
  fields: Record<string, unknown>,
  from: Record<string, unknown>,
  to: Record<string, unknown>,
  minor?: number,
): string[] {
  const made = created(gr, fields, minor);
  return brief(
    strategyOf(gr, minor).validateStatusUpdate?.(
      { ...made, status: to },
      { ...made, status: from },
    ),
  );
}
