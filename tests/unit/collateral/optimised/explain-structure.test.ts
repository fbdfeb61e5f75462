import { describe, expect, it } from 'vitest';
import { emptyCollateral } from '../../../../src/lib/case/new-collateral';
import { explainStructure } from '../../../../src/lib/collateral/optimised/explain-structure';
import { askOf, optimiseCase } from '../../../../src/lib/collateral/optimised/optimise-case';
import { item, support, wan } from '../build-case';
import { SOLVER, askOfCase } from './build-structure';

const { ask: ASK } = emptyCollateral();
const plant = (id: string, worth: number, fee: number, change = {}) =>
  item(id, { valueFen: wan(worth), oneOffCostFen: wan(fee), ...change });

const explained = (...given: Parameters<typeof askOfCase>) => {
  const read = askOf(askOfCase(...given));
  if (!read.ok) throw new Error('the case must ask something');
  return explainStructure(read.asked, SOLVER);
};

describe('为什么、多少代价、怎样才行', () => {
  it('没有用的来源：用它要多花多少，重新求解得出', () => {
    // a at 1 carries 600 alone; with b (3) instead of or beside a the cost is 3 or 4.
    const { leftOut } = explained({ need: wan(600), items: [plant('a', 1000, 1), plant('b', 1000, 3)] });
    expect(leftOut.map(({ id, code, extraCostFen }) => [id, code, extraCostFen])).toEqual([
      ['b', 'COSTS_MORE', wan(2)],
    ]);
  });

  it('顶满的限制：再多一步会怎样', () => {
    // 600 of 700; the guarantee at 1 % carries 100: one 万元 more of the plant saves 100 元.
    const { steps } = explained({
      need: wan(700),
      items: [plant('a', 1000, 1)],
      support: [support('g', { capacityFen: wan(500), feeRate: '0.01' })],
      debt: ['2026-11-20', '2027-11-20'],
    });
    expect(steps.find(({ limitId }) => limitId === 'source/a')).toEqual({
      limitId: 'source/a',
      step: '“押品 a”可用额多 1 万元',
      effect: '年成本少 100.00 元',
    });
  });

  it('做不到的要求：最多三种改法，改动最小的在前，每种都重新求解过', () => {
    const setting = {
      need: wan(1000),
      items: [plant('a', 1000, 1), plant('prior', 1000, 1, { priorClaimsFen: wan(600) })],
      support: [support('g', { capacityFen: wan(100) })],
    };
    const { alternatives, conflict } = explained(setting);
    // Open: 1000 − 600 − 100 = 300.
    expect(alternatives.map(({ kind, sourceId, toFen }) => [kind, sourceId, toFen])).toEqual([
      ['release-lien', 'prior', null],
      ['raise-support', 'g', wan(400)],
      ['add-asset', null, wan(300)],
    ]);
    expect(conflict.map(({ id }) => id)).toEqual(['need']);
    const raised = askOfCase({ ...setting, support: [support('g', { capacityFen: wan(400) })] });
    expect(optimiseCase(raised, SOLVER)).toMatchObject({ status: 'optimal', residualFen: '0' });
  });

  it('互相冲突的要求点名', () => {
    const { conflict } = explained(
      {
        need: wan(600),
        items: [plant('a', 1000, 1), plant('b', 1000, 1, { assetClass: 'EQUIP_GEN', use: 'must' })],
      },
      { ask: { ...ASK, registriesMost: 1 } },
    );
    expect(conflict.map(({ text }) => text)).toEqual([
      '必须使用“押品 b”',
      '登记机构最多 1 家',
      '需求 600.00 万元',
    ]);
  });

  it('抵质押率上下十个百分点，最多能承接多少；不超过本类最高', () => {
    // Factory 60 % (at most 70 %): 50 % → 500, 70 % → 700; the guarantee adds 100.
    const { caps } = explained({
      need: wan(600),
      items: [
        plant('a', 1000, 1),
        plant('e', 500, 1, { enteredCreditFen: wan(200), enteredCreditSource: '虚构' }),
      ],
      support: [support('g', { capacityFen: wan(100) })],
    });
    expect(caps?.mostFen).toBe(wan(900));
    expect(caps?.steps).toEqual([
      {
        id: 'a',
        title: '押品 a',
        cap: '0.6',
        lowLabel: '50 %',
        highLabel: '70 %',
        lowFen: wan(800),
        highFen: wan(1000),
      },
      {
        id: 'e',
        title: '押品 e',
        cap: null,
        lowLabel: '录入授信额少一成',
        highLabel: '录入授信额多一成',
        lowFen: wan(880),
        highFen: wan(920),
      },
    ]);
  });

  it('知识产权的上限先动再乘等级系数：最高可设 50% × 0.7 = 35%，不是 38%', () => {
    const { caps } = explained({
      need: wan(600),
      grade: { grade: 'B', low: '0.7', high: '0.7' },
      items: [item('m', { assetClass: 'TRADEMARK', valueFen: wan(1000), capOverride: '0.45' })],
    });
    expect(caps?.steps[0]).toMatchObject({
      lowLabel: '35 %',
      highLabel: '50 %',
      lowFen: wan(245),
      highFen: wan(350),
    });
  });

  it('授信额与价值都有时，多一成的授信额仍受价值所限', () => {
    // Credit 550 against 60 % of 1000 = 600: +10 % would be 605, the value bears 600.
    const { caps } = explained({
      need: wan(600),
      items: [plant('e', 1000, 1, { enteredCreditFen: wan(550), enteredCreditSource: '虚构' })],
    });
    expect([caps?.mostFen, caps?.steps[0]?.lowFen, caps?.steps[0]?.highFen]).toEqual([
      wan(550),
      wan(495),
      wan(600),
    ]);
  });

  it('没有来源就没有可说的', () => {
    expect(explained({ need: wan(600) }).caps).toBeNull();
  });
});
