import type { DataAsset } from '../../case/data-assets-section';
import type { SourcesSplit } from '../../case/data-pricing';
import { Decimal, decimalText } from '../../kernel/decimal';
import { fenText } from '../../kernel/fen';
import { type Result, mapResult, ok } from '../../kernel/result';
import { leaf } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import type { ComparedValue } from '../../valuation/compare/disagreement';
import type { Entered } from '../../valuation/entered';
import { readHalfLife } from '../pricing/decay';
import { gapAlarm } from '../pricing/reconcile-data';
import { type Split, allocate, shapleySplit } from '../pricing/shapley';
import type { DataAssetValue, DataEntry, DecayPoint, SourceShare, TracedFen } from './asset-value';
import { halfLifeOf } from './half-life';
import { assetPath } from './opened-sheet';
import { valuedEntries } from './weigh-asset';

/** What stands beside the value: the split among sources, the 德阳 check, the decay curve. */

const utilitiesOf = (asset: DataAsset, { utilities, measure, source }: SourcesSplit) =>
  Object.fromEntries(
    Object.entries(utilities).map(([key, value]): readonly [string, Entered] => [
      key,
      value === null
        ? { value }
        : {
            value,
            source: leaf({
              id: `data-split/${asset.id}/utility/${key}`,
              label: `${measure === '' ? '效用' : measure}：${key === '' ? '无来源' : key}`,
              value,
              unit: 'none',
              confidence: source.trim() === '' ? 'assumption' : 'secondary',
              source: {
                kind: 'field',
                path: `${assetPath(asset)}.pricing.split.utilities[${key}]`,
                label: `数据定价 › ${asset.title} › 来源分摊`,
              },
              note: source.trim() === '' ? '未写来源' : `来源：${source}`,
            }),
          },
    ]),
  );

const sharesOf = (
  asset: DataAsset,
  split: Split,
  value: TracedFen | null,
): Result<readonly SourceShare[]> => {
  const amounts =
    value === null
      ? ok<readonly { readonly id: string; readonly fen: bigint }[]>([])
      : allocate(BigInt(value.fen), split, `${assetPath(asset)}.pricing.split`);
  return mapResult(amounts, (parts) =>
    split.shares.map(({ id, title, share }) => {
      const part = parts.find((one) => one.id === id);
      return {
        id,
        title,
        share: { value: share.node.value ?? '', trace: share.node },
        fen: part === undefined ? null : fenText(part.fen),
      };
    }),
  );
};

/** Shapley split of the value that counts among the sources of the data. */
export const splitAsset = (
  asset: DataAsset,
  rules: RulesAt,
  value: TracedFen | null,
): DataAssetValue['split'] => {
  const { split } = asset.pricing;
  if (split === null) return null;
  const done = shapleySplit(
    { players: split.players, utilities: utilitiesOf(asset, split) },
    { path: `${assetPath(asset)}.pricing.split`, id: `data-split/${asset.id}`, rules },
  );
  return done.ok ? sharesOf(asset, done.value, value) : done;
};

/** The negotiated value of 德阳 against the first income value, before effects: both as their methods give them. */
export const deyangStatus = (
  asset: DataAsset,
  rules: RulesAt,
  entries: readonly DataEntry[],
): DataAssetValue['deyang'] => {
  const valued = valuedEntries(entries);
  const kindOf = (entry: string) => entries.find((one) => one.entry === entry)?.kind;
  const negotiated = valued.find(({ entry }) => kindOf(entry) === 'deyang');
  if (negotiated === undefined) return null;
  const { main } = asset.pricing.reconciliation;
  const incomes = valued.filter(({ figures }) => figures.approach === 'income');
  const income = incomes.find(({ entry }) => entry === main) ?? incomes[0];
  if (income === undefined) return null;
  const compared = ({ entry, title, figures }: typeof income): ComparedValue => ({
    method: entry,
    title,
    valueFen: BigInt(figures.value.fen),
    lowFen: BigInt(figures.value.fen),
    highFen: BigInt(figures.value.fen),
    trace: figures.value.trace,
  });
  const alarm = gapAlarm([compared(income), compared(negotiated)], income.entry, {
    path: `${assetPath(asset)}.pricing`,
    id: `data-deyang/${asset.id}`,
    rules,
  });
  return mapResult(alarm, (gap) => ({ entry: negotiated.entry, income: income.entry, alarm: gap }));
};

const HALF_LIVES = 4;
const STEPS_PER_HALF_LIFE = 4;

/** What is left over four half-lives, at quarters of a half-life. */
export const decayCurve = (asset: DataAsset, rules: RulesAt): Result<readonly DecayPoint[]> => {
  const half = halfLifeOf(asset, rules);
  if (!half.ok) return half;
  const place = { path: `${assetPath(asset)}.pricing.halfLife`, id: `data-half-life/${asset.id}` };
  return mapResult(readHalfLife(place, half.value), ({ value }) =>
    Array.from({ length: HALF_LIVES * STEPS_PER_HALF_LIFE + 1 }, (_, i): DecayPoint => {
      const lives = new Decimal(i).dividedBy(STEPS_PER_HALF_LIFE);
      return {
        years: decimalText(value.times(lives), 4),
        share: decimalText(new Decimal(2).pow(lives.negated()), 6),
      };
    }),
  );
};
