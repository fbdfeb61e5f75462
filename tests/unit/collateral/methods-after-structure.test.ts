import { expect, it } from 'vitest';
import { type MethodInput, NO_OUTPUTS } from '../../../src/lib/case/method';
import { collateralMethods } from '../../../src/lib/collateral/methods';
import type { MilpSolver } from '../../../src/lib/collateral/optimiser/milp';
import { methodsWith } from '../../../workers/methods';
import { inputOf } from './build-case';

/** Nothing here is solved. */
const SOLVER: MilpSolver = {
  name: 'none',
  solve: () => {
    throw new Error('not asked');
  },
  relax: () => {
    throw new Error('not asked');
  },
};
const nameOf = (id: string): string => id.slice(0, id.indexOf('@'));

it('loss and cost run after the structure, and a verifier finds them', () => {
  const { all, registry } = methodsWith(SOLVER);
  const ids = all.map(({ id }) => id);
  const at = (name: string): number => ids.findIndex((id) => nameOf(id) === name);
  for (const id of ['collateral.loss@1', 'collateral.credit-cost@1']) {
    expect(registry.get(id)?.id).toBe(id);
    expect(at(nameOf(id))).toBeGreaterThan(at('collateral.structure'));
    for (const need of registry.get(id)?.needs ?? []) expect(at(need)).toBeLessThan(at(nameOf(id)));
  }
  expect(all.some(({ id }) => id.includes('joint'))).toBe(false);
});

it('without anything before them they say that nothing is known, and throw nothing', () => {
  const input: MethodInput = { ...inputOf({}), prior: NO_OUTPUTS };
  for (const method of collateralMethods(SOLVER).slice(1)) {
    const { figures } = method.run(input);
    expect(figures.every(({ value, trace }) => value === null && trace.note !== undefined)).toBe(true);
  }
});
