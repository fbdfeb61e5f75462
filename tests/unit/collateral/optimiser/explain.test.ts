import { describe, expect, it, vi } from 'vitest';
import { waysOut } from '../../../../src/lib/collateral/optimiser/alternatives';
import { explainLeftOut } from '../../../../src/lib/collateral/optimiser/left-out';
import { limitsOf, marginalValues } from '../../../../src/lib/collateral/optimiser/marginal-value';
import { optimiseStructure } from '../../../../src/lib/collateral/optimiser/optimise-structure';
import type { StructureInput } from '../../../../src/lib/collateral/optimiser/structure-input';
import { nodeSolver } from '../../../../workers/highs-node';
import { ask, asset, fee, layer, patent, rateFee, wan } from '../../../fixtures/structure-pool';

vi.setConfig({ testTimeout: 60_000 });
const solver = await nodeSolver();
const solved = (input: StructureInput) => optimiseStructure(input, solver);
const ipMost = (share: string) => ({
  id: 'ip',
  label: '知识产权占比',
  scope: { kind: 'intellectual-property' } as const,
  most: { share },
  least: null,
});

describe('why a source was left out', () => {
  const input = ask(100, {
    assets: [
      asset('cheap', 80, { costs: [fee(1)] }),
      asset('second', 40, { costs: [fee(2)] }),
      asset('dear', 100, { costs: [fee(7)] }),
      asset('dear-too', 100, { costs: [fee(7)] }),
      asset('refused', null),
      asset('unwanted', 90, { use: 'never' }),
      patent('patent', 50, { costs: [fee(3)], leastFen: wan(30) }),
    ],
    amountLimits: [ipMost('0.2')],
  });
  const outcome = solved(input);
  const answer = explainLeftOut(input, outcome, solver);
  const of = (id: string) => answer.reasons.find((r) => r.id === id);

  it('costs more by so much: 8 for cheap and dear? no, dear alone 7 instead of 3', () => {
    expect(outcome.check?.costFen).toBe(wan(3));
    expect(of('dear')).toMatchObject({
      code: 'COSTS_MORE',
      extraCostFen: wan(4),
      message: '用它则每年多付 40000.00 元',
    });
  });

  it('breaks a limit, by name: it would carry at least 30 where 20 are allowed', () => {
    expect(of('patent')).toMatchObject({ code: 'BREAKS_LIMIT', limits: ['limit/ip'] });
    expect(of('patent')?.message).toBe('用它则不能同时满足：知识产权占比：上限为需求的 20%，即 20.00 万元');
  });

  it('is not eligible, or not wanted', () => {
    expect(of('refused')?.code).toBe('NOT_ELIGIBLE');
    expect(of('unwanted')?.code).toBe('NEVER_USE');
  });

  it('answers alike sources once, and only those asked for', () => {
    // dear and dear-too share a ranking, the patent has its own.
    expect(answer.rankings).toBe(2);
    const one = explainLeftOut(input, outcome, solver, ['dear-too']);
    expect(one.reasons.map(({ id }) => id)).toEqual(['dear-too']);
    expect(one.rankings).toBe(1);
  });

  it('is not needed where it changes nothing, or only makes one more', () => {
    const alike = ask(50, { assets: [asset('a', 50), asset('b', 50), asset('c', 30), asset('d', 30)] });
    const reasons = explainLeftOut(alike, solved(alike), solver).reasons;
    expect(reasons.map(({ id, code }) => [id, code])).toEqual([
      ['b', 'NOT_NEEDED'],
      ['c', 'MORE_SOURCES'],
      ['d', 'MORE_SOURCES'],
    ]);
  });

  it('says what was not asked in one go', () => {
    const many = ask(10, {
      assets: Array.from({ length: 20 }, (_, at) =>
        asset(`m${at.toString().padStart(2, '0')}`, 20 + at, { costs: [fee(at)] }),
      ),
    });
    const some = explainLeftOut(many, solved(many), solver);
    expect([some.rankings, some.notAsked.length]).toEqual([12, 7]);
  });
});

describe('what one step more would bring', () => {
  it('one 万元 of the cheap source saves what the dear one takes for it', () => {
    const input = ask(100, {
      assets: [
        asset('cheap', 60, { divisible: true, costs: [rateFee('0.01')] }),
        asset('dear', 90, { divisible: true, costs: [rateFee('0.03')] }),
      ],
    });
    const outcome = solved(input);
    const values = marginalValues(input, outcome, solver);
    // 1 万元 at 1% instead of 3%: 200 元; one 万元 less borrowed saves the 3% of it: 300 元.
    expect(values.map(({ limitId, costFen, step, effect }) => [limitId, costFen, step, effect])).toEqual([
      ['need', -30_000n, '少借 1 万元', '年成本少 300.00 元'],
      ['source/cheap', -20_000n, '“虚构cheap”可用额多 1 万元', '年成本少 200.00 元'],
    ]);
  });

  it('one percentage point of a share', () => {
    const input = ask(100, {
      assets: [
        patent('p', 90, { divisible: true, costs: [rateFee('0.01')] }),
        asset('x', 90, { divisible: true, costs: [rateFee('0.03')] }),
      ],
      amountLimits: [ipMost('0.4')],
    });
    const value = marginalValues(input, solved(input), solver).find(({ limitId }) => limitId === 'limit/ip');
    expect([value?.step, value?.costFen]).toEqual(['知识产权占比放宽 1 个百分点', -20_000n]);
  });

  it('one registry more, one day more, what is left of a line, the coverage', () => {
    const input = ask(100, {
      assets: [
        asset('plant', 100, { costs: [fee(9)], days: 5 }),
        patent('p', 60, { costs: [fee(1)], days: 5 }),
        asset('e', 60, { registry: 'ZHONGDENG', costs: [fee(1)], days: 6 }),
      ],
      layers: [layer('g', 40, { draws: [{ capacityId: 'line', weight: '1' }], use: 'never' })],
      capacities: [{ id: 'line', title: '批量额度', kind: 'batch-line', remainingFen: wan(40) }],
      registriesMost: 1,
      daysMost: 6,
      coverageLeast: '1.5',
    });
    const outcome = solved(input);
    const values = marginalValues(input, outcome, solver, [
      'registries',
      'days',
      'capacity/line',
      'coverage',
      'nothing',
    ]);
    expect(values.map(({ limitId, costFen }) => [limitId, costFen])).toEqual([
      ['registries', -wan(7)],
      ['days', 0n],
      ['capacity/line', 0n],
      ['coverage', 0n],
    ]);
    expect(limitsOf(input, outcome).find(({ id }) => id === 'registries')?.atLimit).toBe(true);
  });
});

describe('ways out of an impossible ask', () => {
  it('names the share that is in the way, and how far it would have to give', () => {
    const input = ask(100, { assets: [asset('x', 50), patent('p', 60)], amountLimits: [ipMost('0.4')] });
    const { conflict, alternatives } = waysOut(input, solved(input), solver);
    expect(conflict.map(({ id }) => id)).toEqual(['limit/ip', 'need']);
    // x + p ≤ x + 0.4 N ≥ N → N ≤ 50 / 0.6 = 83.33; or 10 of support, or 10 of another class.
    expect(alternatives.map(({ id, amountFen }) => [id, amountFen])).toEqual([
      ['add-support', wan(10)],
      ['add-asset/RE_FACTORY', wan(10)],
      ['ask-less', wan(100) - 83_333_333n],
    ]);
  });

  it('gives way in the limits themselves where more money would not help', () => {
    const input = ask(100, {
      assets: [asset('x', 100, { use: 'must' }), patent('p', 100, { use: 'must' })],
      registriesMost: 1,
    });
    const { conflict, alternatives } = waysOut(input, solved(input), solver);
    expect(conflict.map(({ id }) => id)).toEqual(['must/p', 'must/x', 'registries']);
    expect(alternatives.map(({ id, text }) => [id, text])).toEqual([
      ['drop-must/p', '不再要求必须使用“虚构p”'],
      ['relax-limit/registries', '登记机构由最多 1 家放宽到 2 家'],
    ]);
  });

  it('more days, and less coverage', () => {
    const late = ask(100, { assets: [asset('x', 100, { days: 9 })], daysMost: 5 });
    expect(waysOut(late, solved(late), solver).alternatives.map(({ text }) => text)).toContain(
      '办妥期限由 5 天放宽到 9 天',
    );
    const thin = ask(100, { assets: [asset('x', 100, { valueFen: wan(150) })], coverageLeast: '1.8' });
    const { conflict, alternatives } = waysOut(thin, solved(thin), solver);
    expect(conflict.map(({ id }) => id)).toEqual(['coverage', 'need']);
    // Need 150 / 1.8 = 83.33 at most; with g of support 1.8 (100 − g) ≤ 150: g = 16.67.
    expect(alternatives.map(({ id, amountFen }) => [id, amountFen])).toEqual([
      ['add-support', 16_666_667n],
      ['add-asset/RE_FACTORY', 15_000_000n],
      ['ask-less', wan(100) - 83_333_333n],
    ]);
  });

  it('lets go of what must be used and cannot be', () => {
    const input = ask(100, { assets: [asset('x', 100), asset('bad', null, { use: 'must' })] });
    expect(waysOut(input, solved(input), solver).alternatives.map(({ text }) => text)).toEqual([
      '不再要求必须使用“虚构bad”',
    ]);
  });

  it('starts from nothing at all: support for the whole need', () => {
    const input = ask(100);
    const outcome = solved(input);
    expect([outcome.status, outcome.check?.openFen]).toEqual(['infeasible', wan(100)]);
    const { conflict, alternatives } = waysOut(input, outcome, solver);
    expect(conflict.map(({ id }) => id)).toEqual(['need']);
    expect(alternatives.map(({ id, amountFen }) => [id, amountFen])).toEqual([['add-support', wan(100)]]);
  });

  it('has nothing to say of an ask that is possible', () => {
    const input = ask(50, { assets: [asset('x', 100)] });
    expect(waysOut(input, solved(input), solver)).toEqual({ conflict: [], alternatives: [], solves: 0 });
  });
});
