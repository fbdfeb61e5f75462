/**
 * The lexical rules of `kernel/number-field.ts` and `kernel/time-field.ts` as regular expressions that RE2 (ClickHouse, DuckDB)
 * and Java (Spark) read alike: no backslash, no back reference, no look-around. Values are trimmed before.
 */

const WHOLE = '(?:0|[1-9][0-9]*)';

/** Signed digits; a leading zero makes it a code. */
export const INTEGER = `^[+-]?${WHOLE}$`;
/** With a fraction or an exponent. */
export const DECIMAL = `^[+-]?(?:${WHOLE}(?:[.][0-9]+)?|[.][0-9]+)(?:[eE][+-]?[0-9]{1,3})?$`;

/** Longer values are neither numbers nor dates; bytes. */
export const MAX_LENGTH = 40;
/** From here on a number does not fit the decimal text of the case and is text. */
export const MAX_MAGNITUDE = '1e30';

const YEAR = '(?:19|20|21)[0-9]{2}';
/** Divisible by 4; of 1900, 2000 and 2100 only 2000. */
const LEAP_YEAR = '(?:(?:19|21)(?:0[48]|[2468][048]|[13579][26])|20(?:[02468][048]|[13579][26]))';

const dayOf = (one: string, two: string, end: string): string =>
  [
    `${YEAR}${one}(?:0?[13578]|1[02])${two}(?:0?[1-9]|[12][0-9]|3[01])${end}`,
    `${YEAR}${one}(?:0?[469]|11)${two}(?:0?[1-9]|[12][0-9]|30)${end}`,
    `${YEAR}${one}0?2${two}(?:0?[1-9]|1[0-9]|2[0-8])${end}`,
    `${LEAP_YEAR}${one}0?2${two}29${end}`,
  ].join('|');

const DAY = `(?:${[
  dayOf('-', '-', ''),
  dayOf('/', '/', ''),
  dayOf('[.]', '[.]', ''),
  dayOf('年', '月', '日'),
].join('|')})`;

const CLOCK =
  '[T ] *(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.][0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?';

/** Calendar date with the year first, 1900–2199, with or without a time of day; a zone is read and dropped. */
export const MOMENT = `^${DAY}(?:${CLOCK})?$`;

/** First group: month, day, hour, minute, second of a value that `MOMENT` accepted; the year is its first 4 characters. */
export const PARTS = {
  month: '^[0-9]{4}[^0-9]+([0-9]{1,2})',
  day: '^[0-9]{4}[^0-9]+[0-9]{1,2}[^0-9]+([0-9]{1,2})',
  hour: '([0-9]{1,2}):',
  minute: ':([0-9]{2})',
  second: ':[0-9]{2}:([0-9]{2})',
} as const;
