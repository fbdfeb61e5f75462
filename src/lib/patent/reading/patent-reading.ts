import type { PatentRecord } from '../../case/patents-section';
import { type Gate, type Gates, datesGate, gatesOf, scopeGate } from './gates';
import type { IndicatorContext } from './indicator-inputs';
import { type LeafReading, readLeaf } from './leaf-reading';
import type { Indicator } from '../scheme/scheme-schema';
import { type ScoringContext, indicatorContext } from '../score/scoring-context';

/** One patent read off: its indicators in scheme order and its gates. */
export interface PatentReading {
  readonly context: IndicatorContext;
  readonly leaves: readonly LeafReading[];
  readonly gates: readonly Gate[];
  readonly unknownGates: readonly Gate[];
  /** The type is outside the scheme: nothing is scored. */
  readonly outOfScope: boolean;
  /** Rejected, out of scope or contradicting itself: there is no total. */
  readonly withheld: boolean;
}

const NO_GATES: Gates = { closed: [], unknown: [] };
const notApplicable = (indicator: Indicator): LeafReading => ({
  indicator,
  score: NaN,
  answer: null,
  from: null,
  note: '专利类型不在适用范围',
});

/** Reads one patent. The table and the explanation both start here. */
export const readPatent = (context: ScoringContext, record: PatentRecord): PatentReading => {
  const own = indicatorContext(context, record);
  const { indicators } = context;
  const scope = scopeGate(context.types.value, own);
  const dates = context.checksDates ? datesGate(own) : null;
  const experts = context.answers.of(record.id);
  const leaves = indicators.map((indicator) =>
    scope === null
      ? readLeaf(context.scheme.value, indicator, own, experts.get(indicator.code))
      : notApplicable(indicator),
  );
  const byCode = new Map(leaves.map((leaf) => [leaf.indicator.code, leaf]));
  const gates =
    context.gates === null ? NO_GATES : gatesOf(context.gates.value, context.gates.rule.id, own, byCode);
  return {
    context: own,
    leaves,
    gates: [...(scope === null ? [] : [scope]), ...(dates === null ? [] : [dates]), ...gates.closed],
    unknownGates: gates.unknown,
    outOfScope: scope !== null,
    withheld: scope !== null || dates !== null || gates.closed.some((g) => g.result === 'reject'),
  };
};
