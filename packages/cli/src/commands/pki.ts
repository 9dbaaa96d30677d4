import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { systemClock } from '@skewplane/apimachinery';
import type { CertificateSummary } from '@skewplane/cluster';
import type { CliHost } from '../cli-host.js';
import { dataDirectory, dataDirectoryOption } from '../data-directory.js';
import type { DataDirectoryFlags } from '../data-directory.js';
import { examples } from '../examples.js';
import { formatJson, formatTable, outputOption } from '../output.js';
import type { OutputFlags } from '../output.js';

interface PkiFlags extends DataDirectoryFlags, OutputFlags {
  readonly directory?: string;
}

interface MakeFlags extends PkiFlags {
  readonly instances: string;
  readonly san?: readonly string[];
}

export function pkiCommand(host: CliHost): Command {
  return new Command('pki')
    .description('make, renew and show the certificates of a plane')
    .addCommand(makeCommand(host, 'init'))
    .addCommand(makeCommand(host, 'renew'))
    .addCommand(showCommand(host));
}

function makeCommand(host: CliHost, verb: 'init' | 'renew'): Command {
  const descriptions = {
    init: 'make what is missing or near its end, and keep the rest',
    renew: 'make all certificates anew; the CAs and the service-account key stay',
  };
  return subcommand(verb, descriptions[verb])
    .option('--instances <names>', 'apiservers to make serving certificates for', defaultInstances)
    .option('--san <names...>', 'more names and addresses for serving certificates')
    .addHelpText(
      'after',
      examples(
        `skewplane pki ${verb}`,
        `skewplane pki ${verb} --directory /pki --instances apiserver-a,apiserver-b --san plane.example`,
      ),
    )
    .action(async (flags: MakeFlags) => {
      const { describePki, ensurePki } = await import('@skewplane/cluster');
      const directory = pkiDirectory(flags, host);
      await ensurePki({
        directory,
        instanceNames: flags.instances.split(','),
        extraSubjectAltNames: flags.san ?? [],
        clock: systemClock,
        renew: verb === 'renew',
      });
      host.errOut.write(`certificates are in ${directory}\n`);
      print(host, flags, await describePki(directory));
    });
}

function showCommand(host: CliHost): Command {
  return subcommand('show', 'tell what the certificates say of themselves')
    .addHelpText('after', examples('skewplane pki show', 'skewplane pki show -o json'))
    .action(async (flags: PkiFlags) => {
      const { ClusterError, describePki } = await import('@skewplane/cluster');
      const directory = pkiDirectory(flags, host);
      const summaries = await describePki(directory).catch((error: unknown) => {
        throw new ClusterError(`no certificates in ${directory}`, { cause: error });
      });
      print(host, flags, summaries);
    });
}

const defaultInstances = 'apiserver-a,apiserver-b,apiserver-c';

function subcommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .addOption(dataDirectoryOption())
    .addOption(outputOption())
    .option('--directory <directory>', 'where the certificates are (default: pki in the data)');
}

function pkiDirectory(flags: PkiFlags, host: CliHost): string {
  if (flags.directory === undefined) return join(dataDirectory(flags, host), 'pki');
  return resolve(host.cwd, flags.directory);
}

function print(
  host: CliHost,
  { output }: OutputFlags,
  summaries: readonly CertificateSummary[],
): void {
  if (output === 'json') {
    host.out.write(formatJson(summaries));
    return;
  }
  host.out.write(
    formatTable([
      ['NAME', 'SUBJECT', 'ISSUER', 'EXPIRES'],
      ...summaries.map(({ name, subject, issuer, notAfter }) => [name, subject, issuer, notAfter]),
    ]),
  );
}
