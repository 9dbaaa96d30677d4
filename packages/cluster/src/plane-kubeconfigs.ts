import { instanceLetter } from './cluster-options.js';
import { writeKubeconfig } from './kubeconfig.js';
import type { ClusterPki } from './pki/cluster-pki.js';

export interface PlaneKubeconfigOptions {
  readonly pki: ClusterPki;
  readonly balancedUrl: string;
  readonly instanceUrls: readonly string[];
  readonly adminPath: string;
  readonly controllersPath: string;
}

/** One file for people, with a context per instance, and one for our controllers. */
export async function writePlaneKubeconfigs(options: PlaneKubeconfigOptions): Promise<void> {
  const { pki, balancedUrl, instanceUrls, adminPath, controllersPath } = options;
  const balanced = { name: 'skew', server: balancedUrl };
  const single = instanceUrls.map((server, index) => {
    return { name: `skew-${instanceLetter(index)}`, server };
  });
  const caCertificate = pki.ca.certificate;
  await writeKubeconfig(adminPath, {
    contexts: [...single, balanced],
    currentContext: balanced.name,
    userName: 'skewplane-admin',
    caCertificate,
    user: pki.admin,
  });
  await writeKubeconfig(controllersPath, {
    contexts: [balanced],
    currentContext: balanced.name,
    userName: 'skewplane-controllers',
    caCertificate,
    user: pki.controllers,
  });
}
