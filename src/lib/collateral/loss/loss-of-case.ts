import type { CaseRecord } from '../../case/case-record';
import type { MethodInput } from '../../case/method';
import { type Fen, fenText, formatWan, parseFenText } from '../../kernel/fen';
import { type Result, ok, refuse } from '../../kernel/result';
import { type TraceNode, derive, leaf } from '../../kernel/trace';
import type { EligibleAsset } from '../eligibility';
import { fieldLeaf, fieldOf } from '../entered-money';
import { gatherCandidates } from '../candidates';
import { ipMultiplierOf } from '../ip-multiplier';
import { readPerfectionStates } from '../perfection';
import { type SourceUse, readStructureUse } from '../structure-use';
import { layersOfCase } from './layers-of-case';
import type { LossAsset } from './loss-input';
import type { StressInput } from './stress-table';

const NEED = {
  path: '$.sections.enterprise.need.amountFen',
  label: '案情 › 融资需求 › 金额',
};
const LOSS = '$.sections.collateral.loss';

const needOf = ({ sections }: CaseRecord): Fen | null => {
  const text = sections.enterprise.need.amountFen;
  const read = text === null ? null : parseFenText(text, NEED.label);
  return read?.ok === true ? read.value : null;
};

const least = (a: Fen, b: Fen): Fen => (a < b ? a : b);

/** Value that stands pledged: of an asset pledged in part the same part of its value, rounded down. */
const pledgedValue = (
  { asset, available }: EligibleAsset,
  use: SourceUse,
): { readonly fen: Fen | null; readonly trace: TraceNode | null } => {
  if (asset.value === null) return { fen: null, trace: null };
  const { fen, trace } = asset.value;
  const part = least(use.pledgedFen, available.availableFen);
  if (part === available.availableFen) return { fen, trace };
  const share = (fen * part) / available.availableFen;
  return {
    fen: share,
    trace: derive({
      id: `loss/asset/${asset.id}/pledged-value`,
      label: `${asset.title} 出押部分的价值`,
      value: fenText(share),
      unit: 'fen',
      formula: `${formatWan(fen)} 万元 × 出押 ${formatWan(part)} ÷ 可用 ${formatWan(available.availableFen)}`,
      rounding: '向下取整到分',
      children: [trace, use.pledged],
    }),
  };
};

const assetOf = (eligible: EligibleAsset, use: SourceUse): LossAsset => {
  const { asset, assetClass, available } = eligible;
  const value = pledgedValue(eligible, use);
  const place = (field: string, label: string) =>
    fieldOf('items', asset.itemId ?? asset.id, asset.title, field, label);
  const offered = (field: string, label: string, value: string, unit: 'ratio' | 'fen'): TraceNode =>
    leaf({
      id: `loss/asset/${asset.id}/${field}`,
      label: `${asset.title} ${label}`,
      value,
      unit,
      confidence: 'assumption',
      note: '由来源整体提供，没有押品卡片；有份额或在先债权的，请在押品组合为它建卡片录入',
    });
  const facts =
    asset.itemId === null
      ? {
          share: offered('share', '权属份额', asset.share, 'ratio'),
          priorClaimsFen: offered('priorClaimsFen', '在先债权', fenText(asset.priorClaimsFen), 'fen'),
        }
      : {
          share: fieldLeaf(place('share', '权属份额'), asset.share, 'ratio'),
          priorClaimsFen: fieldLeaf(
            place('priorClaimsFen', '在先债权'),
            fenText(asset.priorClaimsFen),
            'fen',
          ),
        };
  const path = asset.itemId === null ? `押品组合 › ${asset.title}` : place('', '').path.replace(/\.$/, '');
  return {
    id: asset.id,
    name: asset.title,
    classCode: assetClass.code,
    valueFen: value.fen,
    share: asset.share,
    priorClaimsFen: asset.priorClaimsFen,
    cap: available.cap,
    ...(asset.enteredCredit === null
      ? {}
      : { carriesMostFen: least(use.pledgedFen, available.availableFen) }),
    traces: {
      ...facts,
      ...(value.trace === null ? {} : { valueFen: value.trace }),
      cap: derive({
        id: `loss/asset/${asset.id}/cap`,
        label: `${asset.title} 抵质押率（组合所用）`,
        value: available.cap,
        unit: 'ratio',
        children: [available.trace],
      }),
    },
    path,
  };
};

const unknownSource = (id: string): Result<never> =>
  refuse(
    'E_SOURCE_UNKNOWN',
    `押品组合采用的“${id}”在案卷中找不到，或不再能使用`,
    `押品组合 › ${id}`,
    '请重新打开案卷，使押品组合按现在的押品重新计算',
  );

/**
 * The facility at default as the structure in use has it: assets with the value that stands pledged, the arrangements of the support
 * used, exposure = the whole need. Reads `sections.enterprise.need`, `sections.collateral`, `prior.offers`, and of
 * `prior.figures` the structure (`structure/covered`, `structure/carried/<id>`, `structure/pledged/<id>`) and
 * `screening/ip-cap-multiplier`. Assets without a value and support without an arrangement stay in the input as unknown.
 * Fails with `E_NEED_MISSING`, `E_STRUCTURE_UNKNOWN`, `E_SOURCE_UNKNOWN`, or as rules do.
 */
export const lossOfCase = ({ caseRecord, rules, prior }: MethodInput): Result<StressInput> => {
  const { collateral } = caseRecord.sections;
  const needFen = needOf(caseRecord);
  if (needFen === null || needFen <= 0n)
    return refuse('E_NEED_MISSING', '没有融资需求金额', NEED.label, '请在“案情”录入融资需求金额');
  const used = readStructureUse(prior.figures);
  if (!used.ok) return used;
  const states = readPerfectionStates(rules);
  if (!states.ok) return states;
  const multiplier = ipMultiplierOf(prior.figures);
  const candidates = gatherCandidates(collateral, prior.offers, rules, states.value, multiplier);
  const assets = candidates.assets.flatMap((eligible) => {
    const use = used.value.find('asset', eligible.asset.id);
    return use === null ? [] : [assetOf(eligible, use)];
  });
  const support = candidates.support.flatMap(({ item }) => {
    const use = used.value.find('support', item.id);
    return use === null ? [] : [{ item, use }];
  });
  const known = new Set([...assets.map(({ id }) => id), ...support.map(({ item }) => item.id)]);
  const lost = [...used.value.ids].find((id) => !known.has(id));
  if (lost !== undefined) return unknownSource(lost);
  const { layers, failures } = layersOfCase(collateral.support, support, needFen);
  const { pd, pdSource } = collateral.loss;
  return ok({
    eadFen: needFen,
    needFen,
    supportFen: support.reduce((sum, { use }) => sum + use.carriedFen, 0n),
    pd,
    assets,
    layers,
    traces: {
      eadFen: derive({
        id: 'loss/ead',
        label: '违约时风险暴露',
        value: fenText(needFen),
        unit: 'fen',
        formula: '融资需求全额，不扣还款',
        children: [fieldLeaf(NEED, fenText(needFen), 'fen')],
      }),
      pd: fieldLeaf({ path: `${LOSS}.pd`, label: '违约概率（一年内）' }, pd, 'ratio', pdSource),
    },
    failures,
    path: LOSS,
  });
};
