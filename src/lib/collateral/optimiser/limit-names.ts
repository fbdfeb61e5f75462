import { type Fen, formatWan } from '../../kernel/fen';
import { percentText } from '../ratio';
import { boundFen } from './allocate';
import { shareCeil } from './exact-ratio';
import type { ExactProblem, LimitRow } from './exact-problem';
import type { LimitBound, Plan } from './structure-input';
import type { PlanCheck } from './verify-plan';

/**
 * A limit in words. Ids: `need`, `limit/…`, `capacity/…`, `coverage`, `registries`, `days`, `source/…` (what one source
 * can carry), `must/…`.
 */
export interface NamedLimit {
  readonly id: string;
  readonly text: string;
  /** Whether the plan stands at this limit. */
  readonly atLimit: boolean;
}

const wan = (fen: Fen): string => `${formatWan(fen)} 万元`;

const boundText = (bound: LimitBound, needFen: Fen, side: 'most' | 'least'): string => {
  const word = side === 'most' ? '上限' : '下限';
  return 'fen' in bound
    ? `${word} ${wan(bound.fen)}`
    : `${word}为需求的 ${percentText(bound.share)}，即 ${wan(boundFen(bound, needFen, side))}`;
};

const rowLimits = (
  { rows, carriers, input }: ExactProblem,
  carried: ReadonlyMap<string, Fen>,
): readonly NamedLimit[] =>
  rows.map(({ limitId, id, label, most, least, scale, terms }: LimitRow) => {
    const sum = terms.reduce(
      (total, { index, weight }) => total + weight * (carried.get(carriers[index]?.source.id ?? '') ?? 0n),
      0n,
    );
    // A limit is reached when not one more 分 (weighted, rounded up) fits.
    const at = (bound: LimitBound | null, side: 'most' | 'least'): boolean =>
      bound !== null &&
      (side === 'most'
        ? sum + scale > boundFen(bound, input.needFen, side) * scale
        : sum < boundFen(bound, input.needFen, side) * scale + scale);
    const bounds = [
      ...(most === null ? [] : [boundText(most, input.needFen, 'most')]),
      ...(least === null ? [] : [boundText(least, input.needFen, 'least')]),
    ];
    return {
      id: id === limitId ? limitId : id,
      text: `${label}：用 ${wan(sum / scale)}，${bounds.join('，')}`,
      atLimit: terms.length > 0 && (at(most, 'most') || at(least, 'least')),
    };
  });

const sourceLimits = ({ carriers }: ExactProblem, carried: ReadonlyMap<string, Fen>): readonly NamedLimit[] =>
  carriers.flatMap(({ source: { id, title }, fullFen }) => {
    const amount = carried.get(id);
    return amount === undefined
      ? []
      : [
          {
            id: `source/${id}`,
            text: `“${title}”承担 ${wan(amount)}，最多 ${wan(fullFen)}`,
            atLimit: amount === fullFen,
          },
        ];
  });

/** Every limit that bears on the plan, in words, and whether the plan stands at it. */
export const namedLimits = (problem: ExactProblem, plan: Plan, check: PlanCheck): readonly NamedLimit[] => {
  const { needFen, coverageLeast, registriesMost, daysMost } = problem.input;
  const carried = new Map(plan.lines.map(({ id, carriedFen }) => [id, carriedFen]));
  const limits: NamedLimit[] = [
    {
      id: 'need',
      text: check.covers
        ? `需求 ${wan(needFen)}，已覆盖`
        : `需求 ${wan(needFen)}，已覆盖 ${wan(check.coveredFen)}，尚缺 ${wan(check.openFen)}`,
      atLimit: check.covers,
    },
    ...rowLimits(problem, carried),
    ...sourceLimits(problem, carried),
  ];
  if (coverageLeast !== null) {
    const byLayers = problem.carriers.reduce(
      (sum, { layer, source }) => (layer ? sum + (carried.get(source.id) ?? 0n) : sum),
      0n,
    );
    const least = shareCeil(needFen - byLayers, coverageLeast);
    limits.push({
      id: 'coverage',
      text: `出押价值 ${wan(check.pledgedValueFen)}，须不低于需求中非增信部分的 ${percentText(coverageLeast)}，即 ${wan(least)}`,
      atLimit: check.pledgedValueFen - least < 100n,
    });
  }
  if (registriesMost !== null)
    limits.push({
      id: 'registries',
      text: `登记机构 ${check.registries.length} 家，最多 ${registriesMost} 家`,
      atLimit: check.registries.length === registriesMost,
    });
  if (daysMost !== null)
    limits.push({
      id: 'days',
      text: `${check.days ?? '未知'} 天内办妥，最多 ${daysMost} 天`,
      atLimit: check.days === daysMost,
    });
  return limits;
};

/** The words of one limit, for a conflict where there is no plan. */
export const limitText = (problem: ExactProblem, id: string): string => {
  const { input, rows, carriers } = problem;
  if (id === 'need') return `需求 ${wan(input.needFen)}`;
  if (id === 'coverage') return `最低覆盖倍数 ${percentText(input.coverageLeast ?? '0')}`;
  if (id === 'registries') return `登记机构最多 ${input.registriesMost ?? 0} 家`;
  if (id === 'days') return `${input.daysMost ?? 0} 天内办妥`;
  if (id.startsWith('must/')) {
    const source = carriers.find(({ source: s }) => `must/${s.id}` === id);
    return `必须使用“${source?.source.title ?? id.slice(5)}”`;
  }
  const row = rows.find(({ limitId }) => limitId === id);
  if (row === undefined) return id;
  const label = input.amountLimits.find((limit) => `limit/${limit.id}` === id)?.label ?? row.label;
  const bounds = [
    ...(row.most === null ? [] : [boundText(row.most, input.needFen, 'most')]),
    ...(row.least === null ? [] : [boundText(row.least, input.needFen, 'least')]),
  ];
  return `${label}：${bounds.join('，')}`;
};
