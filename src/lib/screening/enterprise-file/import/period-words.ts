import { folded } from './table-words';

/** A period as it is written. `month` alone has no year; `day` may stand for a year or a month. */
export type WrittenPeriod =
  | { readonly kind: 'year' | 'month' | 'part'; readonly period: string }
  | { readonly kind: 'bare-month'; readonly month: string }
  | { readonly kind: 'day'; readonly year: string; readonly month: string; readonly day: string };

const two = (text: string): string => text.padStart(2, '0');

const isMonth = (text: string): boolean => Number(text) >= 1 && Number(text) <= 12;

const YEAR = /^((?:19|20)\d{2})(?:年|年度|年末|年全年|年1-12月|年1月-12月|\.0)?$/;
const MONTH = /^((?:19|20)\d{2})(?:[-/.年])(\d{1,2})(?:月|月份|月末)?$/;
const COMPACT = /^((?:19|20)\d{2})(\d{2})$/;
const PART = /^((?:19|20)\d{2})年?-?(\d{1,2})月?(?:-|至|~|\/)(\d{1,2})月?$/;
const DAY = /^((?:19|20)\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[t ].*)?$/;
const BARE = /^(\d{1,2})月(?:份)?$/;

const bare = (text: string): string =>
  folded(text)
    .replace(/\([^()]*\)/g, '')
    .replace(/^截至/, '')
    .replace(/(?:金额|数|余额)$/, '');

/** Reads a period; `null` = not one. */
export const writtenPeriod = (text: string): WrittenPeriod | null => {
  const t = bare(text);
  const year = YEAR.exec(t);
  if (year !== null) return { kind: 'year', period: year[1] ?? '' };
  const month = MONTH.exec(t) ?? COMPACT.exec(t);
  if (month !== null && isMonth(month[2] ?? ''))
    return { kind: 'month', period: `${month[1] ?? ''}-${two(month[2] ?? '')}` };
  const part = PART.exec(t);
  if (part !== null && isMonth(part[2] ?? '') && isMonth(part[3] ?? '') && Number(part[2]) < Number(part[3]))
    return { kind: 'part', period: `${part[1] ?? ''}-${two(part[2] ?? '')}/${two(part[3] ?? '')}` };
  const day = DAY.exec(t);
  if (day !== null && isMonth(day[2] ?? ''))
    return { kind: 'day', year: day[1] ?? '', month: two(day[2] ?? ''), day: two(day[3] ?? '') };
  const alone = BARE.exec(t);
  return alone !== null && isMonth(alone[1] ?? '')
    ? { kind: 'bare-month', month: two(alone[1] ?? '') }
    : null;
};

/**
 * The period of a value of one field. `null` = it does not fit: months of a yearly field, or a month without a year.
 * A day stands for its month, for a yearly field for its year, if it is the last day of it.
 */
export const periodFor = (
  written: WrittenPeriod,
  fieldPeriod: 'none' | 'year' | 'year-or-month',
  year: string | null,
): string | null => {
  switch (written.kind) {
    case 'year':
    case 'part':
      return written.period;
    case 'month':
      return fieldPeriod === 'year-or-month' ? written.period : null;
    case 'bare-month':
      return fieldPeriod === 'year-or-month' && year !== null ? `${year}-${written.month}` : null;
    case 'day':
      if (fieldPeriod === 'year-or-month') return `${written.year}-${written.month}`;
      return written.month === '12' && written.day === '31' ? written.year : null;
  }
};
