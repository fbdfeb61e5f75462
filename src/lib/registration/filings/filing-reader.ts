import { enteredValue } from '../case-values';
import type { FieldValue } from '../form-model';
import { type Filing, enteredSoFar } from './filing';
import type { SourceRow } from './source-row';
import type { FilingField, When } from './filing-shapes';

/** What stands under a field code; `undefined` = the case has no place for it and nobody entered it here. */
export type Reader = (source: string) => FieldValue | undefined;

const isOneOf = (value: string, { is }: When): boolean =>
  is.some((wanted) => value.split('、').includes(wanted));

/** What is said under a source, and whether a condition on it holds; `null` = nothing is said. */
export interface Judged {
  readonly holds: boolean | null;
  readonly said: string | null;
}

/** A fact that every asset has of its own: one asset for which it holds is enough, one that is silent leaves it open. */
const judgedByAsset = (when: When, filing: Filing, rows: readonly SourceRow[]): Judged | null => {
  if (filing.reading === 2 || !when.source.startsWith('detail.')) return null;
  const told = rows.flatMap(({ source, values }) => {
    const own = values.get(when.source);
    const value = own === undefined ? enteredSoFar(filing, `${source.id}/${when.source}`) : own.value;
    return own === undefined && value === null ? [] : [{ title: source.title, value }];
  });
  if (told.length === 0) return null;
  const hit = told.find(({ value }) => value !== null && isOneOf(value, when));
  if (hit !== undefined) return { holds: true, said: `“${hit.title}”写“${hit.value ?? ''}”` };
  const silent = told.filter(({ value }) => value === null).map(({ title }) => title);
  if (silent.length > 0) return { holds: null, said: `“${silent.join('”、“')}”没有说明` };
  return { holds: false, said: `各项都写“${[...new Set(told.map(({ value }) => value))].join('、')}”` };
};

/** Whether a condition holds, with the words that decide it; conditions on facts of assets look at every asset. */
export const judgeWhen = (
  when: When,
  read: Reader,
  filing: Filing,
  rows: readonly SourceRow[] = [],
): Judged => {
  const byAsset = judgedByAsset(when, filing, rows);
  if (byAsset !== null) return byAsset;
  const value = read(when.source)?.value ?? null;
  if (value === null) return { holds: null, said: null };
  return { holds: isOneOf(value, when), said: `写“${value}”` };
};

/** The value that a person entered with the filing or, for an act that follows, when it was registered; or that nobody did. */
export const enteredHere = (filing: Filing, key: string, { label }: FilingField): FieldValue =>
  enteredValue(
    `$.sections.filings.records[${JSON.stringify(filing.id)}].entered[${JSON.stringify(key)}]`,
    `登记包 › ${filing.title} › ${label}`,
    enteredSoFar(filing, key),
  );

/** A reader of the values of a filing: what the case says, then what was entered here. */
export const readerOf =
  (filing: Filing, values: ReadonlyMap<string, FieldValue>, prefix = ''): Reader =>
  (source) => {
    const own = values.get(source);
    if (own !== undefined) return own;
    const entered = enteredSoFar(filing, `${prefix}${source}`);
    return entered === null
      ? undefined
      : enteredValue(`$.sections.filings.records`, `登记包 › ${filing.title} › ${source}`, entered);
  };
