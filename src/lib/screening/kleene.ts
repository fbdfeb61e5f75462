import type { Verdict } from '../case/exchange';

/**
 * Three-valued logic after Kleene (strong). A verdict that becomes known never changes one that was already
 * `pass` or `fail`, so taking evidence away can only lead back to `unknown`.
 */

/** `pass` when all pass, `fail` when any fails, otherwise `unknown`. Nothing checked is `unknown`, not `pass`. */
export const all = (verdicts: Iterable<Verdict>): Verdict => {
  let count = 0;
  let unknown = false;
  for (const verdict of verdicts) {
    if (verdict === 'fail') return 'fail';
    if (verdict === 'unknown') unknown = true;
    count += 1;
  }
  return count === 0 || unknown ? 'unknown' : 'pass';
};

/** `all` over verdicts of which only the numbers are known. */
export const allCounted = ({ pass, fail, unknown }: Readonly<Record<Verdict, number>>): Verdict =>
  fail > 0 ? 'fail' : unknown > 0 || pass === 0 ? 'unknown' : 'pass';

/** `pass` when any passes, `fail` when all fail, otherwise `unknown`. Nothing checked is `unknown`. */
export const any = (verdicts: Iterable<Verdict>): Verdict => {
  let count = 0;
  let unknown = false;
  for (const verdict of verdicts) {
    if (verdict === 'pass') return 'pass';
    if (verdict === 'unknown') unknown = true;
    count += 1;
  }
  return count === 0 || unknown ? 'unknown' : 'fail';
};

/** Swaps `pass` and `fail`; `unknown` stays. */
export const not = (verdict: Verdict): Verdict =>
  verdict === 'pass' ? 'fail' : verdict === 'fail' ? 'pass' : 'unknown';

/** The verdict of a fact that may not be known: `null` is `unknown`. */
export const known = (fact: boolean | null): Verdict => (fact === null ? 'unknown' : fact ? 'pass' : 'fail');
