import { describe, expect, it } from 'vitest';
import { type LgdClass, regulatoryLgd } from '../../../../src/lib/collateral/loss/regulatory-lgd';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { rulesOn, wan } from '../../../fixtures/loss-case';

const of = (ead: number, collateral: readonly (readonly [LgdClass, number, string?])[]) =>
  mustBeOk(
    regulatoryLgd(
      wan(ead),
      collateral.map(([lgdClass, value, haircut]) => ({
        lgdClass,
        valueFen: wan(value),
        path: lgdClass,
        ...(haircut === undefined ? {} : { haircut }),
      })),
      rulesOn(),
    ),
  );

describe('LGD of the foundation methods: published vectors', () => {
  it.each([
    [4500, 4333.33, 'real_estate', '0.284445', '0.381217'],
    [1000, 1000, 'real_estate', '0.28', '0.378571'],
    [1000, 1000, 'other_physical', '0.31', '0.414286'],
    [1000, 500, 'receivables', '0.34', '0.41'],
    [1000, 25, 'real_estate', '0.397', '0.45'],
  ] as const)('E=%s C=%s %s', (ead, value, lgdClass, current, earlier) => {
    const found = of(ead, [[lgdClass, value]]);
    expect([found.current.lgd, found.earlier.lgd]).toEqual([current, earlier]);
  });
});

describe('what the vectors do not say', () => {
  it('patents and data are not recognised', () => {
    expect(of(1000, [['none', 5000]])).toMatchObject({
      current: { lgd: '0.4' },
      earlier: { lgd: '0.45' },
      floor: { lgd: '0.25' },
    });
  });

  it('several classes are set against the exposure from the lowest LGD on', () => {
    // real estate 500·0.6 = 300 at 0.2, other physical 1000·0.6 = 600 at 0.25, 100 open at 0.4: 60 + 150 + 40 = 250
    expect(
      of(1000, [
        ['other_physical', 1000],
        ['real_estate', 500],
      ]).current.lgd,
    ).toBe('0.25');
    // floor: 300·0.10 + 600·0.15 + 100·0.25 = 30 + 90 + 25 = 145
    expect(
      of(1000, [
        ['other_physical', 1000],
        ['real_estate', 500],
      ]).floor.lgd,
    ).toBe('0.145');
  });

  it('financial collateral without its haircut leaves the figure unknown, and says so', () => {
    const unknown = of(1000, [['financial', 500]]);
    expect([unknown.current.lgd, unknown.earlier.lgd, unknown.failures.map((f) => f.path)]).toEqual([
      null,
      null,
      ['financial.haircut'],
    ]);
    // 500·(1−0.1) = 450 at 0; 550 at 0.4 = 220
    expect(of(1000, [['financial', 500, '0.1']]).current.lgd).toBe('0.22');
  });

  it('is marked as secondary, because the annex was not read', () => {
    expect(of(1000, []).current.trace.confidence).toBe('secondary');
  });
});
