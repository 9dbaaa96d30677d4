import type { Clock, Lifecycle } from '@skewplane/apimachinery';
import type { Instance } from '../instance/apiserver-instance.js';
import { startHealthCheck } from './health-check.js';
import { TcpBalancer } from './tcp-balancer.js';

export interface BalancedAddressOptions {
  readonly port: number;
  /** All ready by now. */
  readonly instances: readonly Instance[];
  readonly lifecycle: Lifecycle;
  readonly clock: Clock;
}

const host = '127.0.0.1';
const healthIntervalMs = 250;

/** One address for all instances that are ready, kept up to date until the lifecycle ends. */
export async function startBalancedAddress(options: BalancedAddressOptions): Promise<TcpBalancer> {
  const { port, instances, lifecycle, clock } = options;
  const balancer = new TcpBalancer(
    instances.map(({ name, url }) => ({ name, host, port: Number(new URL(url).port) })),
  );
  await balancer.listen(port, host);
  lifecycle.onClose(() => balancer.close());
  for (const { name } of instances) balancer.setReady(name, true);
  const stopHealthCheck = startHealthCheck({
    targets: instances.map((instance) => {
      return { name: instance.name, isReady: () => instance.isReady() };
    }),
    intervalMs: healthIntervalMs,
    report: (name, ready) => {
      balancer.setReady(name, ready);
    },
    clock,
  });
  lifecycle.onClose(stopHealthCheck);
  return balancer;
}
