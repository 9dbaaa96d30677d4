import { Environment } from '@marcbachmann/cel-js';
import type { MetricReader } from './compiled.js';

const request = {
  method: 'string',
  path: 'string',
  user: 'string',
  via: 'string',
  client: 'string',
};
const response = {
  status: 'int',
  headers: 'map<string, string>',
  body: 'dyn',
  servedBy: 'list<string>',
  durationMs: 'double',
};

/** An element of `instances`. The library tells types of map values by their class. */
export class CelInstance {
  readonly name: string;
  readonly version: string;
  readonly ready: boolean;
  readonly running: boolean;

  constructor(view: { name: string; version: string; ready: boolean; running: boolean }) {
    this.name = view.name;
    this.version = view.version;
    this.ready = view.ready;
    this.running = view.running;
  }
}

/** Variables of one exchange. Whoever misspells one is told before anything runs. */
export function exchangeEnvironment(): Environment {
  return new Environment({ homogeneousAggregateLiterals: false, enableOptionalTypes: true })
    .registerVariable({ name: 'request', schema: request })
    .registerVariable({ name: 'response', schema: response });
}

/** Variables of the plane and, where there is one, of an exchange. */
export function planeEnvironment(hasExchange: boolean, readMetric: MetricReader): Environment {
  const base = hasExchange
    ? exchangeEnvironment()
    : new Environment({ homogeneousAggregateLiterals: false, enableOptionalTypes: true });
  return base
    .registerType('Instance', {
      ctor: CelInstance,
      fields: { name: 'string', version: 'string', ready: 'bool', running: 'bool' },
    })
    .registerVariable('instances', 'map<string, Instance>')
    .registerVariable('requests', 'map<string, map<string, int>>')
    .registerFunction('metric(string, string): double', (instance: string, name: string) =>
      readMetric(instance, name, {}),
    )
    .registerFunction(
      'metric(string, string, map<string, string>): double',
      (instance: string, name: string, labels: unknown) =>
        readMetric(instance, name, labelsOf(labels)),
    );
}

/** The library hands over literals as objects and its own maps as Map. */
function labelsOf(labels: unknown): Record<string, string> {
  const entries: [unknown, unknown][] =
    labels instanceof Map ? [...labels.entries()] : Object.entries(labels as object);
  return Object.fromEntries(entries.map(([name, value]) => [String(name), String(value)]));
}

/** JSON as CEL sees it: whole numbers are ints. */
export function celValue(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(celValue);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, celValue(each)]));
  }
  return value;
}
