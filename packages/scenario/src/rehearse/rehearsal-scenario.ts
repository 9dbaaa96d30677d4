import { stringify } from 'yaml';
import type { ScenarioDocument, StepDocument } from '../document/scenario-document.js';
import { checkEnvironment, titleOfMix } from './build-rehearsal.js';
import type { Mix, Rehearsal } from './build-rehearsal.js';

export interface RehearsalScenarioOptions {
  /** The directory that the check runs in, seen from that of the file. */
  readonly checkDirectory: string;
  /** Where editors find the schema, from the directory of the file. */
  readonly schema: string;
}

/**
 * The same walk as a scenario file, to keep and to change: the mixes and the check, without the comparison of objects.
 */
export function rehearsalScenario(rehearsal: Rehearsal, options: RehearsalScenarioOptions): string {
  const { from, to, instances, objects, mixes } = rehearsal;
  const document: ScenarioDocument = {
    apiVersion: 'skewplane.dev/v1alpha1',
    kind: 'Scenario',
    metadata: {
      name: `rehearse-${from}-${to}`,
      description: `Every mix between ${from} and ${to}: up, down, and up again.`,
    },
    spec: {
      timeout: `${mixes.length * 2}m`,
      keepGoing: true,
      cluster: { instances: Array<string>(instances).fill(from) },
      ...(objects.length === 0 ? {} : { objects: objects.map((object) => ({ ...object })) }),
      steps: mixes.flatMap((mix) => stepsOf(rehearsal, mix, options.checkDirectory)),
    },
  };
  return `# yaml-language-server: $schema=${options.schema}\n${stringify(document, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}

function stepsOf(rehearsal: Rehearsal, mix: Mix, checkDirectory: string): StepDocument[] {
  const { change } = mix;
  const name = titleOfMix(mix);
  const moved: StepDocument[] =
    change === undefined
      ? []
      : [{ name, [change.action]: { instance: change.instance, version: change.version } }];
  if (rehearsal.check === undefined) {
    return moved.length > 0 ? moved : [{ name, wait: { ready: ['a'] } }];
  }
  const environment = Object.entries(checkEnvironment(rehearsal, mix))
    .map(([key, value]) => `${key}=${shellWord(value)}`)
    .join(' ');
  const enter = checkDirectory === '' ? '' : `cd ${shellWord(checkDirectory)} && `;
  const command = `${enter}export ${environment} && ${rehearsal.check}`;
  return [...moved, { name: `check at ${mix.versions.join(', ')}`, run: { command } }];
}

function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
