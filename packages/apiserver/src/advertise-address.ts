import { networkInterfaces } from 'node:os';

/** First address of this machine that others can reach, when none is given. */
export function defaultAdvertiseAddress(bindAddress: string): string {
  if (bindAddress !== '0.0.0.0' && bindAddress !== '::') return bindAddress;
  for (const addresses of Object.values(networkInterfaces())) {
    const usable = addresses?.find(({ family, internal }) => family === 'IPv4' && !internal);
    if (usable !== undefined) return usable.address;
  }
  return '127.0.0.1';
}
