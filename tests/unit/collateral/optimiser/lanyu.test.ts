import { describe, expect, it } from 'vitest';
import { waysOut } from '../../../../src/lib/collateral/optimiser/alternatives';
import { limitsOf } from '../../../../src/lib/collateral/optimiser/marginal-value';
import { optimiseStructure } from '../../../../src/lib/collateral/optimiser/optimise-structure';
import type { StructureInput } from '../../../../src/lib/collateral/optimiser/structure-input';
import { nodeSolver } from '../../../../workers/highs-node';
import { ask, asset, fee, layer, patent, rateFee, wan } from '../../../fixtures/structure-pool';

const solver = await nodeSolver();

/** Published: 4500 万元 asked, factory at most 2600, patents 1840 (19 of them). Fees were not published: left unknown. */
const factory = asset('factory', 2600, { title: '工业厂房及土地', cap: '0.6', costs: [fee(null)] });
const patents = patent('patent-pool', 1840, { title: '专利组合 19 件', costs: [fee(null)] });
const lanyu = (changes: Partial<StructureInput> = {}): StructureInput =>
  ask(4500, { assets: [factory, patents], ...changes });

describe('factory, patents and an open residual', () => {
  const outcome = optimiseStructure(lanyu(), solver);

  it('carries 4440 of 4500 and leaves 60 open', () => {
    expect(outcome.status).toBe('infeasible');
    expect(outcome.plan?.lines).toEqual([
      { id: 'factory', carriedFen: wan(2600), pledgedFen: wan(2600) },
      { id: 'patent-pool', carriedFen: wan(1840), pledgedFen: wan(1840) },
    ]);
    expect(outcome.check?.openFen).toBe(wan(60));
    expect(outcome.check?.violations).toEqual([]);
  });

  it('lets the patents carry 40.89% of the need', () => {
    // 1840 / 4500 = 0.408888…, in hundredths of a percent 4088.9 → 40.89%
    const ip = outcome.check?.intellectualPropertyFen ?? 0n;
    expect((ip * 1_000_000n + wan(2250)) / wan(4500)).toBe(408_889n);
  });

  it('does not pretend to know fees nobody published', () => {
    expect(outcome.check?.costFen).toBeNull();
    expect(outcome.check?.unknownCosts).toEqual(['factory', 'patent-pool']);
  });

  it('says what it stands at', () => {
    const at = limitsOf(lanyu(), outcome).filter(({ atLimit }) => atLimit);
    expect(at.map(({ id }) => id)).toEqual(['source/factory', 'source/patent-pool']);
    expect(limitsOf(lanyu(), outcome)[0]?.text).toBe(
      '需求 4,500.00 万元，已覆盖 4,440.00 万元，尚缺 60.00 万元',
    );
  });

  it('names the need as what conflicts, and three ways to close the 60', () => {
    const { conflict, alternatives } = waysOut(lanyu(), outcome, solver);
    expect(conflict).toEqual([{ id: 'need', text: '需求 4,500.00 万元' }]);
    expect(alternatives.map(({ id, amountFen }) => [id, amountFen])).toEqual([
      ['add-support', wan(60)],
      ['add-asset/PATENT_INV', wan(60)],
      ['ask-less', wan(60)],
    ]);
    for (const { outcome: after } of alternatives) expect(after.check?.openFen).toBe(0n);
    expect(alternatives[1]?.text).toBe(
      '增加 PATENT_INV 类押品，按抵质押率可用 60.00 万元，即价值不少于 200.00 万元',
    );
    expect(alternatives[2]?.text).toBe('少借 60.00 万元：由 4,500.00 万元改为 4,440.00 万元');
  });

  it('raises a guarantee that stands there already by exactly what is missing, the quota with it', () => {
    const input = lanyu({
      layers: [
        layer('guarantee', 20, {
          title: '虚构政府性担保',
          draws: [{ capacityId: 'line', weight: '0.8' }],
          costs: [rateFee('0.003')],
        }),
      ],
      capacities: [{ id: 'line', title: '批量担保额度', kind: 'batch-line', remainingFen: wan(16) }],
    });
    const { alternatives } = waysOut(input, optimiseStructure(input, solver), solver);
    expect(alternatives[0]?.text).toBe(
      '把“虚构政府性担保”的额度由 20.00 万元提高到 60.00 万元（多 40.00 万元，所占用的剩余额度相应增加）',
    );
    // 40 × 0.8 = 32 more of the line.
    expect(alternatives[0]?.input.capacities[0]?.remainingFen).toBe(wan(48));
    expect(alternatives[0]?.outcome.check?.openFen).toBe(0n);
  });

  it.each(['single-client', 'leverage'] as const)('never raises what the law limits (%s)', (kind) => {
    const input = lanyu({
      layers: [
        layer('guarantee', 20, {
          title: '虚构政府性担保',
          draws: [{ capacityId: 'law', weight: '1' }],
          costs: [rateFee('0.003')],
        }),
      ],
      capacities: [{ id: 'law', title: '单户限额', kind, remainingFen: wan(20) }],
    });
    // 4500 − 2600 − 1840 − 20 = 40 are missing; the guarantor may not carry more.
    const { alternatives } = waysOut(input, optimiseStructure(input, solver), solver);
    expect(alternatives.map(({ kind: way, amountFen }) => [way, amountFen])).toEqual([
      ['add-asset', wan(40)],
      ['ask-less', wan(40)],
    ]);
  });

  it('offers a paper before money where a paper is all that is missing', () => {
    const blocked = {
      code: 'E_NOT_REGISTERED',
      message: '尚未登记',
      remedy: '请先办理登记',
      cure: 'register' as const,
    };
    const input = lanyu({ assets: [factory, patents, asset('equipment', 80, { title: '设备', blocked })] });
    const { alternatives } = waysOut(input, optimiseStructure(input, solver), solver);
    expect(alternatives[0]?.text).toBe('先办妥登记：“设备”');
    expect(alternatives[0]?.outcome.plan?.lines.map(({ id }) => id)).toEqual([
      'equipment',
      'factory',
      'patent-pool',
    ]);
  });
});
