import { expect, it } from 'vitest';
import { freeId, nextId, ownOrFreeId } from '../../../src/lib/state/free-id';

const taken = (...ids: readonly string[]) => ids.map((id) => ({ id }));

it.each([
  [taken(), 'x-1', 'x-1'],
  [taken('x-1', 'x-3'), 'x-2', 'x-4'],
  [taken('x-2'), 'x-1', 'x-3'],
  [taken('y-1'), 'x-1', 'x-2'],
] as const)('%j: the first free one, and the next', (ids, free, next) => {
  expect([freeId('x', ids), nextId('x', ids)]).toEqual([free, next]);
});

it('an id of its own stays while it is free', () => {
  expect(ownOrFreeId('plan', taken('other'))).toBe('plan');
  expect(ownOrFreeId('plan', taken('plan', 'plan-2'))).toBe('plan-3');
});
