import { Decimal } from '../../kernel/decimal';
import { type Result, ok, refuse } from '../../kernel/result';
import { type Income, afterTax, discountIncome } from './discounted-income';
import { ANY, NOT_NEGATIVE } from '../domain';
import { type Entered, type EnteredFen, allOf, fieldPath, readEntered, readYears } from '../entered';
import { type IncomeTerms, type TaxBasis, readIncomeTerms, sameBasis } from './income-terms';
import type { MethodContext, MethodValue } from '../method-value';
import { type Term, amountStep, shown } from '../term';

/** An asset that helps to earn the profit and wants its return first (贡献资产). */
export interface ContributoryAsset {
  /** Id, unique in the list, e.g. `working-capital`. */
  readonly id: string;
  /** 营运资金, 固定资产, 人力资本 … */
  readonly title: string;
  /** Amount in use per forecast year, 分, ≥ 0, as many years as the profit. */
  readonly amount: readonly EnteredFen[];
  /** Required return per year, ≥ 0, of the same tax basis as the discount rate. */
  readonly requiredReturn: Entered;
  readonly requiredReturnBasis: TaxBasis;
}

/** 多期超额收益法. */
export interface ExcessEarningsInput extends IncomeTerms {
  /** P_t: operating profit before income tax, 分, year 1 first; may be negative. */
  readonly operatingProfit: readonly EnteredFen[];
  readonly contributoryAssets: readonly ContributoryAsset[];
}

interface ReadAsset {
  readonly id: string;
  readonly title: string;
  readonly amount: readonly Term[];
  readonly required: Term;
}

const readAsset = (
  asset: ContributoryAsset,
  input: ExcessEarningsInput,
  context: MethodContext,
): Result<ReadAsset> => {
  const field = `contributoryAssets[${asset.id}]`;
  const basis = sameBasis(
    context,
    `${field}.requiredReturnBasis`,
    `“${asset.title}”的要求回报率`,
    asset.requiredReturnBasis,
    input.discountBasis,
  );
  if (!basis.ok) return basis;
  if (asset.amount.length !== input.operatingProfit.length)
    return refuse(
      'E_SERIES_LENGTH',
      `“${asset.title}”有 ${asset.amount.length} 年，营业利润有 ${input.operatingProfit.length} 年`,
      fieldPath(context, `${field}.amount`),
      '两者应按同样的年度填写',
    );
  const read = allOf({
    amount: readYears(
      context,
      { field: `${field}.amount`, label: asset.title, domain: NOT_NEGATIVE },
      asset.amount,
    ),
    required: readEntered(
      context,
      {
        field: `${field}.requiredReturn`,
        label: `“${asset.title}”的要求回报率`,
        domain: NOT_NEGATIVE,
      },
      asset.requiredReturn,
    ),
  });
  return read.ok ? ok({ id: asset.id, title: asset.title, ...read.value }) : read;
};

const readAssets = (input: ExcessEarningsInput, context: MethodContext): Result<readonly ReadAsset[]> => {
  if (input.contributoryAssets.length === 0)
    return refuse(
      'E_MISSING',
      '没有贡献资产',
      fieldPath(context, 'contributoryAssets'),
      '请列出营运资金、固定资产等贡献资产及其要求回报率；否则利润会全部算作专利的收益',
    );
  const assets: ReadAsset[] = [];
  for (const asset of input.contributoryAssets) {
    if (assets.some(({ id }) => id === asset.id))
      return refuse(
        'E_ASSET_TWICE',
        `贡献资产“${asset.title}”列了两次`,
        fieldPath(context, `contributoryAssets[${asset.id}]`),
        '每项贡献资产只列一次',
      );
    const read = readAsset(asset, input, context);
    if (!read.ok) return read;
    assets.push(read.value);
  }
  return ok(assets);
};

const chargeOf = (context: MethodContext, asset: ReadAsset, index: number): Term => {
  const amount = asset.amount[index];
  if (amount === undefined) throw new Error('series of one length expected');
  return amountStep({
    id: `${context.id}/year-${index + 1}/charge/${asset.id}`,
    label: `第 ${index + 1} 年“${asset.title}”的贡献资产回报`,
    value: amount.value.times(asset.required.value),
    formula: `${shown(amount)} 元 × ${shown(asset.required)}`,
    children: [amount.node, asset.required.node],
  });
};

const yearEarnings = (
  context: MethodContext,
  index: number,
  profit: Term,
  assets: readonly ReadAsset[],
): Term => {
  const charges = assets.map((asset) => chargeOf(context, asset, index));
  return amountStep({
    id: `${context.id}/year-${index + 1}/excess`,
    label: `第 ${index + 1} 年超额收益`,
    value: charges.reduce((left, { value }) => left.minus(value), new Decimal(profit.value)),
    formula: [shown(profit), ...charges.map(shown)].join(' − '),
    children: [profit.node, ...charges.map(({ node }) => node)],
  });
};

/**
 * 多期超额收益法: V = Σ [P_t · (1 − T) − Σ_a asset_{a,t} · required return_a] / (1 + r)^τ_t, in 分.
 * Fails with `E_MISSING` (also for an empty list of assets), `E_ASSET_TWICE`, `E_SERIES_LENGTH`, `E_RANGE`,
 * `E_TAX_BASIS` (a required return of another basis than the discount rate), and as `readIncomeTerms` and
 * `discountIncome`. Source: multi-period excess earnings method, IVS 210.
 */
export const excessEarnings = (input: ExcessEarningsInput, context: MethodContext): Result<MethodValue> => {
  const read = allOf({
    terms: readIncomeTerms(input, context),
    profit: readYears(
      context,
      { field: 'operatingProfit', label: '营业利润 P', domain: ANY },
      input.operatingProfit,
    ),
    assets: readAssets(input, context),
  });
  if (!read.ok) return read;
  const { terms, profit, assets } = read.value;
  const income: Income = {
    method: 'multi-period-excess-earnings',
    label: '多期超额收益法估值',
    formula: 'V = Σ [P_t × (1 − T) − Σ 贡献资产回报_t] ÷ (1 + r)^τ_t',
    field: 'operatingProfit',
    yearly: profit.map((amount, index) =>
      yearEarnings(context, index, afterTax(context, index + 1, '营业利润', amount, terms.tax), assets),
    ),
  };
  return discountIncome(context, income, terms);
};
