import { isSilent } from '../enterprise-file/blank-file';
import type { LoadedRule } from '../rule-sets';
import type { Measure, Measured } from './measured-check';

/** What a measure came to on one day. */
interface Kept {
  readonly day: string;
  readonly measured: Measured;
}

/**
 * For measures that read nothing of the case but its enterprise file and its valuation date: of all files in which nobody has
 * said anything they say the same, so whoever goes through many cases has it worked out once per rule and day.
 */
export const ofFile = (measure: Measure): Measure => {
  const known = new WeakMap<LoadedRule, Kept>();
  return (input) => {
    const { context, loaded } = input;
    if (context.ownAccounts !== true || !isSilent(context.file())) return measure(input);
    const before = known.get(loaded);
    if (before?.day === context.filingDate) return before.measured;
    const measured = measure(input);
    known.set(loaded, { day: context.filingDate, measured });
    return measured;
  };
};
