import type { Fen } from '../../kernel/fen';
import { ratioOf } from '../ratio';
import { admit } from './admit';
import { byCodeUnit } from './exact-ratio';
import { type ExactCost, type PaidCost, costsOf } from './plan-costs';
import { type Line, type Violation, linesOf, pledgedValue, sumOf } from './plan-lines';
import { violationsOf } from './plan-violations';
import type { Payer, Plan, RiskShare, StructureInput } from './structure-input';

export interface PlanCheck {
  readonly violations: readonly Violation[];
  /** Whether the whole need is carried. */
  readonly covers: boolean;
  readonly coveredFen: Fen;
  readonly openFen: Fen;
  /** Known counted fees a year, exactly. */
  readonly cost: ExactCost;
  /** The same rounded once; `null` when a counted fee in use is not known. */
  readonly costFen: Fen | null;
  readonly knownCostFen: Fen;
  readonly unknownCosts: readonly string[];
  readonly paid: readonly PaidCost[];
  readonly byPayer: readonly { readonly payer: Payer; readonly yearlyFen: Fen }[];
  readonly count: number;
  /** Longest days; `null` when one is not known. */
  readonly days: number | null;
  readonly registries: readonly string[];
  readonly intellectualPropertyFen: Fen;
  /** Value of what is pledged, 分, rounded down per source. */
  readonly pledgedValueFen: Fen;
  /** What is covered when every asset brings the low or the high end of its amount; `null` where ends are missing. */
  readonly coveredLowFen: Fen | null;
  readonly bearers: readonly { readonly bearer: RiskShare['bearer']; readonly fen: Fen }[];
}

const bearersOf = (lines: readonly Line[]): PlanCheck['bearers'] => {
  const sums = new Map<RiskShare['bearer'], Fen>();
  const whole: Readonly<Record<string, RiskShare['bearer']>> = {
    guarantee: 'guarantor',
    insurance: 'insurer',
    'risk-pool': 'fund',
    unsecured: 'bank',
  };
  for (const { source, carried } of lines) {
    if (source.kind === 'asset') continue;
    const split =
      source.split.length > 0 ? source.split : [{ bearer: whole[source.kind] ?? 'bank', share: '1' }];
    let rest = carried;
    [...split]
      .sort((a, b) => byCodeUnit(a.bearer, b.bearer))
      .forEach(({ bearer, share }, at) => {
        const { numerator, denominator } = ratioOf(share);
        const part = at === split.length - 1 ? rest : (carried * numerator) / denominator;
        rest -= part;
        sums.set(bearer, (sums.get(bearer) ?? 0n) + part);
      });
  }
  return [...sums].sort(([a], [b]) => byCodeUnit(a, b)).map(([bearer, fen]) => ({ bearer, fen }));
};

/**
 * Checks a plan against everything that was asked and adds up what it costs, in whole numbers only and without a solver:
 * written apart from the model that found the plan, so that the two do not share a mistake. No violation and `covers`
 * mean the plan may be shown as covering the need.
 */
export const verifyPlan = (input: StructureInput, plan: Plan): PlanCheck => {
  const { sources, refused } = admit(input);
  const known = new Map([...input.assets, ...input.layers].map((source) => [source.id, source]));
  const lines = linesOf(plan, known);
  const coveredFen = sumOf(lines, ({ carried }) => carried);
  const lowEnds = lines.map(({ source, carried }) => {
    const low = source.kind === 'asset' ? source.lendable.lowFen : carried;
    return low === null ? null : low < carried ? low : carried;
  });
  const days = lines.map(({ source }) => source.days);
  return {
    violations: violationsOf(input, plan, lines, sources, refused),
    covers: coveredFen === input.needFen,
    coveredFen,
    openFen: input.needFen - coveredFen,
    ...costsOf(input, lines),
    count: lines.length,
    days: days.some((d) => d === null) ? null : days.reduce<number>((most, d) => Math.max(most, d ?? 0), 0),
    registries: [
      ...new Set(lines.flatMap(({ source }) => (source.kind === 'asset' ? [source.registry] : []))),
    ].sort(byCodeUnit),
    intellectualPropertyFen: sumOf(lines, ({ source, carried }) =>
      source.kind === 'asset' && source.intellectualProperty ? carried : 0n,
    ),
    pledgedValueFen: sumOf(lines, pledgedValue),
    coveredLowFen: lowEnds.some((low) => low === null) ? null : sumOf(lowEnds, (low) => low ?? 0n),
    bearers: bearersOf(lines),
  };
};
