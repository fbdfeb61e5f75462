import { expect, it } from 'vitest';
import { NO_OUTPUTS } from '../../../../src/lib/case/method';
import { checkStructure } from '../../../../src/lib/collateral/optimised/check-structure';
import { STRUCTURE_METHOD } from '../../../../src/lib/collateral/structure-model';
import { item, wan } from '../build-case';
import { askOfCase, solved } from './build-structure';

const plant = (id: string, change = {}) =>
  item(id, { valueFen: wan(1000), oneOffCostFen: wan(1), ...change });

/** What is wrong with the plan found without any demand, when `b` is demanded too. 600 need, a alone carries 600. */
const wrongOf = (b: object): readonly string[] | undefined => {
  const { figures } = solved({ need: wan(600), items: [plant('a'), plant('b', { use: 'never' })] });
  const asked = askOfCase({ need: wan(600), items: [plant('a'), plant('b', b)] });
  return checkStructure(STRUCTURE_METHOD)(asked, { ...NO_OUTPUTS, figures })?.wrong;
};

it('组合漏掉了必须用而且能用的来源：不成立', () => {
  expect(wrongOf({ use: 'must' })?.join()).toContain('没有使用');
});

it('必须用而不能用的、可用可不用的来源没有用上：不是组合的错', () => {
  expect(wrongOf({ use: 'must', currency: 'USD' })).toEqual([]);
  expect(wrongOf({ use: 'may' })).toEqual([]);
});
