import { durationMs } from '../document/duration.js';
import type { AlwaysAssertion } from '../document/scenario.js';
import type { AlwaysDocument } from '../document/scenario-document.js';
import { invariants } from '../document/schema.js';
import { nearest } from '../document/nearest.js';
import type { Path } from '../document/source-file.js';
import { compileExchangeCondition } from '../expressions/compile-cel.js';
import type { Loading } from './loading.js';

const defaultSettleMs = 3_000;
const defaultWindowMs = 5_000;
const defaultMinRequests = 20;

const titles = {
  servedResourcesAnswer: 'no 404 on a resource that a ready instance serves',
  noLostWrites: 'no acknowledged write is lost',
  watchesComplete: 'watches see every event once and in order',
  noUnexplainedDeletes: 'nothing is deleted that nobody deleted',
};

export function readAlways(
  documents: readonly (string | AlwaysDocument)[] | undefined,
  loading: Loading,
): AlwaysAssertion[] {
  return (documents ?? []).flatMap((document, index) => {
    const path = ['spec', 'always', index];
    const line = loading.line(path);
    const read =
      typeof document === 'string'
        ? readInvariant(document, line, path, loading)
        : readDetailed(document, line, path, loading);
    return read === undefined ? [] : [read];
  });
}

function readInvariant(
  name: string,
  line: number,
  path: Path,
  loading: Loading,
): AlwaysAssertion | undefined {
  switch (name) {
    case 'servedResourcesAnswer':
      return { type: name, title: titles[name], line, settleMs: defaultSettleMs };
    case 'noLostWrites':
    case 'watchesComplete':
    case 'noUnexplainedDeletes':
      return { type: name, title: titles[name], line };
    default: {
      const meant = nearest(name, invariants);
      const hint = meant === undefined ? `use ${invariants.join(', ')}` : `did you mean ${meant}?`;
      loading.source.problem(path, `there is no invariant ${name}: ${hint}`);
      return undefined;
    }
  }
}

function readDetailed(
  document: AlwaysDocument,
  line: number,
  path: Path,
  loading: Loading,
): AlwaysAssertion | undefined {
  const { servedResourcesAnswer, p99, everyRequest } = document;
  if (servedResourcesAnswer !== undefined) {
    const { settle } = servedResourcesAnswer;
    const settleMs = settle === undefined ? defaultSettleMs : durationMs(settle);
    return { type: 'servedResourcesAnswer', title: titles.servedResourcesAnswer, line, settleMs };
  }
  if (p99 !== undefined) {
    return {
      type: 'p99',
      title: p99.name ?? `99 of 100 answers come within ${p99.below}`,
      line,
      belowMs: durationMs(p99.below),
      windowMs: p99.window === undefined ? defaultWindowMs : durationMs(p99.window),
      minRequests: p99.minRequests ?? defaultMinRequests,
      clients: loading.someClients(p99.clients, [...path, 'p99', 'clients']),
    };
  }
  if (everyRequest === undefined) return undefined;
  const { cel, name, clients } = everyRequest;
  const place = [...path, 'everyRequest'];
  const condition = loading.compile([...place, 'cel'], () => compileExchangeCondition(cel));
  return (
    condition && {
      type: 'everyRequest',
      title: name ?? `every request: ${cel}`,
      line,
      clients: loading.someClients(clients, [...place, 'clients']),
      condition,
    }
  );
}
