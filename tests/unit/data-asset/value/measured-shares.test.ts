import { describe, expect, it } from 'vitest';
import type { DataAsset } from '../../../../src/lib/case/data-assets-section';
import type { DataOverlap } from '../../../../src/lib/case/data-fingerprint';
import type { DuplicateRows } from '../../../../src/lib/case/data-profile';
import { dataValueMethod, dataValueMethod1 } from '../../../../src/lib/data-asset/value/value-method';
import { evaluateData } from '../../../../src/lib/data-asset/value/evaluate-data';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { qualityRulesAt } from '../../../fixtures/data-quality';
import {
  NO_EFFECTS,
  incomeParts,
  dataSheet,
  inWan,
  pricedAsset,
  pricedCase,
} from '../../../fixtures/priced-data';

const rules = qualityRulesAt();
const { choices, inputs } = incomeParts('0.25', '1');
/** 125 万 in one year at 25 %: 100 万. */
const SHEET = dataSheet('direct-income-1', 'direct-income', {
  choices,
  inputs,
  series: { profit: [inWan(125)] },
});
const MEASURED = { said: 'measured', share: null, source: '' } as const;

const assetWith = (
  copies: DuplicateRows | null,
  overlaps: readonly DataOverlap[] = [],
  said: Partial<DataAsset['pricing']['effects']> = { duplicates: MEASURED },
): DataAsset => {
  const asset = pricedAsset({ worksheets: [SHEET], effects: { ...NO_EFFECTS, ...said } });
  const table = asset.table === null ? null : { ...asset.table, duplicateRows: copies };
  return { ...asset, rows: 1000, table, overlaps: [...overlaps] };
};
const valueOf = (asset: DataAsset) => {
  const [value] = evaluateData(pricedCase(asset), rules);
  if (value === undefined) throw new Error('asset expected');
  return value;
};
const effectsOf = (asset: DataAsset) => {
  const [entry] = valueOf(asset).entries;
  if (entry === undefined) throw new Error('entry expected');
  return mustBeOk(entry.result).effects;
};

const COUNTED: DuplicateRows = { extra: 100, members: 200, exact: true, low: 100, high: 100 };
const ESTIMATED: DuplicateRows = { extra: 100, members: 200, exact: false, low: 50, high: 150 };
const overlapOf = (other: string, part: Partial<DataOverlap> = {}): DataOverlap => ({
  other,
  saltId: '0'.repeat(16),
  of: 'rows',
  columns: [],
  share: '0.1',
  low: '0.08',
  high: '0.13',
  exact: false,
  trials: 500,
  rows: 1000,
  otherRows: 800,
  ...part,
});

describe('a measured share in the price', () => {
  it('is itself when it was counted, and no interval is shown', () => {
    const steps = mustBeOk(effectsOf(assetWith(COUNTED)));
    expect([steps.effectiveShare.value, steps.upper]).toEqual(['0.9', null]);
  });

  it('of an estimate is taken at the end that takes more off, with the other end beside it', () => {
    const steps = mustBeOk(effectsOf(assetWith(ESTIMATED)));
    // 1 − 150/1000 counts; the point of 0.9 nowhere.
    expect(steps.effectiveShare.value).toBe('0.85');
    expect(BigInt(steps.upper?.fen ?? '0')).toBeGreaterThan(BigInt(steps.after.fen));
    expect(JSON.stringify(steps.after.trace)).toContain('95% 区间 50 至 150');
    const asset = assetWith(ESTIMATED);
    const { figures } = dataValueMethod.run({
      caseRecord: pricedCase(asset),
      rules,
      prior: { figures: [], findings: [], offers: [] },
    });
    expect(figures.find(({ id }) => id.endsWith('/effective'))?.interval).toEqual({
      low: steps.after.fen,
      high: steps.upper?.fen,
    });
  });

  it('of an estimate without bounds asks to be counted', () => {
    const effects = effectsOf(assetWith({ ...ESTIMATED, low: null, high: null }));
    expect(effects.ok ? '' : effects.failure.code).toBe('E_NOT_EXACT');
    expect(effects.ok ? '' : effects.failure.remedy).toContain('逐一数清');
  });

  it('version 1 goes on as it did: the estimate as a point', () => {
    const input = {
      caseRecord: pricedCase(assetWith(ESTIMATED)),
      rules,
      prior: { figures: [], findings: [], offers: [] },
    };
    const first = dataValueMethod1.run(input).figures.find(({ id }) => id.endsWith('/effective'));
    const exact = mustBeOk(effectsOf(assetWith(COUNTED)));
    expect([first?.value, first?.method, first?.interval]).toEqual([
      exact.after.fen,
      'data-asset.value@1',
      undefined,
    ]);
  });
});

describe('overlap from a comparison of fingerprints', () => {
  const OVERLAP = { overlap: MEASURED };
  it('is offered with its interval and where it comes from', () => {
    const asset = assetWith(COUNTED, [overlapOf('虚构数据包甲')], {});
    expect(valueOf(asset).measured).toMatchObject([
      { key: 'duplicates', low: '0.1', high: '0.1', exact: true },
      { key: 'overlap', low: '0.08', high: '0.13', exact: false, source: '取自数据指纹比较：虚构数据包甲' },
    ]);
  });

  it('counts at its high end; of several packages between the largest and the sum', () => {
    const one = mustBeOk(effectsOf(assetWith(null, [overlapOf('甲')], OVERLAP)));
    expect(one.effectiveShare.value).toBe('0.87');
    const two = assetWith(
      null,
      [overlapOf('甲'), overlapOf('乙', { low: '0.2', share: '0.25', high: '0.3' })],
      OVERLAP,
    );
    expect(valueOf(two).measured).toMatchObject([{ low: '0.2', high: '0.43' }]);
    expect(mustBeOk(effectsOf(two)).effectiveShare.value).toBe('0.57');
  });

  it('takes no keys for records, and no comparison that came to nothing', () => {
    for (const overlap of [
      overlapOf('甲', { of: 'key', columns: ['表号'] }),
      overlapOf('甲', { share: null }),
    ]) {
      const effects = effectsOf(assetWith(null, [overlap], OVERLAP));
      expect(effects.ok ? '' : effects.failure.code).toBe('E_NOT_MEASURED');
    }
  });
});
