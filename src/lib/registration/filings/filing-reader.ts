import { enteredValue } from '../case-values';
import type { FieldValue } from '../form-model';
import { type Filing, enteredOf } from './filing';
import type { FilingField, When } from './filing-shapes';

/** What stands under a field code; `undefined` = the case has no place for it and nobody entered it here. */
export type Reader = (source: string) => FieldValue | undefined;

/** Whether a condition holds; `null` = its source says nothing. */
export const whenHolds = (when: When, read: Reader): boolean | null => {
  const value = read(when.source)?.value ?? null;
  return value === null ? null : when.is.some((wanted) => value.split('、').includes(wanted));
};

/** The value that a person entered with the filing, or that nobody did. */
export const enteredHere = (filing: Filing, key: string, { label }: FilingField): FieldValue =>
  enteredValue(
    `$.sections.filings.records[${JSON.stringify(filing.id)}].entered[${JSON.stringify(key)}]`,
    `登记包 › ${filing.title} › ${label}`,
    enteredOf(filing, key),
  );

/** A reader of the values of a filing: what the case says, then what was entered here. */
export const readerOf =
  (filing: Filing, values: ReadonlyMap<string, FieldValue>, prefix = ''): Reader =>
  (source) => {
    const own = values.get(source);
    if (own !== undefined) return own;
    const entered = enteredOf(filing, `${prefix}${source}`);
    return entered === null
      ? undefined
      : enteredValue(`$.sections.filings.records`, `登记包 › ${filing.title} › ${source}`, entered);
  };
