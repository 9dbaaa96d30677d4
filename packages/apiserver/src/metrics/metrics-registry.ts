import type { Lifecycle } from '@skewplane/apimachinery';
import { Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import { versionInfo } from '@skewplane/api';
import type { EffectiveConfig } from '../effective-config.js';

/** A registry of its own for each server, with what every Kubernetes component tells of itself. */
export function createMetricsRegistry(
  { version, gates }: EffectiveConfig,
  lifecycle: Lifecycle,
): Registry {
  const register = new Registry();
  collectDefaultMetrics({ register });
  lifecycle.onClose(() => {
    register.clear();
  });
  const build = new Gauge({
    name: 'kubernetes_build_info',
    help: 'Always 1; the labels tell what was built.',
    labelNames: ['major', 'minor', 'git_version', 'platform'],
    registers: [register],
  });
  const { major, minor, gitVersion, platform } = versionInfo(version);
  build.set({ major, minor, git_version: gitVersion, platform }, 1);
  const features = new Gauge({
    name: 'kubernetes_feature_enabled',
    help: 'Feature gates: 1 is on.',
    labelNames: ['name', 'stage'],
    registers: [register],
  });
  for (const { name, stage, enabled } of gates.list())
    features.set({ name, stage }, enabled ? 1 : 0);
  return register;
}
