import { weightKeysOf } from '../../src/lib/data-asset/quality/quality-rules';
import { parsePlainDate } from '../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../src/lib/kernel/result';
import { DIMENSION_KEYS } from '../../src/lib/patent/scheme/scheme-schema';
import type { RuleEntry } from '../../src/lib/rulebook/model';
import { rulesAt } from '../../src/lib/rulebook/resolver';

/** What a weights entry weighs: keys as they stand in its value, and what they are called. */
export interface WeightTarget {
  readonly keys: readonly string[];
  readonly titles: readonly string[];
}

/** First-level weights of a patent scheme; keys in the order of a scheme. */
export const PATENT_WEIGHTS: WeightTarget = { keys: DIMENSION_KEYS, titles: ['法律', '技术', '经济'] };

/** Dimensions and indicators are the same on every date on which the standard is in force. */
const ANY_DAY = '2026-01-01';

/** Keys of the weights entry `rule`; `null` when its value is no set of weights that AHP or entropy can find. */
export const weightTarget = (rule: string, rulebook: readonly RuleEntry[]): WeightTarget | null => {
  if (rule.startsWith('patent.weights.')) return PATENT_WEIGHTS;
  const rules = rulesAt({ entries: rulebook, date: mustBeOk(parsePlainDate(ANY_DAY)), region: 'cn' });
  const found = weightKeysOf(rules, rule);
  if (!found.ok || found.value === null) return null;
  return { keys: found.value.map(({ key }) => key), titles: found.value.map(({ title }) => title) };
};
