import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { Kubeconfig } from '@skewplane/cluster';
import type { CliHost } from '../cli-host.js';
import { dataDirectory, dataDirectoryOption } from '../data-directory.js';
import type { DataDirectoryFlags } from '../data-directory.js';
import { examples } from '../examples.js';
import { formatJson, outputOption } from '../output.js';
import type { OutputFlags } from '../output.js';

interface KubeconfigFlags extends DataDirectoryFlags, OutputFlags {
  readonly context?: string;
  readonly user?: string;
  readonly merge?: string;
  readonly pki?: string;
  readonly server?: readonly string[];
  readonly identity: Identity;
}

const identities = ['admin', 'controllers'] as const;
type Identity = (typeof identities)[number];

export function kubeconfigCommand(host: CliHost): Command {
  return new Command('kubeconfig')
    .description('print the kubeconfig of the plane, or merge it into another file')
    .addOption(dataDirectoryOption())
    .addOption(outputOption())
    .option('--context <name>', 'make this the current context: skew, skew-a, skew-b and so on')
    .option('--user <name>', 'call the user this (default: skewplane-admin)')
    .option('--merge <file>', 'add the entries to this file instead of printing them')
    .option('--pki <directory>', 'make one from these certificates instead of a plane started here')
    .option('--server <context=url...>', 'with --pki: contexts and where they lead')
    .addOption(
      new Option('--identity <name>', 'with --pki: whose certificate to embed')
        .choices(identities)
        .default('admin'),
    )
    .addHelpText(
      'after',
      examples(
        'skewplane kubeconfig > plane.yaml',
        'skewplane kubeconfig --context skew-b',
        'skewplane kubeconfig --merge ~/.kube/config',
        'skewplane kubeconfig --pki /pki --server skew=https://haproxy:6443 --identity controllers',
      ),
    )
    .action(async (flags: KubeconfigFlags) => {
      const cluster = await import('@skewplane/cluster');
      let config =
        flags.pki === undefined
          ? await cluster.readKubeconfig(join(dataDirectory(flags, host), 'kubeconfig'))
          : await fromCertificates(resolve(host.cwd, flags.pki), flags);
      if (flags.user !== undefined) config = cluster.renameUser(config, flags.user);
      if (flags.context !== undefined) config = cluster.selectContext(config, flags.context);
      if (flags.merge === undefined) {
        const text =
          flags.output === 'json' ? formatJson(config) : cluster.formatKubeconfig(config);
        host.out.write(text);
        return;
      }
      await cluster.mergeKubeconfig(resolve(host.cwd, flags.merge), config);
      host.errOut.write(`merged into ${flags.merge}\n`);
    });
}

async function fromCertificates(directory: string, flags: KubeconfigFlags): Promise<Kubeconfig> {
  const { ClusterError, buildKubeconfig, readKeyPair } = await import('@skewplane/cluster');
  const contexts = (flags.server ?? []).map((entry) => {
    const [, name, server] = /^([^=]+)=(https:\/\/.+)$/.exec(entry) ?? [];
    if (name === undefined || server === undefined) {
      throw new ClusterError(`--server ${entry} is not <context>=https://<host>:<port>`);
    }
    return { name, server };
  });
  const [first] = contexts;
  if (first === undefined) throw new ClusterError('--pki needs at least one --server');
  const [caCertificate, user] = await Promise.all([
    readFile(join(directory, 'ca.crt'), 'utf8'),
    readKeyPair(directory, flags.identity),
  ]);
  return buildKubeconfig({
    contexts,
    currentContext: first.name,
    userName: `skewplane-${flags.identity}`,
    caCertificate,
    user,
  });
}
