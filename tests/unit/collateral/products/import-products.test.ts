import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PRODUCT_TABLES } from '../../../../scripts/make-samples.mjs';
import { importProducts } from '../../../../src/lib/collateral/products/import-products';
import { matchProducts } from '../../../../src/lib/collateral/products/match-products';
import type { ProductAnswers } from '../../../../src/lib/collateral/products/product-columns';
import { readTable } from '../../../../src/lib/intake/read-table';
import { parsePlainDate } from '../../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { rulesOn } from '../../../fixtures/loss-case';
import { NOBODY, catalogueOf, csvTable } from '../../../fixtures/product-table';

const SAMPLE = '虚构-信贷产品目录.csv';
const sampleBytes = () =>
  new Uint8Array(
    readFileSync(new URL(`../../../../static/samples/${encodeURIComponent(SAMPLE)}`, import.meta.url)),
  );

describe('the sample catalogue', () => {
  it('is what its script writes, and 虚构 on its face', () => {
    const text = new TextDecoder().decode(sampleBytes());
    expect(PRODUCT_TABLES[SAMPLE]()).toBe(text);
    for (const line of text.trimEnd().split('\n').slice(1)) {
      const [, bank, name] = line.split(',');
      expect(
        [bank, name].every((word) => word?.startsWith('虚构') === true),
        line,
      ).toBe(true);
    }
  });

  it('gives 36 credit products of eight banks and leaves two others aside', async () => {
    const catalogue = mustBeOk(importProducts(mustBeOk(await readTable(sampleBytes(), SAMPLE)), rulesOn()));
    expect([catalogue.products.length, catalogue.otherProducts, catalogue.banks]).toEqual([36, 2, 8]);
    expect([catalogue.failures, catalogue.questions, catalogue.unmapped]).toEqual([[], [], []]);
    // What is hard to read on purpose: of four of the nine kinds.
    const unread = catalogue.products.filter(({ conditions }) =>
      conditions.some(({ kind }) => kind === 'text'),
    );
    expect(unread.length).toBe(12);
    const matched = matchProducts(catalogue, NOBODY, rulesOn(), mustBeOk(parsePlainDate('2025-06-01')));
    expect(matched.map(({ verdict }) => verdict)).toEqual(Array.from({ length: 36 }, () => 'unknown'));
  });
});

describe('columns', () => {
  it('are recognised under variants of their names, also in GB 18030', async () => {
    // “银行,产品,额度（万元）,利率” and one row in GB 18030
    const gb = Uint8Array.from([
      0xd2, 0xf8, 0xd0, 0xd0, 0x2c, 0xb2, 0xfa, 0xc6, 0xb7, 0x2c, 0xb6, 0xee, 0xb6, 0xc8, 0xa3, 0xa8, 0xcd,
      0xf2, 0xd4, 0xaa, 0xa3, 0xa9, 0x2c, 0xc0, 0xfb, 0xc2, 0xca, 0x0a, 0xd0, 0xe9, 0xb9, 0xb9, 0xd2, 0xf8,
      0xd0, 0xd0, 0x2c, 0xd0, 0xe9, 0xb9, 0xb9, 0xb4, 0xfb, 0x2c, 0x35, 0x30, 0x30, 0x2c, 0x33, 0x2e, 0x35,
      0x25, 0x0a,
    ]);
    const table = mustBeOk(await readTable(gb, 'gb.csv'));
    expect(table.encoding).toBe('gb18030');
    const { products } = mustBeOk(importProducts(table, rulesOn()));
    expect(products.map(({ id, limit, rate }) => [id, limit.maxFen, rate?.low])).toEqual([
      ['虚构银行/虚构贷', 500_000_000n, { kind: 'fixed', ratio: '0.035' }],
    ]);
  });

  it('two for one meaning are asked about and answered', async () => {
    const lines = ['机构,产品名称,最高额度（万元）,贷款额度（万元）', '虚构银行,虚构贷,500,300'];
    const asked = await catalogueOf(lines);
    expect(asked.questions).toMatchObject([{ kind: 'twice', field: '最高额度', columns: [2, 3] }]);
    expect(asked.products[0]?.limit.maxFen).toBeNull();
    const settled = await catalogueOf(lines, { fields: { 3: '最高额度' } });
    expect([settled.questions, settled.products[0]?.limit.maxFen]).toEqual([[], 300_000_000n]);
    const left = await catalogueOf(lines, { fields: { 3: null } });
    expect([left.questions, left.products[0]?.limit.maxFen]).toEqual([[], 500_000_000n]);
  });

  it('with several meanings are asked about, also the required ones', async () => {
    const lines = ['机构,名称,金额', '虚构银行,虚构贷,500万元'];
    const asked = await catalogueOf(lines);
    expect(asked.questions.map((one) => one.kind)).toEqual(['meaning', 'meaning']);
    expect(asked.products).toEqual([]);
    const settled = await catalogueOf(lines, { fields: { 1: '产品名称', 2: '最高额度' } });
    expect([settled.questions, settled.products[0]?.limit.maxFen]).toEqual([[], 500_000_000n]);
  });

  it('units that nobody stated are asked for, never guessed', async () => {
    const lines = ['机构,产品名称,最高额度,利率,期限', '虚构银行,虚构贷,500,3.45,12'];
    const asked = await catalogueOf(lines);
    expect(asked.questions.map((one) => [one.kind, 'column' in one ? one.column : null])).toEqual([
      ['money-unit', 2],
      ['rate-unit', 3],
      ['time-unit', 4],
    ]);
    expect(asked.products[0]).toMatchObject({
      limit: { maxFen: null },
      rate: { unread: true },
      termMax: null,
    });
    const settled = await catalogueOf(lines, {
      moneyUnits: { 2: 'wan' },
      rateUnits: { 3: 'percent' },
      timeUnits: { 4: 'month' },
    });
    expect(settled.questions).toEqual([]);
    expect(settled.products[0]).toMatchObject({
      limit: { maxFen: 500_000_000n },
      rate: { low: { kind: 'fixed', ratio: '0.0345' } },
      termMax: 12n,
    });
    const ratio = await catalogueOf(['机构,产品名称,利率', '虚构银行,虚构贷,0.0345'], {
      rateUnits: { 2: 'ratio' },
    });
    expect(ratio.products[0]?.rate?.low).toEqual({ kind: 'fixed', ratio: '0.0345' });
  });

  it('that mean nothing are listed; without bank or product there is no catalogue', async () => {
    const found = await catalogueOf(['机构,产品名称,客户经理心情', '虚构银行,虚构贷,好']);
    expect(found.unmapped).toEqual([{ index: 2, header: '客户经理心情' }]);
    expect(importProducts(await csvTable('产品名称,利率\n虚构贷,3%\n'), rulesOn())).toMatchObject({
      ok: false,
      failure: { code: 'E_COLUMNS', path: '目录.csv' },
    });
  });
});

describe('rows', () => {
  it('good ones survive bad ones and doubles', async () => {
    const found = await catalogueOf([
      '产品编号,机构,产品名称,利率',
      '1,虚构银行,甲,3%',
      '2,,乙,3%',
      '3,虚构银行,-,3%',
      '4,虚构银行,甲,4%',
      '1,虚构银行,丙,5%',
      '6,虚构 银行,丁,5%',
    ]);
    expect(found.products.map(({ id }) => id)).toEqual(['1', '6']);
    expect(found.failures.map(({ code, record }) => [code, record])).toEqual([
      ['E_PRODUCT_NAME', 3],
      ['E_PRODUCT_NAME', 4],
      ['E_PRODUCT_TWICE', 5],
      ['E_PRODUCT_TWICE', 6],
    ]);
    expect(found.banks).toBe(1);
  });
});

describe('columns that nobody has settled', () => {
  const kinds = async (header: string, cells: string, answers: ProductAnswers = {}) =>
    (
      await catalogueOf([`机构,产品名称,${header}`, `虚构银行,甲,${cells}`], answers)
    ).products[0]?.conditions.map(({ kind, origin }) => [kind, origin.column, origin.text]);

  it('an unknown heading may hold a condition: its words stay open until a person says what it is', async () => {
    expect(await kinds('注意事项', '仅限存量客户')).toEqual([['text', '注意事项', '仅限存量客户']]);
    expect(await kinds('注意事项', '无')).toEqual([]);
    expect(await kinds('注意事项', '仅限存量客户', { fields: { 2: null } })).toEqual([]);
    expect(await kinds('注意事项', '无逾期', { fields: { 2: '申请条件' } })).toEqual([
      ['credit', '注意事项', '无逾期'],
    ]);
  });

  it('a heading of the list of others asks for nothing', async () => {
    const found = await catalogueOf(['机构,产品名称,联系电话', '虚构银行,甲,0570-0000000']);
    expect([found.products[0]?.conditions, found.unmapped]).toEqual([[], []]);
  });

  it('so do two columns for one condition, and a heading with several meanings; two rates leave only the rate open', async () => {
    expect(await kinds('适用地区,地区', '全国,莲都区')).toEqual([
      ['text', '适用地区', '全国'],
      ['text', '地区', '莲都区'],
    ]);
    expect(await kinds('条件', '无逾期')).toEqual([['text', '条件', '无逾期']]);
    expect(await kinds('利率,年利率', '3%,4%')).toEqual([]);
  });

  it('a least amount that cannot be read is a condition all the same', async () => {
    expect(await kinds('最低额度', '50')).toEqual([['text', '最低额度', '50']]);
    expect(await kinds('最低额度', '50', { moneyUnits: { 2: 'wan' } })).toEqual([]);
    expect(await kinds('最低额度', '面议')).toEqual([['text', '最低额度', '面议']]);
  });
});
