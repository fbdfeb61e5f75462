import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CollateralItem } from '../../src/lib/case/collateral-section';
import { optimiseCase } from '../../src/lib/collateral/optimised/optimise-case';
import { item, support, wan } from '../unit/collateral/build-case';
import { SOLVER, askOfCase } from '../unit/collateral/optimised/build-structure';

/** What must hold of every pool, through the case and not the optimiser's own model. */

const CLASSES = ['RE_FACTORY', 'EQUIP_GEN', 'STOCK_RAW', 'AR_CONF', 'TRADEMARK'];

const asset = (index: number) =>
  fc
    .record({
      assetClass: fc.constantFrom(...CLASSES),
      worth: fc.integer({ min: 1, max: 900 }),
      fee: fc.option(fc.integer({ min: 0, max: 30 }), { freq: 5 }),
      prior: fc.constantFrom(0, 0, 50),
      use: fc.constantFrom('may' as const, 'may' as const, 'may' as const, 'must' as const, 'never' as const),
    })
    .map(({ assetClass, worth, fee, prior, use }): CollateralItem =>
      item(`a-${index}`, {
        assetClass,
        valueFen: wan(worth),
        oneOffCostFen: fee === null ? null : wan(fee / 10),
        priorClaimsFen: wan(prior),
        use,
        details: { debtor: `付款人 ${index % 2}` },
      }),
    );

const pool = fc
  .integer({ min: 1, max: 6 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => asset(i))));
const setting = fc.record({
  need: fc.integer({ min: 1, max: 1200 }),
  items: pool,
  guarantee: fc.option(fc.integer({ min: 1, max: 400 })),
  ipMost: fc.option(fc.constantFrom('0.2', '0.5')),
});

const solve = ({
  need,
  items,
  guarantee,
  ipMost,
}: {
  need: number;
  items: readonly CollateralItem[];
  guarantee: number | null;
  ipMost: string | null;
}) => {
  const input = askOfCase({
    need: wan(need),
    items,
    support: guarantee === null ? [] : [support('g', { capacityFen: wan(guarantee) })],
  });
  const { ask } = input.caseRecord.sections.collateral;
  const limit = {
    id: 'ip',
    label: '知识产权',
    scope: 'intellectual-property' as const,
    of: '',
    ids: [],
    most: { share: ipMost, fen: null },
    least: null,
    source: '',
  };
  const { sections } = input.caseRecord;
  const collateral = { ...sections.collateral, ask: { ...ask, limits: ipMost === null ? [] : [limit] } };
  return optimiseCase(
    { ...input, caseRecord: { ...input.caseRecord, sections: { ...sections, collateral } } },
    SOLVER,
  );
};

const sum = (list: readonly { readonly amountFen: string }[]): bigint =>
  list.reduce((total, { amountFen }) => total + BigInt(amountFen), 0n);

it('每项不超过自己的最多，合计等于可覆盖，缺口补齐需求；未录入登记的都不计入已认定', () => {
  fc.assert(
    fc.property(setting, (given) => {
      const structure = solve(given);
      for (const { amountFen, availableFen } of structure.items)
        expect(BigInt(amountFen) <= BigInt(availableFen)).toBe(true);
      expect(sum(structure.items).toString()).toBe(structure.coveredFen);
      expect(BigInt(structure.coveredFen ?? 0) + BigInt(structure.residualFen ?? 0)).toBe(
        BigInt(wan(given.need)),
      );
      expect(structure.recognisedFen).toBe('0');
      const ip = sum(structure.items.filter(({ assetClass }) => assetClass === 'TRADEMARK'));
      if (given.ipMost !== null)
        expect(ip * 10n <= BigInt(wan(given.need)) * BigInt(Number(given.ipMost) * 10)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

it('押品与增信的次序不改变任何结果', () => {
  fc.assert(
    fc.property(setting, (given) => {
      expect(solve({ ...given, items: [...given.items].reverse() })).toEqual(solve(given));
    }),
    { numRuns: 30 },
  );
});

it('多一项可以用的押品，可覆盖不会变少；够用时费用不会变多', () => {
  fc.assert(
    fc.property(setting, asset(9), (given, extra) => {
      const before = solve(given);
      const after = solve({ ...given, items: [...given.items, { ...extra, use: 'may' }] });
      expect(BigInt(after.coveredFen ?? '0') >= BigInt(before.coveredFen ?? '0')).toBe(true);
      if (before.costFen === null || before.status !== 'optimal') return;
      expect(after.costFen !== null && BigInt(after.costFen) <= BigInt(before.costFen)).toBe(true);
    }),
    { numRuns: 40 },
  );
});
