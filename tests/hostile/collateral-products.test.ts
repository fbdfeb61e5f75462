import { describe, expect, it } from 'vitest';
import { importProducts } from '../../src/lib/collateral/products/import-products';
import { matchProducts } from '../../src/lib/collateral/products/match-products';
import { readTable } from '../../src/lib/intake/read-table';
import { parsePlainDate } from '../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../src/lib/kernel/result';
import { encodeUtf8 } from '../../src/lib/kernel/utf8';
import { rulesOn, rulesWith } from '../fixtures/loss-case';
import { NOBODY, catalogueOf, csvTable, productWith } from '../fixtures/product-table';

describe('files', () => {
  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['a program', Uint8Array.from([0x4d, 0x5a, 0x90, 0x00, 0x03, 0x00])],
    ['broken UTF-8', Uint8Array.from([0xff, 0xfe, 0xfd, 0x0a, 0x80])],
  ])('%s is refused by the reader of tables', async (_, bytes) => {
    expect((await readTable(bytes, 'x.csv')).ok).toBe(false);
  });

  it('a list of patents is no catalogue', async () => {
    const table = await csvTable('申请号,专利名称,申请日\n201710601862.3,装置,2017-07-21\n');
    expect(importProducts(table, rulesOn())).toMatchObject({ ok: false, failure: { code: 'E_COLUMNS' } });
  });

  it('rows of another width are named, the others stand', async () => {
    const found = mustBeOk(
      importProducts(
        await csvTable('机构,产品名称,利率\n虚构银行,甲,3%\n虚构银行,乙\n虚构银行,丙,3%,多\n'),
        rulesOn(),
      ),
    );
    expect([found.products.map(({ name }) => name), found.failures.map(({ code }) => code)]).toEqual([
      ['甲'],
      ['E_RAGGED', 'E_RAGGED'],
    ]);
  });

  it('a header twice is asked about, not chosen', async () => {
    const found = await catalogueOf(['机构,产品名称,利率,利率', '虚构银行,甲,3%,4%']);
    expect(found.questions.map(({ kind }) => kind)).toEqual(['twice']);
    expect(found.products[0]?.rate).toBeNull();
  });
});

describe('cells', () => {
  it('formulas, markup and properties of objects are words that were not understood', async () => {
    for (const text of [
      '=CMD("x")',
      '<img src=x onerror=alert(1)>',
      '__proto__',
      'constructor',
      '{{7*7}}',
      '🈶🈚',
    ]) {
      const { product } = await productWith({
        适用对象: text,
        地区: text,
        担保方式: text,
        押品: text,
        利率: text,
        准入条件: text,
      });
      expect(
        product.conditions.map(({ kind }) => kind),
        text,
      ).toEqual(['text', 'text', 'text', 'text', 'text']);
      expect(product.rate?.unread, text).toBe(true);
    }
  });

  it('characters that turn the text round are shown in their place', async () => {
    const { product } = await productWith({ 准入条件: '无\u202e逾期' });
    expect(product.conditions).toMatchObject([{ kind: 'text', origin: { text: '无‹U+202E›逾期' } }]);
  });

  it.each([
    '9'.repeat(400),
    '成立满2年，'.repeat(2_000),
    '（'.repeat(5_000),
    `${'1'.repeat(30)}-${'1'.repeat(30)}万元`,
    '满'.repeat(3_000),
    `${'LPR'.repeat(500)}+50BP`,
  ])('very long words end quickly and are kept (%#)', async (text) => {
    const { product } = await productWith({
      准入条件: text,
      最高额度: text,
      利率: text,
      期限: text,
      成立年限: text,
    });
    expect(product.limit.maxFen).toBeNull();
    expect(product.rate?.unread).toBe(true);
    expect(product.conditions.length).toBeGreaterThan(0);
  });

  it('impossible numbers are not taken', async () => {
    for (const text of [
      '-500万元',
      '∞万元',
      'NaN万元',
      '٣万元',
      '5OO万元',
      '1,00万元',
      '500万',
      '0x10万元',
    ]) {
      const { product } = await productWith({ 最高额度: text });
      expect([text, product.limit.maxFen]).toEqual([text, text === '500万' ? 500_000_000n : null]);
    }
  });

  it('a spread that makes the rate negative is no rate', async () => {
    const { catalogue } = await productWith({ 利率: 'LPR-900BP' });
    const [found] = matchProducts(catalogue, NOBODY, rulesOn(), mustBeOk(parsePlainDate('2025-06-01')));
    expect([found?.rate.low, found?.rate.note]).toEqual([null, 'LPR 加减点后为负，请核对目录']);
  });
});

describe('institution values of the wrong form', () => {
  it('are refused with the rule named', async () => {
    const table = await csvTable('机构,产品名称\n虚构银行,甲\n');
    expect(importProducts(table, rulesWith('collateral.products.columns', { 价格: ['价格'] }))).toMatchObject(
      {
        ok: false,
        failure: { code: 'E_RULE_SHAPE', rule: 'collateral.products.columns' },
      },
    );
    expect(importProducts(table, rulesWith('collateral.products.regions', { 火星: 'mars' }))).toMatchObject({
      ok: false,
    });
  });

  it('an own column name is used', async () => {
    const rules = rulesWith('collateral.products.columns', { 机构: ['东家'], 产品名称: ['货'] });
    const found = mustBeOk(
      importProducts(mustBeOk(await readTable(encodeUtf8('东家,货\n虚构银行,甲\n'), 'x.csv')), rules),
    );
    expect(found.products.map(({ id }) => id)).toEqual(['虚构银行/甲']);
  });
});
