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

/** What the estimates take from outside the product. */
export interface EstimateBasis {
  /** Classes of each kind of security. */
  readonly securityClasses: ReadonlyMap<string, readonly string[]>;
  /** Traces of the facts by key. */
  readonly traces: ReadonlyMap<string, TraceNode>;
}

const NO_BASIS: EstimateBasis = { securityClasses: new Map(), traces: new Map() };

interface Base {
  readonly fen: Fen | null;
  readonly trace: TraceNode;
}

const factTrace = (basis: EstimateBasis, key: string, label: string, fen: Fen | null): TraceNode =>
  basis.traces.get(key) ??
  leaf({
    id: `applicant/${key}`,
    label,
    value: fen === null ? null : fenText(fen),
    unit: 'fen',
    confidence: 'verified',
    source: { kind: 'field', path: `applicant.${key}`, label },
  });

/** Classes that a product takes; empty when it names none. */
const classesOf = ({ conditions }: CreditProduct, { securityClasses }: EstimateBasis): readonly string[] => {
  const named = conditions.flatMap((one) => (one.kind === 'collateral' ? one.anyOf : []));
  const secured = conditions.flatMap((one) =>
    one.kind === 'security' ? one.anyOf.flat().flatMap((kind) => securityClasses.get(kind) ?? []) : [],
  );
  return [...new Set(named.length > 0 ? named : secured)];
};

/** Value of what the product takes as collateral: nothing else of the pool bears its limit. */
const collateralBase = (product: CreditProduct, applicant: ApplicantView, basis: EstimateBasis): Base => {
  const label = LIMIT_BASES['collateral-value'];
  const classes = classesOf(product, basis);
  if (classes.length === 0) {
    const fen = applicant.collateralValueFen;
    return { fen, trace: factTrace(basis, 'collateral-value', label, fen) };
  }
  const held = classes.filter((code) => Object.hasOwn(applicant.classValuesFen, code));
  const values = held.map((code) => applicant.classValuesFen[code] ?? null);
  const known = values.filter((fen) => fen !== null);
  const fen = held.length === 0 || known.length < values.length ? null : known.reduce((a, b) => a + b, 0n);
  return {
    fen,
    trace: derive({
      id: `product/${product.id}/collateral-value`,
      label,
      value: fen === null ? null : fenText(fen),
      unit: 'fen',
      formula: held.length === 0 ? '没有本产品所收的押品' : '本产品所收押品的价值相加',
      children: held.map((code, i) => factTrace(basis, `class-value/${code}`, code, values[i] ?? null)),
    }),
  };
};

const baseOf = (
  product: CreditProduct,
  applicant: ApplicantView,
  base: LimitBase,
  basis: EstimateBasis,
): Base => {
  if (base === 'collateral-value') return collateralBase(product, applicant, basis);
  const fen =
    base === 'tax-paid'
      ? applicant.taxPaidFen
      : base === 'revenue'
        ? applicant.revenueFen
        : applicant.patentValueFen;
  return { fen, trace: factTrace(basis, base, LIMIT_BASES[base], fen) };
};

/** Limit that a product may give: the smallest of its maximum and its multiples, each rounded down to 分. */
export const estimateLimit = (
  product: CreditProduct,
  applicant: ApplicantView,
  file: { readonly fileName: string; readonly sha256: string },
  basis: EstimateBasis = NO_BASIS,
): LimitEstimate => {
  const { minFen, maxFen, multiples, unread, origins } = product.limit;
  const parts = multiples.map(({ of, times, origin }) => {
    const { fen, trace } = baseOf(product, applicant, of, basis);
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
        children: [originLeaf(file, `product/${product.id}/limit`, origin), trace],
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
