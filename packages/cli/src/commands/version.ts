import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import type { CliHost } from '../cli-host.js';
import { examples } from '../examples.js';
import { formatJson, outputOption } from '../output.js';
import type { OutputFlags } from '../output.js';

const packageFile = new URL('../../package.json', import.meta.url);

export function versionCommand(host: CliHost): Command {
  return new Command('version')
    .description('print the version of this program and the Kubernetes minors it can be')
    .addOption(outputOption())
    .addHelpText('after', examples('skewplane version', 'skewplane version -o json'))
    .action(async ({ output }: OutputFlags) => {
      const { formatMinor, supportedMinors } = await import('@skewplane/api');
      const kubernetesMinors = supportedMinors.map(formatMinor);
      const { version } = JSON.parse(await readFile(packageFile, 'utf8')) as { version: string };
      const text = `skewplane ${version} (Kubernetes ${kubernetesMinors.join(', ')})\n`;
      host.out.write(output === 'json' ? formatJson({ version, kubernetesMinors }) : text);
    });
}
