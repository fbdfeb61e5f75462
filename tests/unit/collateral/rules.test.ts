import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { parsePlainDate } from '../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { assetClassChoices, readAssetClass } from '../../../src/lib/collateral/asset-class';
import { ASSET_CLASS_CODES, COLLATERAL_RULES } from '../../../src/lib/rulebook/collateral-rules';
import { readTyped } from '../../../src/lib/rulebook/read-rule';
import { rulesAt } from '../../../src/lib/rulebook/resolver';

const at = (date: string, region = 'cn') =>
  rulesAt({ entries: COLLATERAL_RULES, date: mustBeOk(parsePlainDate(date)), region });
const entry = (id: string) => COLLATERAL_RULES.find((e) => e.id === id);

/** Published table of defaults and maxima, by class. */
const CAPS: readonly (readonly [code: string, cap: string, max: string, months: number])[] = [
  ['MARGIN', '1', '1', 1],
  ['DEPOSIT_OWN', '0.9', '0.95', 1],
  ['GOV_BOND', '0.9', '0.9', 1],
  ['BANK_BILL', '0.85', '0.9', 1],
  ['STOCK_LISTED', '0.5', '0.5', 0],
  ['FUND', '0.6', '0.6', 0],
  ['METAL', '0.8', '0.8', 0],
  ['RE_HOUSE', '0.7', '0.7', 12],
  ['RE_COMM', '0.5', '0.6', 12],
  ['RE_FACTORY', '0.6', '0.7', 12],
  ['RE_LAND', '0.6', '0.6', 12],
  ['RE_CONSTR', '0.5', '0.6', 6],
  ['EQUIP_GEN', '0.4', '0.5', 12],
  ['EQUIP_SPEC', '0.2', '0.3', 12],
  ['VEHICLE', '0.5', '0.6', 6],
  ['STOCK_RAW', '0.5', '0.6', 1],
  ['STOCK_WIP', '0.2', '0.3', 1],
  ['AR_CONF', '0.7', '0.8', 3],
  ['AR_UNCONF', '0.4', '0.5', 1],
  ['AR_FUTURE', '0.5', '0.5', 6],
  ['PATENT_INV', '0.3', '0.4', 12],
  ['PATENT_UM', '0.15', '0.25', 12],
  ['PATENT_DES', '0.1', '0.15', 12],
  ['TRADEMARK', '0.3', '0.5', 12],
  ['COPYRIGHT', '0.2', '0.3', 12],
  ['DATA_IP', '0.25', '0.5', 6],
  ['EQUITY_UNL', '0.3', '0.5', 6],
  ['PATENT_MIXED', '0.1', '0.15', 12],
  ['PATENT_INV_UM', '0.15', '0.25', 12],
];

describe('asset classes', () => {
  it('are these, readable, each with a registry', () => {
    expect([...ASSET_CLASS_CODES].sort()).toEqual(CAPS.map(([code]) => code).sort());
    for (const [code, defaultCap, hardMax, revaluationMonths] of CAPS) {
      const read = mustBeOk(readAssetClass(at('2026-11-20'), code));
      expect([code, read.defaultCap, read.hardMax, read.revaluationMonths]).toEqual([
        code,
        defaultCap,
        hardMax,
        revaluationMonths,
      ]);
      expect(read.registry.registries.length).toBeGreaterThan(0);
    }
  });

  it('make a choice list', () => {
    const choices = assetClassChoices(at('2026-11-20'));
    expect(choices.length).toBe(29);
    expect(choices.find((c) => c.code === 'RE_FACTORY')?.name).toBe('工业厂房（含土地）');
    expect(assetClassChoices(at('2020-12-31'))).toEqual([]);
  });

  it('mark as intellectual property what it is', () => {
    const ip = ASSET_CLASS_CODES.filter(
      (c) => mustBeOk(readAssetClass(at('2026-11-20'), c)).intellectualProperty,
    );
    expect(ip).toEqual([
      'PATENT_INV',
      'PATENT_UM',
      'PATENT_DES',
      'TRADEMARK',
      'COPYRIGHT',
      'DATA_IP',
      'PATENT_MIXED',
      'PATENT_INV_UM',
    ]);
  });
});

describe('citations', () => {
  it('give every assumption and judgement a reason, and every value an instrument', () => {
    for (const { id, values } of COLLATERAL_RULES)
      for (const value of values) {
        expect(value.citation.instrument, id).not.toBe('');
        if (value.confidence === 'assumption') expect(value.citation.reason ?? '', id).not.toBe('');
      }
  });

  it('never call a class cap verified: no public instrument fixes one', () => {
    const confidences = COLLATERAL_RULES.filter((e) => e.id.startsWith('collateral.class.')).flatMap((e) =>
      e.values.map((value) => value.confidence),
    );
    expect(new Set(confidences)).toEqual(new Set(['assumption', 'secondary']));
  });
});

describe('LPR', () => {
  const on = (date: string, term: '1y' | '5y') =>
    mustBeOk(readTyped(at(date), `collateral.lpr.${term}`, v.string())).value;

  it.each([
    ['2019-08-20', '0.0425', '0.0485'],
    ['2020-03-20', '0.0405', '0.0475'],
    ['2021-09-21', '0.0385', '0.0465'], // published on the 22nd that month
    ['2023-12-31', '0.0345', '0.042'],
    ['2024-02-19', '0.0345', '0.042'],
    ['2024-02-20', '0.0345', '0.0395'],
    ['2024-10-20', '0.0335', '0.0385'],
    ['2024-10-21', '0.031', '0.036'],
    ['2025-12-31', '0.03', '0.035'],
    ['2026-11-20', '0.03', '0.035'], // last row, open
  ])('on %s is %s and %s', (date, oneYear, fiveYears) => {
    expect([on(date, '1y'), on(date, '5y')]).toEqual([oneYear, fiveYears]);
  });

  it('has no value before the first publication', () => {
    expect(at('2019-08-19').read('collateral.lpr.1y')).toMatchObject({ ok: false });
  });

  it('has 77 rows, each up to the day before the next, the last open', () => {
    for (const id of ['collateral.lpr.1y', 'collateral.lpr.5y']) {
      const rows = entry(id)?.values ?? [];
      expect(rows.length).toBe(77);
      expect(rows.filter((r) => r.effectiveTo === undefined).map((r) => r.effectiveFrom)).toEqual([
        '2025-12-22',
      ]);
      for (const [i, row] of rows.entries())
        if (row.effectiveTo !== undefined)
          expect(row.effectiveTo < (rows[i + 1]?.effectiveFrom ?? '')).toBe(true);
    }
  });
});

describe('support facts', () => {
  it('follow the region', () => {
    const scheme = (region: string) => at('2026-11-20', region).read('collateral.support.regional-scheme');
    expect(scheme('cn-330602')).toMatchObject({ ok: true, value: { value: { name: '科创专项保' } } });
    expect(scheme('cn-420106')).toMatchObject({ ok: true, value: { value: { ipShareMin: '0.5' } } });
    expect(scheme('cn-11')).toMatchObject({ ok: false });
  });

  it('carry the limits of 国务院令第683号', () => {
    expect(entry('collateral.guarantee.leverage')?.values[0]?.value).toEqual({
      general: '10',
      smallAndAgriculture: '15',
    });
    expect(entry('collateral.guarantee.paid-in-capital-min')?.values[0]?.value).toBe('2000000000'); // 2000 万元
  });
});
