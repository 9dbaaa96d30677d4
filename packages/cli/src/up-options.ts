import { join, resolve } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import type { ClusterOptions } from '@skewplane/cluster';
import type { CliHost } from './cli-host.js';
import { dataDirectory, dataDirectoryOption } from './data-directory.js';
import type { DataDirectoryFlags } from './data-directory.js';
import { addEtcdOptions, etcdOptions } from './etcd-options.js';
import type { EtcdFlags } from './etcd-options.js';
import { outputOption } from './output.js';
import type { OutputFlags } from './output.js';
import { splitList } from './split-list.js';

export interface UpFlags extends DataDirectoryFlags, OutputFlags, EtcdFlags {
  readonly versions?: readonly string[];
  readonly basePort: number;
  readonly peerProxy: boolean;
  readonly controllers: boolean;
  readonly faultLinks: boolean;
  readonly fresh?: boolean;
  readonly detach?: boolean;
  readonly quiet?: boolean;
  readonly kubeconfig?: string;
  readonly apiserverArg?: readonly string[];
}

/** The balanced address; kept here so that `--help` need not load the launcher. */
const defaultBasePort = 6450;

export function addUpOptions(command: Command): Command {
  const withPlane = command
    .addOption(
      // The launcher knows them: its tables are too much to load for a line of help.
      new Option(
        '--versions <list>',
        'Kubernetes minors, an instance each (default: the newest, and twice the one before)',
      ).argParser(splitList),
    )
    .addOption(dataDirectoryOption())
    .addOption(
      new Option('--base-port <port>', 'balanced address; the other ports follow, 0: free ones')
        .argParser(parsePort)
        .default(defaultBasePort),
    )
    .option('--fresh', 'begin with no objects')
    .option('--detach', 'run in the background; `down` stops it')
    .option('--quiet', 'print no progress')
    .option('--no-peer-proxy', 'instances serve only what they know themselves')
    .option('--no-controllers', 'start no controllers')
    .option('--no-fault-links', 'connect directly: faster, but without faults between instances')
    .option('--kubeconfig <file>', 'where to write the kubeconfig (default: in the data)')
    .option(
      '--apiserver-arg <flag...>',
      'pass a flag to every apiserver, or to one: apiserver-b:--runtime-config=batch/v1=false',
    );
  return addEtcdOptions(withPlane).addOption(outputOption());
}

/** What the launcher is to do, from what the user typed. */
export function clusterOptions(flags: UpFlags, host: CliHost): ClusterOptions {
  const directory = dataDirectory(flags, host);
  const { extraArgs, instanceArgs } = splitApiserverArgs(flags.apiserverArg ?? []);
  return {
    host,
    program: host.program,
    dataDirectory: directory,
    ...(flags.versions === undefined ? {} : { versions: flags.versions }),
    basePort: flags.basePort,
    peerProxy: flags.peerProxy,
    controllers: flags.controllers,
    faultLinks: flags.faultLinks,
    fresh: flags.fresh ?? false,
    kubeconfigPath:
      flags.kubeconfig === undefined
        ? join(directory, 'kubeconfig')
        : resolve(host.cwd, flags.kubeconfig),
    extraArgs,
    instanceArgs,
    etcd: etcdOptions(flags, host),
    signal: host.signal,
  };
}

function splitApiserverArgs(args: readonly string[]) {
  const extraArgs: string[] = [];
  const instanceArgs: Record<string, string[]> = {};
  for (const arg of args) {
    const [, name, flag] = /^([a-z0-9-]+?):(--.*)$/.exec(arg) ?? [];
    if (name === undefined || flag === undefined) extraArgs.push(arg);
    else (instanceArgs[name] ??= []).push(flag);
  }
  return { extraArgs, instanceArgs };
}

function parsePort(value: string): number {
  const port = Number(value);
  if (!/^\d+$/.test(value) || port > 65_535) throw new InvalidArgumentError('Not a port.');
  return port;
}
