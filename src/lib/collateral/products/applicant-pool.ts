import type { CaseRecord } from '../../case/case-record';
import type { CollateralOffer } from '../../case/exchange';
import { type Fen, fenText, formatWan, multiplyFloor } from '../../kernel/fen';
import { type TraceNode, derive } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import { canonicalClassCode, readAssetClass } from '../asset-class';
import { assemblePool } from '../pool';
import type { ProposedAsset } from '../proposed-asset';
import { type ApplicantFact, type Known, caseLeaf, factFrom } from './applicant-fact';
import type { ApplicantRule } from './applicant-rules';
import type { ProductLabels } from './product-rules';

/** What the pool of a case says of what can be given. */
export interface PoolFacts {
  readonly classes: Readonly<Partial<Record<string, boolean>>>;
  readonly securities: Readonly<Partial<Record<string, boolean>>>;
  readonly classValuesFen: Readonly<Partial<Record<string, Fen | null>>>;
  readonly collateralValueFen: Fen | null;
  readonly patentValueFen: Fen | null;
  readonly facts: readonly ApplicantFact[];
}

/** Kinds of security that the support of a case can be. */
const SUPPORT = { guarantee: 'guarantee', insurance: 'insurance' } as const;
const PATENT_CLASS = {
  invention: 'PATENT_INV',
  'utility-model': 'PATENT_UM',
  design: 'PATENT_DES',
} as const;

interface Held {
  readonly code: string;
  readonly asset: ProposedAsset;
}

const heldAssets = (
  caseRecord: CaseRecord,
  offers: readonly CollateralOffer[],
  rules: RulesAt,
): readonly Held[] => {
  const registryOf = (code: string): string | null => {
    const read = readAssetClass(rules, canonicalClassCode(rules, code));
    return read.ok ? read.value.registryCode : null;
  };
  return assemblePool(caseRecord.sections.collateral, offers, registryOf).assets.map((asset) => ({
    code: canonicalClassCode(rules, asset.classCode),
    asset,
  }));
};

/** Value × share − claims before ours, never below 0; `null` = not valued. */
const ownValue = ({ value, share, priorClaimsFen }: ProposedAsset): Fen | null => {
  if (value === null) return null;
  const own = multiplyFloor(value.fen, share) - priorClaimsFen;
  return own > 0n ? own : 0n;
};

const sum = (values: readonly (Fen | null)[]): Fen | null =>
  values.length === 0 || values.includes(null)
    ? null
    : values.reduce<Fen>((total, fen) => total + (fen ?? 0n), 0n);

const valueFact = (key: string, label: string, assets: readonly ProposedAsset[]): Known<Fen> => {
  const total = sum(assets.map(ownValue));
  const open = assets.filter(({ value }) => value === null).map(({ title }) => title);
  return {
    value: total,
    fact: factFrom({
      key,
      label,
      place: 'pool',
      shown: total === null ? null : `${formatWan(total)} 万元`,
      unit: 'fen',
      exact: total === null ? null : fenText(total),
      formula: '评估价值 × 份额 − 在先债权，逐项相加',
      note: open.length === 0 ? '' : `没有价值：${open.join('、')}`,
      remedy: assets.length === 0 ? '请在押品组合录入押品及其价值' : '请补录没有价值的押品',
      children: assets.map((asset) => assetNode(asset)),
    }),
  };
};

const assetNode = (asset: ProposedAsset): TraceNode => {
  const own = ownValue(asset);
  return derive({
    id: `applicant/asset/${asset.id}`,
    label: asset.title,
    value: own === null ? null : fenText(own),
    unit: 'fen',
    formula: `× ${asset.share} − ${fenText(asset.priorClaimsFen)} 分`,
    rounding: '向下取整到分',
    children: asset.value === null ? [] : [asset.value.trace],
  });
};

/** `true`: something of it is there; `false`: all of it was set to 不使用; else unknown. */
const stateOf = (uses: readonly ProposedAsset['use'][]): boolean | undefined =>
  uses.some((use) => use !== 'never') ? true : uses.length > 0 ? false : undefined;

const poolFact = (
  key: string,
  label: string,
  state: boolean | undefined,
  titles: readonly string[],
  remedy: string,
): ApplicantFact =>
  factFrom({
    key,
    label,
    place: 'pool',
    shown: state === undefined ? null : state ? '可提供' : '不提供',
    note: titles.length === 0 ? '押品组合中没有' : titles.join('、'),
    remedy,
    children: titles.map((title, i) => caseLeaf(`sections.collateral/${key}/${i}`, title, title, 'text')),
  });

const ASK = (label: string): string => `能提供${label}的，请在押品组合录入；不提供的录入后选“不使用”`;

/** Collateral, securities and values of the pool. What nobody entered is unknown: the pool need not be complete. */
export const poolFacts = (
  caseRecord: CaseRecord,
  offers: readonly CollateralOffer[],
  rules: RulesAt,
  reading: ApplicantRule,
  labels: ProductLabels,
): PoolFacts => {
  const held = heldAssets(caseRecord, offers, rules);
  const { patents, collateral } = caseRecord.sections;
  const pledged = new Set(patents.pledged);
  const chosen = patents.records.filter(({ id }) => pledged.has(id));
  const facts: ApplicantFact[] = [];
  const classes: Record<string, boolean> = {};
  const asked = new Set([...Object.values(reading.securities).flat(), ...held.map(({ code }) => code)]);
  const usesOf = (
    code: string,
  ): readonly { readonly use: ProposedAsset['use']; readonly title: string }[] => [
    ...held.filter((one) => one.code === code).map(({ asset }) => asset),
    ...chosen
      .filter(({ type }) => PATENT_CLASS[type] === code)
      .map(({ title }) => ({ use: 'may' as const, title })),
  ];
  for (const code of [...asked].sort()) {
    const uses = usesOf(code);
    const state = stateOf(uses.map(({ use }) => use));
    if (state !== undefined) classes[code] = state;
    const label = labels.assetClass(code);
    facts.push(
      poolFact(
        `class/${code}`,
        label,
        state,
        uses.map(({ title }) => title),
        ASK(label),
      ),
    );
  }
  const securities: Record<string, boolean> = {};
  const note = (kind: string, uses: ReturnType<typeof usesOf>): void => {
    const state = stateOf(uses.map(({ use }) => use));
    if (state !== undefined) securities[kind] = state;
    const label = labels.security(kind);
    facts.push(
      poolFact(
        `security/${kind}`,
        label,
        state,
        [...new Set(uses.map(({ title }) => title))],
        kind === 'ip-pledge' && patents.records.length > 0 && pledged.size === 0
          ? '请在专利页选定质押的专利'
          : ASK(label),
      ),
    );
  };
  for (const [kind, codes] of Object.entries(reading.securities)) note(kind, codes.flatMap(usesOf));
  for (const kind of Object.values(SUPPORT))
    note(
      kind,
      collateral.support.filter((one) => one.kind === kind),
    );

  const usable = held.filter(({ asset }) => asset.use !== 'never');
  const classValuesFen: Record<string, Fen | null> = {};
  for (const code of [...new Set(usable.map((one) => one.code))].sort()) {
    const known = valueFact(
      `class-value/${code}`,
      `${labels.assetClass(code)}价值`,
      usable.filter((one) => one.code === code).map(({ asset }) => asset),
    );
    classValuesFen[code] = known.value;
    facts.push(known.fact);
  }
  const patentCodes = new Set<string>([...Object.values(PATENT_CLASS), 'PATENT_MIXED', 'PATENT_INV_UM']);
  const all = valueFact(
    'collateral-value',
    '押品价值',
    usable.map(({ asset }) => asset),
  );
  const patentValue = valueFact(
    'patent-value',
    '专利价值',
    usable.filter(({ code }) => patentCodes.has(code)).map(({ asset }) => asset),
  );
  facts.push(all.fact, patentValue.fact);
  return {
    classes,
    securities,
    classValuesFen,
    collateralValueFen: all.value,
    patentValueFen: patentValue.value,
    facts,
  };
};
