import type { KubeObject } from '@skewplane/apimachinery';
import { expect, it } from 'vitest';
import { startPlane } from './plane.js';
import { until } from './until.js';

const leases = '/apis/coordination.k8s.io/v1/namespaces/kube-system/leases';
const panic = 'panic: runtime error: invalid memory address or nil pointer dereference [recovered]';

const hostnameOf = ({ metadata }: KubeObject) => metadata.labels?.['kubernetes.io/hostname'];

// kubernetes/apiserver pkg/util/peerproxy/peer_discovery.go (release 1.34), fetchNewDiscoveryFor: a peer whose
// address is known and whose discovery cannot be read is read through a nil pointer.
it('1.34 dies of a dead peer whose Lease changes hands, and leaves its own Lease behind', async () => {
  const exits: string[] = [];
  const plane = await startPlane({
    versions: ['1.34', '1.35'],
    controllers: false,
    onUnexpectedExit: (description) => exits.push(description),
  });
  try {
    const viaOld = await plane.client('skew-a');
    const lease = await until('the Lease of b is there', async () =>
      (await viaOld.list(leases)).items.find((each) => hostnameOf(each) === 'apiserver-b'),
    );
    await plane.cluster.instance('b').kill();
    // The endpoint lease of b lives on for some seconds, as that of a crashed server does.
    await viaOld
      .mergePatch(`${leases}/${lease.metadata.name ?? ''}`, {
        spec: { holderIdentity: 'somebody else' },
      })
      .catch(() => undefined); // the answer may be lost with the server
    await until('a has died', () => exits.length > 0);

    expect(exits).toHaveLength(1);
    expect(exits[0]).toContain('exit code 2');
    expect(plane.cluster.instance('a').logs.join('\n')).toContain(panic);

    await plane.cluster.instance('b').start();
    const left = await (await plane.client('skew-b')).list(leases);
    expect(left.items.map(hostnameOf)).toContain('apiserver-a');
  } finally {
    await plane.close();
  }
});
