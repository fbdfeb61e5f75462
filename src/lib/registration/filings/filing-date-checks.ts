import { addMonths, isPlainDate } from '../../kernel/plain-date';
import type { Failure } from '../../kernel/result';
import type { WholeFiling } from './bound-filings';
import { contradiction, pathOf, placeOf, valueAt } from './contradiction';
import { enteredOf } from './filing';

interface End {
  readonly place: string;
  readonly on: string;
}

/** The end that an extension moves: of the registration where it has one of its own, else of the debt. `null` = not known. */
const endOf = (whole: WholeFiling): End | null => {
  const { kind, cards } = whole.filing;
  if (kind === 'mark-pledge') {
    const term = whole.values.values.get('detail.pledge_term');
    const on = term?.value?.match(/\d{4}-\d{2}-\d{2}/gu)?.at(-1);
    return term === undefined || on === undefined ? null : { place: placeOf(term), on };
  }
  if (kind === 'movables' || kind === 'receivables') {
    // After an extension the receipt is that of the extension, and no longer says when the registration began.
    if (!cards.every(({ perfection }) => perfection === 'registered')) return null;
    const [from, term] = [valueAt(whole, 'reg_date')?.value ?? '', valueAt(whole, 'term_months')];
    const months = Number(term?.value ?? Number.NaN);
    if (term === undefined || !isPlainDate(from) || !Number.isInteger(months)) return null;
    return { place: `登记日 ${from} 起按${placeOf(term)}计算的到期日`, on: addMonths(from, months) };
  }
  const end = valueAt(whole, 'debt_term_end');
  return end === undefined || end.value === null ? null : { place: placeOf(end), on: end.value };
};

/** An extension that ends before what it extends. The same day is no contradiction: the case may have been brought up to date. */
const extension = (whole: WholeFiling): readonly Failure[] => {
  const later = valueAt(whole, 'new_end');
  const end = endOf(whole);
  if (whole.filing.act !== 'extend' || later === undefined || later.value === null || end === null) return [];
  if (later.value >= end.on) return [];
  return [
    contradiction(
      'E_DATE_ORDER',
      `${placeOf(later)} ${later.value} 早于${end.place} ${end.on}，不是展期`,
      pathOf(later),
      '请改正展期后的日期',
    ),
  ];
};

/** Dates that cannot stand in this order. */
export const dates = (whole: WholeFiling): readonly Failure[] => {
  const end = valueAt(whole, 'debt_term_end');
  const until = end?.value ?? null;
  const found: Failure[] = [];
  const signed = valueAt(whole, 'contract_date')?.value ?? enteredOf(whole.filing, 'contract_date');
  const entered = `登记包 › ${whole.filing.title} › 合同签订日期`;
  const signedAt = valueAt(whole, 'contract_date');
  const place = signedAt === undefined ? entered : placeOf(signedAt);
  if (end !== undefined && until !== null && signed !== null && signed > until)
    found.push(
      contradiction(
        'E_DATE_ORDER',
        `${place} ${signed} 晚于${placeOf(end)} ${until}`,
        pathOf(end),
        '请核对合同后改正其中一处',
      ),
    );
  const registered = valueAt(whole, 'reg_date');
  if (registered?.value !== null && registered !== undefined && signed !== null && registered.value < signed)
    found.push(
      contradiction(
        'E_DATE_ORDER',
        `${whole.filing.title}：${placeOf(registered)} ${registered.value} 早于${place} ${signed}`,
        pathOf(registered),
        '请核对登记证明和合同',
      ),
    );
  return [...found, ...extension(whole)];
};
