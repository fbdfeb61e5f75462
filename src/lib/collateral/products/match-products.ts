import { Decimal } from '../../kernel/decimal';
import type { Fen } from '../../kernel/fen';
import type { PlainDate } from '../../kernel/plain-date';
import type { TraceNode } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import { readSecurityClasses } from './applicant-rules';
import { type LimitEstimate, type RateEstimate, estimateLimit, estimateRate } from './estimate-offer';
import type { ProductCatalogue } from './import-products';
import { type Answer, type Reason, matchCondition, matchRequest } from './match-condition';
import type { ApplicantView, CreditProduct } from './product-model';
import { readProductLabels } from './product-rules';

/** A product held against an enterprise. */
export interface MatchedProduct {
  readonly product: CreditProduct;
  /** `no` when any answer is no; else `unknown` when any is; `yes` only when all are. */
  readonly verdict: Answer;
  readonly reasons: readonly Reason[];
  readonly limit: LimitEstimate;
  readonly rate: RateEstimate;
  /** Whether the limit reaches the need: no verdict, because a product may be one part of the money. */
  readonly covers: Answer;
}

const verdictOf = (reasons: readonly Reason[]): Answer =>
  reasons.some(({ answer }) => answer === 'no')
    ? 'no'
    : reasons.some(({ answer }) => answer === 'unknown')
      ? 'unknown'
      : 'yes';

const NOTHING_SAID: Reason = {
  answer: 'unknown',
  reason: '目录没有写明任何条件，不能判断',
  ask: '请向机构核实准入条件',
  condition: null,
  origin: null,
  facts: [],
};

const coversNeed = ({ highFen, complete }: LimitEstimate, needFen: Fen | null): Answer => {
  if (needFen === null || highFen === null) return 'unknown';
  if (highFen < needFen) return 'no';
  return complete ? 'yes' : 'unknown';
};

const RANK: Readonly<Record<Answer, number>> = { yes: 0, unknown: 1, no: 2 };

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Known before unknown, then as `compare` says. */
const nullLast = <T>(a: T | null, b: T | null, compare: (a: T, b: T) => number): number => {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return compare(a, b);
};

const open = ({ reasons }: MatchedProduct): number => reasons.filter(({ answer }) => answer !== 'yes').length;

/** Total order: verdict, reach, dearest end of the rate, largest limit, fewest open points, id. */
const better = (a: MatchedProduct, b: MatchedProduct): number =>
  RANK[a.verdict] - RANK[b.verdict] ||
  RANK[a.covers] - RANK[b.covers] ||
  nullLast(a.rate.high, b.rate.high, (x, y) => new Decimal(x).comparedTo(y)) ||
  nullLast(a.limit.highFen, b.limit.highFen, (x, y) => (x > y ? -1 : x < y ? 1 : 0)) ||
  open(a) - open(b) ||
  byText(a.product.id, b.product.id);

/** Verdict, then the order of the catalogue: no estimate moves a product before another. */
export const byCatalogue = (a: MatchedProduct, b: MatchedProduct): number =>
  RANK[a.verdict] - RANK[b.verdict] || a.product.record - b.product.record;

/**
 * Holds every product of a catalogue against an enterprise, best first. Each answer has its reason; an unknown names what to ask for. `date` is the
 * day whose LPR prices the products; `traces` of the facts, by their keys, go into the estimates.
 */
export const matchProducts = (
  catalogue: ProductCatalogue,
  applicant: ApplicantView,
  rules: RulesAt,
  date: PlainDate,
  traces: ReadonlyMap<string, TraceNode> = new Map(),
): readonly MatchedProduct[] => {
  const labels = readProductLabels(rules);
  const securityClasses = readSecurityClasses(rules);
  return catalogue.products
    .map((product): MatchedProduct => {
      const reasons = [
        ...product.conditions.map((condition) => matchCondition(condition, applicant, labels)),
        ...matchRequest(applicant, product),
      ];
      const answered = product.conditions.length === 0 ? [...reasons, NOTHING_SAID] : reasons;
      const limit = estimateLimit(product, applicant, catalogue, { securityClasses, traces });
      return {
        product,
        verdict: verdictOf(answered),
        reasons: answered,
        limit,
        rate: estimateRate(product, rules, date, catalogue),
        covers: coversNeed(limit, applicant.needFen),
      };
    })
    .sort(better);
};

/** How many products of each verdict: the line above a list. */
export const countVerdicts = (matched: readonly MatchedProduct[]): Readonly<Record<Answer, number>> => {
  const counts: Record<Answer, number> = { yes: 0, no: 0, unknown: 0 };
  for (const { verdict } of matched) counts[verdict] += 1;
  return counts;
};
