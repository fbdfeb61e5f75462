import type { CaseRecord } from '../../case/case-record';
import { Decimal, decimalText } from '../../kernel/decimal';
import { type Fen, fenText, parseFenText } from '../../kernel/fen';
import { type Result, mapResult, ok, refuse } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { breakeven } from '../../valuation/compare/breakeven';
import { type TornadoInput, tornado } from '../../valuation/compare/tornado';
import { valueGrid } from '../../valuation/compare/value-grid';
import { type SimulationSpread, readSimulationSpread } from '../../valuation/simulation/uncertainty-rules';
import type { sensitivityGridRule } from '../../valuation/valuation-rules';
import { readIncomeRules } from '../../valuation/valuation-rules';
import { both } from '../../valuation/sheet/change';
import type { EntryModel, Lever } from './entry-model';
import { modelEntries } from './value-case';
import type { BreakevenLine, WhatIf, WhatIfGrid } from './what-if';
import type * as v from 'valibot';

type GridSteps = v.InferOutput<typeof sensitivityGridRule>;

const leversOf = ({ rate, lead, others }: EntryModel): readonly Lever[] => [
  ...(rate === null ? [] : [rate]),
  lead,
  ...others,
];

/** How far a lever is moved each way when nobody stated limits. */
const spreadOf = (lever: Lever, given: SimulationSpread): readonly [low: Decimal, high: Decimal] => {
  const share = (part: string): readonly [Decimal, Decimal] => [
    lever.base.times(new Decimal(1).minus(part)),
    lever.base.times(new Decimal(1).plus(part)),
  ];
  switch (lever.key) {
    case 'discountRate':
      return [lever.base.minus(given.discountRatePoints), lever.base.plus(given.discountRatePoints)];
    case 'economicLifeYears':
      return [lever.base.times(new Decimal(1).minus(given.lifeShare)), lever.base];
    case 'royaltyRate':
    case 'profitShare':
      return share(given.royaltyRateShare);
    default:
      return share(given.salesLevelShare);
  }
};

/** The limits that a person stated for the simulation come first. */
const statedOf = (
  caseRecord: CaseRecord,
  entry: string,
): Readonly<Record<string, readonly [string, string]>> => {
  const spread = caseRecord.sections.patents.forecasts.find(({ id }) => id === entry)?.uncertainty ?? null;
  return spread === null
    ? {}
    : {
        salesLevel: [spread.salesLow, spread.salesHigh],
        royaltyRate: [spread.royaltyLow, spread.royaltyHigh],
        discountRate: [spread.discountLow, spread.discountHigh],
      };
};

const barsOf = (caseRecord: CaseRecord, model: EntryModel, spread: SimulationSpread): WhatIf['bars'] => {
  const stated = statedOf(caseRecord, model.use.id);
  const levers = new Map(leversOf(model).map((lever) => [lever.key, lever]));
  const inputs = [...levers.values()].map((lever): TornadoInput => {
    const limits = stated[lever.key];
    const [low, high] =
      limits === undefined
        ? spreadOf(lever, spread)
        : ([new Decimal(limits[0]), new Decimal(limits[1])] as const);
    return { key: lever.key, label: lever.label, base: lever.base, low, high };
  });
  return tornado(inputs, (key, to) => {
    const lever = levers.get(key);
    if (lever === undefined) throw new Error('lever of the model expected');
    return model.valueAt(lever.change(to));
  });
};

/** Halves of the steps of the rule: the ends are r ± points and lead ± share. */
const POSITIONS = ['-1', '-0.5', '0', '0.5', '1'] as const;

const gridOf = ({ rate, lead, valuation, valueAt }: EntryModel, steps: GridSteps): WhatIfGrid | null => {
  if (rate === null) return null;
  const rows = POSITIONS.map((step) => rate.base.plus(new Decimal(steps.discountRatePoints).times(step)));
  const columns = POSITIONS.map((step) =>
    lead.base.times(new Decimal(steps.royaltyRateShare).times(step).plus(1)),
  );
  const { cells } = valueGrid({ rows, columns }, BigInt(valuation.valueFen), (r, to) =>
    valueAt(both(rate.change(r), lead.change(to))),
  );
  return {
    rowLabel: rate.label,
    columnLabel: lead.label,
    rows: rows.map((row) => decimalText(row)),
    columns: columns.map((column) => decimalText(column)),
    valuesFen: rows.map((_, row) =>
      columns.map((__, column) => cells[row * columns.length + column]?.valueFen ?? null),
    ),
  };
};

interface Target {
  readonly label: string;
  readonly fen: Fen;
}

const targetsOf = ({ sections: { enterprise, patents } }: CaseRecord): readonly Target[] => {
  const given: readonly (readonly [string, string | null])[] = [
    ['融资需求', enterprise.need.amountFen],
    ['录入的授信金额', patents.enteredCredit?.amountFen ?? null],
  ];
  return given.flatMap(([label, text]) => {
    const fen = text === null ? null : parseFenText(text);
    return fen?.ok === true && fen.value > 0n ? [{ label, fen: fen.value }] : [];
  });
};

/** Of the narrow bracket the end at which the target is met. */
const metAt = (
  { label, search: [low, high, tolerance], change }: Lever,
  { fen }: Target,
  model: EntryModel,
): BreakevenLine['result'] =>
  mapResult(
    breakeven(
      {
        label,
        targetFen: fen,
        low: new Decimal(low),
        high: new Decimal(high),
        tolerance: new Decimal(tolerance),
      },
      (to) => model.valueAt(change(to)),
      model.use.path,
    ),
    (found) =>
      BigInt(found.atLowFen) >= fen
        ? { at: found.low, valueFen: found.atLowFen }
        : { at: found.high, valueFen: found.atHighFen },
  );

const breakevensOf = (caseRecord: CaseRecord, model: EntryModel): readonly BreakevenLine[] =>
  targetsOf(caseRecord).flatMap((target) =>
    leversOf(model).map((lever) => ({
      key: lever.key,
      input: lever.label,
      unit: lever.unit,
      base: decimalText(lever.base),
      target: target.label,
      targetFen: fenText(target.fen),
      result: metAt(lever, target, model),
    })),
  );

/**
 * Tornado, r × lead grid and breakevens of one forecast or worksheet. Fails with `E_UNKNOWN_ENTRY` (no such entry, or one
 * that gives a rate), as valuing the entry does, and as `readTyped` for the spreads.
 */
export const whatIf = (caseRecord: CaseRecord, rules: RulesAt, entry: string): Result<WhatIf> => {
  const found = modelEntries(caseRecord, rules).find((one) => one.entry === entry);
  if (found === undefined)
    return refuse(
      'E_UNKNOWN_ENTRY',
      `案卷中没有给出价值的收益预测或工作表“${entry}”`,
      'sections.patents',
      '请从估值清单中选择；给出费率的工作表没有价值可试算',
    );
  if (!found.model.ok) return found.model;
  const income = readIncomeRules(rules);
  if (!income.ok) return income;
  const spread = readSimulationSpread(rules);
  if (!spread.ok) return spread;
  const model = found.model.value;
  return ok({
    entry,
    product: found.product,
    baseFen: model.valuation.valueFen,
    bars: barsOf(caseRecord, model, spread.value.value),
    grid: gridOf(model, income.value.grid.value),
    breakevens: breakevensOf(caseRecord, model),
  });
};
