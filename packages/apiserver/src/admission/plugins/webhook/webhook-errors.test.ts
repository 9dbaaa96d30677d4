import { describe, expect, it } from 'vitest';
import { rejectedBy } from './webhook-errors.js';
import type { Webhook } from './webhook-configuration.js';

// kubernetes/apiserver pkg/admission/plugin/webhook/errors/statuserror_test.go
describe('a refusal', () => {
  const denied = 'admission webhook "foo" denied the request';
  it.each<[Parameters<typeof rejectedBy>[1], object]>([
    [undefined, { code: 400, message: `${denied} without explanation` }],
    [{ message: 'm' }, { code: 400, message: `${denied}: m` }],
    [{ reason: 'Teapot' as never }, { code: 400, message: `${denied}: Teapot`, reason: 'Teapot' }],
    [
      { message: 'm', reason: 'Forbidden' },
      { message: `${denied}: m`, reason: 'Forbidden' },
    ],
    [{ code: 399 }, { code: 400 }],
    [{ code: 403 }, { code: 403 }],
    [{ details: { name: 'n' } }, { details: { name: 'n' } }],
  ])('%j', (status, expected) => {
    const webhook = { name: 'foo' } as Webhook;
    expect(rejectedBy(webhook, status).status).toMatchObject({ status: 'Failure', ...expected });
  });
});
