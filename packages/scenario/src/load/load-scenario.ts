import { checkShape } from '../document/check-shape.js';
import { durationMs } from '../document/duration.js';
import type { Scenario } from '../document/scenario.js';
import { SourceFile } from '../document/source-file.js';
import { KnownResources } from './known-resources.js';
import { Loading } from './loading.js';
import { readAlways } from './read-always.js';
import { readCluster } from './read-cluster.js';
import { readObjects } from './read-objects.js';
import { readSteps } from './read-steps.js';
import { readTraffic } from './read-traffic.js';

const defaultTimeoutMs = 5 * 60_000;

/**
 * Reads a scenario and finds what is wrong with it before anything runs.
 * @param path for messages, and for what the scenario names relative to itself
 * @throws {ScenarioError} with every problem
 */
export function loadScenario(path: string, text: string): Scenario {
  const source = new SourceFile(path, text);
  const { metadata, spec } = checkShape(source);
  const loading = new Loading(source, spec);
  const { cluster, history } = readCluster(spec.cluster, loading);
  const steps = readSteps(spec.steps, loading, history);
  const known = new KnownResources(history.setups, cluster.peerProxy);
  const scenario: Scenario = {
    name: metadata.name,
    description: metadata.description ?? '',
    file: path,
    seed: spec.seed,
    timeoutMs: spec.timeout === undefined ? defaultTimeoutMs : durationMs(spec.timeout),
    keepGoing: spec.keepGoing ?? false,
    cluster,
    objects: readObjects(spec.objects, loading),
    traffic: readTraffic(spec.traffic, loading, known),
    always: readAlways(spec.always, loading),
    steps,
  };
  source.throwIfWrong();
  return scenario;
}
