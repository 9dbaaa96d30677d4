import { join } from 'node:path';
import type { Cluster, PlaneState, ProgressStep } from '@skewplane/cluster';
import type { CliHost } from './cli-host.js';
import { formatJson, formatSeconds } from './output.js';
import type { OutputFlags } from './output.js';

export function reportStep(host: CliHost, { step, elapsedMs }: ProgressStep): void {
  const tick = host.colour ? '\u001b[32m✓\u001b[39m' : '✓';
  host.errOut.write(`${tick} ${step} (${formatSeconds(elapsedMs)})\n`);
}

/** What a user needs to go on: addresses, and lines ready to paste. */
export interface PlaneSummary {
  readonly url: string;
  readonly kubeconfigPath: string;
  readonly pkiDirectory: string;
  readonly instances: readonly {
    readonly name: string;
    readonly version: string;
    readonly url: string;
  }[];
}

export function summarizeCluster(cluster: Cluster): PlaneSummary {
  const { kubeconfigPath, pkiDirectory, instances } = cluster;
  return {
    url: cluster.balancer.url,
    kubeconfigPath,
    pkiDirectory,
    instances: instances.map(({ name, version, url }) => ({ name, version, url })),
  };
}

export function summarizeState(state: PlaneState, dataDirectory: string): PlaneSummary {
  return { ...state, pkiDirectory: join(dataDirectory, 'pki') };
}

export function printSummary(host: CliHost, summary: PlaneSummary, { output }: OutputFlags): void {
  const { url, kubeconfigPath, pkiDirectory, instances } = summary;
  if (output === 'json') {
    host.out.write(formatJson({ url, kubeconfigPath, pkiDirectory, instances }));
    return;
  }
  const pki = (file: string) => shellWord(join(pkiDirectory, file));
  const rows = [
    ...instances.map(({ name, version, url }) => `  ${name} (${version})  ${url}`),
    `  balanced            ${url}`,
  ];
  host.out.write(
    `${rows.join('\n')}

  export KUBECONFIG=${shellWord(kubeconfigPath)}
  kubectl get namespaces
  kubectl --context skew-a version
  curl --cacert ${pki('ca.crt')} --cert ${pki('admin.crt')} --key ${pki('admin.key')} ${url}/apis
`,
  );
}

/** As a shell reads it back, whatever is in it. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
