import { Decimal, decimalText } from '../../kernel/decimal';
import { type TraceNode, derive } from '../../kernel/trace';
import { collected } from '../lists';
import type { FileField } from './catalogue';
import { gap, unknownField } from './fact-gaps';
import type { FactRead, KnownFact, UnknownFact } from './file-reads';
import { type EnterpriseFile, factKey } from './open-file';
import { byText, readDirect } from './read-direct';
import { factLabel, periodText } from './sources';
import { StatedFact } from './stated-fact';

const MONTH_LENGTH = '2024-06'.length;
const MONTHS = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'];

const plus = (a: string, b: string): string => decimalText(new Decimal(a).plus(b));

/** Whether any month of the year is stated. */
const isByMonths = (stated: ReadonlyMap<string, unknown>, year: string): boolean => {
  for (const period of stated.keys())
    if (period.length === MONTH_LENGTH && period.startsWith(`${year}-`) && MONTHS.includes(period.slice(5)))
      return true;
  return false;
};

/** A year that is stated only by months: their sum, or the last of them for a balance. */
const readFromMonths = (file: EnterpriseFile, field: FileField, year: string): FactRead | null => {
  const stated = file.facts.get(field.code);
  if (stated === undefined || !isByMonths(stated, year)) return null;
  const months = field.sum ? MONTHS : ['12'];
  const reads = months.map((m) => fileFact(file, field.code, `${year}-${m}`));
  const children = (): readonly TraceNode[] => reads.map((read) => read.node);
  const gaps = collected(reads, (read) => (read.known ? null : read));
  const missing = gaps.find(({ why }) => why === 'contradiction') ?? gaps[0];
  if (missing !== undefined)
    return gap(field, year, {
      why: missing.why,
      code: missing.code,
      message: `${factLabel(field, year)}要由各月${field.sum ? '相加' : '的年末数得出'}：${missing.message}`,
      remedy: missing.remedy,
      children,
    });
  const values = collected(reads, (read) => (read.known ? read.value : null));
  const total = values.reduce(plus);
  const explain = ({ label, unit }: KnownFact): TraceNode =>
    derive({
      id: `fact/${field.code}@${year}`,
      label,
      value: total,
      unit,
      formula: field.sum ? `${year} 年 1–12 月相加` : `${periodText(`${year}-12`)}的数`,
      children: children(),
    });
  return new StatedFact(field, year, total, null, explain);
};

const readFact = (file: EnterpriseFile, code: string, period: string | null): FactRead => {
  const field = file.catalogue?.fields.get(code);
  if (field === undefined) return unknownField(file, code, period);
  const direct = readDirect(file, field, period);
  if (direct.known || direct.why !== 'missing' || field.period !== 'year-or-month' || period?.length !== 4)
    return direct;
  return readFromMonths(file, field, period) ?? direct;
};

/**
 * One fact of the enterprise file. `period`: `2024` or `2024-06`, `null` for a field without periods. A year of a monthly
 * field is the sum of its twelve months (a balance: its December) when no yearly value was given.
 */
export const fileFact = (file: EnterpriseFile, field: string, period: string | null = null): FactRead => {
  let reads = file.reads.get(field);
  if (reads === undefined) file.reads.set(field, (reads = new Map<string, FactRead>()));
  const known = reads.get(period ?? '');
  if (known !== undefined) return known;
  const read = readFact(file, field, period);
  reads.set(period ?? '', read);
  return read;
};

/** Every fact that contradicts another and that nobody has settled, in the order of field and period. */
export const fileContradictions = (file: EnterpriseFile): readonly UnknownFact[] =>
  [...file.facts.values()]
    .flatMap((periods) => [...periods.values()])
    .flatMap((facts) => {
      const [first] = facts;
      if (first === undefined || facts.length < 2) return [];
      const read = fileFact(file, first.field, first.period);
      return !read.known && read.why === 'contradiction' ? [read] : [];
    })
    .sort((a, b) => byText(factKey(a.field, a.period), factKey(b.field, b.period)));
