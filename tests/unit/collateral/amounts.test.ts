import { describe, expect, it } from 'vitest';
import { amountAtCap, valueNeeded } from '../../../src/lib/collateral/available-amount';
import { shareLabel, shareText } from '../../../src/lib/collateral/concentration';
import { compareRatioTexts, divideCeil, percentText } from '../../../src/lib/collateral/ratio';
import { walkTrace } from '../../../src/lib/kernel/trace';
import { item, structure, wan } from './build-case';

describe('amount at the cap', () => {
  it('rounds the product down once, then takes prior claims off', () => {
    // 999 × 0.5 × 0.6 = 299.7 → 299; − 100 = 199
    expect(amountAtCap(999n, '0.5', '0.6', 100n)).toBe(199n);
    expect(amountAtCap(10n, '0.33', '0.33', 0n)).toBe(1n); // 1.089; in two steps ⌊3.3⌋ × 0.33 = 0.99 → 0
    expect(amountAtCap(100n, '1', '0.6', 61n)).toBe(0n);
  });

  it('inverts to the smallest value that reaches an amount', () => {
    expect(valueNeeded(1_840_000_000n, '1', '0.3', 0n)).toBe(6_133_333_334n);
    expect(valueNeeded(60n, '1', '0.6', 0n)).toBe(100n);
    expect(valueNeeded(60n, '0.5', '0.6', 30n)).toBe(300n); // 90 / 0.3
    expect(valueNeeded(60n, '0', '0.6', 0n)).toBeNull();
    for (const amount of [1n, 7n, 100n, 12_345n])
      for (const cap of ['0.1', '0.15', '0.3', '0.7', '1']) {
        const value = valueNeeded(amount, '0.37', cap, 11n) ?? 0n;
        expect(amountAtCap(value, '0.37', cap, 11n)).toBe(amount);
        expect(amountAtCap(value - 1n, '0.37', cap, 11n)).toBeLessThan(amount);
      }
  });

  it('does not lose exactness where doubles would', () => {
    expect(amountAtCap(999_999_999_999_999_999n, '1', '0.3', 0n)).toBe(299_999_999_999_999_999n);
  });
});

describe('ratios', () => {
  it('prints percentages exactly', () => {
    expect(['0', '0.5', '0.155', '1', '0.00005', '1.0'].map(percentText)).toEqual([
      '0%',
      '50%',
      '15.5%',
      '100%',
      '0.005%',
      '100%',
    ]);
    expect(compareRatioTexts('0.30', '0.3')).toBe(0);
    expect(compareRatioTexts('0.29', '0.3')).toBe(-1);
    expect(divideCeil(0n, 3n)).toBe(0n);
    expect(divideCeil(7n, 3n)).toBe(3n);
  });

  it('rounds a share once, half away from zero', () => {
    expect(shareText(1840n, 4500n)).toBe('0.4088888889');
    expect(shareText(1n, 2n)).toBe('0.5');
    expect(shareLabel(1840n, 4500n)).toBe('40.89%');
    expect(shareLabel(1n, 80_000n)).toBe('0.00%'); // 0.00125 %
    expect(shareLabel(5n, 100_000n)).toBe('0.01%'); // 0.005 % rounds up
    expect(shareLabel(1n, 1n)).toBe('100.00%');
  });
});

describe('entered credit beside a value', () => {
  const both = (valueFen: string | null) =>
    structure({ need: wan(10_000), items: [item('f', { valueFen, enteredCreditFen: wan(700) })] }).items[0];

  it('stands alone above the cap when no value is known', () => {
    expect(both(null)).toMatchObject({ availableFen: wan(700), valueNeededFen: '1166666667' });
  });
  it('gives way to the smaller cap amount, and says so', () => {
    expect(both(wan(1000))).toMatchObject({ availableFen: wan(600) });
    expect(both(wan(1000))?.reason).toContain('已知价值按上限只有 600.00 万元，按较低者计');
  });
  it('holds when the value would bear more', () => {
    expect(both(wan(5000))).toMatchObject({ availableFen: wan(700) });
  });
});

describe('classes and caps', () => {
  const available = (assetClass: string, capOverride: string | null = null) =>
    structure({ need: wan(10_000), items: [item('x', { assetClass, capOverride })] }).items[0];

  it('takes the lowest patent cap for a mixed pool', () => {
    expect(available('PATENT_MIXED')).toMatchObject({ cap: '0.1', availableFen: wan(100) });
    const leaves = [...walkTrace(available('PATENT_MIXED')?.trace ?? fail())].filter(
      (n) => n.source?.kind === 'parameter',
    );
    expect(leaves.map((n) => n.id)).toEqual(
      ['inv', 'um', 'des'].map((c) => `rule/collateral.class.patent-${c}`),
    );
  });

  it('follows an institution’s own cap into the mixed pool', () => {
    const design = {
      id: 'collateral.class.patent-des',
      effectiveFrom: '2026-01-01',
      reason: '本行政策',
      value: {
        name: '外观设计',
        topClass: '其他押品',
        defaultCap: '0.05',
        hardMax: '0.05',
        revaluationMonths: 6,
        intellectualProperty: true,
        registry: 'PATENT',
      },
    };
    const result = structure({
      need: wan(10_000),
      items: [item('x', { assetClass: 'PATENT_MIXED' })],
      overlay: [design],
    });
    expect(result.items[0]).toMatchObject({ cap: '0.05', availableFen: wan(50) });
  });

  it('refuses an overlay whose default is above its own maximum', () => {
    const value = {
      name: '厂房',
      topClass: '房地产',
      defaultCap: '0.9',
      hardMax: '0.7',
      revaluationMonths: 12,
      intellectualProperty: false,
      registry: 'RE_FACTORY',
    };
    const result = structure({
      items: [item('x')],
      overlay: [{ id: 'collateral.class.re-factory', effectiveFrom: '2026-01-01', reason: '', value }],
    });
    expect(result.leftOut.map((l) => l.code)).toEqual(['E_CLASS_UNKNOWN']);
  });

  it('accepts an own cap up to the class maximum', () => {
    expect(available('PATENT_INV', '0.4')).toMatchObject({ cap: '0.4', availableFen: wan(400) });
  });

  it('reads the other spellings of a class', () => {
    expect(available('INDUSTRIAL_PLANT')).toMatchObject({ assetClass: 'RE_FACTORY', cap: '0.6' });
    expect(available('PATENT_INVENTION')).toMatchObject({ assetClass: 'PATENT_INV', cap: '0.3' });
    expect(available('PATENT_UTILITY')).toMatchObject({ assetClass: 'PATENT_UM', cap: '0.15' });
  });
});

const fail = (): never => {
  throw new Error('item expected');
};
