import type { EnterpriseSection } from '../case/enterprise-section';
import { parsePlainDate, yearsBetween } from '../kernel/plain-date';
import { type TraceNode, derive } from '../kernel/trace';
import { fieldLeaf } from './entered-money';
import type { Years } from './solve-structure';

/** Over how many years one-off costs are spread. */
export interface DebtTerm {
  readonly years: Years;
  /** Whether start and end were entered and make a term. */
  readonly known: boolean;
  /** `÷ 3 年` or that they count in full. */
  readonly text: string;
  readonly traces: readonly TraceNode[];
}

const ONE_YEAR: Years = { numerator: 1n, denominator: 1n };

const need = (field: string, label: string) => ({
  path: `$.sections.enterprise.need.${field}`,
  label: `案情 › 融资需求 › ${label}`,
});

/**
 * The length of the debt in years, whole anniversaries plus days over the length of the running year. When start or
 * end is missing, or the end is not after the start, one-off costs count in full in one year, and the text says so.
 */
export const debtTermOf = ({ debtStart, debtEnd }: EnterpriseSection['need']): DebtTerm => {
  const traces = [
    fieldLeaf(need('debtStart', '履行期限起'), debtStart, 'date'),
    fieldLeaf(need('debtEnd', '履行期限止'), debtEnd, 'date'),
  ];
  const start = parsePlainDate(debtStart ?? '');
  const end = parsePlainDate(debtEnd ?? '');
  const term = start.ok && end.ok ? yearsBetween(start.value, end.value) : { whole: 0, days: 0, yearDays: 1 };
  const days = term.whole * term.yearDays + term.days;
  if (days === 0)
    return { years: ONE_YEAR, known: false, text: '债务履行期限未录入，一次性费用全额计入一年', traces };
  const rest = term.days === 0 ? '' : ` 又 ${term.days}/${term.yearDays}`;
  return {
    years: { numerator: BigInt(days), denominator: BigInt(term.yearDays) },
    known: true,
    text: `一次性费用按债务履行期限 ${term.whole}${rest} 年分摊`,
    traces: [
      derive({
        id: 'collateral/term',
        label: '债务履行期限（年）',
        value: `${term.whole}${rest}`,
        unit: 'text',
        formula: '满整年数加余下天数 ÷ 当年天数',
        children: traces,
      }),
    ],
  };
};
