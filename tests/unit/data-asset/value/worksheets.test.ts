import { describe, expect, it } from 'vitest';
import type { DataWorksheet } from '../../../../src/lib/case/data-pricing';
import { evaluateData } from '../../../../src/lib/data-asset/value/evaluate-data';
import type { SheetFigures } from '../../../../src/lib/data-asset/value/asset-value';
import { dataForms } from '../../../../src/lib/data-asset/value/forms';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { qualityRulesAt } from '../../../fixtures/data-quality';
import {
  dataSheet,
  g9Sheet,
  inWan,
  incomeParts,
  pricedAsset,
  pricedCase,
  shareSheet,
  sheetRow,
  takenFrom,
} from '../../../fixtures/priced-data';

const rules = qualityRulesAt();

const valuesOf = (...worksheets: readonly DataWorksheet[]) => {
  const [value] = evaluateData(pricedCase(pricedAsset({ worksheets: [...worksheets] })), rules);
  if (value === undefined) throw new Error('asset expected');
  return value;
};

const figuresOf = (...worksheets: readonly DataWorksheet[]): SheetFigures => {
  const [entry] = valuesOf(...worksheets).entries;
  if (entry === undefined) throw new Error('entry expected');
  return mustBeOk(entry.result);
};

/** 万元 to six places. */
const wanOf = (sheet: DataWorksheet, ...givers: readonly DataWorksheet[]): number =>
  Number(figuresOf(sheet, ...givers).value.fen) / 1_000_000;

const refusalOf = (...worksheets: readonly DataWorksheet[]): { code: string; path: string } => {
  const result = valuesOf(...worksheets).entries[0]?.result;
  if (result === undefined || result.ok) throw new Error('refusal expected');
  return result.failure;
};

describe('worksheets carry the reference vectors to the engines', () => {
  it('C-G9: modified cost, 300 × 1.12 × 0.599794 = 201.530784, with U and its four parts', () => {
    const figures = figuresOf(g9Sheet());
    expect(figures.value.fen).toBe('201530784');
    expect(figures.utility.map(({ key, value }) => [key, value])).toEqual([
      ['quality', '0.92'],
      ['circulation', '0.65'],
      ['monopoly', '0.18'],
      ['risk', '0.15'],
      ['utility', '0.599794'],
    ]);
  });

  it('C-BETA inputs: β, l and r computed from the worksheet instead of typed', () => {
    // β = (100·10 + 10·20 + 1·30) ÷ 100 ÷ 100 = 0.123; l = 1000 ÷ 4000 = 0.25; r = 0.2 for equal scores.
    const scores = mustBeOk(dataForms(rules))
      .find(({ kind }) => kind === 'modified-cost')
      ?.rows.find(({ key }) => key === 'riskScores')?.fixed;
    const figures = figuresOf(
      g9Sheet({
        choices: { circulationBy: 'computed', monopolyBy: 'computed', riskBy: 'computed' },
        inputs: {
          open: '10',
          published: '20',
          shared: '30',
          unshared: '40',
          reachOpen: '100',
          reachPublished: '10',
          reachShared: '1',
          ownVolume: takenFrom('measured-rows'),
          industryVolume: '4000',
        },
        rows: {
          riskScores: (scores ?? []).map(({ id, title }) =>
            sheetRow(id, title, { inputs: { score: '0.2' } }),
          ),
        },
      }),
    );
    const part = (key: string) => figures.utility.find((one) => one.key === key)?.value;
    expect([part('circulation'), part('monopoly'), part('risk')]).toEqual(['0.123', '0.25', '0.2']);
    // What was typed beside a computed coefficient is named, not ignored.
    expect(figures.warnings.filter(({ code }) => code === 'W_INPUT_UNUSED')).toHaveLength(3);
  });

  it('C-INC-SHARE: 179.2661196', () => {
    expect(wanOf(shareSheet())).toBeCloseTo(179.2661196, 5);
  });

  it('P-DEY-1: 26 + 26 × 1.4 + 26 × 1.4 = 98.8', () => {
    const deyang = dataSheet('deyang-1', 'deyang', {
      choices: { sceneLevel: 'good' },
      inputs: {
        directCost: inWan(26),
        labourCost: inWan(20),
        equipmentCost: inWan(6),
        difficulty: '1.4',
        flows: '2',
        conditions: '3',
        sceneValue: '1.4',
      },
    });
    expect(wanOf(deyang)).toBe(98.8);
  });

  it('C = 120 items at δ = 0.9 × 3 ÷ 4: 81', () => {
    const adjusted = dataSheet('adjusted-cost-1', 'adjusted-cost', {
      choices: { costBy: 'items' },
      inputs: { quality: '0.9', remainingYears: '3', totalYears: '4' },
      rows: {
        costItems: [
          sheetRow('direct', '直接成本', { inputs: { amount: inWan(100) } }),
          sheetRow('indirect', '间接成本', { inputs: { amount: inWan(20) } }),
        ],
      },
    });
    expect(wanOf(adjusted)).toBe(81);
  });

  it('direct, incremental, royalty, excess, scene and multi-period excess income of one year at 25 %', () => {
    const { choices, inputs } = incomeParts('0.25', '1');
    const income = (kind: DataWorksheet['kind'], parts: Parameters<typeof dataSheet>[2]) =>
      wanOf(
        dataSheet(`${kind}-1`, kind, {
          ...parts,
          choices: { ...choices, ...parts.choices },
          inputs: { ...inputs, ...parts.inputs },
        }),
      );
    const charges = [sheetRow('row-1', '营运资金', { series: { amount: [inWan(20)] } })];
    expect(income('direct-income', { series: { profit: [inWan(100)] } })).toBe(80);
    expect(
      income('incremental-income', { series: { withData: [inWan(150)], withoutData: [inWan(50)] } }),
    ).toBe(80);
    expect(
      income('relief-from-royalty', {
        choices: { shareBy: 'one' },
        inputs: { royaltyRate: '0.05' },
        series: { revenue: [inWan(2000)] },
      }),
    ).toBe(80);
    expect(income('excess-income', { series: { income: [inWan(120)] }, rows: { charges } })).toBe(80);
    expect(
      income('multi-period-excess', {
        choices: { survivalBy: 'yearly' },
        series: { operatingProfit: [inWan(145)], survival: ['0.8'] },
        rows: { charges },
      }),
    ).toBe(80);
    const scene = sheetRow('row-1', '场景一', {
      choices: { ...choices, base: 'profit', qualityIn: 'share' },
      inputs: { ...inputs, share: '0.5' },
      series: { income: [inWan(200)] },
    });
    expect(wanOf(dataSheet('scene-income-1', 'scene-income', { rows: { scenes: [scene] } }))).toBe(80);
  });

  it('P-SHARE-like: K from equivalent investment, i from risk build-up, both taken from worksheets', () => {
    // Q data 100 × 5 = 500, Q user 1500 × 1 = 1500 → K = 0.25. rf 2 % + 18 % of premiums = 20 %.
    const equivalent = dataSheet('equivalent-investment-1', 'equivalent-investment', {
      inputs: {
        dataCost: inWan(100),
        dataCostProfitRate: '4',
        userCost: inWan(1500),
        userCostProfitRate: '0',
      },
    });
    const groups =
      mustBeOk(dataForms(rules)).find(({ kind }) => kind === 'discount-build-up')?.rows[0]?.fixed ?? [];
    // Caps 5, 5, 5, 4, 6 %: scores 72 on all → 0.72 × 25 % = 18 %.
    const rate = dataSheet('discount-build-up-1', 'discount-build-up', {
      choices: { basis: 'pre-tax' },
      inputs: { riskFree: '0.02', quotedDaysBefore: '0' },
      rows: {
        riskScores: groups.map(({ id, title }) => sheetRow(id, title, { inputs: { score: '72' } })),
      },
    });
    const { choices, inputs } = incomeParts('0', '1');
    const share = dataSheet('share-income-1', 'share-income', {
      choices: { ...choices, base: 'profit', shareBy: 'one' },
      inputs: {
        ...inputs,
        discountRate: takenFrom('discount-build-up-1'),
        share: takenFrom('equivalent-investment-1'),
      },
      series: { income: [inWan(480)] },
    });
    // 480 × 0.25 ÷ 1.2 = 100.
    expect(wanOf(share, equivalent, rate)).toBe(100);
  });

  it('market: three cases of equal likeness, X1…X5, and a loan that cannot be chosen', () => {
    const form = mustBeOk(dataForms(rules)).find(({ kind }) => kind === 'market');
    const row = form?.rows[0];
    const likeness = Object.fromEntries(
      (row?.choices ?? []).filter(({ key }) => key.startsWith('like-')).map(({ key }) => [key, '1']),
    );
    const one = { quality: '1', supplyDemand: '1', date: '1', capacity: '1', other: '1' };
    const cases = (first: string) =>
      dataSheet('market-1', 'market', {
        choices: { correctedBy: 'five', weighedBy: 'similarity' },
        rows: {
          comparables: [500, 420, 610].map((price, i) =>
            sheetRow(`row-${i + 1}`, `案例 ${i + 1}`, {
              choices: { ...likeness, publicCase: i === 0 ? first : 'own' },
              inputs: { price: inWan(price), ...one },
            }),
          ),
        },
      });
    expect(wanOf(cases('own'))).toBe(510);
    const refused = refusalOf(cases('k01'));
    expect(refused.code).toBe('E_CHOICE_UNKNOWN');
    expect(refused.path).toContain('comparables[row-1].choices.publicCase');
    const options = row?.choices.find(({ key }) => key === 'publicCase')?.options ?? [];
    expect(options.length).toBeGreaterThan(1);
    // The kind of amount stands in the name of every public case.
    for (const { value, label } of options) if (value !== 'own') expect(label).toMatch(/（.+ 万元）$/);
  });
});

describe('what a worksheet says when it cannot be valued', () => {
  it('names the field of the worksheet, not of the engine', () => {
    expect(refusalOf(g9Sheet({ inputs: { risk: '1' } })).path).toBe(
      'sections.dataAssets.assets[d-1].pricing.worksheets[modified-cost-1].inputs.risk',
    );
    const items = g9Sheet({
      choices: { costBy: 'items' },
      rows: { costItems: [sheetRow('planning', '规划', { inputs: { amount: '-1' } })] },
    });
    expect(refusalOf(items).path).toMatch(/rows\.costItems\[planning\]\.inputs\.amount$/);
  });

  it('refuses an unknown key, a taken number of the wrong kind, and α that was not issued', () => {
    expect(refusalOf(g9Sheet({ inputs: { surprise: '1' } })).code).toBe('E_FIELD_UNKNOWN');
    expect(refusalOf(g9Sheet({ inputs: { quality: takenFrom('measured-rows') } })).code).toBe(
      'E_UNKNOWN_WORKSHEET',
    );
    // Nobody has answered the dimensions of this asset's quality.
    expect(refusalOf(g9Sheet({ inputs: { quality: takenFrom('measured-quality') } })).code).toBe(
      'E_NOT_EVALUATED',
    );
  });

  it('quality enters the income approach once: no choice, no value', () => {
    const sheet = shareSheet();
    const choices = Object.fromEntries(Object.entries(sheet.choices).filter(([key]) => key !== 'qualityIn'));
    expect(refusalOf({ ...sheet, choices })).toMatchObject({ code: 'E_MISSING' });
  });

  it('one refused worksheet leaves the others alone', () => {
    const value = valuesOf(g9Sheet({ inputs: { risk: '1' } }), shareSheet());
    expect(value.entries.map(({ result }) => result.ok)).toEqual([false, true]);
  });
});
