import { partsOf } from '../../kernel/plain-date';
import { Decimal } from '../../kernel/decimal';
import { type Step, type Term, lateTerm, ratioStep, shown } from '../../valuation/term';
import { decimalText } from '../../kernel/decimal';
import { derive } from '../../kernel/trace';
import { type Computed, divisorFailure, withFacts } from './computed';
import { fileFact } from './file-fact';
import type { EnterpriseFile } from './open-file';
import { periodText } from './sources';

export const TREND_LABEL = '近 12 个月用电量同比';
export const TREND_DEFINITION = '最近 12 个月用电量 ÷ 此前 12 个月用电量 − 1';

const MONTHS = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'];

const monthText = (index: number): string => `${Math.floor(index / 12)}-${MONTHS[index % 12] ?? ''}`;

/** Months that may end the last twelve, newest first: the last full month, and as many before as readings may lag. */
export const trendMonths = ({ valuationDate, catalogue }: EnterpriseFile): readonly number[] => {
  const { year, month } = partsOf(valuationDate);
  const last = year * 12 + month - 2;
  return Array.from({ length: (catalogue?.freshness.meterMonths ?? 0) + 1 }, (_, lag) => last - lag);
};

export const trendText = (month: number): string => `截至 ${periodText(monthText(month))}`;

const sumStep = (step: Pick<Step, 'id' | 'label'>, terms: readonly Term[]): Term => {
  const value = terms.reduce((sum, term) => sum.plus(term.value), new Decimal(0));
  return lateTerm(value, () =>
    derive({
      ...step,
      formula: terms.map(shown).join(' + '),
      value: decimalText(value),
      unit: 'none',
      children: terms.map(({ node }) => node),
    }),
  );
};

/** 用电量 of the twelve months up to `month` against the twelve before. All twenty-four must be known. */
export const electricityTrend = (file: EnterpriseFile, month: number): Computed => {
  const reads = Array.from({ length: 24 }, (_, i) =>
    fileFact(file, 'electricityUse', monthText(month - 23 + i)),
  );
  return withFacts(reads, (terms) => {
    const total = (from: number, to: number, label: string): Term => {
      const part = terms.slice(from, to);
      return sumStep(
        {
          id: `accounts/${monthText(month)}/electricity/${from}`,
          label: `${label}用电量（千瓦时）`,
        },
        part,
      );
    };
    const before = total(0, 12, '此前 12 个月');
    const last = total(12, 24, '最近 12 个月');
    if (before.value.lte(0)) return divisorFailure(TREND_LABEL, before, () => [last.node, before.node]);
    return {
      ok: true,
      term: ratioStep({
        id: `accounts/${monthText(month)}/electricity-trend`,
        label: TREND_LABEL,
        value: last.value.dividedBy(before.value).minus(1),
        formula: () => `${TREND_DEFINITION} = ${shown(last)} ÷ ${shown(before)} − 1`,
        children: () => [last.node, before.node],
      }),
    };
  });
};
