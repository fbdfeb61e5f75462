import { type Fen, formatWan } from '../../kernel/fen';
import type { SolveCounter } from './answer-question';
import { conflictOf } from './conflict';
import { type ExactProblem, exactProblem } from './exact-problem';
import { byCodeUnit } from './exact-ratio';
import { limitText } from './limit-names';
import { EXACT_TIE_UNITS, type MilpSolver } from './milp';
import { type StructureOutcome, optimiseStructure } from './optimise-structure';
import type { SourceInput, StructureInput } from './structure-input';

/**
 * Why a source is not in the plan. `NOT_ELIGIBLE`: refused, see `message`. `NEVER_USE`: the person said so.
 * `COSTS_MORE`, `MORE_SOURCES`, `LATER`: with it the best plan is worse by so much. `NOT_NEEDED`: with it nothing gets
 * better or worse but the order of ids. `BREAKS_LIMIT`: with it no plan keeps the limits named.
 */
export interface LeftOutReason {
  readonly id: string;
  readonly title: string;
  readonly code:
    | 'NOT_ELIGIBLE'
    | 'NEVER_USE'
    | 'COSTS_MORE'
    | 'MORE_SOURCES'
    | 'LATER'
    | 'NOT_NEEDED'
    | 'BREAKS_LIMIT'
    | 'NOT_PROVED';
  readonly message: string;
  readonly remedy: string;
  /** Extra yearly cost with it; `null` where that is not the reason or not known. */
  readonly extraCostFen: Fen | null;
  /** Limits in the way, by id. */
  readonly limits: readonly string[];
}

export interface LeftOutAnswer {
  readonly reasons: readonly LeftOutReason[];
  /** Left out as well, not asked this time: one more ranking each. */
  readonly notAsked: readonly string[];
  /** How many plans were ranked again. */
  readonly rankings: number;
}

/** Most sources whose reason is found at once; alike ones share one answer. */
export const REASONS_AT_ONCE = 12;

type Reason = Omit<LeftOutReason, 'id' | 'title'>;

const reason = (code: LeftOutReason['code'], message: string, changes: Partial<Reason> = {}): Reason => ({
  code,
  message,
  remedy: '',
  extraCostFen: null,
  limits: [],
  ...changes,
});

const yuan = (fen: Fen): string => `${fen / 100n}.${(fen % 100n).toString().padStart(2, '0')} 元`;

/** The same ask with the source forced in. */
const forced = (input: StructureInput, id: string): StructureInput => ({
  ...input,
  assets: input.assets.map((a) => (a.id === id ? { ...a, use: 'must' as const } : a)),
  layers: input.layers.map((l) => (l.id === id ? { ...l, use: 'must' as const } : l)),
});

const compared = (base: StructureOutcome, withIt: StructureOutcome): Reason => {
  const [was, is] = [base.check, withIt.check];
  if (was === null || is === null) return reason('NOT_PROVED', '未能证明，请减少来源后再算');
  if (is.coveredFen < was.coveredFen)
    return reason('BREAKS_LIMIT', `用它反而少覆盖 ${formatWan(was.coveredFen - is.coveredFen)} 万元`);
  if (is.unknownCosts.length > was.unknownCosts.length)
    return reason('COSTS_MORE', '它有费用未录入，排在费用已知的来源之后', {
      remedy: '请录入费用；没有费用就填 0',
    });
  const extra = is.knownCostFen - was.knownCostFen;
  if (extra > 0n) return reason('COSTS_MORE', `用它则每年多付 ${yuan(extra)}`, { extraCostFen: extra });
  if (is.count > was.count)
    return reason('MORE_SOURCES', `不用它已足够，用它要多办 ${is.count - was.count} 项`);
  if ((is.days ?? Infinity) > (was.days ?? Infinity))
    return reason('LATER', is.days === null ? '它何时办妥未知' : `用它则要 ${is.days} 天才能办妥`);
  return reason('NOT_NEEDED', '与已采用的同样好，按标识先后未选它');
};

const laterFirst = (base: StructureOutcome, withIt: StructureOutcome, input: StructureInput): Reason => {
  const [was, is] = [base.check, withIt.check];
  if (
    input.goal === 'soonest' &&
    was !== null &&
    is !== null &&
    (is.days ?? Infinity) > (was.days ?? Infinity)
  )
    return reason(
      'LATER',
      is.days === null ? '它何时办妥未知' : `用它则要 ${is.days} 天才能办妥，现在是 ${was.days ?? 0} 天`,
    );
  if (input.goal === 'fewest' && was !== null && is !== null && is.count > was.count)
    return reason('MORE_SOURCES', `用它要多办 ${is.count - was.count} 项`);
  return compared(base, withIt);
};

const forcedReason = (
  input: StructureInput,
  base: StructureOutcome,
  source: SourceInput,
  solver: MilpSolver,
  counter: SolveCounter,
): Reason => {
  const asked = forced(input, source.id);
  const ties = input.assets.length + input.layers.length <= EXACT_TIE_UNITS;
  const withIt = optimiseStructure(asked, solver, { ties });
  const worse = withIt.status === 'infeasible' && base.status === 'optimal';
  if (withIt.status !== 'refused' && !worse && withIt.check !== null) return laterFirst(base, withIt, input);
  if (withIt.status === 'refused') return reason('NOT_PROVED', '未能证明，请减少来源后再算');
  const problem = exactProblem(asked);
  const limits = conflictOf(problem, solver, counter).filter((id) => id !== `must/${source.id}`);
  const named = limits.filter((id) => id !== 'need').map((id) => limitText(problem, id));
  return reason(
    'BREAKS_LIMIT',
    named.length === 0 ? '用它则凑不成刚好覆盖需求的组合' : `用它则不能同时满足：${named.join('；')}`,
    { limits, remedy: '需要用它时，请先调整所列限制' },
  );
};

/** Sources alike but for the id share an answer. */
const keyOf = (problem: ExactProblem, source: SourceInput): string => {
  const carrier = problem.carriers.find((c) => c.source.id === source.id);
  const together = problem.input.together.some(({ memberIds }) => memberIds.includes(source.id));
  const named = problem.input.amountLimits.some(
    ({ scope }) => scope.kind === 'sources' && scope.ids.includes(source.id),
  );
  if (carrier === undefined || together || named || source.requiresAnyOf.length > 0) return `id:${source.id}`;
  const place =
    source.kind === 'asset'
      ? [source.classCode, source.registry, source.debtorId ?? '']
      : [source.kind, ...source.draws.map((d) => `${d.capacityId}*${d.weight}`)];
  return [
    ...place,
    carrier.fullFen,
    carrier.leastFen,
    carrier.divisible,
    carrier.valueFen,
    carrier.fixedCost,
    carrier.unitCost,
    carrier.costUnknown,
    carrier.intellectualProperty,
    carrier.days,
  ].join('|');
};

/**
 * Why the sources outside the plan are outside: refused ones by their refusal, the others by forcing them in and solving
 * again, at most `REASONS_AT_ONCE` rankings a call (plus one solve per limit for those that break one). `ids` asks for
 * certain sources; otherwise the first by id are answered and the rest named in `notAsked`.
 */
export const explainLeftOut = (
  input: StructureInput,
  outcome: StructureOutcome,
  solver: MilpSolver,
  ids: readonly string[] | null = null,
): LeftOutAnswer => {
  const problem = exactProblem(input);
  const used = new Set(outcome.plan?.lines.map(({ id }) => id) ?? []);
  const wanted = ids === null ? null : new Set(ids);
  const reasons: LeftOutReason[] = outcome.refused
    .filter(({ id }) => wanted === null || wanted.has(id))
    .map(({ id, title, failure: { message, remedy } }) => ({
      id,
      title,
      ...reason('NOT_ELIGIBLE', message, { remedy }),
    }));
  const refused = new Set(outcome.refused.map(({ id }) => id));
  const outside = [...input.assets, ...input.layers]
    .filter(({ id }) => !used.has(id) && !refused.has(id) && (wanted === null || wanted.has(id)))
    .sort((a, b) => byCodeUnit(a.id, b.id));
  const known = new Map<string, Reason>();
  const counter: SolveCounter = { solves: 0 };
  const notAsked: string[] = [];
  for (const source of outside) {
    const { id, title } = source;
    if (source.use === 'never') {
      reasons.push({ id, title, ...reason('NEVER_USE', '已标为不使用') });
      continue;
    }
    const key = keyOf(problem, source);
    let found = known.get(key);
    if (found === undefined) {
      if (known.size >= REASONS_AT_ONCE) {
        notAsked.push(id);
        continue;
      }
      found = forcedReason(input, outcome, source, solver, counter);
      known.set(key, found);
    }
    reasons.push({ id, title, ...found });
  }
  return { reasons: reasons.sort((a, b) => byCodeUnit(a.id, b.id)), notAsked, rankings: known.size };
};
