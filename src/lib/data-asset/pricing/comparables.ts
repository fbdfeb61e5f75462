import * as v from 'valibot';
import { count, decimalText } from '../../case/schema-parts';
import { Decimal } from '../../kernel/decimal';
import { type Fen, decimalTextToFen, fenText } from '../../kernel/fen';
import { type Result, mapResult, ok, refuse } from '../../kernel/result';
import { type TraceNode, leaf } from '../../kernel/trace';
import type { ResolvedRule, RulesAt } from '../../rulebook/model';
import { readTyped } from '../../rulebook/read-rule';

const amountKind = v.picklist([
  'loan-disbursed',
  'credit-line',
  'trade-exact',
  'trade-aggregate',
  'licence-negotiated',
  'list-price',
  'academic',
  'white-paper',
]);
export type AmountKind = v.InferOutput<typeof amountKind>;

const use = v.picklist(['pledge-anchor', 'price-anchor', 'loan-size', 'book-vs-value', 'context']);
const words = v.nullable(v.string());

const row = v.strictObject({
  id: v.string(),
  /** Year, month or day of the event; `null` = not reported. */
  date: v.nullable(v.pipe(v.string(), v.regex(/^\d{4}(-\d{2}(-\d{2})?)?$/))),
  holder: words,
  region: words,
  asset: v.string(),
  lender: words,
  amountWan: v.nullable(decimalText),
  amountKind,
  /** What one amount is for, e.g. `次` or `端口·年`; `null` = the whole data set. */
  per: words,
  valuationWan: v.nullable(decimalText),
  volume: v.nullable(count),
  volumeUnit: words,
  valuationMethod: words,
  use,
  source: v.string(),
  url: v.nullable(v.string()),
  confidence: v.picklist(['verified', 'secondary', 'assumption']),
  note: words,
});
type Row = v.InferOutput<typeof row>;

const kinds = v.array(v.strictObject({ id: amountKind, title: v.string(), price: v.boolean() }));

/** One published case. An amount never stands without its kind. */
export interface PublicCase extends Row {
  readonly kindTitle: string;
  /** Whether an amount of this kind is a price at all. */
  readonly isPrice: boolean;
  readonly rule: ResolvedRule;
}

/** An event on or before the valuation date, as far as its date is known; a year counts as over when it has begun. */
const known = ({ date }: Row, today: string): boolean => date === null || date <= today.slice(0, date.length);

/** The published cases known on the valuation date, in the order of the rulebook. Fails as `readTyped`. */
export const publicCases = (rules: RulesAt): Result<readonly PublicCase[]> => {
  const titles = readTyped(rules, 'data-pricing.amount-kinds', kinds);
  if (!titles.ok) return titles;
  const rows = readTyped(rules, 'data-pricing.comparables', v.array(row));
  if (!rows.ok) return rows;
  return ok(
    rows.value.value
      .filter((one) => known(one, rules.date))
      .map((one) => {
        const kind = titles.value.value.find(({ id }) => id === one.amountKind);
        return {
          ...one,
          kindTitle: kind?.title ?? '种类不明（不得作为价格）',
          isPrice: kind?.price ?? false,
          rule: rows.value.rule,
        };
      }),
  );
};

const caseLeaf = (given: PublicCase, what: string, value: string, unit: TraceNode['unit']): TraceNode =>
  leaf({
    id: `case/${given.id}/${what}`,
    label: `${given.asset}（${given.kindTitle}）`,
    value,
    unit,
    confidence: given.confidence,
    source: {
      kind: 'parameter',
      id: given.rule.id,
      effectiveFrom: given.rule.effectiveFrom,
      region: given.rule.region,
      citation: {
        instrument: given.source,
        reason: given.note ?? '公开报道，逐条收录',
        ...(given.url === null ? {} : { url: given.url }),
      },
      ...(given.rule.overlay === undefined ? {} : { overlay: given.rule.overlay }),
    },
    ...(given.note === null ? {} : { note: given.note }),
  });

/** The published amount with its kind, as a leaf; `null` when none was published. */
export const amountTrace = (given: PublicCase): TraceNode | null =>
  given.amountWan === null
    ? null
    : caseLeaf(
        given,
        'amount',
        `${given.amountWan} 万元${given.per === null ? '' : `/${given.per}`}`,
        'text',
      );

const total = v.strictObject({
  id: v.string(),
  text: v.string(),
  source: v.string(),
  url: v.nullable(v.string()),
  confidence: v.picklist(['verified', 'secondary', 'assumption']),
});

/** Published totals of the market: background in words, never divided into a price. Fails as `readTyped`. */
export const marketTotals = (rules: RulesAt): Result<readonly v.InferOutput<typeof total>[]> =>
  mapResult(readTyped(rules, 'data-pricing.market-totals', v.array(total)), ({ value }) => value);

export interface AnchorPrice {
  readonly fen: Fen;
  readonly source: TraceNode;
}

/**
 * The price of a public case as an input of the market approach. Fails with `E_AGGREGATE` (several contracts or assets),
 * `E_NOT_A_PRICE` (a loan, a credit line, a self-valuation), `E_NOT_AN_ANCHOR` (a price that is context only), `E_UNIT_PRICE`
 * (a price per call, month or port: not that of a data set), `E_MISSING`, `E_PRICE_TINY` (not whole 分).
 */
export const anchorPrice = (given: PublicCase, path: string): Result<AnchorPrice> => {
  const no = (code: string, why: string, remedy: string): Result<never> =>
    refuse(code, `“${given.asset}”${why}，不能作为可比价格`, path, remedy, given.rule.id);
  const kind = `的金额是${given.kindTitle}`;
  if (given.amountKind === 'trade-aggregate')
    return no('E_AGGREGATE', kind, '合计数不得拆分成单价，请换用单笔成交');
  if (!given.isPrice) return no('E_NOT_A_PRICE', kind, '请换用成交价、协商许可价或挂牌价');
  if (given.use !== 'price-anchor') return no('E_NOT_AN_ANCHOR', '只作背景', '请换用标为可比价格的案例');
  if (given.amountWan === null) return no('E_MISSING', '没有公开金额', '请换用有金额的案例');
  if (given.per !== null)
    return no('E_UNIT_PRICE', `是每${given.per}的价格`, '请先换算成整个数据集同期的价格并写明依据');
  const fen = decimalTextToFen(given.amountWan, 6, path);
  if (!fen.ok) return fen;
  return ok({ fen: fen.value, source: caseLeaf(given, 'price', fenText(fen.value), 'fen') });
};

/** Loan against value of one public case. */
export interface ObservedLoanToValue {
  readonly id: string;
  readonly asset: string;
  /** Whether money was lent or a line granted. */
  readonly kindTitle: string;
  /** Loan ÷ value, unrounded. */
  readonly ratio: Decimal;
  readonly confidence: PublicCase['confidence'];
}

/** Loan ÷ value wherever both were published; evidence beside a loan-to-value, never a source of one. */
export const observedLoanToValue = (cases: readonly PublicCase[]): readonly ObservedLoanToValue[] =>
  cases.flatMap(({ id, asset, kindTitle, amountWan, valuationWan, use: usedFor, confidence }) =>
    usedFor !== 'pledge-anchor' || amountWan === null || valuationWan === null
      ? []
      : [{ id, asset, kindTitle, confidence, ratio: new Decimal(amountWan).dividedBy(valuationWan) }],
  );

const RECORD_UNITS = ['条', '人'];

/**
 * Value per record in 元, for context only: published values span five powers of ten, so rows alone never price data.
 * Fails with `E_AGGREGATE` (a total of several contracts, or a volume that counts data sets) and `E_MISSING`.
 */
export const valuePerRecord = (given: PublicCase, path: string): Result<Decimal> => {
  const { amountKind: kind, valuationWan, volume, volumeUnit } = given;
  if (kind === 'trade-aggregate' || (volumeUnit !== null && !RECORD_UNITS.includes(volumeUnit)))
    return refuse(
      'E_AGGREGATE',
      `“${given.asset}”是合计数，不能折成单价`,
      path,
      '合计数不得拆分；请看原始金额及其种类',
      given.rule.id,
    );
  if (valuationWan === null || volume === null || volume === 0)
    return refuse(
      'E_MISSING',
      `“${given.asset}”没有同时公布估值和记录数`,
      path,
      '贷款和授信额度不是价值，不能除以记录数',
      given.rule.id,
    );
  return ok(new Decimal(valuationWan).times(10_000).dividedBy(volume));
};
