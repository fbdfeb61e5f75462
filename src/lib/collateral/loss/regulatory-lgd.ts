import { Decimal, decimalText } from '../../kernel/decimal';
import { type Fen, fenText } from '../../kernel/fen';
import { type Failure, type Result, ok } from '../../kernel/result';
import { type TraceNode, derive, leaf } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import { ruleLeaf } from '../../rulebook/read-rule';
import { checkRatio } from './entered-loss';
import {
  type CurrentLgdRule,
  type EarlierLgdRule,
  type LgdFloorRule,
  readCurrentLgd,
  readEarlierLgd,
  readLgdFloors,
} from './regulatory-rules';

/** Classes of the collateral methods; `none` is not recognised: patents, marks, data, unconfirmed receivables, WIP. */
export type LgdClass = 'financial' | 'receivables' | 'real_estate' | 'other_physical' | 'none';
type Recognised = Exclude<LgdClass, 'none'>;

/** Collateral of one class, summed. */
export interface LgdCollateral {
  readonly lgdClass: LgdClass;
  readonly valueFen: Fen;
  /** Regulatory haircut of the instrument, ratio text: needed for `financial`, whose table is not built in. */
  readonly haircut?: string;
  /** Where the value comes from. */
  readonly trace?: TraceNode;
  readonly path: string;
}

/** One regulatory figure; `lgd` is `null` when the rulebook cannot give it. */
export interface LgdFigure {
  readonly lgd: string | null;
  readonly trace: TraceNode;
}

/** Shown beside the bank's own LGD, never in its place. */
export interface RegulatoryLgd {
  /** Foundation method, final version (`Es = min(E, C(1−Hc))`). */
  readonly current: LgdFigure;
  /** Foundation method of 2012 with C* and C**. */
  readonly earlier: LgdFigure;
  /** Floor under an own estimate of LGD (advanced method). */
  readonly floor: LgdFigure;
  readonly failures: readonly Failure[];
}

const PLACES = 6;
const dec = (fen: Fen): Decimal => new Decimal(fen.toString());

/** Cheapest first: the order in which collateral is set against the exposure. */
const filled = <T extends { readonly class: Recognised; readonly lgd: string }>(
  rows: readonly T[],
): readonly T[] =>
  [...rows].sort((a, b) => new Decimal(a.lgd).comparedTo(b.lgd) || (a.class < b.class ? -1 : 1));

interface Part {
  readonly name: string;
  readonly securedBy: Decimal;
  readonly lgd: string;
}

const blended = (ead: Decimal, parts: readonly Part[], unsecured: string): Decimal => {
  const open = parts.reduce((left, part) => left.minus(part.securedBy), ead);
  return parts
    .reduce((sum, part) => sum.plus(part.securedBy.times(part.lgd)), open.times(unsecured))
    .dividedBy(ead);
};

const NAMES: Readonly<Record<Recognised, string>> = {
  financial: '金融质押品',
  receivables: '应收账款',
  real_estate: '房地产',
  other_physical: '其他实物',
};

const formulaOf = (ead: Decimal, parts: readonly Part[], unsecured: string): string => {
  const shown = parts.map(
    ({ name, securedBy, lgd }) => `${lgd}×${name} ${decimalText(securedBy.dividedBy(100), 2)} 元`,
  );
  const open = parts.reduce((left, part) => left.minus(part.securedBy), ead);
  return `(${[...shown, `${unsecured}×无担保 ${decimalText(open.dividedBy(100), 2)} 元`].join(' + ')}) ÷ 风险暴露`;
};

const figure = (
  id: string,
  label: string,
  ead: Decimal,
  parts: readonly Part[] | null,
  unsecured: string,
  children: readonly TraceNode[],
): LgdFigure => {
  const lgd = parts === null ? null : decimalText(blended(ead, parts, unsecured), PLACES);
  const formula = parts === null ? '有押品的折扣系数未知' : formulaOf(ead, parts, unsecured);
  return {
    lgd,
    trace: derive({
      id,
      label,
      value: lgd,
      unit: 'ratio',
      formula,
      rounding: '四舍五入到六位小数',
      children,
    }),
  };
};

type ByClass = ReadonlyMap<Recognised, { readonly value: Decimal; readonly afterHaircut: Decimal | null }>;

/** Sums by class; what follows a haircut is unknown for a class in which one haircut is. */
const sumByClass = (
  collateral: readonly LgdCollateral[],
  rule: CurrentLgdRule,
): { readonly sums: ByClass; readonly failures: readonly Failure[] } => {
  const sums = new Map<Recognised, { value: Decimal; afterHaircut: Decimal | null }>();
  const failures: Failure[] = [];
  for (const { lgdClass, valueFen, haircut, path } of collateral) {
    if (lgdClass === 'none' || valueFen <= 0n) continue;
    const given = haircut ?? rule.secured.find((row) => row.class === lgdClass)?.haircut ?? null;
    const cut = checkRatio(given, `${NAMES[lgdClass]} 监管折扣系数`, `${path}.haircut`);
    if (!cut.ok) failures.push(cut.failure);
    const known = sums.get(lgdClass) ?? { value: new Decimal(0), afterHaircut: new Decimal(0) };
    const left = cut.ok ? dec(valueFen).times(new Decimal(1).minus(cut.value)) : null;
    sums.set(lgdClass, {
      value: known.value.plus(dec(valueFen)),
      afterHaircut: left === null ? null : (known.afterHaircut?.plus(left) ?? null),
    });
  }
  return { sums, failures };
};

/** Sets amounts against the exposure, cheapest class first. `null` when one of them is unknown. */
const setAgainst = (
  ead: Decimal,
  rows: readonly { readonly class: Recognised; readonly lgd: string }[],
  amount: (row: { readonly class: Recognised }) => Decimal | null,
): readonly Part[] | null => {
  const parts: Part[] = [];
  let open = ead;
  for (const row of filled(rows)) {
    const available = amount(row);
    if (available === null) return null;
    const securedBy = Decimal.min(open, available);
    if (securedBy.gt(0)) parts.push({ name: NAMES[row.class], securedBy, lgd: row.lgd });
    open = open.minus(securedBy);
  }
  return parts;
};

const currentParts = (ead: Decimal, rows: CurrentLgdRule['secured'], sums: ByClass): readonly Part[] | null =>
  setAgainst(ead, rows, (row) => {
    const sum = sums.get(row.class);
    return sum === undefined ? new Decimal(0) : sum.afterHaircut;
  });

/** C/E below C* counts as nothing; from there on C ÷ C** is secured. Each class is held against its own threshold. */
const earlierParts = (ead: Decimal, rule: EarlierLgdRule, sums: ByClass): readonly Part[] | null =>
  setAgainst(ead, rule.rows, (row) => {
    const value = sums.get(row.class)?.value ?? new Decimal(0);
    const known = rule.rows.find((one) => one.class === row.class);
    if (known === undefined || value.lt(ead.times(known.threshold))) return new Decimal(0);
    if (known.full === null) return sums.get(row.class)?.afterHaircut ?? (value.isZero() ? value : null);
    return value.dividedBy(known.full);
  });

/**
 * LGD after the regulatory collateral methods for one exposure (E(1+He) with He = 0; no currency mismatch). Several classes are
 * set against the exposure from the lowest LGD upwards. `debt` is a row of the unsecured table.
 * Fails as the rules do. Source: 商业银行资本管理办法 as cited by `collateral.loss.regulatory-lgd*`; the annex was not re-read,
 * therefore the figures are for comparison only.
 */
export const regulatoryLgd = (
  eadFen: Fen,
  collateral: readonly LgdCollateral[],
  rules: RulesAt,
  debt: 'corporate-senior' | 'financial-senior' | 'subordinated' = 'corporate-senior',
  eadTrace?: TraceNode,
): Result<RegulatoryLgd> => {
  if (eadFen <= 0n) throw new RangeError('exposure above 0 expected');
  const current = readCurrentLgd(rules);
  if (!current.ok) return current;
  const earlier = readEarlierLgd(rules);
  if (!earlier.ok) return earlier;
  const floors = readLgdFloors(rules);
  if (!floors.ok) return floors;
  const ead = dec(eadFen);
  const { sums, failures } = sumByClass(collateral, current.value.value);
  const leaves = [
    eadTrace ??
      leaf({
        id: 'loss/ead',
        label: '违约时风险暴露',
        value: fenText(eadFen),
        unit: 'fen',
        confidence: 'verified',
      }),
    ...[...sums].map(([lgdClass, { value }]) =>
      derive({
        id: `loss/regulatory/${lgdClass}`,
        label: `${NAMES[lgdClass]} 价值`,
        value: value.toFixed(),
        unit: 'fen',
        children: collateral.flatMap((one) =>
          one.lgdClass === lgdClass && one.trace !== undefined ? [one.trace] : [],
        ),
      }),
    ),
  ];
  const unsecured = current.value.value.unsecured.find(({ id }) => id === debt);
  const floor: LgdFloorRule = floors.value.value;
  const floorRows = currentParts(ead, current.value.value.secured, sums);
  const floorParts = floorRows?.map((part) => ({
    ...part,
    lgd: floor.secured.find((row) => NAMES[row.class] === part.name)?.lgd ?? floor.unsecured,
  }));
  return ok({
    failures,
    current: figure(
      'loss/regulatory/current',
      '违约损失率（初级内评法，最终版）',
      ead,
      unsecured === undefined ? null : floorRows,
      unsecured?.lgd ?? '0',
      [
        ruleLeaf(current.value.rule, `${unsecured?.name ?? debt} LGD`, unsecured?.lgd ?? null, 'ratio'),
        ...leaves,
      ],
    ),
    earlier: figure(
      'loss/regulatory/earlier',
      '违约损失率（初级内评法，2012年办法）',
      ead,
      earlierParts(ead, earlier.value.value, sums),
      earlier.value.value.unsecured,
      [ruleLeaf(earlier.value.rule, '无担保 LGD', earlier.value.value.unsecured, 'ratio'), ...leaves],
    ),
    floor: figure(
      'loss/regulatory/floor',
      '违约损失率下限（高级内评法）',
      ead,
      floorParts ?? null,
      floor.unsecured,
      [ruleLeaf(floors.value.rule, '无担保 LGD 下限', floor.unsecured, 'ratio'), ...leaves],
    ),
  });
};
