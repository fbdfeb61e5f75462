import type { Figure } from '../case/exchange';
import { Decimal } from '../kernel/decimal';
import { type TraceNode, derive, leaf } from '../kernel/trace';
import { compareRatioTexts, percentText } from './ratio';

const MULTIPLIER = 'screening/ip-cap-multiplier';
const GRADE = 'screening/grade';

/** By how much the grade of 三看三评 lowers the caps of intellectual property. */
export interface IpMultiplier {
  /** 0–1: of the low end of the grade; 0 while nobody has graded, which is the low end of not knowing. */
  readonly value: string;
  /** Whether both ends of the score lead to one grade. */
  readonly graded: boolean;
  /** For people: the grade and what follows from it. */
  readonly text: string;
  readonly trace: TraceNode;
}

const ratio = /^(0(\.\d+)?|1(\.0+)?)$/;

const textOf = (value: string, grade: Figure | undefined, multiplier: Figure | undefined): string => {
  const factor = compareRatioTexts(value, '0') === 0 ? '系数 0，不认可知识产权价值' : `系数 ${value}`;
  if (multiplier === undefined || multiplier.value === null) return `三看三评尚未评分，按低端：${factor}`;
  if (grade?.value !== null && grade !== undefined) return `三看三评 ${grade.value} 级：${factor}`;
  const high = multiplier.interval?.high;
  const range = high === undefined ? '' : `（高端 ${high}）`;
  return `三看三评等级未定，按低端：${factor}${range}`;
};

/**
 * Reads what 三看三评 left about the caps of intellectual property. It runs before the structure and never reads it, so
 * there is no circle. Only a ratio from 0 to 1 counts; anything else is the low end.
 */
export const ipMultiplierOf = (figures: readonly Figure[]): IpMultiplier => {
  const multiplier = figures.find(({ id }) => id === MULTIPLIER);
  const grade = figures.find(({ id }) => id === GRADE);
  const known = multiplier?.value ?? null;
  const value = known !== null && ratio.test(known) ? known : '0';
  const text = textOf(value, grade, multiplier);
  return {
    value,
    graded: known !== null && grade !== undefined && grade.value !== null,
    text,
    trace: leaf({
      id: `figures/${MULTIPLIER}`,
      label: '知识产权上限系数',
      value,
      unit: 'ratio',
      confidence: known === null ? 'assumption' : (multiplier?.confidence ?? 'assumption'),
      source: { kind: 'field', path: `figures[${MULTIPLIER}]`, label: '三看三评' },
      note: text,
    }),
  };
};

/** A cap before and after the grade. */
export interface GradedCap {
  readonly before: string;
  readonly cap: string;
  readonly multiplier: string;
  readonly text: string;
  readonly trace: TraceNode;
}

/** `cap × multiplier`, exactly. */
export const gradedCap = (
  id: string,
  title: string,
  { cap, trace }: { readonly cap: string; readonly trace: TraceNode },
  multiplier: IpMultiplier,
): GradedCap => {
  const after = new Decimal(cap).times(multiplier.value).toFixed();
  return {
    before: cap,
    cap: after,
    multiplier: multiplier.value,
    text: multiplier.text,
    trace: derive({
      id: `collateral/cap-after-grade/${id}`,
      label: `${title} 按等级系数后的抵质押率上限`,
      value: after,
      unit: 'ratio',
      formula: `${percentText(cap)} × ${multiplier.value}`,
      note: multiplier.text,
      children: [trace, multiplier.trace],
    }),
  };
};
