import * as v from 'valibot';
import type { CollateralItem } from '../../case/collateral-section';
import { daysBetween, parsePlainDate } from '../../kernel/plain-date';
import { type Result, mapResult } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { readTyped } from '../../rulebook/read-rule';
import type { Blocked } from '../optimiser/structure-input';

const days = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3650));
const terms = v.object({ mostAgeDays: days, mostOverdueDays: days });

/** Until when a receivable counts. */
export type ReceivableTerms = v.InferOutput<typeof terms>;

/** Reads the terms. Fails as `readTyped` does. Judgement: what banks call 合格应收账款 differs; institutions set their own. */
export const readReceivableTerms = (rules: RulesAt): Result<ReceivableTerms> =>
  mapResult(readTyped(rules, 'collateral.receivables.eligibility', terms), ({ value }) => value);

const blocked = (code: string, message: string, remedy: string): Blocked => ({
  code,
  message,
  remedy,
  cure: null,
});

/** Days from a stated day to the valuation date; `null` when the day was not entered or cannot be read. */
const daysSince = (text: string | undefined, { date }: RulesAt): number | null => {
  const day = parsePlainDate(text ?? '');
  return day.ok ? daysBetween(day.value, date) : null;
};

/** Why a receivable does not count on the valuation date: past due (`E_OVERDUE`) or too old (`E_AGED`); `null` when nothing says so. */
export const receivableBlock = (
  item: CollateralItem | undefined,
  { mostAgeDays, mostOverdueDays }: ReceivableTerms,
  rules: RulesAt,
): Blocked | null => {
  if (item === undefined || !item.assetClass.startsWith('AR_')) return null;
  const overdue = daysSince(item.details['due_on'], rules);
  if (overdue !== null && overdue > mostOverdueDays)
    return blocked(
      'E_OVERDUE',
      `应收账款在评估基准日已逾期 ${overdue} 天，不计入`,
      '请换用未到期的应收账款，或取得付款义务人展期的书面确认后改到期日',
    );
  const age = daysSince(item.details['invoiced_on'], rules);
  return age !== null && age > mostAgeDays
    ? blocked('E_AGED', `账龄 ${age} 天，超过 ${mostAgeDays} 天，不计入`, '请换用账龄较短的应收账款')
    : null;
};
