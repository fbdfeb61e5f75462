import * as v from 'valibot';
import type { CollateralItem } from '../../case/collateral-section';
import { daysBetween, parsePlainDate } from '../../kernel/plain-date';
import { type Failure, type Result, mapResult } from '../../kernel/result';
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

const DAYS = [
  ['due_on', '到期日'],
  ['invoiced_on', '开票或发货日'],
] as const;

const isReceivable = ({ assetClass }: CollateralItem): boolean => assetClass.startsWith('AR_');

const isUnreadable = (text: string | undefined): boolean =>
  text !== undefined && text !== '' && !parsePlainDate(text).ok;

/** Days of a receivable that nobody entered, or that lie ahead: what was not checked is named (`W_RECEIVABLE_DATES`). */
export const receivableGaps = (item: CollateralItem | undefined, rules: RulesAt): readonly Failure[] => {
  if (item === undefined || item.assetClass === 'AR_FUTURE' || !isReceivable(item)) return [];
  const invoiced = daysSince(item.details['invoiced_on'], rules);
  const open = [
    ...((item.details['due_on'] ?? '') === '' ? ['没有到期日，是否逾期未核对'] : []),
    ...(invoiced === null
      ? ['没有开票或发货日，账龄未核对']
      : invoiced < 0
        ? ['开票或发货日晚于评估基准日，账龄未核对']
        : []),
  ];
  return open.map((what) => ({
    code: 'W_RECEIVABLE_DATES',
    message: `“${item.title}”${what}`,
    path: `押品组合 › ${item.title}`,
    remedy: '请在“登记与法律核查”中补上日期',
  }));
};

/** Why a receivable does not count on the valuation date: past due (`E_OVERDUE`), too old (`E_AGED`), or its days cannot be read (`E_DATE`); `null` when nothing says so. */
export const receivableBlock = (
  item: CollateralItem | undefined,
  { mostAgeDays, mostOverdueDays }: ReceivableTerms,
  rules: RulesAt,
): Blocked | null => {
  if (item === undefined || !isReceivable(item)) return null;
  for (const [code, title] of DAYS)
    if (isUnreadable(item.details[code]))
      return blocked(
        'E_DATE',
        `${title}“${item.details[code] ?? ''}”不是日期，不知是否逾期，不计入`,
        `请改正${title}`,
      );
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
