import * as v from 'valibot';
import type { CollateralSection } from '../../case/collateral-section';
import { ratioText, shortText } from '../../case/schema-parts';
import { type TraceNode } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import { readTyped, ruleLeaf } from '../../rulebook/read-rule';
import { compareRatioTexts } from '../ratio';

const published = v.object({
  place: shortText,
  rateBelow: ratioText,
  feeMost: ratioText,
  approvalDays: v.pipe(v.number(), v.integer(), v.minValue(1)),
});

/** One published figure beside what the case says. `null` = the case does not say. */
export interface BenchmarkRow {
  readonly item: 'rate' | 'fee' | 'days';
  readonly title: string;
  readonly published: string;
  readonly ofCase: string | null;
  /** Whether the case is as good or better. */
  readonly meets: boolean | null;
}

/** Published terms of another place: something to talk about, never a threshold. */
export interface Benchmark {
  readonly place: string;
  readonly rows: readonly BenchmarkRow[];
  readonly trace: TraceNode;
}

const lowestOf = (ratios: readonly string[]): string | null =>
  ratios.reduce<string | null>(
    (least, ratio) => (least === null || compareRatioTexts(ratio, least) < 0 ? ratio : least),
    null,
  );

const percent = (ratio: string): string => `${(Number(ratio) * 100).toFixed(4).replace(/\.?0+$/, '')} %`;

/**
 * Rate, guarantee fee and days of approval as published of a place (宁波鄞州) beside the lowest contract rate of the plans and the
 * highest fee of the supports that may be used. Days of approval are in no field of a case: unknown. `null` where the rule is not
 * in force.
 */
export const benchmarkOf = (
  { credit, support }: Pick<CollateralSection, 'credit' | 'support'>,
  rules: RulesAt,
): Benchmark | null => {
  const read = readTyped(rules, 'collateral.cost.benchmark', published);
  if (!read.ok) return null;
  const { value, rule } = read.value;
  const rate = lowestOf(credit.flatMap((plan) => (plan.rate === null ? [] : [plan.rate])));
  const guarantees = support.filter(({ kind, use }) => kind === 'guarantee' && use !== 'never');
  const isPriced = guarantees.length > 0 && guarantees.every(({ feeRate }) => feeRate !== null);
  const fees = guarantees.flatMap(({ feeRate }) => (feeRate === null ? [] : [feeRate]));
  const fee = isPriced
    ? fees.reduce((most, one) => (compareRatioTexts(one, most) > 0 ? one : most), '0')
    : null;
  return {
    place: value.place,
    trace: ruleLeaf(rule, `${value.place}公开口径`, value.place, 'text'),
    rows: [
      {
        item: 'rate',
        title: '贷款年利率',
        published: `低于 ${percent(value.rateBelow)}`,
        ofCase: rate === null ? null : percent(rate),
        meets: rate === null ? null : compareRatioTexts(rate, value.rateBelow) < 0,
      },
      {
        item: 'fee',
        title: '担保费率（每年）',
        published: `不高于 ${percent(value.feeMost)}`,
        ofCase: fee === null ? null : percent(fee),
        meets: fee === null ? null : compareRatioTexts(fee, value.feeMost) <= 0,
      },
      {
        item: 'days',
        title: '审批用时',
        published: `${value.approvalDays} 个工作日`,
        ofCase: null,
        meets: null,
      },
    ],
  };
};
