import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { KubeObject } from '@skewplane/apimachinery';
import { LineCounter, parseAllDocuments } from 'yaml';
import type { ObjectSource, Scenario } from '../document/scenario.js';
import { ScenarioError, type ScenarioProblem } from '../document/scenario-error.js';
import { problemOfObject } from './read-objects.js';

/** The objects of every file that the scenario names. @throws {ScenarioError} with what is wrong in which file */
export async function readObjectFiles(
  scenario: Scenario,
): Promise<ReadonlyMap<ObjectSource, readonly KubeObject[]>> {
  const sources = [
    ...scenario.objects,
    ...scenario.steps.flatMap(({ action }) => (action.type === 'apply' ? [action.source] : [])),
  ];
  const problems: ScenarioProblem[] = [];
  const read = await Promise.all(
    sources.map(async (source) => {
      const objects =
        'object' in source ? [source.object] : await readOne(source, scenario.file, problems);
      return [source, objects] as const;
    }),
  );
  if (problems.length > 0) throw new ScenarioError(problems);
  return new Map(read);
}

async function readOne(
  { file, line, column }: Extract<ObjectSource, { file: string }>,
  scenarioFile: string,
  problems: ScenarioProblem[],
): Promise<KubeObject[]> {
  let text: string;
  try {
    text = await readFile(resolve(dirname(scenarioFile), file), 'utf8');
  } catch (error) {
    const why =
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : String(error);
    problems.push({ file: scenarioFile, line, column, message: `${file} cannot be read: ${why}` });
    return [];
  }
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter, prettyErrors: false });
  const objects: KubeObject[] = [];
  for (const document of Array.isArray(documents) ? documents : []) {
    const at = (offset: number, message: string) => {
      const { line: row, col } = lineCounter.linePos(offset);
      problems.push({ file, line: row, column: col, message });
    };
    for (const error of document.errors) at(error.pos[0], error.message);
    if (document.errors.length > 0 || document.contents === null) continue;
    const object: unknown = document.toJS({ maxAliasCount: 100 });
    const problem = problemOfObject(object);
    if (problem === undefined) objects.push(object as KubeObject);
    else at(document.contents.range[0], problem);
  }
  return objects;
}
