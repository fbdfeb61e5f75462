import { Decimal, decimalText, fenToYuan } from '../../kernel/decimal';
import { type Fen, fenText, multiplyFloor } from '../../kernel/fen';
import type { PlainDate } from '../../kernel/plain-date';
import { type TraceNode, derive, leaf } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import { lprOn } from '../credit-cost/lpr-history';
import {
  type ApplicantView,
  type CreditProduct,
  LIMIT_BASES,
  type LimitBase,
  type Origin,
  type RateBound,
} from './product-model';

/** Estimated limit: at most `highFen`; `null` = not known. */
export interface LimitEstimate {
  readonly lowFen: Fen | null;
  readonly highFen: Fen | null;
  /** `false`: a base of the formula is unknown or words were not understood, so the limit may be lower. */
  readonly complete: boolean;
  readonly trace: TraceNode;
}

/** Estimated rate, ratio text; `null` = not said, or the LPR of the day is unknown. */
export interface RateEstimate {
  readonly low: string | null;
  readonly high: string | null;
  /** Why an end is unknown, in Chinese. */
  readonly note: string;
  readonly trace: TraceNode;
}

const originLeaf = (
  file: { readonly fileName: string; readonly sha256: string },
  id: string,
  origin: Origin,
): TraceNode =>
  leaf({
    id,
    label: origin.column,
    value: origin.text,
    unit: 'text',
    confidence: 'secondary',
    source: {
      kind: 'cell',
      file: file.sha256,
      fileName: file.fileName,
      row: origin.record,
      column: origin.column,
    },
  });

const baseOf = (applicant: ApplicantView, base: LimitBase): Fen | null => {
  switch (base) {
    case 'tax-paid':
      return applicant.taxPaidFen;
    case 'revenue':
      return applicant.revenueFen;
    case 'collateral-value':
      return applicant.collateralValueFen;
    case 'patent-value':
      return applicant.patentValueFen;
  }
};

/** Limit that a product may give: the smallest of its maximum and its multiples, each rounded down to 分. */
export const estimateLimit = (
  product: CreditProduct,
  applicant: ApplicantView,
  file: { readonly fileName: string; readonly sha256: string },
): LimitEstimate => {
  const { minFen, maxFen, multiples, unread, origins } = product.limit;
  const parts = multiples.map(({ of, times, origin }) => {
    const fen = baseOf(applicant, of);
    const value = fen === null || fen < 0n ? null : multiplyFloor(fen, times);
    return {
      value,
      trace: derive({
        id: `product/limit/${of}`,
        label: `${LIMIT_BASES[of]} × ${times}`,
        value: value === null ? null : fenText(value),
        unit: 'fen' as const,
        formula: fen === null ? `${LIMIT_BASES[of]}未知` : `${fenToYuan(fen).toFixed()} 元 × ${times}`,
        rounding: '向下取整到分',
        children: [
          originLeaf(file, `product/${product.id}/limit`, origin),
          leaf({
            id: `applicant/${of}`,
            label: LIMIT_BASES[of],
            value: fen === null ? null : fenText(fen),
            unit: 'fen',
            confidence: 'verified',
            source: { kind: 'field', path: `applicant.${of}`, label: LIMIT_BASES[of] },
          }),
        ],
      }),
    };
  });
  const ends = [maxFen, ...parts.map(({ value }) => value)].filter((fen) => fen !== null);
  const highFen = ends.reduce<Fen | null>(
    (least, fen) => (least === null || fen < least ? fen : least),
    null,
  );
  const complete = unread.length === 0 && parts.every(({ value }) => value !== null);
  return {
    lowFen: minFen !== null && highFen !== null && minFen > highFen ? highFen : minFen,
    highFen,
    complete,
    trace: derive({
      id: `product/${product.id}/limit-estimate`,
      label: `${product.name} 可贷额度（估算上限）`,
      value: highFen === null ? null : fenText(highFen),
      unit: 'fen',
      formula: '取最高额度与各项测算中最低者',
      ...(complete ? {} : { note: '有未读懂的说法或未知的基数，实际额度可能更低' }),
      children: [
        ...origins.map((origin) => originLeaf(file, `product/${product.id}/limit`, origin)),
        ...parts.map(({ trace }) => trace),
      ],
    }),
  };
};

const BP = new Decimal(10_000);

/** Rate that a product may carry on a day: fixed ends as they are, ends on the LPR with the quote of that day, if it is known. */
export const estimateRate = (
  product: CreditProduct,
  rules: RulesAt,
  date: PlainDate,
  file: { readonly fileName: string; readonly sha256: string },
): RateEstimate => {
  const { rate } = product;
  const children: TraceNode[] =
    rate === null ? [] : [originLeaf(file, `product/${product.id}/rate`, rate.origin)];
  const notes: string[] = [];
  const end = (bound: RateBound | null): string | null => {
    if (bound === null) return null;
    if (bound.kind === 'fixed') return bound.ratio;
    const lpr = lprOn(rules, date, bound.term);
    if (!lpr.ok) {
      notes.push(lpr.failure.message);
      return null;
    }
    if (!children.some(({ id }) => id === lpr.value.trace.id)) children.push(lpr.value.trace);
    const value = lpr.value.rate.plus(new Decimal(bound.bp).dividedBy(BP));
    if (value.gte(0)) return decimalText(value);
    notes.push('LPR 加减点后为负，请核对目录');
    return null;
  };
  const low = end(rate?.low ?? null);
  const high = end(rate?.high ?? null);
  if (rate === null) notes.push('目录没有写利率');
  else if (rate.unread) notes.push('利率写法没有读懂');
  const swapped = low !== null && high !== null && new Decimal(low).gt(high);
  if (swapped) notes.push('目录的利率下限高于上限');
  const [from, to] = swapped ? [null, null] : [low, high];
  const note = [...new Set(notes)].join('；');
  return {
    low: from,
    high: to,
    note,
    trace: derive({
      id: `product/${product.id}/rate-estimate`,
      label: `${product.name} 利率（估算）`,
      value: from === null && to === null ? null : from === to ? from : `${from ?? '未知'}–${to ?? '未知'}`,
      unit: from !== null && from === to ? 'ratio' : 'text',
      formula: '固定利率照列；以 LPR 定价的按当日已公布的报价加减点',
      ...(note === '' ? {} : { note }),
      children,
    }),
  };
};
