import { expect, it } from 'vitest';
import { dataAssetFailures, dataAssetLine, dataAssetText } from '../../../../src/cli/data-value-lines';
import { checkCrossReferences } from '../../../../src/lib/case/cross-references';
import { evaluateData } from '../../../../src/lib/data-asset/value/evaluate-data';
import { qualityRulesAt } from '../../../fixtures/data-quality';
import {
  NO_EFFECTS,
  g9Sheet,
  pricedAsset,
  pricedCase,
  takenFrom,
  weighing,
} from '../../../fixtures/priced-data';

const rules = qualityRulesAt();
const priced = pricedAsset({
  worksheets: [g9Sheet()],
  effects: NO_EFFECTS,
  reconciliation: weighing('modified-cost-1', { 'modified-cost-1': '1' }),
  halfLife: { years: '3', kind: null, source: '虚构依据' },
  pledge: { termYears: '1', source: '虚构依据', quality: 'interval' },
});

it('the terminal prints a priced data asset with its pledge base, and names what is missing', () => {
  const values = evaluateData(pricedCase(priced), rules);
  const [line] = values.map(dataAssetLine);
  expect(line).toMatchObject({
    asset: 'd-1',
    state: 'weighed',
    valueFen: '201530784',
    entries: [{ entry: 'modified-cost-1', valueFen: '201530784', draws: 20_000 }],
  });
  expect(Number(line?.pledge?.baseFen)).toBeLessThan(201_530_784 * 0.25);
  expect(dataAssetText(values).join('\n')).toContain('已调和');
  expect(dataAssetFailures(values)).toEqual([]);

  const open = evaluateData(
    pricedCase({
      ...priced,
      pricing: { ...priced.pricing, halfLife: { years: null, kind: null, source: '' } },
    }),
    rules,
  );
  expect(dataAssetFailures(open).map(({ code }) => code)).toEqual(['E_MISSING']);
  expect(dataAssetText(open).join('\n')).toContain('质押基数 未知');
  // An asset that nobody prices yet fails nothing; what is withheld still sets the exit status.
  expect(dataAssetFailures(evaluateData(pricedCase(pricedAsset({})), rules))).toEqual([]);
});

it('a number taken from nowhere, a weight on nothing and an id used twice are named', () => {
  const sheet = g9Sheet({
    inputs: { ownVolume: takenFrom('no-such'), industryVolume: takenFrom('measured-rows') },
  });
  const broken = pricedCase({
    ...priced,
    pricing: {
      ...priced.pricing,
      worksheets: [sheet, sheet],
      reconciliation: weighing('gone', { 'modified-cost-1': '1' }),
    },
  });
  const found = checkCrossReferences(broken);
  expect(found.filter(({ code }) => code === 'E_REF_MISSING').map(({ path }) => path)).toEqual([
    '$.sections.dataAssets.assets[0].pricing.worksheets[0].inputs.ownVolume.from',
    '$.sections.dataAssets.assets[0].pricing.worksheets[1].inputs.ownVolume.from',
    '$.sections.dataAssets.assets[0].pricing.reconciliation.main',
  ]);
  expect(found.some(({ code }) => code === 'E_ID_DUPLICATE')).toBe(true);
});
