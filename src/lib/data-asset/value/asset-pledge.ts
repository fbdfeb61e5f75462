import type { CaseRecord } from '../../case/case-record';
import type { DataAsset } from '../../case/data-assets-section';
import { Decimal, decimalText } from '../../kernel/decimal';
import { fenText } from '../../kernel/fen';
import { type PlainDate, daysBetween, parsePlainDate } from '../../kernel/plain-date';
import { type Result, fail, mapResult, ok, refuse } from '../../kernel/result';
import { derive, leaf } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import type { Entered } from '../../valuation/entered';
import { pledgeBase } from '../pricing/pledge-base';
import type { DataEntry, PledgeFigures } from './asset-value';
import { traced } from './effects';
import { halfLifeOf } from './half-life';
import { assetPath } from './opened-sheet';
import { type Weighed, weighedP25 } from './weigh-asset';

/** Class of collateral that data assets are offered as (rulebook `collateral.classes`). */
export const DATA_IP = 'DATA_IP';

/** Id of the offer; a card of the pool joins it by bearing the same. */
export const offerIdOf = ({ id }: Pick<DataAsset, 'id'>): string => `data-offer.${id}`;

const DAYS_PER_YEAR = '365.25';

/** Loan term: as typed, else from the valuation date to the end of the debt. */
const termOf = (caseRecord: CaseRecord, asset: DataAsset, from: PlainDate): Result<Entered> => {
  const { termYears, source } = asset.pricing.pledge;
  const path = `${assetPath(asset)}.pricing.pledge.termYears`;
  if (termYears !== null)
    return ok({
      value: termYears,
      source: leaf({
        id: `data-pledge-base/${asset.id}/term`,
        label: '贷款期限 T',
        value: termYears,
        unit: 'year',
        confidence: source.trim() === '' ? 'assumption' : 'secondary',
        source: { kind: 'field', path, label: `数据定价 › ${asset.title} › 贷款期限` },
        note: source.trim() === '' ? '未写来源' : `来源：${source}`,
      }),
    });
  const { debtEnd } = caseRecord.sections.enterprise.need;
  if (debtEnd === null)
    return refuse('E_MISSING', '缺贷款期限 T', path, '请填写贷款期限，或在“资金需求”中填写债务到期日');
  const end = parsePlainDate(debtEnd);
  if (!end.ok) return end;
  const years = new Decimal(daysBetween(from, end.value)).dividedBy(DAYS_PER_YEAR).toDecimalPlaces(6);
  const label = '债务到期日';
  return ok({
    value: decimalText(years),
    source: derive({
      id: `data-pledge-base/${asset.id}/term`,
      label: '贷款期限 T',
      value: decimalText(years),
      unit: 'year',
      formula: `${from} 至 ${debtEnd}，按 ${DAYS_PER_YEAR} 天为一年`,
      rounding: '四舍五入到 6 位小数',
      children: [
        leaf({
          id: 'enterprise/need/debtEnd',
          label,
          value: debtEnd,
          unit: 'date',
          confidence: 'secondary',
          source: { kind: 'field', path: 'sections.enterprise.need.debtEnd', label: `资金需求 › ${label}` },
        }),
      ],
    }),
  });
};

/** A lender's own ratio is that of the pool's card of this asset, so that there is one only. */
const ownRatio = (caseRecord: CaseRecord, asset: DataAsset): Entered | undefined => {
  const { items } = caseRecord.sections.collateral;
  const cards = items.filter(({ assetClass }) => assetClass === DATA_IP);
  const priced = caseRecord.sections.dataAssets.assets.filter(({ pricing }) => pricing.worksheets.length > 0);
  const card =
    items.find(({ id }) => id === offerIdOf(asset)) ??
    (cards.length === 1 && priced.length === 1 ? cards[0] : undefined);
  if (card === undefined || card.capOverride === null) return undefined;
  return {
    value: card.capOverride,
    source: leaf({
      id: `data-pledge-base/${asset.id}/loan-to-value`,
      label: '质押率（押品卡片）',
      value: card.capOverride,
      unit: 'ratio',
      confidence: 'assumption',
      source: {
        kind: 'field',
        path: `sections.collateral.items[${card.id}].capOverride`,
        label: `押品组合 › ${card.title} › 抵质押率`,
      },
    }),
  };
};

/**
 * Pledge base of one asset, and what the pool is offered: V_P25 · 2^(−T/h), because the pool takes the ratio of the class off
 * itself. Fails with why nothing counts, as `weighedP25` and `pledgeBase`, with `E_MISSING` for term or half-life. The option
 * value has no way in.
 */
export const assetPledge = (
  caseRecord: CaseRecord,
  asset: DataAsset,
  rules: RulesAt,
  valuationDate: PlainDate,
  weighed: Weighed,
  entries: readonly DataEntry[],
): Result<PledgeFigures> => {
  if (weighed.withheld !== null) return fail(weighed.withheld);
  const p25 = weighedP25(asset, entries);
  if (!p25.ok) return p25;
  const term = termOf(caseRecord, asset, valuationDate);
  if (!term.ok) return term;
  const half = halfLifeOf(asset, rules);
  if (!half.ok) return half;
  const loanToValue = ownRatio(caseRecord, asset);
  const base = pledgeBase(
    {
      valueP25: { fen: BigInt(p25.value.fen), source: p25.value.trace },
      termYears: term.value,
      halfLifeYears: half.value,
      ...(loanToValue === undefined ? {} : { loanToValue }),
    },
    { path: `${assetPath(asset)}.pricing.pledge`, id: `data-pledge-base/${asset.id}`, rules },
  );
  return mapResult(base, ({ baseFen, loanToValue: ratio, decay, trace, warnings }) => {
    const aged = new Decimal(p25.value.fen).times(decay.value);
    const offered = BigInt(aged.toFixed(0, Decimal.ROUND_DOWN));
    return {
      base: traced(baseFen, { ...trace, label: `质押基数 · ${asset.title}` }),
      loanToValue: decimalText(ratio.value),
      p25: p25.value,
      termYears: term.value.value ?? '',
      halfLifeYears: half.value.value ?? '',
      decay: decimalText(decay.value, 12),
      warnings,
      offered: traced(
        offered,
        derive({
          id: offerIdOf(asset),
          label: `到期时的价值第 25 百分位 · ${asset.title}`,
          value: fenText(offered),
          unit: 'fen',
          formula: `V_P25 ${p25.value.fen} 分 × 2^(−T ÷ h) ${decimalText(decay.value, 12)}`,
          rounding: '向下取整到分',
          note: '押品组合按类别的质押率适用一次，所得即质押基数；期权价值不计入；未办理法定登记的，质押不产生物权效力',
          children: [p25.value.trace, decay.node],
        }),
      ),
    };
  });
};
