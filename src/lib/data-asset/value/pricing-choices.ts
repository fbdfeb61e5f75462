import { type Result, ok } from '../../kernel/result';
import type { Confidence } from '../../kernel/confidence';
import type { TraceNode } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import { amountTrace, anchorPrice, marketTotals, publicCases } from '../pricing/comparables';
import { HALF_LIFE_KINDS, proposedHalfLife } from '../pricing/decay';
import type { DataForm } from './data-form';
import { dataForms } from './forms';

/** What a person can choose from while pricing: forms, public cases, half-lives of the rulebook. */

/** One public case. Its amount never stands without the kind of amount. */
export interface ComparableLine {
  readonly id: string;
  readonly date: string | null;
  readonly asset: string;
  readonly holder: string | null;
  readonly region: string | null;
  readonly kindTitle: string;
  /** 万元 as published; `null` = none was published. */
  readonly amountWan: string | null;
  /** What one amount is for; `null` = the whole data set. */
  readonly per: string | null;
  readonly valuationWan: string | null;
  readonly source: string;
  readonly confidence: Confidence;
  readonly trace: TraceNode | null;
  /** Why it cannot be a comparable; `null` when it can. */
  readonly refused: string | null;
}

/** A half-life that the rulebook proposes for a kind of data. */
export interface HalfLifeChoice {
  readonly kind: string;
  readonly title: string;
  readonly years: string;
  readonly confidence: Confidence;
}

/** All that the page offers while pricing. */
export interface PricingChoices {
  readonly forms: readonly DataForm[];
  readonly comparables: readonly ComparableLine[];
  readonly totals: readonly { readonly id: string; readonly text: string; readonly source: string }[];
  readonly halfLives: readonly HalfLifeChoice[];
}

/** Fails with the first rule that cannot be read. */
export const pricingChoices = (rules: RulesAt): Result<PricingChoices> => {
  const forms = dataForms(rules);
  if (!forms.ok) return forms;
  const cases = publicCases(rules);
  if (!cases.ok) return cases;
  const totals = marketTotals(rules);
  if (!totals.ok) return totals;
  return ok({
    forms: forms.value,
    totals: totals.value,
    comparables: cases.value.map((one): ComparableLine => {
      const anchor = anchorPrice(one, '');
      return {
        id: one.id,
        date: one.date,
        asset: one.asset,
        holder: one.holder,
        region: one.region,
        kindTitle: one.kindTitle,
        amountWan: one.amountWan,
        per: one.per,
        valuationWan: one.valuationWan,
        source: one.source,
        confidence: one.confidence,
        trace: amountTrace(one),
        refused: anchor.ok ? null : anchor.failure.message,
      };
    }),
    halfLives: HALF_LIFE_KINDS.flatMap((kind): HalfLifeChoice[] => {
      const half = proposedHalfLife(kind, rules);
      if (!half.ok || half.value.source === undefined) return [];
      const { label, confidence } = half.value.source;
      return [{ kind, title: label, years: half.value.value ?? '', confidence }];
    }),
  });
};
