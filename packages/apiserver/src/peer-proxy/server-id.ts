import { createHash } from 'node:crypto';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
const component = 'kube-apiserver';

/**
 * The name of this server's identity Lease. Only the hostname counts: a restart keeps it, and two servers
 * with one hostname collide.
 * @see kubernetes/apiserver `pkg/server/config.go`, `NewConfig`
 */
export function serverIdFor(hostname: string): string {
  const digest = createHash('sha256').update(sized(hostname)).update(sized(component)).digest();
  return `apiserver-${base32(digest.subarray(0, 16))}`;
}

/** Bytes of `text` behind their count as two big-endian bytes. */
function sized(text: string): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** RFC 4648 base32 in lower case without padding. */
function base32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet.charAt((held >> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + alphabet.charAt((held << (5 - bits)) & 31) : text;
}
