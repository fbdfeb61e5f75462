import type { Figure } from '../../case/exchange';
import { type MethodInput, NO_OUTPUTS, type Outputs } from '../../case/method';
import { parseFenText } from '../../kernel/fen';
import { admit } from '../optimiser/admit';
import { askFailure } from '../optimiser/ask-failure';
import type { Plan } from '../optimiser/structure-input';
import { verifyPlan } from '../optimiser/verify-plan';
import type { SolvedStructureMethod } from '../structure-model';
import { askOf, describedPlan } from './optimise-case';

const CARRIED = 'structure/carried/';
const PLEDGED = 'structure/pledged/';

const fenOf = (figure: Figure | undefined): bigint | null => {
  const read = figure === undefined || figure.value === null ? null : parseFenText(figure.value);
  return read?.ok === true ? read.value : null;
};

/** The plan that figures speak of; `null` when they speak of none, or not fully. */
const planOf = (figures: readonly Figure[]): Plan | null => {
  const pledged = new Map(figures.map((figure) => [figure.id, figure]));
  const carried = figures.filter(({ id }) => id.startsWith(CARRIED));
  const lines = carried.flatMap((figure) => {
    const id = figure.id.slice(CARRIED.length);
    const carriedFen = fenOf(figure);
    const pledgedFen = fenOf(pledged.get(`${PLEDGED}${id}`));
    return carriedFen === null || pledgedFen === null ? [] : [{ id, carriedFen, pledgedFen }];
  });
  return carried.length === 0 || lines.length < carried.length ? null : { lines };
};

/** What a check without a solver comes to. */
export interface CheckedStructure {
  /** What follows from the packaged plan: cost, coverage, shares, in whole 分. */
  readonly outputs: Outputs;
  /** Limits that the packaged plan breaks. */
  readonly wrong: readonly string[];
  readonly open: readonly string[];
}

/**
 * Looks at a packaged structure without solving it again: the plan is read from its figures, every limit checked and every
 * figure recomputed in whole 分. That no better plan exists is left open. `null` = nothing can be said: no plan in the figures
 * of an ask that can be answered.
 */
export const checkStructure =
  (method: SolvedStructureMethod) =>
  (input: MethodInput, packaged: Outputs): CheckedStructure | null => {
    const read = askOf(input, method);
    if (!read.ok) return { outputs: { ...NO_OUTPUTS, figures: read.structure.figures }, wrong: [], open: [] };
    const { asked } = read;
    const plan = planOf(packaged.figures.filter((figure) => figure.method === method));
    if (plan === null || askFailure(asked.ask) !== null) return null;
    const known = new Set([...asked.ask.assets, ...asked.ask.layers].map(({ id }) => id));
    const strange = plan.lines.filter(({ id }) => !known.has(id));
    const check = verifyPlan(asked.ask, plan);
    // What must be used and cannot be used is why the ask is infeasible, no fault of the plan.
    const unusable = new Set(admit(asked.ask).refused.map(({ id }) => `must/${id}`));
    return {
      outputs: { ...NO_OUTPUTS, figures: describedPlan(asked, plan, check).figures },
      wrong: [
        ...strange.map(({ id }) => `押品组合用了案卷里没有的来源“${id}”`),
        ...check.violations
          .filter(({ code, limitId }) => code !== 'V_MUST' || !unusable.has(limitId))
          .map(({ message }) => `押品组合不成立：${asked.names.inWords(message)}`),
      ],
      open: ['押品组合的成本与各项限额已按整数复核；是否最优须重新求解，本程序不求解，未判断'],
    };
  };
