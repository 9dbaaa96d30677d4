import { expect, it } from 'vitest';
import { generationOf, quirksOf, runningQuirks } from './generation.js';

// Spec 0.1 and 9.2.
it.each([
  { minor: 30, generation: 'SV', retries: 5, sticky: true, deleted: false, uid: false },
  { minor: 32, generation: 'SV', retries: 5, sticky: true, deleted: false, uid: true },
  { minor: 34, generation: 'D33', retries: 5, sticky: true, deleted: false, uid: true },
  { minor: 35, generation: 'D35', retries: 20, sticky: false, deleted: true, uid: true },
  { minor: 36, generation: 'D36', retries: 20, sticky: false, deleted: true, uid: true },
])('1.$minor is $generation', ({ minor, generation, retries, sticky, deleted, uid }) => {
  expect(generationOf(minor)).toBe(generation);
  expect(quirksOf(minor)).toMatchObject({
    maxPeerRetries: retries,
    holderIdentityStickyOnRestart: sticky,
    leaseDeletedOnStartAndStop: deleted,
    uidHeaderSent: uid,
  });
});

it('tries as often as the release whose routing it borrows, with leases of its own', () => {
  expect(runningQuirks(34)).toMatchObject({
    maxPeerRetries: 20,
    holderIdentityStickyOnRestart: true,
    leaseDeletedOnStartAndStop: false,
  });
});
