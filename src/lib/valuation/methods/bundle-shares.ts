import { Decimal, decimalText } from '../../kernel/decimal';
import { type Fen, fenText } from '../../kernel/fen';
import { type Result, ok, refuse } from '../../kernel/result';
import { type TraceNode, derive } from '../../kernel/trace';
import { CONSTRAINTS } from '../constraints';
import { type Domain, ROYALTY_RATE } from '../domain';
import { type Entered, type Place, fieldPath, readEntered } from '../entered';
import type { MethodValue } from '../method-value';
import { type Term, ratioStep, shown } from '../term';

/** What one patent contributes to its bundle. */
export interface ContributionShare {
  readonly patent: string;
  readonly title: string;
  /** 0 < share ≤ 1; the shares of a bundle sum to exactly 1. */
  readonly share: Entered;
}

/** The part of one patent. */
export interface PatentPart {
  readonly patent: string;
  readonly valueFen: Fen;
  readonly trace: TraceNode;
}

const SHARE: Domain = {
  holds: (v) => v.gt(0) && v.lte(1),
  code: 'E_CONTRIBUTION_RANGE',
  must: '必须大于 0 且不超过 1',
  remedy: '没有贡献的专利请移出组合',
};

interface ReadShare {
  readonly patent: string;
  readonly title: string;
  readonly share: Term;
}

const readShares = (shares: readonly ContributionShare[], place: Place): Result<readonly ReadShare[]> => {
  const read: ReadShare[] = [];
  for (const { patent, title, share } of shares) {
    const field = `shares[${patent}]`;
    if (read.some((one) => one.patent === patent))
      return refuse(
        'E_PATENT_TWICE',
        `“${title}”的贡献份额写了两次`,
        fieldPath(place, field),
        '请只保留一项',
        CONSTRAINTS.rateOncePerBundle,
      );
    const term = readEntered(place, { field, label: `“${title}”的贡献份额`, domain: SHARE }, share);
    if (!term.ok) return term;
    read.push({ patent, title, share: term.value });
  }
  const sum = read.reduce((all, { share }) => share.value.plus(all), new Decimal(0));
  return sum.eq(1)
    ? ok(read)
    : refuse(
        'E_SHARES_SUM',
        `贡献份额之和为 ${decimalText(sum)}，不等于 1`,
        fieldPath(place, 'shares'),
        '请逐件写明贡献份额，使合计恰为 1；除不尽的由其中一件补足',
        CONSTRAINTS.sharesSumToOne,
      );
};

/**
 * Splits the rate of a bundle: k_i = K · share_i, so that Σ k_i = K. Fails with `E_ROYALTY_RANGE`, `E_SHARES_SUM`,
 * `E_CONTRIBUTION_RANGE`, `E_PATENT_TWICE`, `E_MISSING`.
 */
export const splitRate = (
  rate: Entered,
  shares: readonly ContributionShare[],
  place: Place,
): Result<readonly { readonly patent: string; readonly rate: Term }[]> => {
  const bundle = readEntered(
    place,
    { field: 'royaltyRate', label: '组合分成率 K', domain: ROYALTY_RATE },
    rate,
  );
  if (!bundle.ok) return bundle;
  const read = readShares(shares, place);
  if (!read.ok) return read;
  const whole = bundle.value;
  return ok(
    read.value.map(({ patent, title, share }) => ({
      patent,
      rate: ratioStep({
        id: `${place.id}/rate/${patent}`,
        label: `“${title}”的分成率`,
        value: whole.value.times(share.value),
        formula: `${shown(whole)} × ${shown(share)}`,
        children: [whole.node, share.node],
      }),
    })),
  );
};

/** Whole 分 per share: floors first, then one 分 each to the largest remainders, ties by patent id. */
const divide = (total: Fen, shares: readonly ReadShare[]): ReadonlyMap<string, Fen> => {
  const whole = new Decimal(fenText(total));
  const rows = shares.map(({ patent, share }) => {
    const exact = whole.times(share.value);
    return { patent, floor: BigInt(exact.floor().toFixed()), rest: exact.minus(exact.floor()) };
  });
  let left = rows.reduce((sum, { floor }) => sum - floor, total);
  const byRest = [...rows].sort((a, b) => b.rest.comparedTo(a.rest) || (a.patent < b.patent ? -1 : 1));
  const parts = new Map<string, Fen>();
  for (const { patent, floor } of byRest) {
    parts.set(patent, left > 0n ? floor + 1n : floor);
    if (left > 0n) left -= 1n;
  }
  return parts;
};

/**
 * Splits the value of a bundle among its patents by stated shares. The parts sum to the value to the 分.
 * Failures as `splitRate`.
 */
export const splitValue = (
  value: Pick<MethodValue, 'valueFen' | 'trace'>,
  shares: readonly ContributionShare[],
  place: Place,
): Result<readonly PatentPart[]> => {
  const read = readShares(shares, place);
  if (!read.ok) return read;
  const parts = divide(value.valueFen, read.value);
  return ok(
    read.value.map(({ patent, title, share }) => {
      const valueFen = parts.get(patent) ?? 0n;
      const trace = derive({
        id: `${place.id}/part/${patent}`,
        label: `“${title}”分得的价值`,
        value: fenText(valueFen),
        unit: 'fen',
        formula: `${fenText(value.valueFen)} 分 × ${shown(share)}`,
        rounding: '取整到分，余数按最大余额法分配，各件合计等于组合价值',
        children: [value.trace, share.node],
      });
      return { patent, valueFen, trace };
    }),
  );
};
