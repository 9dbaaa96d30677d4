import { expect, it } from 'vitest';
import { consensusSort } from './consensus-sort.js';

const list = (text: string): string[] => (text === '' ? [] : text.split(','));

// Spec 4.4; kubernetes/apimachinery pkg/util/sort/sort_test.go.
it.each([
  [['apps,batch,zeta', 'apps,alpha,zeta'], 'apps,alpha,batch,zeta'],
  [['v2,v1', 'v1,v1beta1'], 'v2,v1,v1beta1'],
  [['b,a,x', 'a,b,y'], 'a,b,x,y'],
  [['a,b,c', 'b,c'], 'a,b,c'],
  [['a,c', 'b,c'], 'a,b,c'],
  // One list that has everything stands as it is, even where a pair of others says otherwise.
  [['z,a', 'a,z'], 'z,a'],
  [[''], ''],
  // A repeat is an item before itself: a cycle.
  [['b,b,a'], 'a,b'],
])('%j → %s', (lists, want) => {
  expect(consensusSort(lists.map(list)).join(',')).toBe(want);
});
