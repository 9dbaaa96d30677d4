import { describe, expect, it } from 'vitest';
import { waitFor } from './wait-for.js';

const after = (times: number, answer: () => unknown) => () => (times-- > 0 ? false : answer());

describe('waitFor', () => {
  it.each([['text'], [0], [null], [['list']]])(
    'gives the first answer that counts: %j',
    async (answer) => {
      await expect(
        waitFor(
          after(2, () => answer),
          { pollMs: 1 },
        ),
      ).resolves.toEqual(answer);
    },
  );

  it('outlasts errors', async () => {
    let calls = 0;
    const failing = () => {
      if (calls++ < 2) throw new Error('not yet');
      return calls;
    };
    await expect(waitFor(failing, { pollMs: 1 })).resolves.toBe(3);
  });

  it('says what did not come about, and why', async () => {
    const failing = () => {
      throw new Error('connection refused');
    };
    await expect(waitFor(failing, { what: 'the pod', timeoutMs: 5, pollMs: 1 })).rejects.toThrow(
      'the pod did not come about within 5 ms: connection refused',
    );
    await expect(waitFor(() => false, { timeoutMs: 5, pollMs: 1 })).rejects.toThrow(
      'the condition did not come about within 5 ms',
    );
  });
});
