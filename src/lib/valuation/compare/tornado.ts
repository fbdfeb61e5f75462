import { type Decimal, decimalText } from '../../kernel/decimal';
import { type Fen, fenText } from '../../kernel/fen';
import type { Failure, Result } from '../../kernel/result';
import type { RoyaltyInput } from '../methods/relief-from-royalty';
import { LEVER_LABELS, type RoyaltyLever, leverAt, valueWithLever } from './royalty-levers';

/** One input and the two places it is moved to while all others stand. */
export interface TornadoInput<K extends string = string> {
  readonly key: K;
  readonly label: string;
  /** Where it stands now, and its low and high place; units of the input. */
  readonly base: Decimal;
  readonly low: Decimal;
  readonly high: Decimal;
}

export interface TornadoBar {
  readonly key: string;
  readonly label: string;
  readonly base: string;
  readonly low: string;
  readonly high: string;
  /** Value with the input at its low and at its high place, 分; `null` where the method refuses it. */
  readonly atLowFen: string | null;
  readonly atHighFen: string | null;
  /** |at high − at low|, 分; `null` when an end is missing: not measured, not 0. */
  readonly swingFen: string | null;
  readonly failures: readonly Failure[];
}

const barOf = <K extends string>(
  input: TornadoInput<K>,
  valueAt: (key: K, to: Decimal) => Result<Fen>,
): { readonly bar: TornadoBar; readonly swing: Fen | null } => {
  const [low, high] = [valueAt(input.key, input.low), valueAt(input.key, input.high)];
  const gap = low.ok && high.ok ? high.value - low.value : null;
  const swing = gap === null ? null : gap < 0n ? -gap : gap;
  return {
    swing,
    bar: {
      key: input.key,
      label: input.label,
      base: decimalText(input.base),
      low: decimalText(input.low),
      high: decimalText(input.high),
      atLowFen: low.ok ? fenText(low.value) : null,
      atHighFen: high.ok ? fenText(high.value) : null,
      swingFen: swing === null ? null : fenText(swing),
      failures: [low, high].flatMap((end) => (end.ok ? [] : [end.failure])),
    },
  };
};

type Measured = ReturnType<typeof barOf>;

/** Larger swing first; unmeasured ones last; ties by key, by code unit. */
const byWidth = (a: Measured, b: Measured): number => {
  if (a.swing !== b.swing) {
    if (a.swing === null) return 1;
    if (b.swing === null) return -1;
    return a.swing > b.swing ? -1 : 1;
  }
  return a.bar.key < b.bar.key ? -1 : a.bar.key > b.bar.key ? 1 : 0;
};

/** What each input alone does to the value, by any method, widest first. Keys must differ. */
export const tornado = <K extends string>(
  inputs: readonly TornadoInput<K>[],
  valueAt: (key: K, to: Decimal) => Result<Fen>,
): readonly TornadoBar[] =>
  inputs
    .map((input) => barOf(input, valueAt))
    .sort(byWidth)
    .map(({ bar }) => bar);

/** Low and high place of one lever of relief from royalty. */
export interface LeverRange {
  readonly lever: RoyaltyLever;
  readonly low: Decimal;
  readonly high: Decimal;
}

/** The tornado of relief from royalty. `path` prefixes the fields named in failures. */
export const royaltyTornado = (
  input: RoyaltyInput,
  ranges: readonly LeverRange[],
  path = '',
): readonly TornadoBar[] =>
  tornado(
    ranges.map(({ lever, low, high }) => ({
      key: lever,
      label: LEVER_LABELS[lever],
      base: leverAt(input, lever),
      low,
      high,
    })),
    (lever, to) => valueWithLever(input, lever, to, path),
  );
