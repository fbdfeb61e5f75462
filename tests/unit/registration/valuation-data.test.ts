import { expect, test, vi } from 'vitest';
import { type Outputs, runMethods } from '../../../src/lib/case/method';
import type { DataPricing } from '../../../src/lib/case/data-pricing';
import { DATA_ASSET_METHODS } from '../../../src/lib/data-asset/methods';
import { DOCUMENT_PATH } from '../../../src/lib/registration/document-paths';
import { qualityRulesAt } from '../../fixtures/data-quality';
import {
  NO_EFFECTS,
  dataSheet,
  g9Sheet,
  inWan,
  incomeParts,
  pricedAsset,
  pricedCase,
  weighing,
} from '../../fixtures/priced-data';
import { oneDocument } from '../../fixtures/one-document';
import { docxText } from './read-back';

/** Data assets in the valuation sheet. */

vi.setConfig({ testTimeout: 60_000 });

const direct = (amount: number) => {
  const { choices, inputs } = incomeParts('0.25', '1');
  return dataSheet('direct-income-1', 'direct-income', {
    choices,
    inputs,
    series: { profit: [inWan(amount)] },
    ranges: { level: ['0.8', '1.2'], discountRate: ['0.2', '0.3'] },
  });
};

const option = dataSheet('option-1', 'option', {
  inputs: {
    sceneValue: inWan(800),
    developmentCost: inWan(900),
    riskFreeRate: '0.02',
    volatility: '0.45',
    years: '2',
    leakage: '0.1',
  },
});

const sheetText = async (pricing: Partial<DataPricing>): Promise<string> => {
  const rules = qualityRulesAt();
  const caseRecord = pricedCase(pricedAsset(pricing));
  const outputs: Outputs = runMethods(DATA_ASSET_METHODS, caseRecord, rules);
  const bytes = await oneDocument(caseRecord, outputs, rules, DOCUMENT_PATH.valuation);
  if (bytes === undefined) throw new Error('valuation sheet expected');
  return docxText(bytes);
};

const two = (amount: number): Partial<DataPricing> => ({
  worksheets: [g9Sheet(), direct(amount), option],
  effects: NO_EFFECTS,
  reconciliation: weighing('direct-income-1', { 'modified-cost-1': '0.4', 'direct-income-1': '0.6' }),
  halfLife: { years: '3', kind: null, source: '虚构依据' },
  pledge: { termYears: '1', source: '虚构依据', quality: 'interval' },
});

test('a priced data asset stands there with methods, gap, value, pledge base, and its option apart', async () => {
  const text = await sheetText(two(250));
  expect(text).toContain('数据资产的方法、差异与质押基数');
  expect(text).toContain('修正成本法');
  expect(text).toContain('201.53');
  expect(text).toContain('质押率 × V_P25 × 2^(−T ÷ h)');
  expect(text).toContain('实物期权（单列，不并入估值，不计入质押基数）：101.91');
});

test('above 30 % the sheet says that nothing is issued, and why', async () => {
  const text = await sheetText(two(400));
  expect(text).toContain('数据资产价值：未知');
  expect(text).toContain('37.02%');
  expect(text).toContain('质押基数：未知');
});

test('what was not answered is unknown with its reason, never 0', async () => {
  const text = await sheetText({ ...two(250), effects: pricedAsset({}).pricing.effects });
  expect(text).toContain('还没有说明重复记录');
  expect(text).toContain('质押基数：未知');
});

test('an asset that nobody priced has no part in it', async () => {
  expect(await sheetText({})).not.toContain('数据资产的方法');
});
