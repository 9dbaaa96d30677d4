import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { Option } from 'commander';
import type { Command } from 'commander';
import type { ClusterOptions } from '@skewplane/cluster';
import type { CliHost } from './cli-host.js';
import { splitList } from './split-list.js';

export interface EtcdFlags {
  readonly etcdServers?: readonly string[];
  readonly etcdCafile?: string;
  readonly etcdCertfile?: string;
  readonly etcdKeyfile?: string;
  readonly etcdPrefix?: string;
}

export function addEtcdOptions(command: Command, defaultPrefix = '/registry'): Command {
  return command
    .addOption(
      new Option('--etcd-servers <urls>', 'use an etcd that runs already').argParser(splitList),
    )
    .option('--etcd-cafile <file>', 'CA of that etcd')
    .option('--etcd-certfile <file>', 'client certificate for that etcd')
    .option('--etcd-keyfile <file>', 'key of that certificate')
    .option('--etcd-prefix <prefix>', `prefix of all keys in etcd (default: ${defaultPrefix})`);
}

/** The etcd asked for: an own one, or how to use the managed one. */
export function etcdOptions(flags: EtcdFlags, host: CliHost): NonNullable<ClusterOptions['etcd']> {
  const prefix = flags.etcdPrefix === undefined ? {} : { prefix: flags.etcdPrefix };
  if (flags.etcdServers === undefined) return prefix;
  const path = (file: string) => resolve(host.cwd, file);
  return {
    servers: flags.etcdServers,
    ...(flags.etcdCafile === undefined ? {} : { caFile: path(flags.etcdCafile) }),
    ...(flags.etcdCertfile === undefined ? {} : { certFile: path(flags.etcdCertfile) }),
    ...(flags.etcdKeyfile === undefined ? {} : { keyFile: path(flags.etcdKeyfile) }),
    ...prefix,
  };
}

/** As `etcdOptions`, but in an etcd of one's own every run has its keys to itself, as if it were empty. */
export function etcdOptionsForRun(
  flags: EtcdFlags,
  host: CliHost,
): NonNullable<ClusterOptions['etcd']> {
  const isOwn = flags.etcdServers !== undefined && flags.etcdPrefix === undefined;
  return etcdOptions(isOwn ? { ...flags, etcdPrefix: `/skewplane/${randomUUID()}` } : flags, host);
}
