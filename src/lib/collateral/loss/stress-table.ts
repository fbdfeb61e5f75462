import * as v from 'valibot';
import { Decimal, decimalText } from '../../kernel/decimal';
import { type Fen, fenText, fenToDecimalText, multiplyFloor } from '../../kernel/fen';
import { type Result, ok } from '../../kernel/result';
import { type TraceNode, derive, leaf } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import { readTyped, ruleLeaf } from '../../rulebook/read-rule';
import { type LossAnalysis, lossOf, prepareLoss } from './analyse-loss';
import { checkAmount } from './entered-loss';
import type { LossInput } from './loss-input';
import { type SoundAsset, recoverAsset } from './recovery';

const scenarios = v.array(
  v.object({
    id: v.string(),
    title: v.string(),
    column: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2)),
  }),
);

/** What the stress table needs beside the facility. */
export interface StressInput extends LossInput {
  /** What has to be covered, ≥ 0; `null` = unknown, then the coverage is too. */
  readonly needFen: Fen | null;
  /** Amount of guarantees, policies and unsecured parts that cover besides the assets. */
  readonly supportFen: Fen | null;
}

/** One row of the table. */
export interface StressRow {
  readonly id: string;
  readonly title: string;
  /** Σ max(0, ⌊V·(1−fall)·share·cap⌋ − prior) + support; `null` while the support or an asset is unknown. */
  readonly coverFen: Fen | null;
  /** Cover ÷ need, six decimals. */
  readonly coverage: string | null;
  /** Cover ≥ need; `null` = unknown, which is no pass. */
  readonly enough: boolean | null;
  /** Need − cover, 0 when enough. */
  readonly shortFen: Fen | null;
  readonly loss: LossAnalysis;
  readonly falls: readonly { readonly assetId: string; readonly fall: string }[];
  readonly trace: TraceNode;
}

const fallOf = (asset: SoundAsset, column: number | null): string =>
  column === null ? '0' : (asset.kind.stressDown[column] ?? '1');

const keptShare = (fall: string): string => decimalText(new Decimal(1).minus(fall));

/** Amount that an asset may carry at its cap after a fall, at most the credit agreed on it; rounded down once. */
export const coverOf = (asset: SoundAsset, fall: string): Fen => {
  const ratio = new Decimal(keptShare(fall)).times(asset.share).times(asset.cap);
  const carried = multiplyFloor(asset.valueFen, decimalText(ratio));
  const free = carried > asset.priorClaimsFen ? carried - asset.priorClaimsFen : 0n;
  return asset.carriesMostFen !== null && asset.carriesMostFen < free ? asset.carriesMostFen : free;
};

const entered = (fen: Fen | null, id: string, label: string, path: string): TraceNode =>
  leaf({
    id,
    label,
    value: fen === null ? null : fenText(fen),
    unit: 'fen',
    confidence: 'verified',
    source: { kind: 'field', path, label },
  });

/**
 * Yearly stress test: no fall, then every scenario of `collateral.stress.scenarios` with the falls of the classes. Each row tells what
 * still covers the need at the caps, and the loss waterfall with the fallen values.
 * Fails as `prepareLoss` does, or when the scenarios are not in force. Source: 押品管理指引（银监发〔2017〕16号）: yearly stress test.
 */
export const stressTable = (input: StressInput, rules: RulesAt): Result<readonly StressRow[]> => {
  const prepared = prepareLoss(input, rules);
  if (!prepared.ok) return prepared;
  const listed = readTyped(rules, 'collateral.stress.scenarios', scenarios);
  if (!listed.ok) return listed;
  const need =
    input.needFen === null ? ok(null) : checkAmount(input.needFen, '需要覆盖的金额', `${input.path}.needFen`);
  const support =
    input.supportFen === null
      ? ok(null)
      : checkAmount(input.supportFen, '增信金额', `${input.path}.supportFen`);
  const wrong = [need, support].flatMap((read) => (read.ok ? [] : [read.failure]));
  const needFen = need.ok ? need.value : null;
  const supportFen = support.ok ? support.value : null;
  const base = { id: 'base', title: '基准（不跌）', column: null };
  return ok(
    [base, ...listed.value.value].map(({ id, title, column }) => {
      const fallLeaf = (asset: SoundAsset): TraceNode => {
        const node = asset.kind.traces.stressDown;
        return column === null ? node : { ...node, note: `取“${title}”一档：${fallOf(asset, column)}` };
      };
      const loss = lossOf(prepared.value, (asset) =>
        recoverAsset(asset, fallOf(asset, column), column === null ? undefined : fallLeaf(asset)),
      );
      const carried = prepared.value.assets.map((asset) => coverOf(asset, fallOf(asset, column)));
      const assetsFen = carried.reduce((sum, fen) => sum + fen, 0n);
      const coverFen = supportFen === null ? null : assetsFen + supportFen;
      const coverage =
        coverFen === null || needFen === null || needFen === 0n
          ? null
          : decimalText(new Decimal(coverFen.toString()).dividedBy(needFen.toString()), 6);
      const enough = coverFen === null || needFen === null ? null : coverFen >= needFen;
      // What could not be read may cover as well: how much and too little are then not known, enough is.
      const exact = loss.assetsComplete;
      const known = enough === true || exact ? enough : null;
      const children = [
        ruleLeaf(listed.value.rule, `情景：${title}`, title, 'text'),
        entered(needFen, 'loss/need', '需要覆盖的金额', `${input.path}.needFen`),
        entered(supportFen, 'loss/support', '增信金额', `${input.path}.supportFen`),
        ...prepared.value.assets.map((asset, i) =>
          derive({
            id: `loss/cover/${id}/${asset.asset.id}`,
            label: `${asset.asset.name} 可承担`,
            value: fenText(carried[i] ?? 0n),
            unit: 'fen',
            formula:
              `max(0, 价值×(1−${fallOf(asset, column)})×份额 ${asset.share}×抵质押率 ${asset.cap} − 在先受偿额)` +
              (asset.carriesMostFen === null
                ? ''
                : `，不超过议定授信额 ${fenToDecimalText(asset.carriesMostFen, 2)} 元`),
            rounding: '向下取整到分',
            children: [...asset.leaves.slice(0, 3), asset.capTrace, fallLeaf(asset)],
          }),
        ),
      ];
      return {
        id,
        title,
        coverFen: exact ? coverFen : null,
        coverage: exact ? coverage : null,
        enough: known,
        shortFen:
          enough === true ? 0n : exact && coverFen !== null && needFen !== null ? needFen - coverFen : null,
        loss: wrong.length === 0 ? loss : { ...loss, failures: [...wrong, ...loss.failures] },
        falls: prepared.value.assets.map((asset) => ({
          assetId: asset.asset.id,
          fall: fallOf(asset, column),
        })),
        trace: derive({
          id: `loss/coverage/${id}`,
          label: `覆盖率（${title}）`,
          value: exact ? coverage : null,
          unit: 'ratio',
          ...(exact ? {} : { note: '有押品未知，没有计入下式，实际不低于此' }),
          formula: `(押品 ${fenToDecimalText(assetsFen, 2)} 元 + 增信) ÷ 需要覆盖的金额`,
          rounding: '四舍五入到六位小数',
          children,
        }),
      };
    }),
  );
};
