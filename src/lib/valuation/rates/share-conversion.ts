import { decimalText } from '../../kernel/decimal';
import { type Result, mapResult, ok, refuse } from '../../kernel/result';
import { CONSTRAINTS } from '../constraints';
import { PROFIT_SHARE, ROYALTY_RATE } from '../domain';
import { type Entered, type Place, allOf, fieldPath, readEntered } from '../entered';
import { type Term, ratioStep, shown } from '../term';

/** A computed term as the input of the next step, reason included. */
export const asEntered = ({ value, node }: Term): Entered => ({ value: decimalText(value), source: node });

const MARGIN = { field: 'salesMargin', label: '销售利润率', domain: PROFIT_SHARE };

/**
 * k = q · margin: the sales share that a profit share means. q and margin inside (0, 1), else `E_PROFIT_SHARE_RANGE`.
 * 25 % of profit at a margin of 15 % is 3.75 % of sales.
 */
export const salesShareOfProfitShare = (
  input: { readonly profitShare: Entered; readonly salesMargin: Entered },
  place: Place,
): Result<Term> =>
  mapResult(
    allOf({
      share: readEntered(
        place,
        { field: 'profitShare', label: '利润分成率 q', domain: PROFIT_SHARE },
        input.profitShare,
      ),
      margin: readEntered(place, MARGIN, input.salesMargin),
    }),
    ({ share, margin }) =>
      ratioStep({
        id: `${place.id}/sales-share`,
        label: '许可费率 k',
        value: share.value.times(margin.value),
        formula: `k = q × 销售利润率 = ${shown(share)} × ${shown(margin)}`,
        children: [share.node, margin.node],
      }),
  );

/**
 * q = k / margin: the profit share that a sales share means. Fails with `E_ROYALTY_RANGE`, `E_PROFIT_SHARE_RANGE`; also
 * when k is not below the margin, because the licensor would then take more than the whole profit.
 */
export const profitShareOfSalesShare = (
  input: { readonly royaltyRate: Entered; readonly salesMargin: Entered },
  place: Place,
): Result<Term> => {
  const read = allOf({
    rate: readEntered(
      place,
      { field: 'royaltyRate', label: '许可费率 k', domain: ROYALTY_RATE },
      input.royaltyRate,
    ),
    margin: readEntered(place, MARGIN, input.salesMargin),
  });
  if (!read.ok) return read;
  const { rate, margin } = read.value;
  if (rate.value.gte(margin.value))
    return refuse(
      'E_PROFIT_SHARE_RANGE',
      `许可费率 ${shown(rate)} 不低于销售利润率 ${shown(margin)}，利润分成率将不小于 1`,
      fieldPath(place, 'royaltyRate'),
      '许可费不会拿走全部利润：请核对许可费率与销售利润率',
      CONSTRAINTS.shareRange,
    );
  return ok(
    ratioStep({
      id: `${place.id}/profit-share`,
      label: '利润分成率 q',
      value: rate.value.dividedBy(margin.value),
      formula: `q = k ÷ 销售利润率 = ${shown(rate)} ÷ ${shown(margin)}`,
      children: [rate.node, margin.node],
    }),
  );
};
