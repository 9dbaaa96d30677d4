import type { AuditEvent } from './event.js';

/** Takes events without blocking the request; must bound what it holds. */
export interface AuditSink {
  write(event: AuditEvent): void;
}
