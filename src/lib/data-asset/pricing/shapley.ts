import { Decimal } from '../../kernel/decimal';
import type { Fen } from '../../kernel/fen';
import { type Result, ok, refuse } from '../../kernel/result';
import { ruleLeaf } from '../../rulebook/read-rule';
import { ANY } from '../../valuation/domain';
import { type Entered, type Place, fieldPath, readEntered } from '../../valuation/entered';
import type { MethodContext } from '../../valuation/method-value';
import { type Term, ratioStep, shown } from '../../valuation/term';
import { readMostPlayers } from './pricing-rules';

/** A source of data, or a party, that shares one value. */
export interface Player {
  /** Id without `+`, unique. */
  readonly id: string;
  readonly title: string;
}

export interface SplitInput {
  readonly players: readonly Player[];
  /** v(S) of every combination by `coalitionKey`; `''` is nobody, absent = 0. All of one unit. */
  readonly utilities: Readonly<Record<string, Entered>>;
}

/** Key of a combination, whatever the order of its members: `a+b`. */
export const coalitionKey = (ids: readonly string[]): string =>
  [...ids].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).join('+');

export interface PlayerShare {
  readonly id: string;
  readonly title: string;
  /** φ_i in the unit of v, unrounded. */
  readonly share: Term;
}

export interface Split {
  /** In the order of the players. */
  readonly shares: readonly PlayerShare[];
  /** v(all) − v(nobody): the sum of Shapley shares. */
  readonly whole: Decimal;
}

const checkPlayers = ({ players }: SplitInput, most: number, context: MethodContext): Result<undefined> => {
  const path = fieldPath(context, 'players');
  if (players.length < 2) return refuse('E_TOO_FEW', '少于两个来源，无须分摊', path, '请列出两个以上来源');
  if (players.length > most)
    return refuse(
      'E_TOO_MANY',
      `有 ${players.length} 个来源，精确分摊最多 ${most} 个`,
      path,
      '请先归并性质相同的来源',
      'data-pricing.shapley-players',
    );
  const bad = players.find(({ id }) => id === '' || id.includes('+'));
  if (bad !== undefined)
    return refuse('E_PLAYER', `来源标识“${bad.id}”为空或含“+”`, path, '请改用不含“+”的标识');
  return new Set(players.map(({ id }) => id)).size === players.length
    ? ok(undefined)
    : refuse('E_TWICE', '同一来源列了两次', path, '每个来源只列一次');
};

const idsOf = (players: readonly Player[], mask: number): readonly string[] =>
  players.flatMap(({ id }, bit) => (((mask >> bit) & 1) === 1 ? [id] : []));

/** v of every combination, by bit mask. */
const readUtilities = (input: SplitInput, place: Place): Result<readonly Term[]> => {
  const { players, utilities } = input;
  const known = new Set<string>();
  const values: Term[] = [];
  for (let mask = 0; mask < 1 << players.length; mask++) {
    const ids = idsOf(players, mask);
    const key = coalitionKey(ids);
    known.add(key);
    const titles = players.filter(({ id }) => ids.includes(id)).map(({ title }) => title);
    const spec = {
      field: `utilities[${key}]`,
      label: mask === 0 ? '没有任何来源时的效用' : `效用：${titles.join(' + ')}`,
      domain: ANY,
      unit: 'none',
    } as const;
    const entered = utilities[key] ?? { value: mask === 0 ? '0' : null };
    const value = readEntered(place, spec, entered);
    if (!value.ok) return value;
    values.push(value.value);
  }
  const unknown = Object.keys(utilities).find((key) => !known.has(key));
  return unknown === undefined
    ? ok(values)
    : refuse(
        'E_COALITION_UNKNOWN',
        `“${unknown}”不是这些来源的组合`,
        fieldPath(place, `utilities[${unknown}]`),
        '组合按来源标识从小到大用“+”连接',
      );
};

const sizeOf = (mask: number): number => {
  let size = 0;
  for (let rest = mask; rest > 0; rest >>= 1) size += rest & 1;
  return size;
};

const factorials = (n: number): readonly Decimal[] => {
  const all = [new Decimal(1)];
  for (let i = 1; i <= n; i++) all.push((all[i - 1] ?? new Decimal(1)).times(i));
  return all;
};

/** Weight of joining a combination of each size, as numerator; all over one denominator. */
interface Weights {
  readonly numerators: readonly Decimal[];
  readonly denominator: Decimal;
}

const shapleyWeights = (n: number): Weights => {
  const f = factorials(n);
  const one = new Decimal(1);
  return {
    numerators: Array.from({ length: n }, (_, size) => (f[size] ?? one).times(f[n - size - 1] ?? one)),
    denominator: f[n] ?? one,
  };
};

const banzhafWeights = (n: number): Weights => ({
  numerators: Array.from({ length: n }, () => new Decimal(1)),
  denominator: new Decimal(2).pow(n - 1),
});

const marginalSum = (values: readonly Term[], bit: number, { numerators }: Weights): Decimal => {
  let sum = new Decimal(0);
  for (const [mask, without] of values.entries()) {
    const joined = values[mask | (1 << bit)];
    if (((mask >> bit) & 1) === 1 || joined === undefined) continue;
    const weight = numerators[sizeOf(mask)] ?? 0;
    sum = sum.plus(joined.value.minus(without.value).times(weight));
  }
  return sum;
};

const splitBy = (
  input: SplitInput,
  context: MethodContext,
  name: string,
  weightsFor: (n: number) => Weights,
): Result<Split> => {
  const most = readMostPlayers(context.rules);
  if (!most.ok) return most;
  const checked = checkPlayers(input, most.value.value, context);
  if (!checked.ok) return checked;
  const read = readUtilities(input, context);
  if (!read.ok) return read;
  const values = read.value;
  const weights = weightsFor(input.players.length);
  const leaves = [...values.map(({ node }) => node), ruleLeaf(most.value.rule)];
  const [nobody, all] = [values[0], values.at(-1)];
  if (nobody === undefined || all === undefined) throw new Error('combinations expected');
  const shares = input.players.map(({ id, title }, bit): PlayerShare => {
    const term = ratioStep({
      id: `${context.id}/share/${id}`,
      label: `“${title}”的贡献（${name}）`,
      value: marginalSum(values, bit, weights).dividedBy(weights.denominator),
      formula: `Σ 权重(|S|) × [v(S ∪ ${title}) − v(S)]，共 ${values.length / 2} 个组合`,
      children: leaves,
    });
    return { id, title, share: { value: term.value, node: { ...term.node, unit: 'none' } } };
  });
  return ok({ shares, whole: all.value.minus(nobody.value) });
};

/**
 * Exact Shapley split: φ_i = Σ |S|!(n−|S|−1)!/n! · [v(S∪i) − v(S)]; the shares sum to v(all) − v(nobody). It divides a value among
 * sources and is no market price. Fails with `E_TOO_FEW`, `E_TOO_MANY`, `E_TWICE`, `E_PLAYER`, `E_MISSING` (a combination without
 * utility), `E_COALITION_UNKNOWN`. Source: Ghorbani & Zou, Data Shapley (ICML 2019).
 */
export const shapleySplit = (input: SplitInput, context: MethodContext): Result<Split> =>
  splitBy(input, context, 'Shapley', shapleyWeights);

/** Exact Banzhaf values β_i = 2^−(n−1) Σ [v(S∪i) − v(S)]; steadier ranks under noise, but they need not sum to the whole. */
export const banzhafSplit = (input: SplitInput, context: MethodContext): Result<Split> =>
  splitBy(input, context, 'Banzhaf', banzhafWeights);

/**
 * An amount shared in proportion to the shares, in whole 分 that sum to it exactly; what is left over goes to the largest
 * remainders, ties by id. Fails with `E_NEGATIVE_SHARE` and `E_RANGE` (shares sum to 0; a negative amount).
 */
export const allocate = (
  amountFen: Fen,
  { shares }: Split,
  path: string,
): Result<readonly { readonly id: string; readonly fen: Fen }[]> => {
  const negative = shares.find(({ share }) => share.value.isNegative() && !share.value.isZero());
  if (negative !== undefined)
    return refuse(
      'E_NEGATIVE_SHARE',
      `“${negative.title}”的贡献为负 ${shown(negative.share)}`,
      path,
      '加入该来源反而降低效用；请先剔除再分摊',
    );
  const sum = shares.reduce((all, { share }) => all.plus(share.value), new Decimal(0));
  if (sum.isZero() || amountFen < 0n)
    return refuse('E_RANGE', '贡献合计为 0 或金额为负，无法分摊', path, '请核对各组合的效用与金额');
  const parts = shares.map(({ id, share }) => {
    const exact = share.value.times(amountFen.toString()).dividedBy(sum);
    const fen = BigInt(exact.floor().toFixed());
    return { id, fen, rest: exact.minus(fen.toString()) };
  });
  const left = Number(amountFen - parts.reduce((all, { fen }) => all + fen, 0n));
  const first = [...parts].sort((a, b) => b.rest.comparedTo(a.rest) || (a.id < b.id ? -1 : 1)).slice(0, left);
  return ok(parts.map((part) => ({ id: part.id, fen: first.includes(part) ? part.fen + 1n : part.fen })));
};
