import type { Outputs } from '../../case/method';
import { isPlainDate } from '../../kernel/plain-date';
import type { Failure } from '../../kernel/result';
import type { FieldValue } from '../form-model';
import { patentNumberText } from '../patent-values';
import type { WholeFiling } from './bound-filings';
import { contradiction, pathOf, placeOf, valueAt } from './contradiction';

/** Ground 6 of 专利权质押登记办法 art. 11: the debt may not run longer than the first of the pledged patents. */

const EXPIRY = 'patent-expiry/';

interface Expiry {
  readonly title: string;
  readonly on: string;
}

/** The pledged patent whose protection ends first, by the calendar; `null` = no expiry is known. */
const firstExpiry = ({ filing }: WholeFiling, { figures }: Outputs): Expiry | null => {
  const ends = new Map(
    figures
      .filter(({ id }) => id.startsWith(EXPIRY))
      .map(({ id, value }) => [id.slice(EXPIRY.length), value] as const),
  );
  let first: Expiry | null = null;
  for (const { id, patent } of filing.sources) {
    const on = ends.get(id) ?? null;
    if (patent === null || on === null || !isPlainDate(on) || (first !== null && on >= first.on)) continue;
    first = { title: `${patentNumberText(patent)}“${patent.title}”`, on };
  }
  return first;
};

/** New ends that a change names: its own words are looked at, because a change of the term has no field of its own. */
const changedEnds = ({
  filing,
}: WholeFiling): readonly { readonly place: string; readonly on: string; readonly path: string }[] =>
  (filing.record?.event?.changes ?? []).flatMap(({ what, after }, index) => {
    const on = after.match(/\d{4}-\d{2}-\d{2}/gu)?.at(-1);
    if (!what.includes('期限') || on === undefined) return [];
    const at = `$.sections.filings.records[${JSON.stringify(filing.id)}].event.changes[${index}].after`;
    return [{ place: `登记包 › ${filing.title} › 变更 ${index + 1} › 变更后`, on, path: at }];
  });

const fieldEnd = (field: FieldValue | undefined) =>
  field === undefined || field.value === null
    ? []
    : [{ place: placeOf(field), on: field.value, path: pathOf(field) }];

/** What the filing makes the end of the debt: that of the case, the one an extension moves it to, or the one a change names. */
const endsOf = (whole: WholeFiling) => {
  switch (whole.filing.act) {
    case 'register':
      return fieldEnd(valueAt(whole, 'debt_term_end'));
    case 'extend':
      return fieldEnd(valueAt(whole, 'new_end'));
    case 'change':
      return changedEnds(whole);
    case 'cancel':
      return [];
  }
};

/** A debt that runs longer than a pledged patent; both places and the last day that would pass are named. */
export const patentTerms = (whole: WholeFiling, outputs: Outputs): readonly Failure[] => {
  if (whole.filing.kind !== 'patent-pledge') return [];
  const expiry = firstExpiry(whole, outputs);
  if (expiry === null) return [];
  return endsOf(whole)
    .filter(({ on }) => on > expiry.on)
    .map(({ place, on, path }) =>
      contradiction(
        'E_PATENT_TERM',
        `${whole.filing.title}：${place} ${on} 晚于专利 ${expiry.title} 的保护期最后一日 ${expiry.on}（专利 › 申请日），登记机关不予登记（第十一条第六项）`,
        path,
        `请把期限改到 ${expiry.on} 或以前，或者不以这件专利出质`,
      ),
    );
};
