import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { onGreeting } from './link-greeting.js';

/** How a connection turns out whose link does this once it has accepted. */
async function outcome(act: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    act(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(socket, 'connect');
  const result = await new Promise<string>((resolve) => {
    onGreeting(socket, {
      reached: () => {
        socket.once('data', (rest: Buffer) => {
          resolve(`reached, then ${rest.toString()}`);
        });
      },
      refused: (error) => {
        resolve((error as NodeJS.ErrnoException).code ?? '');
      },
    });
  });
  socket.destroy();
  server.close();
  return result;
}

describe('onGreeting', () => {
  it.each<{ name: string; act: (socket: Socket) => void; want: string }>([
    {
      name: 'a greeting',
      act: (socket) => {
        socket.write('\u0001rest');
      },
      want: 'reached, then rest',
    },
    { name: 'an end', act: (socket) => socket.end(), want: 'ECONNREFUSED' },
    { name: 'a close', act: (socket) => socket.destroy(), want: 'ECONNREFUSED' },
  ])('$name → $want', async ({ act, want }) => {
    expect(await outcome(act)).toBe(want);
  });
});
