import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { productsCommand } from '../../../src/cli/products-command';
import { BridgeClient } from '../../../src/lib/bridge/bridge-client';
import { servePort } from '../../../src/lib/bridge/serve-port';
import { caseJson } from '../../../src/lib/case/case-json';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { collateralHandlers } from '../../../workers/handlers/collateral';
import { productCatalogueTable } from '../../../scripts/make-samples.mjs';
import { item, withItems } from '../../fixtures/product-case';

const bridge = new BridgeClient(() => ({
  port: servePort(collateralHandlers),
  died: new Promise(() => undefined),
  terminate: () => undefined,
}));
const folder = mkdtempSync(join(tmpdir(), 'products-command-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const run = async (catalogue: string, options: Record<string, string | boolean> = {}) => {
  const [record, file] = [join(folder, 'case.json'), join(folder, '目录.csv')];
  writeFileSync(record, caseJson(withItems(item('DEPOSIT_OWN'))));
  writeFileSync(file, catalogue);
  return productsCommand.run({ files: [record], options: { catalogue: file, ...options }, bridge });
};

it('one document: every product with verdict, reason and estimate, by verdict and then as listed', async () => {
  const { document, text, finding } = mustBeOk(
    await run(
      '机构,产品名称,适用地区,担保方式,最高额度,利率\n虚构银行,甲,莲都区,,900万元,2%\n虚构银行,乙,全国,存单质押,5万元,3.2%-4.5%\n',
    ),
  );
  expect(document).toMatchObject({
    schema: 'zhiya.products/1',
    creditProducts: 2,
    otherProducts: 0,
    verdicts: { yes: 1, no: 1, unknown: 0 },
    questions: [],
    failures: [],
    products: [
      {
        name: '乙',
        record: 3,
        verdict: 'yes',
        limitHighFen: '5000000',
        rateLow: '0.032',
        rateHigh: '0.045',
        coversNeed: 'no',
      },
      { name: '甲', record: 2, verdict: 'no', limitHighFen: '900000000' },
    ],
  });
  expect(finding).toBe(false);
  expect(text.split('\n')[0]).toBe('信贷产品 2 个（1 家机构），其他产品 0 个：可办 1，待补 0，不可办 1');
});

it('--summary says the counts alone', async () => {
  const { document } = mustBeOk(await run(productCatalogueTable(), { summary: true }));
  expect(document).toMatchObject({
    schema: 'zhiya.products-summary/1',
    creditProducts: 36,
    otherProducts: 2,
  });
  expect(document).not.toHaveProperty('products');
});

it('status 1 when nothing fits, a line was refused or a column is in doubt', async () => {
  for (const catalogue of [
    '机构,产品名称,适用地区\n虚构银行,甲,莲都区\n',
    '机构,产品名称,担保方式\n虚构银行,甲,存单质押\n虚构银行,甲,存单质押\n',
    '机构,产品名称,担保方式,最高额度\n虚构银行,甲,存单质押,500\n',
  ])
    expect(mustBeOk(await run(catalogue)).finding).toBe(true);
});

it('without a catalogue, or with a file that is none, it says what to write', async () => {
  const record = join(folder, 'case.json');
  writeFileSync(record, caseJson(withItems()));
  expect(await productsCommand.run({ files: [record], options: {}, bridge })).toMatchObject({
    ok: false,
    failure: { code: 'E_USAGE' },
  });
  expect(await run('a,b\n1,2\n')).toMatchObject({ ok: false, failure: { code: 'E_COLUMNS' } });
});
