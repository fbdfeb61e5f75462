import type { DataAsset } from '../../case/data-assets-section';
import type { Verdict } from '../../case/exchange';
import { type Result, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { type BookingRule, readBookValueStatement, readBookingSteps } from './rights-rules';

/** One step to the balance sheet. */
export interface BookingLine extends BookingRule {
  /** pass: done and shown by a paper; unknown: nobody has said, or without a paper; fail: not done. */
  readonly state: Verdict;
  readonly reason: string;
}

export interface Booking {
  readonly steps: readonly BookingLine[];
  readonly done: number;
  readonly state: Verdict;
  readonly statement: string;
}

const lineOf = (
  rule: BookingRule,
  asset: DataAsset,
  isPresent: (attachment: string) => boolean,
): BookingLine => {
  const said = asset.rights.booking.steps.find((s) => s.step === rule.code);
  if (said === undefined) return { ...rule, state: 'unknown', reason: '尚未说明' };
  if (!said.done) return { ...rule, state: 'fail', reason: said.note === '' ? '尚未完成' : said.note };
  const backed = said.evidence.some((e) =>
    e.attachment === null ? e.description.trim() !== '' : isPresent(e.attachment),
  );
  return backed
    ? { ...rule, state: 'pass', reason: said.note === '' ? '已完成' : said.note }
    : { ...rule, state: 'unknown', reason: `称已完成，没有附${rule.output}` };
};

/**
 * 入表 checklist of 财会〔2023〕11号, three-valued: all done = pass, any not done = fail, otherwise unknown.
 * @param isPresent whether an attachment is in the case
 */
export const bookingChecklist = (
  asset: DataAsset,
  rules: RulesAt,
  isPresent: (attachment: string) => boolean,
): Result<Booking> => {
  const steps = readBookingSteps(rules);
  if (!steps.ok) return steps;
  const statement = readBookValueStatement(rules);
  if (!statement.ok) return statement;
  const lines = steps.value.value.map((rule) => lineOf(rule, asset, isPresent));
  const any = (state: Verdict): boolean => lines.some((l) => l.state === state);
  return ok({
    steps: lines,
    done: lines.filter((l) => l.state === 'pass').length,
    state: lines.length === 0 ? 'unknown' : any('fail') ? 'fail' : any('unknown') ? 'unknown' : 'pass',
    statement: statement.value.value,
  });
};
