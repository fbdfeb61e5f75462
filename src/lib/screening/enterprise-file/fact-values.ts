import { Decimal, decimalText } from '../../kernel/decimal';
import { parseFenText } from '../../kernel/fen';
import { parsePlainDate } from '../../kernel/plain-date';
import type { FileField } from './catalogue';

const DECIMAL = /^-?(0|[1-9]\d{0,29})(\.\d{1,30})?$/;
const COUNT = /^(0|[1-9]\d{0,14})$/;

/**
 * Whether a text is a value of the field's kind, in its canonical form: what was written by hand into a case file is
 * judged like what an import wrote. `null` = not.
 */
export const canonicalValue = (field: FileField, text: string): string | null => {
  if (!isValue(field, text)) return null;
  return field.kind === 'decimal' || field.kind === 'ratio' ? decimalText(new Decimal(text)) : text;
};

const isValue = (field: FileField, text: string): boolean => {
  switch (field.kind) {
    case 'money':
      return parseFenText(text).ok && (field.signed || !text.startsWith('-'));
    case 'decimal':
      return DECIMAL.test(text) && (field.signed || !text.startsWith('-'));
    case 'ratio':
      return DECIMAL.test(text) && (field.signed || (!text.startsWith('-') && new Decimal(text).lte(1)));
    case 'count':
      return COUNT.test(text);
    case 'date':
      return parsePlainDate(text).ok;
    case 'flag':
      return text === 'true' || text === 'false';
    case 'choice':
      return field.choices.some((c) => c.code === text);
    case 'text':
      return text.trim() !== '';
  }
};

/** Canonical value as people read it in a trace: amounts stay 分 with their unit, codes become words. */
export const shownValue = (field: FileField, value: string): string =>
  field.kind === 'flag'
    ? value === 'true'
      ? '是'
      : '否'
    : field.kind === 'choice'
      ? (field.choices.find((c) => c.code === value)?.label ?? value)
      : value;

/** Whether a period fits the field. */
export const fitsPeriod = (field: FileField, period: string | null): boolean =>
  field.period === 'none'
    ? period === null
    : period !== null && (period.length === 4 || field.period === 'year-or-month' || period.includes('/'));
