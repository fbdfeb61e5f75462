import * as v from 'valibot';
import { nonNegativeFen, ratioText } from '../../case/schema-parts';
import { type FeePayer, payer as payers } from '../../case/structure-ask';
import { Decimal, decimalToFen, fenToYuan } from '../../kernel/decimal';
import { type Fen, fenText } from '../../kernel/fen';
import { type Failure, type Result, ok, refuse } from '../../kernel/result';
import { type TraceNode, derive, leaf } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import { type TypedRule, readTyped, ruleLeaf } from '../../rulebook/read-rule';

export const PAYERS = {
  enterprise: '企业',
  bank: '银行',
  guarantor: '担保机构',
  government: '政府',
  other: '其他方',
} as const satisfies Record<FeePayer, string>;
export type Payer = FeePayer;

const row = v.object({
  code: v.string(),
  /** Registrar who takes it, for fees of registration. */
  registry: v.optional(v.string()),
  title: v.string(),
  /** Rule that holds the amount or the rate; `null` = it must be entered. */
  amount: v.nullable(v.string()),
  basis: v.picklist(['per-registration', 'rate-of-principal', 'rate-of-guaranteed', 'rate-of-value']),
  timing: v.picklist(['upfront', 'yearly']),
  payer: payers,
});
export type FeeRow = v.InferOutput<typeof row>;

/** `collateral.fee.payers`: the fees, what they are reckoned on, when they fall due and who pays. */
export const readFeeTable = (rules: RulesAt): Result<TypedRule<readonly FeeRow[]>> =>
  readTyped(rules, 'collateral.fee.payers', v.array(row));

/** One fee of a structure. */
export interface FeeInput {
  /** A code of the table, or an own one together with `title`, `timing`, `payer`. */
  readonly code: string;
  readonly title?: string;
  readonly timing?: 'upfront' | 'yearly';
  /** Who pays here; left out = as the table says. */
  readonly payer?: Payer;
  /** Amount as agreed; `null` = to be agreed, unknown. Left out = by the table. */
  readonly amountFen?: Fen | null;
  /** Rate as agreed, ratio text, on `onFen`; `null` = unknown. */
  readonly rate?: string | null;
  /** What a rate is reckoned on (principal, guaranteed amount, value), or left out for the principal. */
  readonly onFen?: Fen;
  /** How many registrations, for fees per registration; 1 unless given. */
  readonly times?: number;
  readonly path: string;
}

/** A fee in figures. A range of rates gives two amounts; both `null` = unknown. */
export interface Fee {
  readonly code: string;
  readonly title: string;
  readonly timing: 'upfront' | 'yearly';
  readonly payer: Payer;
  /** Per falling due. */
  readonly lowFen: Fen | null;
  readonly highFen: Fen | null;
  readonly trace: TraceNode;
}

const range = v.object({ low: ratioText, high: ratioText });

interface Amounts {
  readonly low: Fen;
  readonly high: Fen;
  readonly formula: string;
  readonly children: readonly TraceNode[];
}

const RATE = /^(0(\.\d{1,30})?|1(\.0{1,30})?)$/;
const onRate = (rate: string, onFen: Fen): Fen => decimalToFen(fenToYuan(onFen).times(rate));

const byTable = (
  known: FeeRow,
  input: FeeInput,
  principalFen: Fen,
  rules: RulesAt,
): Result<Amounts | null> => {
  if (known.amount === null) return ok(null);
  if (known.basis === 'per-registration') {
    const amount = readTyped(rules, known.amount, nonNegativeFen);
    if (!amount.ok) return amount;
    const times = input.times ?? 1;
    if (!Number.isSafeInteger(times) || times < 0)
      return refuse('E_RANGE', `${known.title} 的件数不是自然数`, `${input.path}.times`, '请填写 0、1、2 …');
    const fen = BigInt(amount.value.value) * BigInt(times);
    return ok({
      low: fen,
      high: fen,
      formula: `每件 × ${times} 件`,
      children: [ruleLeaf(amount.value.rule)],
    });
  }
  if (known.basis === 'rate-of-value' && input.onFen === undefined) return ok(null);
  const onFen = input.onFen ?? principalFen;
  const single = readTyped(rules, known.amount, ratioText);
  if (single.ok) {
    const fen = onRate(single.value.value, onFen);
    return ok({
      low: fen,
      high: fen,
      formula: `费率 × ${fenToYuan(onFen).toFixed()} 元`,
      children: [ruleLeaf(single.value.rule)],
    });
  }
  const between = readTyped(rules, known.amount, range);
  if (!between.ok) return between;
  const { low, high } = between.value.value;
  return ok({
    low: onRate(low, onFen),
    high: onRate(high, onFen),
    formula: `费率区间 × ${fenToYuan(onFen).toFixed()} 元`,
    children: [ruleLeaf(between.value.rule)],
  });
};

const entered = (input: FeeInput, title: string, principalFen: Fen): Result<Amounts | null> | undefined => {
  const field = (name: string, value: string | null, unit: 'fen' | 'ratio'): TraceNode =>
    leaf({
      id: `cost/fee/${input.code}/${name}`,
      label: title,
      value,
      unit,
      confidence: 'verified',
      source: { kind: 'field', path: `${input.path}.${name}`, label: title },
    });
  const { amountFen, rate } = input;
  if (amountFen !== undefined) {
    if (amountFen === null) return ok(null);
    if (amountFen < 0n)
      return refuse(
        'E_NEGATIVE',
        `${title}为负数`,
        `${input.path}.amountFen`,
        '请填写不小于 0 的金额；贴息另行录入',
      );
    return ok({
      low: amountFen,
      high: amountFen,
      formula: '按录入',
      children: [field('amountFen', fenText(amountFen), 'fen')],
    });
  }
  if (rate === undefined) return undefined;
  if (rate === null) return ok(null);
  if (!RATE.test(rate))
    return refuse(
      'E_RANGE',
      `${title}费率“${rate.slice(0, 40)}”不在 0 至 1 之间`,
      `${input.path}.rate`,
      '请按比例填写，例如 0.003',
    );
  const onFen = input.onFen ?? principalFen;
  const fen = onRate(rate, onFen);
  return ok({
    low: fen,
    high: fen,
    formula: `${rate} × ${fenToYuan(onFen).toFixed()} 元`,
    children: [field('rate', rate, 'ratio')],
  });
};

/**
 * One fee in figures: what is entered, else what the table says, else unknown. Fails with `E_FEE_UNKNOWN` for a code that neither the table
 * nor the input describes, `E_NEGATIVE`, `E_RANGE`, or as rules do.
 */
export const feeOf = (input: FeeInput, principalFen: Fen, rules: RulesAt): Result<Fee> => {
  const table = readFeeTable(rules);
  if (!table.ok) return table;
  const known = table.value.value.find(({ code }) => code === input.code);
  const [title, timing, payer] = [
    input.title ?? known?.title,
    input.timing ?? known?.timing,
    input.payer ?? known?.payer,
  ];
  if (title === undefined || timing === undefined || payer === undefined)
    return refuse(
      'E_FEE_UNKNOWN',
      `费用“${input.code}”不在费用表中，名称、时间、付费方没有写全`,
      input.path,
      '请选用费用表中的项目，或写全名称、一次性还是每年、由谁付',
    );
  const own = entered(input, title, principalFen);
  const amounts = own ?? (known === undefined ? ok(null) : byTable(known, input, principalFen, rules));
  if (!amounts.ok) return amounts;
  const found = amounts.value;
  const value =
    found === null
      ? null
      : found.low === found.high
        ? fenText(found.low)
        : `${fenText(found.low)}–${fenText(found.high)}`;
  return ok({
    code: input.code,
    title,
    timing,
    payer,
    lowFen: found?.low ?? null,
    highFen: found?.high ?? null,
    trace: derive({
      id: `cost/fee/${input.code}`,
      label: `${title}（${PAYERS[payer]}付，${timing === 'upfront' ? '一次性' : '每年'}）`,
      value,
      unit: found !== null && found.low !== found.high ? 'text' : 'fen',
      formula: found?.formula ?? '未录入，未知',
      rounding: '四舍五入到分',
      children: [
        ...(found?.children ?? []),
        ...(input.payer === undefined
          ? [ruleLeaf(table.value.rule, `${title} 付费方`, PAYERS[payer], 'text')]
          : []),
      ],
    }),
  });
};

/** All fees of a structure; those that cannot be read are named. */
export const feesOf = (
  inputs: readonly FeeInput[],
  principalFen: Fen,
  rules: RulesAt,
): { readonly fees: readonly Fee[]; readonly failures: readonly Failure[] } => {
  const fees: Fee[] = [];
  const failures: Failure[] = [];
  for (const input of inputs) {
    const read = feeOf(input, principalFen, rules);
    if (read.ok) fees.push(read.value);
    else failures.push(read.failure);
  }
  return { fees, failures };
};

/** Fee amount as a decimal in 元; the unknown counts as nothing. */
export const feeYuan = (fen: Fen | null): Decimal => (fen === null ? new Decimal(0) : fenToYuan(fen));
