import { describe, expect, it } from 'vitest';
import { mustBeOk } from '../../src/lib/kernel/result';
import { detailsOfProduct, matchOfCase } from '../../workers/products';
import { catalogueInput } from '../fixtures/product-case';

const match = async (text: string) => mustBeOk(await matchOfCase(catalogueInput(text)));

describe('catalogues that somebody got wrong, or made to do harm', () => {
  it('formulas stay text: shown as they stand, never computed, never a yes', async () => {
    const text =
      '机构,产品名称,适用地区,准入条件\n"=HYPERLINK(""http://x"")",@SUM(A1),+1+1,"=CMD|\' /C calc\'!A0"\n';
    const found = await match(text);
    expect(found.lines.map(({ bank, name, verdict }) => [bank, name, verdict])).toEqual([
      ['=HYPERLINK("http://x")', '@SUM(A1)', 'unknown'],
    ]);
    const details = mustBeOk(await detailsOfProduct({ ...catalogueInput(text), record: 2 }));
    expect(details.reasons.map(({ answer, origin }) => [answer, origin?.text])).toEqual([
      ['unknown', '+1+1'],
      ['unknown', "=CMD|' /C calc'!A0"],
    ]);
  });

  it('markup, prototypes and turned text are words', async () => {
    const found = await match(
      '机构,产品名称,适用对象\n<script>alert(1)</script>,__proto__,constructor\n虚\u202e构,hasOwnProperty,toString\n',
    );
    expect(found.lines.map(({ bank, name }) => [bank, name])).toEqual([
      ['<script>alert(1)</script>', '__proto__'],
      ['虚‹U+202E›构', 'hasOwnProperty'],
    ]);
    expect(found.counts).toEqual({ yes: 0, no: 0, unknown: 2 });
  });

  it('a number or a name that stands twice is named with its record, the first one stands', async () => {
    const found = await match(
      '产品编号,机构,产品名称,适用地区\nA,虚构银行,甲,全国\nA,虚构银行,乙,全国\nB,虚构银行,甲,全国\n',
    );
    expect(found.lines.map(({ record }) => record)).toEqual([2]);
    expect(found.failures.map(({ code, record }) => [code, record])).toEqual([
      ['E_PRODUCT_TWICE', 3],
      ['E_PRODUCT_TWICE', 4],
    ]);
  });

  it('columns that nobody can tell apart are asked about; a list without bank or product is refused', async () => {
    const doubtful = await match('机构,机构,产品名称\n虚构银行甲,虚构银行乙,甲\n');
    expect([doubtful.lines.length, doubtful.questions.map(({ kind }) => kind)]).toEqual([0, ['twice']]);
    expect(await matchOfCase(catalogueInput('a,b\n1,2\n'))).toMatchObject({
      ok: false,
      failure: { code: 'E_COLUMNS' },
    });
  });

  it('5,000 products and 20 that are broken: all judged, the broken ones named', async () => {
    const rows = Array.from({ length: 5_000 }, (_, i) =>
      [
        `P${i}`,
        `虚构银行${i % 40}`,
        `虚构产品${i}`,
        '全国',
        '不动产抵押',
        `${(i % 900) + 1}万元`,
        'LPR+50BP',
        '成立满2年；无逾期',
      ].join(','),
    );
    const broken = Array.from({ length: 20 }, (_, i) => `Q${i},只有机构`);
    const found = await match(
      ['产品编号,机构,产品名称,适用地区,担保方式,最高额度,利率,准入条件', ...rows, ...broken, ''].join('\n'),
    );
    expect([found.lines.length, found.failures.length, found.banks]).toEqual([5_000, 20, 40]);
    expect(found.failures[0]?.path).toContain('第 5002 条');
  });

  it('a cell of a million characters is kept short in the answer and unknown', async () => {
    const found = await match(`机构,产品名称,准入条件\n虚构银行,甲,${'无'.repeat(1_000_000)}\n`).catch(
      () => null,
    );
    if (found !== null) expect(found.counts.yes).toBe(0);
  });
});
