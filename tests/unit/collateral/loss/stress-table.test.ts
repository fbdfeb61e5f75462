import { describe, expect, it } from 'vitest';
import { stressTable } from '../../../../src/lib/collateral/loss/stress-table';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { lossAsset, rulesOn, rulesWith, stressInput, wan } from '../../../fixtures/loss-case';

const table = (over: Parameters<typeof stressInput>[0] = {}, rules = rulesOn()) =>
  mustBeOk(stressTable(stressInput(over), rules));

describe('the yearly stress test', () => {
  it('takes the falls of the classes: a plant of 2000 at 60 % against a need of 1000', () => {
    const rows = table();
    expect(
      rows.map(({ id, coverFen, coverage, enough, shortFen }) => [id, coverFen, coverage, enough, shortFen]),
    ).toEqual([
      ['base', wan(1200), '1.2', true, 0n],
      ['light', wan(1020), '1.02', true, 0n], // −15 %
      ['medium', wan(900), '0.9', false, wan(100)], // −25 %
      ['heavy', wan(720), '0.72', false, wan(280)], // −40 %
    ]);
    // heavy: 2000·0.6·0.6 = 720, −8 % = 662.4, / 1.1236 = 589.533641…
    expect(rows[3]?.loss.recoveredFen).toBe(589_533_641n);
    expect(rows.map(({ loss }) => loss.lgd)).toEqual(['0.017444', '0.164827', '0.263083', '0.410466']);
  });

  it('counts support, prior claims and an own cap', () => {
    const [base] = table({
      supportFen: wan(100),
      assets: [lossAsset('a', 'RE_FACTORY', 2000, { cap: '0.5', priorClaimsFen: wan(300) })],
    });
    expect(base?.coverFen).toBe(wan(800)); // 2000 × 0.5 − 300 + 100
    expect(
      base?.trace.children.some(({ id, value }) => id.startsWith('loss/cover/') && value === '700000000'),
    ).toBe(true);
  });

  it('an unknown need or support is no pass', () => {
    expect(table({ needFen: null }).map(({ enough, coverage }) => [enough, coverage])).toEqual(
      Array.from({ length: 4 }, () => [null, null]),
    );
    expect(table({ supportFen: null })[0]).toMatchObject({ coverFen: null, enough: null });
  });

  it('an asset that cannot be read makes a shortfall unknown, not a pass', () => {
    const rows = table({
      assets: [lossAsset('a', 'RE_FACTORY', 2000), lossAsset('b', 'RE_LAND', 1, { valueFen: null })],
    });
    expect(rows.map(({ enough }) => enough)).toEqual([true, true, null, null]);
  });

  it('follows the falls of the institution', () => {
    const own = rulesWith('collateral.stress.scenarios', [{ id: 'own', title: '本行情景', column: 2 }]);
    expect(table({}, own).map(({ id }) => id)).toEqual(['base', 'own']);
  });
});
