import { decimalText } from '../../kernel/decimal';
import { fenText } from '../../kernel/fen';
import type { Result } from '../../kernel/result';
import { type GapExplanation, explainGap } from '../../valuation/compare/gap-explanation';
import { type Change, both } from '../../valuation/sheet/change';
import type { GapLine } from './asset-valuation';
import type { EntryModel, SharedTerms } from './entry-model';

/** What explains the gap between two methods of one product: the inputs that both have and answer differently. */

interface Swap {
  readonly key: string;
  readonly label: string;
  readonly change: Change;
}

/** Inputs of the second method that differ from those of the first. Of two tax bases only the whole pair r and T makes sense. */
const swapsOf = (own: SharedTerms, other: SharedTerms): readonly Swap[] => {
  const rate = { inputs: { discountRate: other.discountRate } };
  const tax = { inputs: { taxRate: other.taxRate } };
  const rates: readonly Swap[] =
    own.discountBasis === other.discountBasis
      ? [
          ...(own.discountRate.eq(other.discountRate)
            ? []
            : [{ key: 'discountRate', label: '折现率', change: rate }]),
          ...(own.taxRate.eq(other.taxRate) ? [] : [{ key: 'taxRate', label: '所得税率', change: tax }]),
        ]
      : [
          {
            key: 'rateAndTax',
            label: '折现率及其税前税后口径、所得税率',
            change: both(both(rate, tax), { choices: { discountBasis: other.discountBasis } }),
          },
        ];
  return [
    ...rates,
    ...(own.timing === other.timing
      ? []
      : [{ key: 'timing', label: '折现时点', change: { choices: { timing: other.timing } } }]),
    ...(own.economicLifeYears.eq(other.economicLifeYears)
      ? []
      : [
          {
            key: 'economicLifeYears',
            label: '收益年限',
            change: { inputs: { economicLifeYears: other.economicLifeYears } },
          },
        ]),
  ];
};

const explained = (from: EntryModel, to: EntryModel, swaps: readonly Swap[]): Result<GapExplanation> =>
  explainGap(
    {
      fromFen: BigInt(from.valuation.valueFen),
      toFen: BigInt(to.valuation.valueFen),
      inputs: swaps,
    },
    (swapped) =>
      from.valueAt(
        swaps.reduce((change, swap) => (swapped.has(swap.key) ? both(change, swap.change) : change), {}),
      ),
  );

const wholeGap = (from: EntryModel, to: EntryModel, label: string): readonly GapLine[] => [
  { label, shareFen: fenText(BigInt(to.valuation.valueFen) - BigInt(from.valuation.valueFen)) },
];

/**
 * Lines of the gap from one method to another; they sum to it. Where the methods share no input, or answer all of them
 * alike, one line says so.
 */
export const gapLines = (from: EntryModel, to: EntryModel): readonly GapLine[] => {
  if (from.terms === null || to.terms === null)
    return wholeGap(from, to, '两种方法没有共同的输入，差距全部出自方法本身及其各自的输入');
  const swaps = swapsOf(from.terms, to.terms);
  if (swaps.length === 0)
    return wholeGap(
      from,
      to,
      `两种方法的折现率（${decimalText(from.terms.discountRate, 6)}）、税率、时点和收益年限相同，差距出自方法本身及其各自的收益输入`,
    );
  const gap = explained(from, to, swaps);
  return gap.ok
    ? [
        ...gap.value.parts.map(({ label, shareFen }) => ({ label, shareFen })),
        { label: '方法本身及其各自的收益输入', shareFen: gap.value.methodFen },
      ]
    : wholeGap(from, to, `不能逐项分解：${gap.failure.message}`);
};
