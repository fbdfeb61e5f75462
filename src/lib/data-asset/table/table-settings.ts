import * as v from 'valibot';
import { type Result, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { readTyped } from '../../rulebook/read-rule';

/** What the rulebook says about facts of a table. Shares are 0–1. */
export interface TableSettings {
  /** Groups of fewer rows may point at a person. */
  readonly smallGroup: number;
  readonly dependency: {
    readonly strength: number;
    readonly gain: number;
    readonly violation: number;
    readonly miss: number;
  };
  readonly relationShare: number;
  readonly signals: {
    readonly extraCopies: number;
    readonly dominance: number;
    readonly sameButKey: number;
    readonly entropy: number;
    readonly firstDigit: number;
    readonly firstDigitValues: number;
  };
}

const share = v.pipe(v.string(), v.regex(/^(0(\.\d{1,6})?|1)$/), v.transform(Number));
/** A share that something is divided by or that a logarithm is taken of. */
const openShare = v.pipe(v.string(), v.regex(/^0\.\d{1,6}$/), v.transform(Number), v.gtValue(0));
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const dependency = v.strictObject({ strength: share, gain: share, violation: openShare, miss: openShare });
const signals = v.strictObject({
  extraCopies: share,
  dominance: share,
  sameButKey: share,
  entropy: share,
  firstDigit: share,
  firstDigitValues: whole,
});

/** Settings in force in a case. Errors: those of `readTyped`. */
export const tableSettings = (rules: RulesAt): Result<TableSettings> => {
  const small = readTyped(rules, 'data-table.small-group', whole);
  if (!small.ok) return small;
  const screen = readTyped(rules, 'data-table.dependency-screen', dependency);
  if (!screen.ok) return screen;
  const relation = readTyped(rules, 'data-table.relation-share', share);
  if (!relation.ok) return relation;
  const levels = readTyped(rules, 'data-table.signal-levels', signals);
  if (!levels.ok) return levels;
  return ok({
    smallGroup: small.value.value,
    dependency: screen.value.value,
    relationShare: relation.value.value,
    signals: levels.value.value,
  });
};
