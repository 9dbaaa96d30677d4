import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take a minute and more: started last, they would keep the others waiting at the end. */
const slow = [
  'docker/',
  'e2e/shipped-scenarios',
  'e2e/kubectl',
  'mixed-version-proxy/',
  'e2e/scenario-cli',
];

/** Vitest's order, but with the slow ones in front. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = slow.findIndex(
        (part) => moduleId.includes(`/test/${part}`) || moduleId.includes(`integration/${part}`),
      );
      return at === -1 ? slow.length : at;
    };
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}
