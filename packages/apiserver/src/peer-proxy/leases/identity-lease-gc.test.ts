import { FakeClock, formatMicroTime, type KubeObject } from '@skewplane/apimachinery';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FakeLeaseClient } from '../testing/fake-cluster.js';
import { RecordingLogger } from '../testing/recording-logger.js';
import { IdentityLeaseGc } from './identity-lease-gc.js';

const startMs = Date.UTC(2026, 0, 1);

function lease(
  name: string,
  spec: object,
  parts: { labels?: Record<string, string>; namespace?: string } = {},
): [string, KubeObject] {
  const {
    namespace = 'kube-system',
    labels = { 'apiserver.kubernetes.io/identity': 'kube-apiserver' },
  } = parts;
  return [
    `leases/${namespace}/${name}`,
    {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name, namespace, labels },
      spec,
    },
  ];
}

const renewed = (agoSeconds: number) => ({
  renewTime: formatMicroTime(startMs - agoSeconds * 1000),
  leaseDurationSeconds: 3600,
});

function fixture() {
  const clock = new FakeClock(startMs);
  const client = new FakeLeaseClient();
  const logger = new RecordingLogger();
  const gc = new IdentityLeaseGc({
    leases: client.view,
    client,
    clock,
    logger,
    periodMs: 3_600_000,
  });
  onTestFinished(() => gc.stop());
  return { clock, client, gc, logger };
}

// Spec 2.3; kubernetes/kubernetes pkg/controlplane/controller/apiserverleasegc/gc_controller_test.go.
describe('IdentityLeaseGc', () => {
  it.each<{ name: string; lease: [string, KubeObject]; gone: boolean }>([
    { name: 'a fresh Lease', lease: lease('a', renewed(10)), gone: false },
    { name: 'a Lease at the very end of its time', lease: lease('a', renewed(3600)), gone: false },
    { name: 'an expired Lease', lease: lease('a', renewed(3601)), gone: true },
    {
      name: 'a Lease never renewed',
      lease: lease('a', { leaseDurationSeconds: 3600 }),
      gone: true,
    },
    {
      name: 'a Lease without duration',
      lease: lease('a', { renewTime: formatMicroTime(startMs) }),
      gone: true,
    },
    {
      name: "somebody else's Lease",
      lease: lease('a', renewed(9999), { labels: {} }),
      gone: false,
    },
    {
      name: 'a Lease elsewhere',
      lease: lease('a', renewed(9999), { namespace: 'default' }),
      gone: false,
    },
  ])('$name: deleted is $gone', async ({ lease: [key, object], gone }) => {
    const { clock, client, gc } = fixture();
    client.view.set(key, object);
    gc.start();
    await clock.advance(0);
    expect(client.view.get(key) === undefined).toBe(gone);
  });

  it('comes again every hour: a crashed server is gone within two', async () => {
    const { clock, client, gc } = fixture();
    client.view.set(...lease('a', renewed(0)));
    gc.start();
    await clock.advance(3_600_000);
    expect(client.view.get('leases/kube-system/a')).toBeDefined();
    await clock.advance(3_600_000);
    expect(client.view.get('leases/kube-system/a')).toBeUndefined();
  });

  it('asks the Lease itself before deleting it', async () => {
    const { clock, client, gc } = fixture();
    client.view.set(...lease('a', renewed(9999)));
    const [, fresh] = lease('a', renewed(1));
    client.get = async () => fresh;
    gc.start();
    await clock.advance(0);
    expect(client.calls).toEqual([]);
  });
});
