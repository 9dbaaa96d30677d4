import { expect, it } from 'vitest';
import { serverIdFor } from './server-id.js';

// Spec 2.1; the last vector is the one in kubernetes/apiserver pkg/server/config_test.go.
it.each([
  ['apiserver-a', 'apiserver-g24gd6l4nm7gx56pradztv5ogy'],
  ['apiserver-b', 'apiserver-gkxv4r732tqykvp7vm3bfw3zpi'],
  ['apiserver-c', 'apiserver-l2wtgnc5vbmrzqabdlepr6ushi'],
  ['test-server-a', 'apiserver-tcwjsvs6hjq4qbwzx5rvp5fsqe'],
])('names the server with hostname %s %s', (hostname, id) => {
  expect(serverIdFor(hostname)).toBe(id);
});
