import { Decimal, fenToYuan } from '../../kernel/decimal';
import { type Failure, type Result, ok, refuse } from '../../kernel/result';
import { ruleLeaf } from '../../rulebook/read-rule';
import { SHARE } from './data-domains';
import { POSITIVE } from '../../valuation/domain';
import {
  type Entered,
  type EnteredFen,
  fieldPath,
  readEntered,
  readEnteredFen,
} from '../../valuation/entered';
import { type MethodContext, type MethodValue, methodValue } from '../../valuation/method-value';
import { type Term, amountStep, shown } from '../../valuation/term';
import { type PublicCase, anchorPrice } from './comparables';
import { type Corrections, correctionCarrier, readCorrections } from './market-corrections';
import { type MarketModel, readMarketModel } from './pricing-rules';
import { qualityOnce } from './quality-once';
import { type Likenesses, alikeEnough, similarity } from './similarity';

/** A case of the market approach. */
export interface DataComparable {
  /** Id, unique in the list. */
  readonly id: string;
  readonly title: string;
  /** A public case (its kind of amount is checked), or a price that the person holds evidence of. */
  readonly price:
    | { readonly kind: 'public'; readonly from: PublicCase }
    | { readonly kind: 'own'; readonly amount: EnteredFen };
  readonly likeness: Likenesses;
  readonly corrections: Corrections;
}

/** 市场法. */
export interface DataMarketInput {
  readonly comparables: readonly DataComparable[];
  /** Stated weights that sum to 1, by id; absent = by similarity. */
  readonly weights?: Readonly<Record<string, Entered>>;
}

/** The market value and what each case says. */
export interface DataMarketValue extends MethodValue {
  /** Corrected prices in the order given, 元 unrounded. */
  readonly each: readonly { readonly id: string; readonly price: Decimal; readonly similarity: Decimal }[];
  readonly lowest: Decimal;
  readonly median: Decimal;
  readonly highest: Decimal;
}

interface ReadCase {
  readonly id: string;
  readonly title: string;
  readonly price: Term;
  readonly alike: Term;
  readonly warnings: readonly Failure[];
}

const priceOf = (given: DataComparable, field: string, context: MethodContext): Result<Term> => {
  if (given.price.kind === 'own')
    return readEnteredFen(
      context,
      { field: `${field}.price`, label: `“${given.title}”成交价`, domain: POSITIVE },
      given.price.amount,
    );
  const anchor = anchorPrice(given.price.from, fieldPath(context, `${field}.price`));
  return anchor.ok ? ok({ value: fenToYuan(anchor.value.fen), node: anchor.value.source }) : anchor;
};

const readCase = (given: DataComparable, model: MarketModel, context: MethodContext): Result<ReadCase> => {
  const field = `comparables[${given.id}]`;
  const alike = similarity(given.likeness, `${field}.likeness`, model, context);
  if (!alike.ok) return alike;
  const enough = alikeEnough(context, `${field}.likeness`, given.title, alike.value, model);
  if (!enough.ok) return enough;
  const price = priceOf(given, field, context);
  if (!price.ok) return price;
  const read = readCorrections(given.corrections, `${field}.corrections`, given.title, model, context);
  if (!read.ok) return read;
  const { product, terms, warnings } = read.value;
  const corrected = amountStep({
    id: `${context.id}/comparable/${given.id}`,
    label: `“${given.title}”修正后价格`,
    value: price.value.value.times(product),
    formula: `${shown(price.value)} 元${terms.map((one) => ` × ${shown(one)}`).join('')}`,
    children: [price.value.node, ...terms.map(({ node }) => node)],
  });
  return ok({ id: given.id, title: given.title, price: corrected, alike: alike.value, warnings });
};

const checkList = (input: DataMarketInput, model: MarketModel, context: MethodContext): Result<undefined> => {
  const { comparables } = input;
  const path = fieldPath(context, 'comparables');
  if (comparables.length < model.value.minimumCount)
    return refuse(
      'E_COMPARABLES_FEW',
      `只有 ${comparables.length} 个可比案例，少于 ${model.value.minimumCount} 个`,
      path,
      '请补充可比案例；不足的不采用市场法',
      model.rule.id,
    );
  const ids = comparables.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined)
    return refuse('E_COMPARABLE_TWICE', `案例“${twice}”列了两次`, path, '同一案例只能列一次', model.rule.id);
  const quality = qualityOnce(
    'market',
    comparables.map((one) => correctionCarrier(one.corrections)),
    path,
  );
  return quality.ok ? ok(undefined) : quality;
};

const weightsOf = (
  input: DataMarketInput,
  cases: readonly ReadCase[],
  context: MethodContext,
): Result<readonly Term[]> => {
  if (input.weights === undefined) return ok(cases.map(({ alike }) => alike));
  const weights: Term[] = [];
  for (const { id, title } of cases) {
    const spec = { field: `weights.${id}`, label: `“${title}”的权重`, domain: SHARE };
    const weight = readEntered(context, spec, input.weights[id] ?? { value: null });
    if (!weight.ok) return weight;
    weights.push(weight.value);
  }
  const unknown = Object.keys(input.weights).find((id) => !cases.some((one) => one.id === id));
  if (unknown !== undefined)
    return refuse(
      'E_COMPARABLE_UNKNOWN',
      `没有案例“${unknown}”`,
      fieldPath(context, `weights.${unknown}`),
      '请删去这一权重',
    );
  const sum = weights.reduce((all, { value }) => all.plus(value), new Decimal(0));
  return sum.eq(1)
    ? ok(weights)
    : refuse(
        'E_WEIGHTS_SUM',
        `权重之和为 ${sum.toFixed()}，不是 1`,
        fieldPath(context, 'weights'),
        '请调整权重，使其恰好合计为 1',
      );
};

const medianOf = (sorted: readonly Decimal[]): Decimal => {
  const [a, b] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (a === undefined || b === undefined) throw new RangeError('prices expected');
  return a.plus(b).dividedBy(2);
};

/**
 * 市场法: P = Σ w_c · Q_c · Π corrections, weights by similarity or stated, in 分; lowest, median and highest beside it.
 * Fails with `E_COMPARABLES_FEW`, `E_COMPARABLE_TWICE`, `E_NOT_SIMILAR`, `E_ADJUSTMENT_RANGE`, `E_QUALITY_TWICE` (cases corrected
 * for quality in different ways), `E_WEIGHTS_SUM`, and as `anchorPrice`, `similarity`, `readCorrections`.
 * Source: 数据资产评估指导意见 (five corrections); 资产评估专家指引第9号 (ratios).
 */
export const dataMarket = (input: DataMarketInput, context: MethodContext): Result<DataMarketValue> => {
  const model = readMarketModel(context.rules);
  if (!model.ok) return model;
  const list = checkList(input, model.value, context);
  if (!list.ok) return list;
  const cases: ReadCase[] = [];
  for (const given of input.comparables) {
    const read = readCase(given, model.value, context);
    if (!read.ok) return read;
    cases.push(read.value);
  }
  const weights = weightsOf(input, cases, context);
  if (!weights.ok) return weights;
  const whole = weights.value.reduce((all, { value }) => all.plus(value), new Decimal(0));
  const weighed = cases.reduce(
    (sum, { price }, i) => sum.plus(price.value.times(weights.value[i]?.value ?? 0)),
    new Decimal(0),
  );
  const sorted = cases.map(({ price }) => price.value).sort((a, b) => a.comparedTo(b));
  const median = medianOf(sorted);
  const value = methodValue(context, {
    approach: 'market',
    method: 'data-market',
    label: '市场法估值',
    total: weighed.dividedBy(whole),
    formula: `P = (${cases.map(({ price }, i) => `${weights.value[i]?.value.toFixed() ?? ''} × ${shown(price)}`).join(' + ')}) ÷ ${whole.toFixed()} 元`,
    children: [
      ...cases.flatMap(({ price }, i) => [
        price.node,
        ...(weights.value[i] === undefined ? [] : [weights.value[i].node]),
      ]),
      ruleLeaf(model.value.rule),
    ],
    warnings: cases.flatMap(({ warnings }) => warnings),
  });
  return ok({
    ...value,
    each: cases.map(({ id, price, alike }) => ({ id, price: price.value, similarity: alike.value })),
    lowest: sorted[0] ?? median,
    median,
    highest: sorted.at(-1) ?? median,
  });
};
