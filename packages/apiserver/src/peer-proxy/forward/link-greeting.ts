import type { Socket } from 'node:net';

/**
 * A link of the launcher accepts before it has reached the peer, and says so with one byte. A connection that ends
 * without it failed as if the peer had refused it; the silence of a link that drops everything lasts until the dial
 * times out.
 * @param socket connected to the link
 */
export function onGreeting(
  socket: Socket,
  { reached, refused }: { readonly reached: () => void; readonly refused: (error: Error) => void },
): void {
  const onError = () => undefined; // `close` follows and says all that counts
  const over = () => {
    socket.off('error', onError);
    socket.off('readable', onReadable);
    socket.off('close', onClose);
  };
  const onClose = () => {
    over();
    refused(
      Object.assign(new Error('The link could not reach its target'), { code: 'ECONNREFUSED' }),
    );
  };
  const onReadable = () => {
    if (socket.read(1) === null) return; // an end without a greeting
    over();
    reached();
  };
  socket.on('error', onError);
  socket.on('readable', onReadable);
  socket.once('close', onClose);
}
