import { expect, it } from 'vitest';
import { decodedPath, encodePath, reencodedQuery } from './go-url.js';

// Spec 3.6(1); Go net/url url_test.go.
it.each([
  ['/apis/batch/v1/jobs?a=1', '/apis/batch/v1/jobs'],
  ['/api/v1/x%2Fy', '/api/v1/x/y'], // a slash in a name does not survive
  ['/a%20b/c%25', '/a%20b/c%25'],
  ["/a:b@c&d=e+f$g,h;i!j'k(l)*m[n]", '/a:b@c&d=e+f$g,h;i%21j%27k%28l%29%2Am%5Bn%5D'],
  ['/%C3%A9', '/%C3%A9'],
  ['/%zz', '/%25zz'],
])('path of %s → %s', (target, want) => {
  expect(encodePath(decodedPath(target))).toBe(want);
});

it.each([
  ['/x', ''],
  ['/x?', ''],
  ['/x?watch=1&limit=500', '?limit=500&watch=1'],
  ['/x?b=2&a=2&b=1&a', '?a=2&a=&b=2&b=1'],
  ['/x?a=1;b=2&c=3', '?c=3'],
  ['/x?a=%zz&b=1', '?b=1'],
  ['/x?labelSelector=app+in%20(a%2Cb)', '?labelSelector=app+in+%28a%2Cb%29'],
  ['/x?q=%C3%A9~-_.', '?q=%C3%A9~-_.'],
  ['/x?=v', '?=v'],
])('query of %s → %s', (target, want) => {
  expect(reencodedQuery(target)).toBe(want);
});
