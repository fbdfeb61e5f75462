import type { Decimal } from '../../kernel/decimal';
import { Decimal as Number40, fenToYuan } from '../../kernel/decimal';
import { parseFenText } from '../../kernel/fen';
import type { Failure } from '../../kernel/result';
import type { TraceNode } from '../../kernel/trace';
import { type Term, lateTerm, shown } from '../../valuation/term';
import { collected } from '../lists';
import type { FactRead } from './file-reads';

/** A number with its reason, or why there is none and what was read on the way. */
export type Computed =
  | {
      readonly ok: true;
      readonly term: Term;
      readonly interval?: { readonly low: Decimal; readonly high: Decimal };
    }
  | {
      readonly ok: false;
      readonly failure: Pick<Failure, 'code' | 'message' | 'remedy'>;
      readonly nodes: () => readonly TraceNode[];
    };

/** Facts as terms: amounts in 元, anything else as it stands. */
export const factTerm = (read: FactRead): Term | null => {
  if (!read.known) return null;
  if (read.unit !== 'fen') return lateTerm(new Number40(read.value), () => read.node);
  const fen = parseFenText(read.value);
  return fen.ok ? lateTerm(fenToYuan(fen.value), () => read.node) : null;
};

const first = <T>(items: readonly T[], test: (item: T) => boolean): T | undefined => items.find(test);

type Unknown = Extract<FactRead, { readonly known: false }>;

/** Why facts cannot be computed with; worded when somebody reads it. */
class LateGap implements Pick<Failure, 'code' | 'message' | 'remedy'> {
  readonly code: string;

  constructor(
    private readonly gaps: readonly Unknown[],
    private readonly worst: Unknown,
  ) {
    this.code = worst.code;
  }

  get message(): string {
    const { gaps, worst } = this;
    return gaps.length === 1 ? worst.message : [...new Set(gaps.map(({ message }) => message))].join('；');
  }
  get remedy(): string {
    return [...new Set(this.gaps.map(({ remedy }) => remedy))].join('；');
  }
}

/** What stops a computation over these facts: a contradiction before anything else that is not known. */
export const gapOf = (reads: readonly FactRead[]): Computed | null => {
  if (reads.every(({ known }) => known)) return null;
  const gaps = collected(reads, (read) => (read.known ? null : read));
  const gap = first(gaps, ({ why }) => why === 'contradiction') ?? gaps[0];
  if (gap === undefined) return null;
  return { ok: false, failure: new LateGap(gaps, gap), nodes: () => reads.map(({ node }) => node) };
};

/** Runs over facts that are all known; otherwise says what stops it. */
export const withFacts = (
  reads: readonly FactRead[],
  compute: (terms: readonly Term[]) => Computed,
): Computed => {
  const gap = gapOf(reads);
  if (gap !== null) return gap;
  return compute(collected(reads, factTerm));
};

export const divisorFailure = (label: string, below: Term, nodes: () => readonly TraceNode[]): Computed => ({
  ok: false,
  failure: {
    code: 'E_DIVISOR',
    message: `${label}的分母为 ${shown(below)}，没有意义`,
    remedy: '请核对这一项；分母要求大于 0',
  },
  nodes,
});

/**
 * The first period for which it can be computed. Anything wrong in an earlier candidate, other than that nobody has
 * said, stops the search: the next period would be a way round it.
 */
export const firstComputed = <P>(
  periods: readonly P[],
  compute: (period: P) => Computed,
): { readonly period: P | null; readonly computed: Computed } => {
  let stopped: { readonly period: P | null; readonly computed: Computed } | null = null;
  for (const period of periods) {
    const computed = compute(period);
    if (computed.ok) return { period, computed };
    stopped ??= { period, computed };
    if (computed.failure.code !== 'E_MISSING') return { period, computed };
  }
  return (
    stopped ?? {
      period: null,
      computed: {
        ok: false,
        failure: { code: 'E_MISSING', message: '没有可用的期间', remedy: '请核对评估基准日' },
        nodes: () => [],
      },
    }
  );
};
