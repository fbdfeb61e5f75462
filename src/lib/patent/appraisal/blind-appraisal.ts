import type { ExpertAnswer } from '../../case/patents-section';
import { canonicalJson } from '../../kernel/canonical-json';
import { sha256Hex } from '../../kernel/hashing';
import { type Failure, type Result, ok, refuse } from '../../kernel/result';
import { encodeUtf8 } from '../../kernel/utf8';
import { type Agreement, weightedKappa } from '../../valuation/weights/weighted-kappa';
import { checkAnswer } from '../reading/expert-answers';
import { answerPoints } from '../reading/leaf-reading';
import { indicatorsOf } from '../scheme/scheme-parts';
import type { DimensionKey, Indicator, Scheme } from '../scheme/scheme-schema';

/** What one appraiser answered without seeing the other. */
export interface BlindAppraisal {
  readonly by: string;
  readonly answers: readonly ExpertAnswer[];
}

/** One indicator of one patent on which the two do not agree, or which only one of them answered. */
export interface AppraisalDifference {
  readonly patent: string;
  readonly indicator: string;
  readonly title: string;
  /** `null` = not answered. */
  readonly first: ExpertAnswer | null;
  readonly second: ExpertAnswer | null;
  /** Points of the first less those of the second; `null` when one of them is missing. */
  readonly gap: number | null;
}

/** Weighted κ over points, pooled over indicators. */
export interface AppraisalAgreement {
  readonly linear: Agreement;
  readonly quadratic: Agreement;
}

export interface AppraisalComparison {
  readonly overall: AppraisalAgreement;
  readonly dimensions: readonly ({ readonly key: DimensionKey } & AppraisalAgreement)[];
  /** What both answered alike, as the first gave it. */
  readonly agreed: readonly ExpertAnswer[];
  /** Largest gap first; answers of one person only come after them. Each needs a settlement. */
  readonly differences: readonly AppraisalDifference[];
  /** Answers that fit no indicator of the scheme; they are in no figure above. */
  readonly failures: readonly Failure[];
}

interface Pair {
  readonly first: Rated | null;
  readonly second: Rated | null;
}
interface Rated {
  readonly given: ExpertAnswer;
  readonly points: number;
}

const keyOf = (patent: string, indicator: string): string => JSON.stringify([patent, indicator]);
const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Answers of one appraiser by patent and indicator. The same question twice is a fault, not a choice of ours. */
const ratingsOf = (
  { by, answers }: BlindAppraisal,
  scheme: Scheme,
  indicators: ReadonlyMap<string, Indicator>,
): { readonly rated: ReadonlyMap<string, Rated>; readonly failures: readonly Failure[] } => {
  const rated = new Map<string, Rated>();
  const seen = new Set<string>();
  const failures: Failure[] = [];
  const add = (code: string, message: string, given: ExpertAnswer, remedy: string): void => {
    failures.push({ code, message, path: `${by} › ${given.patent} › ${given.indicator}`, remedy });
  };
  for (const given of answers) {
    const key = keyOf(given.patent, given.indicator);
    const indicator = indicators.get(given.indicator);
    if (indicator === undefined) {
      add('E_ANSWER_UNKNOWN', `方案没有指标“${given.indicator}”`, given, '请删去这条评价，或核对指标代码');
    } else if (seen.has(key)) {
      rated.delete(key);
      add('E_ANSWER_TWICE', `“${indicator.title}”有不止一条评价`, given, '请由该评价人只保留一条');
    } else {
      const answer = checkAnswer(given, indicator, scheme);
      const points = answer.ok ? answerPoints(scheme, indicator, answer.value) : NaN;
      if (!answer.ok) failures.push({ ...answer.failure, path: `${by} › ${answer.failure.path}` });
      else if (Number.isNaN(points))
        add('E_ANSWER_RANGE', `“${indicator.title}”没有与此答案对应的档次`, given, '请核对答案');
      else rated.set(key, { given, points });
    }
    seen.add(key);
  }
  return { rated, failures };
};

const agreementOf = (pairs: readonly Pair[]): AppraisalAgreement => {
  const both = pairs.flatMap(({ first, second }) =>
    first === null || second === null ? [] : [[first.points, second.points] as const],
  );
  const [a, b] = [both.map(([x]) => x), both.map(([, y]) => y)];
  return { linear: weightedKappa(a, b, 'linear'), quadratic: weightedKappa(a, b, 'quadratic') };
};

const differs = ({ first, second }: Pair): boolean =>
  first === null ||
  second === null ||
  first.points !== second.points ||
  canonicalJson(first.given.answer) !== canonicalJson(second.given.answer);

const sizeOf = ({ gap }: AppraisalDifference): number => (gap === null ? -1 : Math.abs(gap));

const inOrder = (a: AppraisalDifference, b: AppraisalDifference): number =>
  sizeOf(b) - sizeOf(a) || byCodeUnit(a.patent, b.patent) || byCodeUnit(a.indicator, b.indicator);

/**
 * Compares two blind appraisals: weighted κ (linear and quadratic) over the points of what both answered, and every
 * difference. Categories are points, so that indicators with different options can be pooled; where all have the same
 * equally spaced scale this is the textbook κ. Fails with `E_SAME_APPRAISER` when both are of one person.
 */
export const compareAppraisals = (
  scheme: Scheme,
  first: BlindAppraisal,
  second: BlindAppraisal,
): Result<AppraisalComparison> => {
  if (first.by.trim() === second.by.trim())
    return refuse('E_SAME_APPRAISER', '两份评价出自同一人', '评价人', '请由另一位评价人独立评价');
  const indicators = new Map(indicatorsOf(scheme).map((i) => [i.code, i]));
  const [one, two] = [ratingsOf(first, scheme, indicators), ratingsOf(second, scheme, indicators)];
  const keys = [...new Set([...one.rated.keys(), ...two.rated.keys()])].sort(byCodeUnit);
  const pairs = keys.map((key): Pair => ({
    first: one.rated.get(key) ?? null,
    second: two.rated.get(key) ?? null,
  }));
  const codesOf = (at: number): ReadonlySet<string> =>
    new Set(scheme.dimensions[at]?.groups.flatMap((g) => g.indicators.map((i) => i.code)));
  const givenOf = ({ first: a, second: b }: Pair): ExpertAnswer | null => a?.given ?? b?.given ?? null;
  const differences = pairs.filter(differs).flatMap((pair): AppraisalDifference[] => {
    const given = givenOf(pair);
    if (given === null) return [];
    const { first: a, second: b } = pair;
    return [
      {
        patent: given.patent,
        indicator: given.indicator,
        title: indicators.get(given.indicator)?.title ?? given.indicator,
        first: a?.given ?? null,
        second: b?.given ?? null,
        gap: a === null || b === null ? null : a.points - b.points,
      },
    ];
  });
  return ok({
    overall: agreementOf(pairs),
    dimensions: scheme.dimensions.map(({ key }, at) => {
      const codes = codesOf(at);
      return { key, ...agreementOf(pairs.filter((pair) => codes.has(givenOf(pair)?.indicator ?? ''))) };
    }),
    agreed: pairs.flatMap((pair) => (pair.first === null || differs(pair) ? [] : [pair.first.given])),
    differences: differences.sort(inOrder),
    failures: [...one.failures, ...two.failures],
  });
};

/**
 * Seal of an appraisal: SHA-256 of its canonical JSON. Each appraiser's seal is recorded before either sees the other's
 * answers; whoever holds both can check later that nothing was changed after the reveal. Order of answers does not matter.
 */
export const sealOf = ({ by, answers }: BlindAppraisal): Promise<string> => {
  const sorted = answers.map((answer) => canonicalJson(answer)).sort(byCodeUnit);
  return sha256Hex(encodeUtf8(canonicalJson([by, ...sorted])));
};
