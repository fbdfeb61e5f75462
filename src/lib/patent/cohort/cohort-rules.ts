import * as v from 'valibot';
import { patentType } from '../../case/patents-section';
import { ratioText } from '../../case/schema-parts';
import { type Result, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { type TypedRule, readTyped } from '../../rulebook/read-rule';

const years = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(30));

/** Parameters of the cohort statistics. */
export interface CohortRules {
  /** Full years after publication or grant until a citation count is held to be complete. */
  readonly truncationYears: TypedRule<number>;
  /** Cohorts with fewer measured patents are flagged. */
  readonly smallCohort: TypedRule<number>;
  /** Types of which a count of zero says little. */
  readonly weakZeroTypes: TypedRule<readonly v.InferOutput<typeof patentType>[]>;
  /** Flags with any of which a percentile may not be scored. */
  readonly unusable: TypedRule<readonly CitationFlag[]>;
}

const citationFlag = v.picklist([
  'truncated',
  'truncationUnknown',
  'smallCohort',
  'weakZero',
  'undefined',
  'allEqual',
]);
export type CitationFlag = v.InferOutput<typeof citationFlag>;

/** Reads `patent.cohort.*`. Fails as `readTyped` does. */
export const readCohortRules = (rules: RulesAt): Result<CohortRules> => {
  const truncationYears = readTyped(rules, 'patent.cohort.truncation-years', years);
  if (!truncationYears.ok) return truncationYears;
  const smallCohort = readTyped(rules, 'patent.cohort.small', v.pipe(v.number(), v.integer(), v.minValue(1)));
  if (!smallCohort.ok) return smallCohort;
  const weakZeroTypes = readTyped(rules, 'patent.cohort.weak-zero-types', v.array(patentType));
  if (!weakZeroTypes.ok) return weakZeroTypes;
  const unusable = readTyped(rules, 'patent.cohort.unusable-flags', v.array(citationFlag));
  if (!unusable.ok) return unusable;
  return ok({
    truncationYears: truncationYears.value,
    smallCohort: smallCohort.value,
    weakZeroTypes: weakZeroTypes.value,
    unusable: unusable.value,
  });
};

/** How the radicalness of a patent is counted; recorded with every result. */
export const RADICALNESS_VARIANTS = ['code-share', 'patent-share', 'class-count'] as const;
export type RadicalnessVariant = (typeof RADICALNESS_VARIANTS)[number];

const oecdRule = v.strictObject({
  /** Quantile of the cohort at which a value counts as 1. */
  normQuantile: v.pipe(
    ratioText,
    v.check((text) => Number(text) > 0, '分位应大于 0'),
  ),
  /** Window of forward citations, years after publication. */
  forwardYears: years,
  breakthroughShare: ratioText,
  radicalness: v.picklist(RADICALNESS_VARIANTS),
});
export type OecdRule = v.InferOutput<typeof oecdRule>;

/** Reads `patent.oecd-quality`. Fails as `readTyped` does. */
export const readOecdRule = (rules: RulesAt): Result<TypedRule<OecdRule>> =>
  readTyped(rules, 'patent.oecd-quality', oecdRule);
