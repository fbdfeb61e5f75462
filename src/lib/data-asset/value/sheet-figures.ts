import { fenText } from '../../kernel/fen';
import { type Result, mapResult, ok } from '../../kernel/result';
import { type TornadoBar, tornado } from '../../valuation/compare/tornado';
import { allOf } from '../../valuation/entered';
import type { PriceSimulation } from '../pricing/price-simulation';
import type {
  EffectSteps,
  LeverView,
  SheetFigures,
  SimulatedFen,
  TracedFen,
  UtilityPart,
} from './asset-value';
import { duplicatesInQuality, traced, withEffects } from './effects';
import { type SheetModel, valueWith } from './sheet-model';
import { hasRanges, leverBase, rangedLevers, simulateSheet } from './simulate-sheet';

/** All figures of one worksheet. */

const simulated = (run: PriceSimulation, title: string): SimulatedFen => {
  const named = (trace: PriceSimulation['trace'], label: string) => ({
    ...trace,
    label: `${label} · ${title}`,
  });
  return {
    draws: run.draws,
    p10: traced(run.p10Fen, named(run.traces.p10, 'P10')),
    p25: traced(run.pledgeFen, named(run.trace, run.trace.label)),
    p50: traced(run.p50Fen, named(run.traces.p50, 'P50')),
    p90: traced(run.p90Fen, named(run.traces.p90, 'P90')),
    meanFen: fenText(run.meanFen),
    standardErrorFen: fenText(run.standardErrorFen),
  };
};

const barsOf = (model: SheetModel): readonly TornadoBar[] => {
  const levers = rangedLevers(model);
  if (!levers.ok) return [];
  const moved = levers.value.map(({ key, label, base, range }) => ({ key, label, base, ...range }));
  return tornado(moved, (key, to) => valueWith(model, key, to));
};

const leversOf = (model: SheetModel): readonly LeverView[] =>
  model.form.levers.flatMap(({ key, label, unit }) => {
    const base = model.standsAt(key);
    const { inputs } = model.worksheet;
    const given = Object.hasOwn(inputs, key) ? inputs[key] : undefined;
    return base === null
      ? []
      : [{ key, label, unit, base: leverBase(base), measured: given?.from === 'measured-quality' }];
  });

const PARTS = ['quality', 'circulation', 'monopoly', 'risk', 'utility'] as const;

const utilityOf = ({ value: { parts } }: SheetModel): readonly UtilityPart[] =>
  parts === undefined
    ? []
    : PARTS.map((key) => {
        const { node } = parts[key];
        return { key, label: node.label, value: node.value ?? '', trace: node };
      });

/** What the effects act on. Quality is taken from the evaluation in at most one input of a worksheet. */
const effectBasis = ({ context, value, worksheet }: SheetModel) => ({
  reading: context.reading,
  approach: value.approach,
  duplicatesCounted:
    Object.values(worksheet.inputs).some(({ from }) => from === 'measured-quality') &&
    duplicatesInQuality(context.givers.quality),
});

/** A quantile after duplicates, overlap and personal data. */
const effectiveQuantile = (model: SheetModel, quantile: TracedFen): Result<TracedFen> =>
  mapResult(
    withEffects(model.context.asset, model.context.rules, effectBasis(model), quantile.trace.id, {
      fen: BigInt(quantile.fen),
      source: quantile.trace,
    }),
    ({ afterFen, trace }) => traced(afterFen, { ...trace, label: `${quantile.trace.label}（扣除后）` }),
  );

const quantilesOf = (
  model: SheetModel,
  simulation: SheetFigures['simulation'],
): Result<EffectSteps['quantiles']> => {
  if (simulation?.ok !== true) return ok(null);
  const { p10, p25, p90 } = simulation.value;
  return allOf({
    p10: effectiveQuantile(model, p10),
    p25: effectiveQuantile(model, p25),
    p90: effectiveQuantile(model, p90),
  });
};

/** Before and after with the estimated shares at their low ends; `null` where nothing is estimated. */
const upperEnd = (model: SheetModel, before: TracedFen, after: bigint): Result<TracedFen | null> => {
  const { context, value, id } = model;
  if (context.reading === 'point') return ok(null);
  return mapResult(
    withEffects(context.asset, context.rules, { ...effectBasis(model), reading: 'low' }, `${id}/low-shares`, {
      fen: value.valueFen,
      source: before.trace,
    }),
    ({ afterFen, trace }) => (afterFen === after ? null : traced(afterFen, trace)),
  );
};

const effectSteps = (
  model: SheetModel,
  before: TracedFen,
  simulation: SheetFigures['simulation'],
): Result<EffectSteps> => {
  const { context, value, id } = model;
  const taken = withEffects(context.asset, context.rules, effectBasis(model), id, {
    fen: value.valueFen,
    source: before.trace,
  });
  if (!taken.ok) return taken;
  const { afterFen, trace, parts, effectiveShare } = taken.value;
  const upper = upperEnd(model, before, afterFen);
  if (!upper.ok) return upper;
  return mapResult(quantilesOf(model, simulation), (quantiles) => ({
    before,
    upper: upper.value,
    after: traced(afterFen, trace),
    parts,
    effectiveShare: { value: effectiveShare.node.value ?? '', trace: effectiveShare.node },
    quantiles,
  }));
};

/** Value, range, tornado, U and effects of a valued worksheet. */
export const sheetFigures = (model: Result<SheetModel>, title: string): Result<SheetFigures> =>
  mapResult(model, (valued) => {
    const { value, warnings } = valued;
    const before = traced(value.valueFen, { ...value.trace, label: `${value.trace.label} · ${title}` });
    const simulation = hasRanges(valued)
      ? mapResult(simulateSheet(valued), (run) => simulated(run, title))
      : null;
    return {
      approach: value.approach,
      value: before,
      confidence: before.trace.confidence,
      warnings,
      levers: leversOf(valued),
      simulation,
      bars: barsOf(valued),
      utility: utilityOf(valued),
      effects: effectSteps(valued, before, simulation),
    };
  });
