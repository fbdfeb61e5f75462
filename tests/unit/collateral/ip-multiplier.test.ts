import { describe, expect, it } from 'vitest';
import { structureCase } from '../../../src/lib/collateral/structure-case';
import { STRUCTURE_METHOD_1 } from '../../../src/lib/collateral/structure-model';
import { walkTrace } from '../../../src/lib/kernel/trace';
import { inputOf, item, offer, structure, wan } from './build-case';

const A = { grade: 'A', low: '1', high: '1' };
const B = { grade: 'B', low: '0.85', high: '0.85' };
const C = { grade: 'C', low: '0.6', high: '0.6' };
const D = { grade: 'D', low: '0', high: '0' };
const OPEN = { grade: null, low: '0.6', high: '0.85' };

const ip = (assetClass: string, change: Parameters<typeof item>[1] = {}) =>
  item('ip', { assetClass, title: '知识产权', ...change });

describe('知识产权上限系数', () => {
  // 1000 万元 × 30 % = 300; × 0.85 = 255; × 0.6 = 180.
  it.each([
    ['A', A, wan(300), '0.3'],
    ['B', B, wan(255), '0.255'],
    ['C', C, wan(180), '0.18'],
    ['未定，取低端', OPEN, wan(180), '0.18'],
  ])('%s：按价值折算的专利乘系数', (_name, grade, available, cap) => {
    const [used] = structure({ items: [ip('PATENT_INV')], grade }).items;
    expect(used).toMatchObject({ availableFen: available, cap });
    expect(used?.reason).toContain('等级系数');
  });

  it.each([['PATENT_INV'], ['PATENT_MIXED'], ['TRADEMARK'], ['COPYRIGHT'], ['DATA_IP']])(
    '%s 是知识产权，乘系数',
    (assetClass) => {
      const available = (grade: typeof A) =>
        BigInt(structure({ items: [ip(assetClass)], grade }).items[0]?.availableFen ?? -1);
      expect(available(C) * 10n).toBe(available(A) * 6n);
    },
  );

  it('厂房不是知识产权，系数不改变它', () => {
    const of = (grade: typeof A) => structure({ items: [item('f')], grade }).items[0];
    expect(of(D)).toEqual(of(A));
    expect(of(D)?.afterGrade).toBeNull();
  });

  it.each([
    ['D 级', D, '三看三评 D 级：系数 0，不认可知识产权价值'],
    ['没有评过', null, '三看三评尚未评分，按低端：系数 0，不认可知识产权价值'],
  ])('%s：不认可知识产权价值，用文字说明', (_name, grade, words) => {
    const result = structure({ items: [ip('PATENT_INV')], grade });
    expect(result.items).toEqual([]);
    expect(result.leftOut).toMatchObject([{ id: 'ip', code: 'E_GRADE_ZERO' }]);
    expect(result.leftOut[0]?.reason).toContain(words);
    expect(result.alternatives.some((a) => a.sourceId === 'ip')).toBe(false);
  });

  it('录入的授信额不截取，列出按系数后需要的价值', () => {
    const need = wan(4500);
    const offers = [offer('patent-pool')];
    const graded = structure({ need, offers, grade: C });
    const [used] = graded.items;
    expect(graded.ipShareLabel).toBe('40.89%');
    // 1840 ÷ (0.3 × 0.6) = 10 222.2222… 万元
    expect(used).toMatchObject({
      amountFen: wan(1840),
      cap: '0.3',
      valueNeededFen: '6133333334',
      afterGrade: { multiplier: '0.6', cap: '0.18', valueNeededFen: '10222222223', allowedFen: null },
    });
    expect(used?.reason).toContain('18% 上限下需要价值 10,222.22 万元');
    const zero = structure({ need, offers, grade: D });
    expect(zero.ipShareLabel).toBe('40.89%');
    expect(zero.items[0]?.afterGrade).toMatchObject({ cap: '0', valueNeededFen: null });
    expect(zero.items[0]?.reason).toContain('没有价值可以支持这一授信额');
  });

  it('依据里有等级系数和原来的上限', () => {
    const [used] = structure({ items: [ip('PATENT_INV')], grade: B }).items;
    const nodes = used === undefined ? [] : [...walkTrace(used.trace)];
    const after = nodes.find(({ id }) => id === 'collateral/cap-after-grade/ip');
    expect(after?.value).toBe('0.255');
    expect(after?.children.map((c) => c.value)).toEqual(['0.3', '0.85']);
  });

  it('补价值的办法按乘过系数的上限计算', () => {
    const need = wan(1000);
    const { alternatives } = structure({ need, items: [ip('PATENT_INV', { valueFen: null })], grade: B });
    // 1000 ÷ 0.255 = 3921.5686… 万元
    expect(alternatives.find((a) => a.kind === 'enter-value')?.toFen).toBe('3921568628');
  });

  it.each([['-1'], ['1.5'], ['高'], ['1e9']])('系数“%s”不是 0 至 1 的数，按 0', (low) => {
    const result = structure({ items: [ip('PATENT_INV')], grade: { grade: 'A', low, high: low } });
    expect(result.items).toEqual([]);
  });

  it('第 1 版不读等级', () => {
    const setting = { items: [ip('PATENT_INV')] };
    const of = (grade: typeof A | null) => structureCase(inputOf({ ...setting, grade }), STRUCTURE_METHOD_1);
    expect(of(D)).toEqual(of(null));
    expect(of(D)).toMatchObject({ ipMultiplier: null, items: [{ availableFen: wan(300), cap: '0.3' }] });
    expect(of(D).figures.every((f) => f.method === STRUCTURE_METHOD_1)).toBe(true);
  });
});
