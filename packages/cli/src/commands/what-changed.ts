import type { ChangeArea } from '@skewplane/api';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { CliHost } from '../cli-host.js';
import { examples } from '../examples.js';
import { parseMinor } from '../minor-argument.js';
import { formatJson, reportOption, type ReportOutputFlags } from '../output.js';
import { splitList } from '../split-list.js';
import { sectionsAsMarkdown, sectionsAsText } from '../what-changed/print-sections.js';
import { sectionsOf } from '../what-changed/sections.js';

/** As the tables have them; those are loaded only to compare. */
const areas = [
  'apis',
  'fields',
  'defaults',
  'gates',
  'rbac',
] as const satisfies readonly ChangeArea[];

interface WhatChangedFlags extends ReportOutputFlags {
  readonly only?: readonly ChangeArea[];
  readonly group?: string;
  readonly kind?: string;
}

export function whatChangedCommand(host: CliHost): Command {
  return new Command('what-changed')
    .description(
      'tell what is different between two Kubernetes minors, from the tables of this program',
    )
    .argument('<from>', 'Kubernetes minor to begin with')
    .argument('<to>', 'minor to end with; an older one tells what a way back takes')
    .addOption(new Option('--only <areas>', `some of ${areas.join(',')}`).argParser(parseAreas))
    .option('--group <group>', 'only what is about an API group: apps, or core')
    .option('--kind <kind>', 'only what is about a kind: Pod')
    .addOption(reportOption())
    .addHelpText(
      'after',
      examples(
        'skewplane what-changed 1.34 1.36',
        'skewplane what-changed 1.33 1.36 --only fields,defaults --kind Deployment',
        'skewplane what-changed 1.35 1.36 --group resource.k8s.io -o markdown',
        'skewplane what-changed 1.31 1.32 -o json | jq \'.apis[] | select(.change == "removed")\'',
      ),
    )
    .action(async (from: string, to: string, flags: WhatChangedFlags) => {
      const { formatMinor, versionChanges } = await import('@skewplane/api');
      const minors = [await parseMinor(from, host), await parseMinor(to, host)] as const;
      const { only, group, kind, output } = flags;
      const changes = versionChanges(...minors, { areas: only, group, kind });
      if (output === 'json') {
        host.out.write(formatJson(changes));
        return;
      }
      const heading = `Kubernetes ${minors.map(formatMinor).join(' to ')}`;
      const print = output === 'markdown' ? sectionsAsMarkdown : sectionsAsText;
      host.out.write(print(heading, sectionsOf(changes)));
    });
}

function parseAreas(text: string): ChangeArea[] {
  return splitList(text).map((part) => {
    const area = areas.find((each) => each === part);
    if (area === undefined) {
      throw new InvalidArgumentError(`There is no ${part}: use ${areas.join(', ')}.`);
    }
    return area;
  });
}
