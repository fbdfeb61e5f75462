import { describe, expect, it } from 'vitest';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { walkTrace } from '../../../../src/lib/kernel/trace';
import { productHandlers } from '../../../../workers/handlers/products';
import { detailsOfProduct, matchOfCase } from '../../../../workers/products';
import { productCatalogueTable } from '../../../../scripts/make-samples.mjs';
import { catalogueInput, item, productCase, withItems, withOnly } from '../../../fixtures/product-case';
import { gb18030, inlineRows, utf16, workbook } from '../../../fixtures/intake-files';
import { quietJob } from '../../../fixtures/exact-review';
import { wanFen } from '../../../fixtures/ready-file';

const match = async (...input: Parameters<typeof catalogueInput>) =>
  mustBeOk(await matchOfCase(catalogueInput(...input)));

describe('a catalogue of the size of 莲都 (虚构): 216 credit products and 95 others of 19 banks and 2 other bodies', () => {
  const text = productCatalogueTable({ credit: 216, other: 95, banks: 21 });

  it('every product is there, and 216 + 95 make 311', async () => {
    const reading = mustBeOk(await productHandlers.readCatalogue(catalogueInput(text), quietJob));
    expect([reading.products, reading.otherProducts, reading.banks]).toEqual([216, 95, 21]);
    expect(reading.products + reading.otherProducts).toBe(311);
    expect([reading.failures, reading.questions]).toEqual([[], []]);
  });

  it('every product has a verdict, every verdict a reason that decides it', async () => {
    const found = await match(text);
    const { yes, no, unknown } = found.counts;
    expect(yes + no + unknown).toBe(216);
    for (const line of found.lines) {
      expect(line.headline).not.toBe('');
      if (line.verdict === 'yes') expect([line.counts.no, line.counts.unknown]).toEqual([0, 0]);
      else expect(line.counts[line.verdict]).toBeGreaterThan(0);
    }
  });

  it('only products whose every condition holds are 可办, each with reasons that stand in the catalogue', async () => {
    const lines = text.split('\n');
    const found = await match(text);
    for (const { record } of found.lines.filter((_, i) => i % 9 === 0)) {
      const details = mustBeOk(await detailsOfProduct({ ...catalogueInput(text), record }));
      const answers = details.reasons.map(({ answer }) => answer);
      expect(details.verdict).toBe(
        answers.includes('no') ? 'no' : answers.includes('unknown') ? 'unknown' : 'yes',
      );
      for (const { origin, answer, ask } of details.reasons) {
        if (origin !== null) {
          expect(origin.record).toBe(record);
          expect(lines[record - 1]).toContain(origin.text.replace(/^\d+$/, ''));
        }
        expect(answer === 'unknown').toBe(ask !== '');
      }
    }
  });

  it('by verdict, then as the catalogue lists them: no estimate moves a product', async () => {
    const { lines } = await match(text);
    const rank = { yes: 0, unknown: 1, no: 2 } as const;
    const keys = lines.map(({ verdict, record }) => rank[verdict] * 10_000 + record);
    expect(keys).toEqual([...keys].sort((a, b) => a - b));
    const limits = lines.filter(({ verdict }) => verdict === 'no').map(({ highFen }) => Number(highFen));
    expect(limits).not.toEqual([...limits].sort((a, b) => b - a));
  });

  it('the published average: 1.21 亿 over 23 enterprises is 526.09 万元', () => {
    expect((12_100 / 23).toFixed(2)).toBe('526.09');
    expect(23).toBeLessThanOrEqual(38);
  });
});

describe('one product', () => {
  const HEAD = '机构,产品名称,适用地区,担保方式,额度测算,利率,准入条件';

  it('each reason names the facts that answer it, in words and not in codes', async () => {
    const text = `${HEAD}\n虚构银行,甲,衢州市,不动产抵押,,3%,无逾期；成立满2年\n`;
    const caseRecord = withItems(item('RE_FACTORY'));
    const found = await match(text, caseRecord);
    const details = mustBeOk(await detailsOfProduct({ ...catalogueInput(text, caseRecord), record: 2 }));
    expect(details.reasons.map(({ answer, facts }) => [answer, ...facts])).toEqual([
      ['yes', 'region'],
      ['yes', 'security/real-estate'],
      ['unknown', 'credit/no-overdue'],
      ['yes', 'age'],
    ]);
    const keys = new Set(found.facts.map(({ key }) => key));
    for (const { facts, reason } of details.reasons) {
      for (const key of facts) expect(keys.has(key)).toBe(true);
      expect(reason).not.toMatch(/[a-z]{2,}-|[A-Z]{2,}_/);
    }
  });

  it('a limit on the collateral counts only what the product takes', async () => {
    const text = `${HEAD}\n虚构银行,甲,全国,不动产抵押,押品价值的70%,3%,\n虚构银行,乙,全国,,押品价值的70%,3%,成立满2年\n虚构银行,丙,全国,存单质押,押品价值的70%,3%,\n`;
    const caseRecord = withOnly(
      item('RE_FACTORY', { valueFen: wanFen(1_000) }),
      item('EQUIP_GEN', { valueFen: wanFen(500) }),
    );
    const limits = (await match(text, caseRecord)).lines.map(({ name, highFen }) => [name, highFen]);
    // 1 000 × 70 %; 1 500 × 70 %; nothing of the kind: unknown, not 0.
    expect(Object.fromEntries(limits)).toEqual({ 甲: wanFen(700), 乙: wanFen(1_050), 丙: null });
    const details = mustBeOk(await detailsOfProduct({ ...catalogueInput(text, caseRecord), record: 2 }));
    const leaves = [...walkTrace(details.limit.trace)].filter(({ children }) => children.length === 0);
    expect(leaves.some(({ id }) => id.includes('valueFen'))).toBe(true);
    expect(leaves.some(({ id }) => id.includes('equip'))).toBe(false);
  });

  it('a whole city as the place leaves its districts open', async () => {
    const text = `${HEAD}\n虚构银行,甲,柯城区,,,3%,\n`;
    const city = { ...productCase(), region: 'cn-330800' };
    expect((await match(text, city)).counts).toEqual({ yes: 0, no: 0, unknown: 1 });
    expect((await match(text, productCase())).counts).toEqual({ yes: 0, no: 1, unknown: 0 });
  });

  it('answers of a person settle a column; anything else for answers is refused', async () => {
    const text = '机构,产品名称,适用地区,最高额度\n虚构银行,甲,全国,500\n';
    expect((await match(text)).questions.map(({ kind }) => kind)).toEqual(['money-unit']);
    const answered = await match(text, productCase(), '{"moneyUnits":{"3":"wan"}}');
    expect([answered.questions, answered.lines[0]?.highFen]).toEqual([[], wanFen(500)]);
    for (const answers of ['', '[]', '{"moneyUnits":{"3":"dollar"}}', '{"fields":{"a":"机构"}}', '{"x":1}'])
      expect(await matchOfCase(catalogueInput(text, productCase(), answers))).toMatchObject({
        ok: false,
        failure: { code: 'E_ANSWERS' },
      });
  });

  it('a record without a product is named', async () => {
    const text = `${HEAD}\n虚构银行,甲,全国,,,3%,\n`;
    expect(await detailsOfProduct({ ...catalogueInput(text), record: 9 })).toMatchObject({
      ok: false,
      failure: { code: 'E_PRODUCT_MISSING' },
    });
  });

  it('the same file after an edit of the case is judged by the case as it stands', async () => {
    const text = `${HEAD}\n虚构银行,甲,全国,存单质押,,3%,\n`;
    expect((await match(text)).counts.unknown).toBe(1);
    expect((await match(text, withItems(item('DEPOSIT_OWN')))).counts.yes).toBe(1);
    expect((await match(text, withItems(item('DEPOSIT_OWN', { use: 'never' })))).counts.no).toBe(1);
  });
});

describe('files', () => {
  const ROWS = [
    ['机构', '产品名称', '适用地区', '最高额度（万元）'],
    ['虚构银行', '虚构贷', '全国', '500'],
  ];

  it.each<[string, Uint8Array]>([
    ['XLSX', workbook({ sheets: { 目录: inlineRows(ROWS) } })],
    ['GB 18030', gb18030(ROWS.map((cells) => cells.join(',')).join('\n'))],
    ['UTF-16', utf16(ROWS.map((cells) => cells.join('\t')).join('\n'), true)],
  ])('%s reads as CSV does', async (_, bytes) => {
    const found = mustBeOk(await matchOfCase({ ...catalogueInput(''), bytes }));
    expect(found.lines.map(({ name, verdict, highFen }) => [name, verdict, highFen])).toEqual([
      ['虚构贷', 'yes', wanFen(500)],
    ]);
  });
});
