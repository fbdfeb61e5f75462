import type { CaseRecord } from '../../case/case-record';
import { type Fen, formatWan, parseFenText } from '../../kernel/fen';
import { parseIndustryCode } from '../../kernel/industry';
import { type PlainDate, addDays, addMonths, parsePlainDate } from '../../kernel/plain-date';
import { type Known, caseLeaf, factFrom } from './applicant-fact';
import type { ApplicantFile, FileFactRead } from './applicant-file';
import { type Count, TAX_GRADES, type TaxGrade } from './product-model';
import type { ProductLabels } from './product-rules';

/** Whole months from one day to another, rounded down. */
export const wholeMonths = (from: PlainDate, to: PlainDate): number => {
  const [y1 = 0, m1 = 0] = from.split('-').map(Number);
  const [y2 = 0, m2 = 0] = to.split('-').map(Number);
  const months = (y2 - y1) * 12 + (m2 - m1);
  return addMonths(from, months) > to ? months - 1 : months;
};

/** A fact of 一企一档 that cannot be used, as it says so itself. */
export const unknownFact = (read: Extract<FileFactRead, { known: false }>) => ({
  shown: null,
  note: read.message,
  remedy: read.remedy,
  children: [read.node],
});

/** `cn-330800` is the whole of 衢州市: as a place it is `cn-3308`. */
const placeOf = (region: string): string =>
  region.replace(/^(cn-\d{4})00$/, '$1').replace(/^(cn-\d{2})00$/, '$1');

/** Place for which the case is judged. */
export const regionFact = ({ region }: CaseRecord, labels: ProductLabels): Known<string> => {
  const place = placeOf(region);
  return {
    value: place,
    fact: factFrom({
      key: 'region',
      label: '所在地区',
      place: 'facts',
      shown: labels.region(place),
      children: [caseLeaf('region', '案情 › 地区', region, 'text')],
    }),
  };
};

export const industryFact = ({ sections }: CaseRecord, labels: ProductLabels): Known<string> => {
  const text = sections.enterprise.enterprise.industryCode;
  const read = text === null ? null : parseIndustryCode(text);
  const code = read?.ok === true ? read.value.code : null;
  return {
    value: code,
    fact: factFrom({
      key: 'industry',
      label: '行业',
      place: 'facts',
      shown: code === null ? null : labels.industry(code),
      note: read !== null && !read.ok ? read.failure.message : '',
      remedy: '请在案情填写国民经济行业代码',
      children: [caseLeaf('sections.enterprise.enterprise.industryCode', '案情 › 行业代码', text, 'text')],
    }),
  };
};

/** Age in whole months at the valuation date. A file that says another day is a contradiction, not a choice. */
export const ageFact = (caseRecord: CaseRecord, file: ApplicantFile): Known<number> => {
  const typed = caseRecord.sections.enterprise.enterprise.foundedOn;
  const read = file.fact('establishedOn', null);
  const base = { key: 'age', label: '成立时间', place: 'facts' } as const;
  const children = [
    caseLeaf('sections.enterprise.enterprise.foundedOn', '案情 › 成立日期', typed, 'date'),
    ...(read.known || read.why !== 'missing' ? [read.node] : []),
  ];
  const open = (note: string, remedy: string): Known<number> => ({
    value: null,
    fact: factFrom({ ...base, shown: null, note, remedy, children }),
  });
  if (!read.known && read.why !== 'missing') return open(read.message, read.remedy);
  if (typed !== null && read.known && read.value !== typed)
    return open(`案情写成立于 ${typed}，一企一档写 ${read.value}`, '请核对营业执照，改正其中一处');
  const founded = parsePlainDate(typed ?? (read.known ? read.value : ''));
  const today = parsePlainDate(caseRecord.valuationDate);
  if (!founded.ok || !today.ok) return open('', '请在案情填写成立日期');
  if (founded.value > today.value) return open('成立日期晚于评估基准日', '请核对成立日期');
  const months = wholeMonths(founded.value, today.value);
  return {
    value: months,
    fact: factFrom({
      ...base,
      shown: `${months} 个月（${founded.value} 成立）`,
      unit: 'month',
      exact: String(months),
      formula: `${founded.value} 至 ${today.value}，取整月`,
      children,
    }),
  };
};

/** Facts of a year: the newest whose accounts may speak and for which something is said. */
export const ofYears = (file: ApplicantFile, field: string, years: readonly number[]): FileFactRead => {
  const reads = years.map((year) => file.fact(field, String(year)));
  return reads.find((read) => read.known || read.why !== 'missing') ?? reads[0] ?? file.fact(field, null);
};

export const yearAmount = (file: ApplicantFile, field: string, key: string, label: string): Known<Fen> => {
  const read = ofYears(file, field, file.accountYears);
  const base = { key, label, place: 'file' } as const;
  if (!read.known) return { value: null, fact: factFrom({ ...base, ...unknownFact(read) }) };
  const fen = parseFenText(read.value);
  if (!fen.ok || fen.value < 0n)
    return {
      value: null,
      fact: factFrom({
        ...base,
        shown: null,
        note: `${read.label}不是可用的金额`,
        remedy: '请在一企一档更正',
        children: [read.node],
      }),
    };
  return {
    value: fen.value,
    fact: factFrom({
      ...base,
      shown: `${formatWan(fen.value)} 万元（${read.label}）`,
      unit: 'fen',
      exact: read.value,
      children: [read.node],
    }),
  };
};

/** Newest grade, of the year of the valuation date or of the accounts. */
export const taxGradeFact = ({ valuationDate }: CaseRecord, file: ApplicantFile): Known<TaxGrade> => {
  const years = [Number(valuationDate.slice(0, 4)), ...file.accountYears];
  const read = ofYears(file, 'taxCreditGrade', years);
  const base = { key: 'tax-grade', label: '纳税信用等级', place: 'file' } as const;
  if (!read.known) return { value: null, fact: factFrom({ ...base, ...unknownFact(read) }) };
  const grade = TAX_GRADES.find((one) => one === read.value) ?? null;
  return {
    value: grade,
    fact: factFrom({
      ...base,
      shown: grade === null ? null : `${grade} 级（${read.label}）`,
      remedy: '请在一企一档更正纳税信用等级',
      children: [read.node],
    }),
  };
};

export const needFact = ({ sections }: CaseRecord): Known<Fen> => {
  const text = sections.enterprise.need.amountFen;
  const fen = text === null ? null : parseFenText(text);
  const value = fen?.ok === true ? fen.value : null;
  return {
    value,
    fact: factFrom({
      key: 'need',
      label: '申请金额',
      place: 'facts',
      shown: value === null ? null : `${formatWan(value)} 万元`,
      unit: 'fen',
      exact: text,
      remedy: '请在案情填写资金需求',
      children: [caseLeaf('sections.enterprise.need.amountFen', '案情 › 资金需求', text, 'fen')],
    }),
  };
};

/** Term in months; a broken month leaves it between two ends. The last day counts. */
export const termFact = ({ sections }: CaseRecord): Known<Count> => {
  const { debtStart, debtEnd } = sections.enterprise.need;
  const [from, to] = [parsePlainDate(debtStart ?? ''), parsePlainDate(debtEnd ?? '')];
  const children = [
    caseLeaf('sections.enterprise.need.debtStart', '案情 › 履行期限起', debtStart, 'date'),
    caseLeaf('sections.enterprise.need.debtEnd', '案情 › 履行期限止', debtEnd, 'date'),
  ];
  const base = { key: 'term', label: '申请期限', place: 'facts', children } as const;
  if (!from.ok || !to.ok || to.value <= from.value)
    return { value: null, fact: factFrom({ ...base, shown: null, remedy: '请在案情填写债务履行期限' }) };
  const low = wholeMonths(from.value, to.value);
  // A debt from the 1st to the last of a month runs whole months.
  const whole = addMonths(from.value, low) === to.value;
  const closed = addMonths(from.value, low + 1) === addDays(to.value, 1);
  const value: Count = whole ? low : closed ? low + 1 : { low, high: low + 1 };
  return {
    value,
    fact: factFrom({
      ...base,
      shown: typeof value === 'number' ? `${value} 个月` : `${value.low} 至 ${value.high} 个月`,
    }),
  };
};
