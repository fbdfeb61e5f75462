import type { DataValueApi } from '../lib/bridge/data-value-contract';
import type { Failure } from '../lib/kernel/result';
import { wan } from './case-commands';
import { plain } from './plain-json';

type Values = DataValueApi['dataValues']['output'];
type Asset = Values[number];
type Entry = Asset['entries'][number];

const entryLine = ({ entry, kind, title, result }: Entry) => {
  if (!result.ok) return { entry, kind, title, valueFen: null, failure: plain(result.failure) };
  const { value, approach, confidence, simulation, effects, utility, warnings } = result.value;
  const drawn = simulation?.ok === true ? simulation.value : null;
  return {
    entry,
    kind,
    title,
    approach,
    valueFen: value.fen,
    p10Fen: drawn?.p10.fen ?? null,
    p25Fen: drawn?.p25.fen ?? null,
    p50Fen: drawn?.p50.fen ?? null,
    p90Fen: drawn?.p90.fen ?? null,
    draws: drawn?.draws ?? null,
    afterEffectsFen: effects.ok ? effects.value.after.fen : null,
    afterEffectsUpperFen: effects.ok ? (effects.value.upper?.fen ?? null) : null,
    effects: effects.ok ? plain(effects.value.parts) : null,
    utility: utility.map(({ key, value: part }) => ({ key, value: part })),
    confidence,
    warnings: plain(warnings),
    trace: plain(value.trace),
  };
};

/** One data asset as the document of `value` carries it; an option stands apart. */
export const dataAssetLine = (asset: Asset) => ({
  asset: asset.asset,
  title: asset.title,
  state: asset.state,
  entries: asset.entries.map(entryLine),
  options: asset.options.map(({ entry, title, result }) => ({
    entry,
    title,
    valueFen: result.ok ? result.value.fen : null,
    inPledgeBase: false,
  })),
  gap: asset.alarm?.ok === true ? plain(asset.alarm.value.gaps) : null,
  valueFen: asset.value?.fen ?? null,
  measured: plain(asset.measured),
  withheld: asset.withheld === null ? null : plain(asset.withheld),
  pledge: asset.pledge.ok
    ? {
        baseFen: asset.pledge.value.base.fen,
        loanToValue: asset.pledge.value.loanToValue,
        p25Fen: asset.pledge.value.p25.fen,
        termYears: asset.pledge.value.termYears,
        halfLifeYears: asset.pledge.value.halfLifeYears,
        offeredFen: asset.pledge.value.offered.fen,
        trace: plain(asset.pledge.value.base.trace),
      }
    : null,
  split:
    asset.split?.ok === true
      ? asset.split.value.map(({ id, share, fen }) => ({ id, share: share.value, fen }))
      : null,
});

const STATE = { none: '没有估值', open: '待调和', blocked: '差异过大，停止出具', weighed: '已调和' } as const;

/** The same in words. An asset that nobody priced says so. */
export const dataAssetText = (values: Values): readonly string[] =>
  values.flatMap((asset) => [
    ...asset.entries.flatMap(({ title, result }) =>
      result.ok
        ? [
            `${asset.title}  ${title}  ${wan(result.value.value.fen)}${
              result.value.simulation?.ok === true
                ? `  P10–P90 ${wan(result.value.simulation.value.p10.fen)} – ${wan(result.value.simulation.value.p90.fen)}`
                : ''
            }`,
          ]
        : [],
    ),
    ...asset.options.flatMap(({ title, result }) =>
      result.ok ? [`${asset.title}  ${title}  ${wan(result.value.fen)}  单列，不计入`] : [],
    ),
    `数据资产 ${asset.title}  ${STATE[asset.state]}  采用值 ${asset.value === null ? '未知' : wan(asset.value.fen)}  质押基数 ${asset.pledge.ok ? wan(asset.pledge.value.base.fen) : '未知'}`,
  ]);

/** Why something of a priced asset is unknown; an asset without worksheets is not yet priced and fails nothing. */
export const dataAssetFailures = (values: Values): readonly Failure[] =>
  values
    .filter(({ entries }) => entries.length > 0)
    .flatMap(({ entries, options, withheld, pledge, split }) => {
      const failed = [
        ...entries.map(({ result }) => result),
        ...options.map(({ result }) => result),
        ...(split === null ? [] : [split]),
      ].flatMap((result) => (result.ok ? [] : [result.failure]));
      const counted = withheld ?? (pledge.ok ? null : pledge.failure);
      const more = counted === null || failed.includes(counted) ? [] : [counted];
      return [...failed, ...more];
    });
