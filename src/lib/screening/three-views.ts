import { type Confidence, weakest } from '../kernel/confidence';
import type { Failure } from '../kernel/result';
import type { ResolvedRule } from '../rulebook/model';
import { readTyped } from '../rulebook/read-rule';
import { brokenFinding } from './broken-finding';
import type { Points } from './check';
import { THREE_VIEWS_COMPUTATION, loadComputedSet } from './computed-items';
import { type ScreeningContext, caseSubject } from './context';
import { type Evaluation, evaluateRule } from './evaluate';
import type { ScreenedFinding } from './finding-model';
import { collected, joinedLists } from './lists';
import type { RefusalResult } from './refusal';
import {
  type Band,
  type Dimension,
  type DimensionFloor,
  bands,
  dimensionFloor,
  dimensions,
} from './rule-model';
import { type LoadedRule, type LoadedSet, REPAYMENT_SET, THREE_VIEWS_SET, loadSet } from './rule-sets';
import {
  type Grade,
  type Score,
  dimensionScore,
  gradeOf,
  lateDimensionScore,
  lateTotalScore,
  totalScore,
} from './scoring';

/** Its decision knows nothing of data assets. */
export const THREE_VIEWS_METHOD_1 = 'screening.three-views@1';
/** Asks people for every item that is not a refusal ground, and for 第一还款来源 in one question. */
export const THREE_VIEWS_METHOD_2 = 'screening.three-views@2';
/** Items are computed where data allow; 第一还款来源 is a method of its own. Takes an answer that nobody stands for. */
export const THREE_VIEWS_METHOD_3 = 'screening.three-views@3';
export const THREE_VIEWS_METHOD = 'screening.three-views@4';

/** Versions that asked people for every item. */
const ASKED: ReadonlySet<string> = new Set([THREE_VIEWS_METHOD_1, THREE_VIEWS_METHOD_2]);

/** One item of the checklist with its finding and the points that are still possible. */
export interface ItemResult {
  readonly loaded: LoadedRule;
  readonly finding: ScreenedFinding;
  readonly points: Points;
}

export interface DimensionResult {
  readonly code: string;
  readonly title: string;
  readonly weight: string;
  /** `null` when the dimension cannot be scored, because a rule or its weights cannot be read. */
  readonly score: Score | null;
  readonly items: readonly ItemResult[];
}

/** The scoring parameters as they were read. */
export interface Scoring {
  readonly dimensions: { readonly value: readonly Dimension[]; readonly rule: ResolvedRule };
  readonly bands: { readonly value: readonly Band[]; readonly rule: ResolvedRule };
  readonly floor: { readonly value: DimensionFloor; readonly rule: ResolvedRule };
}

export interface ThreeViewsResult {
  readonly method: string;
  readonly title: string;
  readonly dimensions: readonly DimensionResult[];
  readonly total: Score | null;
  readonly grade: Grade | null;
  readonly scoring: Scoring | null;
  /** Weakest confidence of the scoring parameters. */
  readonly confidence: Confidence;
  /** First repayment source as versions 1 and 2 asked for it; empty since then. */
  readonly repayment: readonly ItemResult[];
  readonly findings: readonly ScreenedFinding[];
}

const OPEN: Points = { low: 0, high: 4 };

const itemsOf = (evaluation: Evaluation): readonly ItemResult[] =>
  joinedLists(
    evaluation.set.rules.map((loaded) =>
      evaluateRule(loaded, evaluation).map((finding) => ({
        loaded,
        finding,
        points: finding.points ?? OPEN,
      })),
    ),
  );

const readScoring = ({
  rules,
}: ScreeningContext): { scoring: Scoring | null; failures: readonly Failure[] } => {
  const read = {
    dimensions: readTyped(rules, 'screening.three-views.dimensions', dimensions),
    bands: readTyped(rules, 'screening.three-views.bands', bands),
    floor: readTyped(rules, 'screening.three-views.dimension-floor', dimensionFloor),
  };
  if (read.dimensions.ok && read.bands.ok && read.floor.ok)
    return {
      scoring: { dimensions: read.dimensions.value, bands: read.bands.value, floor: read.floor.value },
      failures: [],
    };
  return { scoring: null, failures: Object.values(read).flatMap((r) => (r.ok ? [] : [r.failure])) };
};

const confidenceOf = (scoring: Scoring | null): Confidence =>
  scoring === null
    ? 'assumption'
    : weakest([scoring.dimensions, scoring.bands, scoring.floor].map(({ rule }) => rule.confidence));

const weighted = (items: readonly ItemResult[]) =>
  items.map(({ loaded, points }) => ({ weight: loaded.spec.weight, points }));

const total = (results: readonly DimensionResult[], isLate: boolean): Score | null =>
  (isLate ? lateTotalScore : totalScore)(
    results.map(({ weight, items }) => ({ weight, items: weighted(items) })),
  );

/** A dimension that has no score leaves the grade open. */
const gradeFor = (
  score: Score | null,
  results: readonly DimensionResult[],
  scoring: Scoring,
): Grade | null => {
  const scored = collected(results, ({ code, score: own }) => (own === null ? null : { code, score: own }));
  return score === null || scored.length < results.length
    ? null
    : gradeOf(score, scored, scoring.bands.value, scoring.floor.value);
};

interface Sets {
  readonly views: LoadedSet;
  /** `null`: judged by a method of its own. */
  readonly repayment: LoadedSet | null;
}

/** What each released version judges by: the earlier ones asked for every item, and for repayment in one question. */
const setsOf = ({ rules }: ScreeningContext, method: string): Sets =>
  ASKED.has(method)
    ? { views: loadSet(rules, THREE_VIEWS_SET), repayment: loadSet(rules, REPAYMENT_SET) }
    : { views: loadComputedSet(rules, THREE_VIEWS_SET, THREE_VIEWS_COMPUTATION), repayment: null };

/**
 * 三看三评: every item with its finding, dimension scores as intervals, and the grade where the interval allows one.
 * Versions 1 and 2 have the first repayment source beside them. An item that cannot be read leaves all scores open: its
 * weight goes to nobody.
 */
export const evaluateThreeViews = (
  context: ScreeningContext,
  refusal: RefusalResult,
  method = THREE_VIEWS_METHOD,
): ThreeViewsResult => {
  const { views: set, repayment: repaymentSet } = setsOf(context, method);
  const { grounds } = refusal;
  const items = itemsOf({ set, method, context, grounds });
  const repayment = repaymentSet === null ? [] : itemsOf({ set: repaymentSet, method, context, grounds });
  const { scoring, failures } = readScoring(context);
  const subject = caseSubject(context.caseRecord);
  const broken = [
    ...[set, ...(repaymentSet === null ? [] : [repaymentSet])].flatMap((s) =>
      s.broken.map(({ id, failure }) => brokenFinding(id, failure, s, method, subject)),
    ),
    ...failures.map((f) => brokenFinding(f.rule ?? set.id, f, set, method, subject)),
  ];
  const scorable = scoring !== null && set.broken.length === 0;
  const isLate = context.untraced === true;
  const scoreOf = isLate ? lateDimensionScore : dimensionScore;
  const results = (scoring?.dimensions.value ?? []).map(({ code, title, weight }): DimensionResult => {
    const own = items.filter(({ loaded }) => loaded.spec.dimension === code);
    return { code, title, weight, score: scorable ? scoreOf(weighted(own)) : null, items: own };
  });
  const score = scorable ? total(results, isLate) : null;
  return {
    method,
    title: set.set.title,
    dimensions: results,
    total: score,
    grade: scoring === null ? null : gradeFor(score, results, scoring),
    scoring,
    confidence: confidenceOf(scoring),
    repayment,
    findings: [...items.map((i) => i.finding), ...repayment.map((i) => i.finding), ...broken],
  };
};
