import { describe, expect, it } from 'vitest';
import {
  plainWords,
  readBounds,
  readMoneyNumber,
  readMonths,
  readPieces,
} from '../../../../src/lib/collateral/products/bounds';
import { readProductWords, regionCode } from '../../../../src/lib/collateral/products/product-rules';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { rulesOn } from '../../../fixtures/loss-case';
import { productWith } from '../../../fixtures/product-table';

const conditions = async (cells: Readonly<Record<string, string>>) =>
  (await productWith(cells)).product.conditions.map(({ origin, ...rest }) =>
    rest.kind === 'text' ? `？${origin.text}` : rest,
  );

describe('bounds', () => {
  const money = (text: string) => {
    const found = readBounds(text, readMoneyNumber(null));
    return found === null ? null : [found.min, found.max];
  };
  it.each<[string, readonly [bigint | null, bigint | null] | null]>([
    ['10-500万元', [10_000_000n, 500_000_000n]],
    ['10万元至500万元', [10_000_000n, 500_000_000n]],
    ['最高1,000万元', [null, 1_000_000_000n]],
    ['不低于0.5亿元', [5_000_000_000n, null]],
    ['５００万元以内', [null, 500_000_000n]],
    ['100万元（含）以上', [100_000_000n, null]],
    ['人民币 300 万元', [300_000_000n, 300_000_000n]],
    ['超过100元', [10_001n, null]],
    ['低于100元', [null, 9_999n]],
    ['500', null],
    ['500-10万元', null],
    ['10万-500万-900万', null],
    ['约500万元', null],
    ['500万元左右', null],
    ['1e3万元', null],
    ['-5万元', null],
    ['', null],
  ])('%s', (text, expected) => {
    expect(money(text)).toEqual(expected);
  });

  it('months and pieces: 满两年, 半年, 1.5年, 3件', () => {
    const months = (text: string) => readBounds(plainWords(text), readMonths(null));
    expect([months('满两年')?.min, months('半年')?.max, months('1.5年')?.max, months('十个月')?.max]).toEqual(
      [24n, 6n, 18n, 10n],
    );
    expect([months('24'), readBounds('0.3年', readMonths(null))]).toEqual([null, null]); // 3.6 months are no whole ones
    expect(readBounds('不少于3件', readPieces)?.min).toBe(3n);
  });
});

describe('places', () => {
  const words = mustBeOk(readProductWords(rulesOn()));
  it.each([
    ['丽水市莲都区', 'cn-331102'],
    ['浙江省丽水市莲都区', 'cn-331102'],
    ['浙江', 'cn-33'],
    ['丽水市范围内', 'cn-3311'],
    ['全国', 'cn'],
    ['衢州市莲都区', null], // not inside
    ['火星市', null],
    ['丽水市某某街道', null],
  ])('%s: %s', (text, code) => {
    expect(regionCode(words, text)).toBe(code);
  });
});

describe('conditions of columns', () => {
  it('are typed where the whole cell is understood', async () => {
    expect(
      await conditions({
        适用区域: '丽水市莲都区、浦江县',
        服务对象: '高新技术企业或专精特新“小巨人”企业',
        经营年限: '2年以上',
        行业: 'C39、信息传输、软件和信息技术服务业',
        担保方式: '信用、知识产权质押＋政策性担保',
        抵质押物: '发明专利、厂房',
        专利数量: '发明专利≥2件',
        纳税等级: 'B级及以上',
        征信要求: '近两年无逾期、非失信被执行人',
        营业收入: '不低于500万元',
      }),
    ).toEqual([
      { kind: 'region', codes: ['cn-331102', 'cn-330726'] },
      { kind: 'enterprise-type', anyOf: ['high-tech', 'little-giant'] },
      { kind: 'age', min: 24n, max: null },
      '？C39、信息传输、软件和信息技术服务业', // a name with 、 in a list cannot be told apart
      { kind: 'security', anyOf: [['unsecured'], ['ip-pledge', 'policy-guarantee']] },
      { kind: 'collateral', anyOf: ['PATENT_INV', 'RE_FACTORY'] },
      { kind: 'patents', of: 'invention', min: 2n },
      { kind: 'tax-grade', anyOf: ['A', 'B'] },
      { kind: 'credit', needs: ['no-overdue', 'no-dishonesty'] },
      { kind: 'revenue', min: 500_000_000n, max: null },
    ]);
  });

  it('不限 and missing words are no condition, half-understood cells are text', async () => {
    expect(await conditions({ 适用区域: '不限', 行业: '全行业', 担保方式: '-', 适用对象: '无' })).toEqual([]);
    expect(
      await conditions({ 适用区域: '丽水市及周边', 适用对象: '小微企业、老板娘', 担保方式: '信用或人品' }),
    ).toEqual(['？丽水市及周边', '？小微企业、老板娘', '？信用或人品']);
  });

  it.each<[string, unknown]>([
    [
      '成立满2年；无逾期',
      [
        { kind: 'age', min: 24n, max: null },
        { kind: 'credit', needs: ['no-overdue'] },
      ],
    ],
    [
      '1.成立1年以上 2.纳税信用等级为A级或B级',
      [
        { kind: 'age', min: 12n, max: null },
        { kind: 'tax-grade', anyOf: ['A', 'B'] },
      ],
    ],
    [
      '注册地在丽水市，年纳税额不低于2万元',
      [
        { kind: 'region', codes: ['cn-3311'] },
        { kind: 'tax-paid', min: 2_000_000n, max: null },
      ],
    ],
    [
      '属于高新技术企业且拥有有效发明专利不少于1件',
      [
        { kind: 'enterprise-type', anyOf: ['high-tech'] },
        { kind: 'patents', of: 'invention', min: 1n },
      ],
    ],
    ['无逾期；3）', [{ kind: 'credit', needs: ['no-overdue'] }, '？3）']],
    ['成立满2年，或纳税A级', ['？成立满2年，或纳税A级']],
    ['满足下列条件之一：成立满2年；纳税A级', ['？满足下列条件之一：成立满2年；纳税A级']],
    ['成立满2年（科技企业除外）', ['？成立满2年（科技企业除外）']],
    ['成立2年以上的优质企业，无逾期', ['？成立2年以上的优质企业', { kind: 'credit', needs: ['no-overdue'] }]],
    ['优先支持发明专利3件以上企业', ['？优先支持发明专利3件以上企业']],
  ])('free words: %s', async (text, expected) => {
    expect(await conditions({ 准入条件: text })).toEqual(expected);
  });
});

describe('limit, rate and term', () => {
  const limit = async (cells: Readonly<Record<string, string>>) => {
    const { minFen, maxFen, multiples, unread } = (await productWith(cells)).product.limit;
    return [minFen, maxFen, multiples.map(({ of, times }) => [of, times]), unread.map(({ text }) => text)];
  };
  it.each<[Readonly<Record<string, string>>, unknown]>([
    [{ '最高额度（万元）': '500' }, [null, 500_000_000n, [], []]],
    [{ 贷款额度: '10-500万元' }, [10_000_000n, 500_000_000n, [], []]],
    [{ 最低额度: '10万元', 最高额度: '3000万元' }, [10_000_000n, 3_000_000_000n, [], []]],
    [{ 额度: '最高300万元，且不超过年纳税额的5倍' }, [null, 300_000_000n, [['tax-paid', '5']], []]],
    [
      { 测算公式: '专利评估值的30%；上年度销售收入×10%' },
      [
        null,
        null,
        [
          ['patent-value', '0.3'],
          ['revenue', '0.1'],
        ],
        [],
      ],
    ],
    [{ 额度: '最高300万元，视经营情况' }, [null, 300_000_000n, [], ['视经营情况']]],
    [{ '最高额度（万元）': '500万元' }, [null, 500_000_000n, [], []]],
    [{ '最高额度（万元）': '5亿元' }, [null, null, [], ['5亿元']]], // contradicts its column
    [{ 最高额度: '500' }, [null, null, [], ['500']]], // no unit anywhere
  ])('%j', async (cells, expected) => {
    expect(await limit(cells)).toEqual(expected);
  });

  const rate = async (text: string, heading = '利率') => {
    const found = (await productWith({ [heading]: text })).product.rate;
    const end = (bound: NonNullable<typeof found>['low'] | undefined) =>
      bound === null || bound === undefined
        ? null
        : bound.kind === 'fixed'
          ? bound.ratio
          : `${bound.term}${bound.bp >= 0 ? '+' : ''}${bound.bp}`;
    return found?.unread === true ? 'unread' : [end(found?.low), end(found?.high)];
  };
  it.each<[string, unknown]>([
    ['LPR', ['1y+0', '1y+0']],
    ['LPR+50BP', ['1y+50', '1y+50']],
    ['1年期LPR减20个基点', ['1y-20', '1y-20']],
    ['5年期以上LPR+10bp', ['5y+10', '5y+10']],
    ['LPR+50至150BP', ['1y+50', '1y+150']],
    ['LPR-20BP至LPR+100BP', ['1y-20', '1y+100']],
    ['不高于LPR+150BP', [null, '1y+150']],
    ['3.45%', ['0.0345', '0.0345']],
    ['3.2%-4.5%', ['0.032', '0.045']],
    ['3.2-4.5%', ['0.032', '0.045']],
    ['年化3.6%起', ['0.036', null]],
    ['3.45', 'unread'], // no unit: asked for
    ['LPR+50', 'unread'],
    ['优惠利率', 'unread'],
    ['345%', 'unread'],
    ['LPR×1.2', 'unread'],
  ])('rate %s', async (text, expected) => {
    expect(await rate(text)).toEqual(expected);
  });

  it('a rate column in per cent needs no sign', async () => {
    expect(await rate('3.45', '年利率（%）')).toEqual(['0.0345', '0.0345']);
  });

  it('terms', async () => {
    const term = async (text: string, heading = '期限') => {
      const { product } = await productWith({ [heading]: text });
      return [product.termMin, product.termMax, product.conditions.length];
    };
    expect(await term('1-3年')).toEqual([12n, 36n, 0]);
    expect(await term('最长36个月')).toEqual([null, 36n, 0]);
    expect(await term('3年')).toEqual([null, 36n, 0]);
    expect(await term('12', '期限（月）')).toEqual([null, 12n, 0]);
    expect(await term('随借随还')).toEqual([null, null, 1]); // unread: a text condition, never yes
  });
});
