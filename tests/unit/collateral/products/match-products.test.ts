import { describe, expect, it } from 'vitest';
import { matchProducts, countVerdicts } from '../../../../src/lib/collateral/products/match-products';
import type { ApplicantView } from '../../../../src/lib/collateral/products/product-model';
import { parsePlainDate } from '../../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { walkTrace } from '../../../../src/lib/kernel/trace';
import { rulesOn, wan } from '../../../fixtures/loss-case';
import { NOBODY, catalogueOf, productWith } from '../../../fixtures/product-table';

const DAY = mustBeOk(parsePlainDate('2025-06-01')); // LPR 3.0 %
const match = async (
  cells: Readonly<Record<string, string>>,
  over: Partial<ApplicantView> = {},
  date = DAY,
) => {
  const { catalogue } = await productWith(cells);
  const [found] = matchProducts(catalogue, { ...NOBODY, ...over }, rulesOn(), date);
  if (found === undefined) throw new Error('a match expected');
  return found;
};
const answer = async (cells: Readonly<Record<string, string>>, over: Partial<ApplicantView> = {}) =>
  (await match(cells, over)).verdict;

describe('three-valued answers', () => {
  it.each<
    [
      string,
      Readonly<Record<string, string>>,
      Partial<ApplicantView>,
      Partial<ApplicantView>,
      Partial<ApplicantView>,
    ]
  >([
    ['region', { 地区: '丽水市' }, { region: 'cn-331102' }, { region: 'cn-330802' }, { region: 'cn-33' }],
    [
      'type',
      { 适用对象: '小微企业、高新技术企业' },
      { types: { 'high-tech': true } },
      { types: { 'high-tech': false, 'small-micro': false } },
      { types: { 'high-tech': false } },
    ],
    ['age', { 成立年限: '2年以上' }, { ageMonths: 24 }, { ageMonths: 23 }, {}],
    ['young', { 成立年限: '不满1年' }, { ageMonths: 11 }, { ageMonths: 12 }, {}],
    ['industry', { 行业: 'C39' }, { industry: 'C3912' }, { industry: 'C38' }, { industry: 'C' }],
    [
      'security',
      { 担保方式: '专利质押+政策性担保' },
      { securities: { 'ip-pledge': true, 'policy-guarantee': true } },
      { securities: { 'ip-pledge': false } },
      { securities: { 'ip-pledge': true } },
    ],
    [
      'collateral',
      { 押品: '发明专利、商标' },
      { collateralClasses: { TRADEMARK: true } },
      { collateralClasses: { TRADEMARK: false, PATENT_INV: false } },
      { collateralClasses: { TRADEMARK: false, RE_LAND: true } },
    ],
    ['patents', { 专利要求: '3件以上' }, { patents: 3 }, { patents: 2 }, { inventionPatents: 1 }],
    [
      'inventions',
      { 专利要求: '发明专利1件以上' },
      { inventionPatents: 1 },
      { inventionPatents: 0 },
      { patents: 9 },
    ],
    ['tax grade', { 纳税信用: 'B级以上' }, { taxGrade: 'A' }, { taxGrade: 'M' }, {}],
    [
      'credit',
      { 信用要求: '无逾期、无欠税' },
      { credit: { 'no-overdue': true, 'no-tax-arrears': true } },
      { credit: { 'no-overdue': false } },
      { credit: { 'no-overdue': true } },
    ],
    ['revenue', { 营业收入: '500万元以上' }, { revenueFen: wan(500) }, { revenueFen: wan(500) - 1n }, {}],
    ['tax paid', { 纳税额: '不低于2万元' }, { taxPaidFen: wan(2) }, { taxPaidFen: 0n }, {}],
    [
      'amount',
      { 适用对象: '小微企业', 最低额度: '10万元' },
      { types: { 'small-micro': true }, needFen: wan(10) },
      { types: { 'small-micro': true }, needFen: wan(9) },
      { types: { 'small-micro': true } },
    ],
    [
      'term',
      { 适用对象: '小微企业', 期限: '1-3年' },
      { types: { 'small-micro': true }, termMonths: 36 },
      { types: { 'small-micro': true }, termMonths: 37 },
      { types: { 'small-micro': true } },
    ],
  ])('%s', async (_, cells, yes, no, unknown) => {
    expect([await answer(cells, yes), await answer(cells, no), await answer(cells, unknown)]).toEqual([
      'yes',
      'no',
      'unknown',
    ]);
  });

  it('信用 among the alternatives asks for nothing', async () => {
    expect(await answer({ 担保方式: '信用、专利质押' })).toBe('yes');
  });

  it('a text that was not understood is never yes, and a product without conditions is none either', async () => {
    const all: Partial<ApplicantView> = {
      region: 'cn-331102',
      ageMonths: 240,
      types: { 'small-micro': true },
    };
    const text = await match({ 准入条件: '产品有竞争力' }, all);
    expect([text.verdict, text.reasons[0]?.reason]).toEqual(['unknown', '“产品有竞争力”没有读懂，不作判断']);
    expect(await answer({ 地区: '不限' }, all)).toBe('unknown');
  });

  it('every answer has a reason, every unknown says what to ask for', async () => {
    const found = await match({
      地区: '丽水市',
      成立年限: '2年',
      专利要求: '3件',
      准入条件: '口碑好',
      期限: '1年',
    });
    expect(found.reasons.length).toBe(5);
    for (const { answer: said, reason, ask } of found.reasons) {
      expect(said).toBe('unknown');
      expect([reason.length > 0, ask.startsWith('请')]).toEqual([true, true]);
    }
  });
});

describe('estimates', () => {
  it('limit: the smallest of maximum and multiples, with the known bases', async () => {
    const cells = { 额度: '最高300万元，且不超过年纳税额的5倍' };
    const known = await match(cells, { taxPaidFen: wan(20), needFen: wan(100) });
    expect([known.limit.highFen, known.limit.complete, known.covers]).toEqual([wan(100), true, 'yes']);
    const open = await match(cells, { needFen: wan(100) });
    expect([open.limit.highFen, open.limit.complete, open.covers]).toEqual([wan(300), false, 'unknown']);
    expect((await match(cells, { taxPaidFen: wan(20), needFen: wan(101) })).covers).toBe('no');
    expect((await match({ 利率: '3%' }, { needFen: wan(1) })).limit.highFen).toBeNull();
  });

  it('rate: LPR of the day ± bp, unknown outside the known days', async () => {
    const rate = async (text: string, date = DAY) => {
      const { low, high, note } = (await match({ 利率: text }, {}, date)).rate;
      return [low, high, note === ''];
    };
    expect(await rate('LPR+50至150BP')).toEqual(['0.035', '0.045', true]);
    expect(await rate('LPR-20BP')).toEqual(['0.028', '0.028', true]);
    expect(await rate('3.2%-4.5%')).toEqual(['0.032', '0.045', true]);
    expect(await rate('LPR+50BP', mustBeOk(parsePlainDate('2026-11-20')))).toEqual([null, null, false]);
    expect(await rate('4.5%-3.2%')).toEqual([null, null, false]);
    expect(await rate('面议')).toEqual([null, null, false]);
  });

  it('trace to cells of the catalogue and to the LPR', async () => {
    const found = await match(
      { 额度: '最高300万元，且不超过年纳税额的5倍', 利率: 'LPR+50BP' },
      { taxPaidFen: wan(20) },
    );
    const sources = [found.limit.trace, found.rate.trace].flatMap((root) =>
      [...walkTrace(root)].filter(({ children }) => children.length === 0).map(({ source }) => source?.kind),
    );
    expect(sources).toEqual(['cell', 'cell', 'field', 'cell', 'parameter']);
  });
});

describe('the order', () => {
  it('is yes, unknown, no; then reach, rate, limit, id', async () => {
    const lines = [
      '产品编号,机构,产品名称,适用对象,最高额度（万元）,利率',
      'far,虚构银行,a,小微企业,50,2%',
      'dear,虚构银行,b,小微企业,500,5%',
      'cheap,虚构银行,c,小微企业,300,3%',
      'big,虚构银行,d,小微企业,900,3%',
      'no,虚构银行,e,外贸企业,900,1%',
      'open,虚构银行,f,高新技术企业,900,1%',
      'rateless,虚构银行,g,小微企业,900,面议',
      'big-2,虚构银行,h,小微企业,900,3%',
    ];
    const applicant = { ...NOBODY, types: { 'small-micro': true, export: false }, needFen: wan(200) };
    const order = async (all: readonly string[]) =>
      matchProducts(await catalogueOf(all), applicant, rulesOn(), DAY).map(({ product }) => product.id);
    const expected = ['big', 'big-2', 'cheap', 'dear', 'rateless', 'far', 'open', 'no'];
    expect(await order(lines)).toEqual(expected);
    const [header = '', ...rows] = lines;
    expect(await order([header, ...rows.reverse()])).toEqual(expected);
    expect(countVerdicts(matchProducts(await catalogueOf(lines), applicant, rulesOn(), DAY))).toEqual({
      yes: 6,
      no: 1,
      unknown: 1,
    });
  });
});
