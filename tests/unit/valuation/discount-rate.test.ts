import { describe, expect, it } from 'vitest';
import { walkTrace } from '../../../src/lib/kernel/trace';
import { type PlainDate, parsePlainDate } from '../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { type CapitalCostInput, capitalCost } from '../../../src/lib/valuation/rates/capital-cost';
import { type RiskAnswer, riskBuildUp } from '../../../src/lib/valuation/rates/risk-build-up';
import { contextOf, money, number } from '../../fixtures/valuation-inputs';
import { expectRefusal } from '../../fixtures/refusal';

const context = contextOf();
const day = (text: string): PlainDate => mustBeOk(parsePlainDate(text));
const VALUED = day('2026-11-20');
const riskFree = { rate: number('0.025'), quotedOn: VALUED };

/** The vector of the risk table: tech 20/40/10/20, market 20/20/40, funding 40/40, management 20/40/40. */
const OPTIONS: Readonly<Record<string, string>> = {
  'technology.conversion': '小批量生产',
  'technology.substitution': '存在若干替代产品',
  'technology.right': '发明专利或经无效维持的实用新型',
  'technology.integration': '细微环节需调整',
  'market.capacity': '总容量一般但前景好',
  'market.rivals': '厂商较少,实力无明显优势',
  'market.entrants': '进入壁垒中',
  'funding.fixed-assets': '投资额中等',
  'funding.working-capital': '中等',
  'management.sales': '除利用现有网点外还需新建一部分',
  'management.quality': '体系建立但不完善',
  'management.development': '开发力量较强',
};
const answers = (changes: Readonly<Record<string, string | null>> = {}): readonly RiskAnswer[] =>
  Object.entries({ ...OPTIONS, ...changes }).map(([item, option]) => ({ item, option }));
const build = (given: readonly RiskAnswer[], rf = riskFree) =>
  riskBuildUp({ riskFree: rf, answers: given, basis: 'post-tax' }, VALUED, context);

describe('风险累加法', () => {
  it('1.20 % + 1.18 % + 2.00 % + 1.60 % + rf 2.5 % = 8.48 %', () => {
    const { rate, basis, warnings } = mustBeOk(build(answers()));
    expect(rate.value.toFixed()).toBe('0.0848');
    expect(rate.node.children.slice(0, 5).map(({ value }) => value)).toEqual([
      '0.025',
      '0.012',
      '0.0118',
      '0.02',
      '0.016',
    ]);
    expect([basis, warnings]).toEqual(['post-tax', []]);
    expect(rate.node.confidence).toBe('assumption');
  });

  it('an item without an answer stops, and so does an option that is not in the table', () => {
    const gap = expectRefusal(build(answers({ 'market.rivals': null })), 'E_MISSING');
    expect([gap.path, gap.rule]).toEqual(['v.answers[market.rivals]', 'valuation.risk-premium-table']);
    expectRefusal(build(answers().slice(1)), 'E_MISSING');
    expectRefusal(build(answers({ 'market.rivals': '很多' })), 'E_OPTION_UNKNOWN');
    expectRefusal(build([...answers(), { item: 'market.weather', option: '晴' }]), 'E_FACTOR_UNKNOWN');
    expectRefusal(build([...answers(), { item: 'market.rivals', option: '很多' }]), 'E_FACTOR_TWICE');
  });

  it('rf needs a rate and a day that is not after the valuation date', () => {
    expectRefusal(build(answers(), { ...riskFree, rate: number(null) }), 'E_MISSING');
    expectRefusal(build(answers(), { ...riskFree, rate: number('2.5') }), 'E_RISK_FREE_RANGE');
    const late = { ...riskFree, quotedOn: day('2026-11-21') };
    expect(expectRefusal(build(answers(), late), 'E_DATE_AFTER').path).toBe('v.riskFree.quotedOn');
    const early = mustBeOk(build(answers(), { ...riskFree, quotedOn: day('2026-11-19') }));
    expect(early.warnings.map(({ code }) => code)).toEqual(['W_RISK_FREE_DATE']);
  });

  it('warns below the bounds of the rulebook', () => {
    // Every option at 0 and 10 for the right: 5 % × 0.2 × 10 / 100 = 0.1 %; + 2.5 % = 2.6 %
    const none = answers({
      'technology.conversion': '工业化生产',
      'technology.substitution': '无替代产品',
      'technology.integration': '相关技术完善',
      'market.capacity': '总容量大且平稳',
      'market.rivals': '市场为新市场,无其他厂商',
      'market.entrants': '进入壁垒高',
      'funding.fixed-assets': '投资额低',
      'funding.working-capital': '需要流动资金少',
      'management.sales': '已有销售网点和人员',
      'management.quality': '质保体系完善',
      'management.development': '开发力量强,投入高',
    });
    const { rate, warnings } = mustBeOk(build(none));
    expect(rate.value.toFixed()).toBe('0.026');
    expect(warnings.map(({ code, rule }) => `${code} ${rule ?? ''}`)).toEqual([
      'W_DISCOUNT_LOW valuation.discount-rate-bounds',
    ]);
  });

  it('a rate of 0 is refused', () => {
    const table = {
      capPerClass: '0.05',
      classes: [
        {
          id: 'c',
          title: '类',
          items: [{ id: 'c.i', title: '项', weight: '1', options: [{ title: '无', score: 0 }] }],
        },
      ],
    };
    const zero = riskBuildUp(
      {
        riskFree: { ...riskFree, rate: number('0') },
        answers: [{ item: 'c.i', option: '无' }],
        basis: 'post-tax',
      },
      VALUED,
      contextOf({ 'valuation.risk-premium-table': table }),
    );
    expect(expectRefusal(zero, 'E_DISCOUNT_RANGE').rule).toBe('valuation.constraint.discount-positive');
  });
});

describe('CAPM and WACC', () => {
  const input: CapitalCostInput = {
    riskFree,
    beta: number('1.2'),
    equityRiskPremium: number('0.07'),
    companyPremium: number('0.02'),
    equity: money(6000),
    debt: money(4000),
    costOfDebt: number('0.05'),
    taxRate: number('0.25'),
    patentPremium: number('0.03'),
  };
  const cost = (changes: Partial<CapitalCostInput>) => capitalCost({ ...input, ...changes }, VALUED, context);

  it('Re 12.9 %, WACC 9.24 %, r 12.24 %', () => {
    // Re = .025 + 1.2·.07 + .02 = .129; WACC = .129·.6 + .05·.75·.4 = .0774 + .015 = .0924; + .03 = .1224
    const { rate, basis, warnings } = mustBeOk(cost({}));
    expect(rate.value.toFixed()).toBe('0.1224');
    expect(rate.node.children[0]?.value).toBe('0.0924');
    expect(rate.node.children[0]?.children[0]?.value).toBe('0.129');
    expect([basis, warnings]).toEqual(['post-tax', []]);
  });

  it('without debt the cost of equity, and no cost of debt is asked for', () => {
    const { rate } = mustBeOk(cost({ debt: money(0), costOfDebt: number(null) }));
    expect(rate.value.toFixed()).toBe('0.159');
    // What nobody entered stands in the trace as no number, least of all as 0.
    const nodes = [...walkTrace(rate.node)];
    expect(nodes.filter(({ label, formula = '' }) => `${label}${formula}`.includes('Rd'))).toEqual([]);
    expect(nodes.some(({ source }) => source?.kind === 'field' && source.path.includes('costOfDebt'))).toBe(
      false,
    );
    expect(expectRefusal(cost({ costOfDebt: number(null) }), 'E_MISSING').path).toBe('v.costOfDebt');
  });

  it('no premium over the WACC needs a reason; a negative one is refused', () => {
    const { warnings } = mustBeOk(cost({ patentPremium: number('0') }));
    expect(warnings.map(({ code }) => code)).toEqual(['W_PATENT_PREMIUM_ZERO']);
    expect(expectRefusal(cost({ patentPremium: number('-0.01') }), 'E_RANGE').path).toBe('v.patentPremium');
  });

  it('warns above the bounds; refuses inputs outside their domain', () => {
    const { warnings } = mustBeOk(cost({ beta: number('8') }));
    expect(warnings.map(({ code }) => code)).toEqual(['W_DISCOUNT_HIGH']);
    expectRefusal(cost({ beta: number('0') }), 'E_RANGE');
    expectRefusal(cost({ equity: money(0) }), 'E_RANGE');
    expectRefusal(cost({ taxRate: number('1') }), 'E_TAX_RANGE');
  });
});
