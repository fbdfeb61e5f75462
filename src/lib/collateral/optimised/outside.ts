import type { Failure } from '../../kernel/result';
import type { StructureOutcome } from '../optimiser/optimise-structure';
import type { LeftOut } from '../structure-model';
import type { AskedCase } from './asked-case';

/** What is not in a plan, in the words of the pool. */

/** What the optimiser itself would not take, in the words of the pool. Sources refused before are named there already. */
export const refusedHere = (
  { candidates, names, ask }: AskedCase,
  outcome: StructureOutcome,
): readonly LeftOut[] => {
  const known = new Set(candidates.leftOut.map(({ id }) => id));
  return outcome.refused
    .filter(({ id }) => !known.has(id))
    .map(({ id, title, failure }) => ({
      id,
      title,
      kind: ask.layers.some((layer) => layer.id === id) ? ('support' as const) : ('asset' as const),
      code: failure.code,
      reason: names.inWords(failure.message),
      remedy: names.inWords(failure.remedy),
    }));
};

/** Sources that must be used and cannot be. */
export const mustFailures = (outcome: StructureOutcome, { names }: AskedCase): readonly Failure[] =>
  outcome.refused
    .filter(({ use }) => use === 'must')
    .map(({ title, failure }) => ({
      code: 'E_MUST_BLOCKED',
      message: `“${title}”选择了“必须使用”，但不能使用：${names.inWords(failure.message)}`,
      path: `押品组合 › ${title}`,
      remedy: `${names.inWords(failure.remedy)}；或不再要求必须使用`,
    }));

/** Usable sources that the plan does without. */
export const notUsed = ({ candidates, ask }: AskedCase, outcome: StructureOutcome): readonly LeftOut[] => {
  const used = new Set((outcome.plan?.lines ?? []).map(({ id }) => id));
  const refused = new Set(outcome.refused.map(({ id }) => id));
  return [...ask.assets, ...ask.layers]
    .filter(({ id }) => !used.has(id) && !refused.has(id))
    .filter(({ id }) => !candidates.leftOut.some((out) => out.id === id))
    .map(({ id, title, kind }) => ({
      id,
      title,
      kind: kind === 'asset' ? ('asset' as const) : ('support' as const),
      code: 'NOT_NEEDED',
      reason: outcome.plan === null ? '没有可行的组合' : '已证明的最优组合不用它',
      remedy: '如需采用，请改为“必须使用”',
    }));
};
