import { Counter, Gauge, type Registry } from 'prom-client';

/** @see kubernetes/kube-aggregator `pkg/controllers/status/metrics/metrics.go` */
export interface AvailabilityMetrics {
  /** What the last check of an APIService found. */
  setAvailable(name: string, available: boolean): void;
  /** An APIService has become unavailable. */
  becameUnavailable(name: string, reason: string): void;
  /** An APIService is gone. */
  forget(name: string): void;
}

export function createAvailabilityMetrics(registry: Registry): AvailabilityMetrics {
  const registers = [registry];
  const unavailable = new Gauge({
    name: 'aggregator_unavailable_apiservice',
    help: '[ALPHA] 1 for each APIService that is unavailable, by name.',
    labelNames: ['name'],
    registers,
  });
  const total = new Counter({
    name: 'aggregator_unavailable_apiservice_total',
    help: '[ALPHA] How often APIServices became unavailable, by name and reason.',
    labelNames: ['name', 'reason'],
    registers,
  });
  return {
    setAvailable: (name, available) => {
      unavailable.set({ name }, available ? 0 : 1);
    },
    becameUnavailable: (name, reason) => {
      total.inc({ name, reason: reason === '' ? 'UnknownReason' : reason });
    },
    forget: (name) => {
      unavailable.remove({ name });
    },
  };
}
