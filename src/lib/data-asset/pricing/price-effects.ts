import { Decimal, decimalToFen } from '../../kernel/decimal';
import { type Fen, fenText } from '../../kernel/fen';
import { type Result, ok, refuse } from '../../kernel/result';
import { type TraceNode, derive, leaf } from '../../kernel/trace';
import { ruleLeaf } from '../../rulebook/read-rule';
import { type GapPart, explainGap } from '../../valuation/compare/gap-explanation';
import { NOT_NEGATIVE } from '../../valuation/domain';
import {
  type Entered,
  type EnteredFen,
  fieldPath,
  readEntered,
  readEnteredFen,
} from '../../valuation/entered';
import type { MethodContext } from '../../valuation/method-value';
import { type Term, ratioStep, shown } from '../../valuation/term';
import { SHARE } from './data-domains';
import { readVolumeElasticity } from './pricing-rules';

/** What takes records out of the price. */
export const PRICE_EFFECTS = ['duplicates', 'overlap', 'personal'] as const;
export type PriceEffectKey = (typeof PRICE_EFFECTS)[number];

export const EFFECT_TITLES: Readonly<Record<PriceEffectKey, string>> = {
  duplicates: '重复记录',
  overlap: '与其他数据包重叠的记录',
  personal: '个人信息不可用的记录',
};

/** A measured share, or where the value already counts it: nothing is taken off twice, and nothing is left unsaid. */
export type PriceEffect =
  | {
      readonly kind: 'share';
      /** 0–1 of the records that the effects before it leave: extra copies; found elsewhere; not lawfully usable. */
      readonly share: Entered;
    }
  | { readonly kind: 'counted'; readonly where: string };

export interface PriceEffectsInput {
  readonly approach: 'cost' | 'income' | 'market';
  /** Price of all records as claimed, 分, ≥ 0. */
  readonly value: EnteredFen;
  readonly effects: Readonly<Record<PriceEffectKey, PriceEffect>>;
}

export interface PriceEffects {
  readonly beforeFen: Fen;
  /** Price of what is left, rounded once. */
  readonly afterFen: Fen;
  /** Π (1 − share), what counts of the records. */
  readonly effectiveShare: Term;
  /** What each takes alone and as its part of all (mean over all orders), 分, negative; the parts sum to the whole change. */
  readonly parts: readonly GapPart[];
  readonly trace: TraceNode;
}

type Shares = Readonly<Record<PriceEffectKey, Term>>;

const readEffect = (key: PriceEffectKey, given: PriceEffect, place: MethodContext): Result<Term> => {
  const field = `effects.${key}`;
  const label = `${EFFECT_TITLES[key]}占比`;
  if (given.kind === 'share') return readEntered(place, { field, label, domain: SHARE }, given.share);
  if (!/[\p{L}\p{N}]/u.test(given.where))
    return refuse(
      'E_REASON',
      `没有写明${EFFECT_TITLES[key]}已计入何处`,
      fieldPath(place, field),
      '请写明，例如“数据质量系数 α”；没有计入的请填写占比',
    );
  const node = leaf({
    id: `${place.id}/${field}`,
    label,
    value: '0',
    unit: 'ratio',
    confidence: 'assumption',
    source: { kind: 'field', path: fieldPath(place, field), label },
    note: `已计入“${given.where}”，此处不再扣减`,
  });
  return ok({ value: new Decimal(0), node });
};

const keptOf = (shares: Shares, active: ReadonlySet<PriceEffectKey>): Decimal =>
  PRICE_EFFECTS.reduce(
    (kept, key) => (active.has(key) ? kept.times(new Decimal(1).minus(shares[key].value)) : kept),
    new Decimal(1),
  );

/** 0^ε = 0: the library gives that for ε > 0; ε = 0 means that volume does not matter at all. */
const priceOf = (value: Term, kept: Decimal, elasticity: Decimal): Decimal =>
  value.value.times(kept.isZero() && !elasticity.isZero() ? 0 : kept.pow(elasticity));

/**
 * What personal data, overlap and duplicates do to a price: P' = P · (Π (1 − share))^ε, ε by approach from
 * `data-pricing.volume-elasticity`. An effect that sits in α (or elsewhere) already is stated as counted and taken off no
 * second time. Fails with `E_MISSING`, `E_NUMBER`, `E_RANGE`, `E_REASON`. Source: this product's rule (assumption).
 */
export const priceEffects = (input: PriceEffectsInput, context: MethodContext): Result<PriceEffects> => {
  const rule = readVolumeElasticity(context.rules);
  if (!rule.ok) return rule;
  const value = readEnteredFen(
    context,
    { field: 'value', label: '按全部记录的价格', domain: NOT_NEGATIVE },
    input.value,
  );
  if (!value.ok) return value;
  const duplicates = readEffect('duplicates', input.effects.duplicates, context);
  if (!duplicates.ok) return duplicates;
  const overlap = readEffect('overlap', input.effects.overlap, context);
  if (!overlap.ok) return overlap;
  const personal = readEffect('personal', input.effects.personal, context);
  if (!personal.ok) return personal;
  const shares: Shares = {
    duplicates: duplicates.value,
    overlap: overlap.value,
    personal: personal.value,
  };
  const text = rule.value.value[input.approach];
  const fenWith = (active: ReadonlySet<PriceEffectKey>): Fen =>
    decimalToFen(priceOf(value.value, keptOf(shares, active), new Decimal(text)));
  const [beforeFen, afterFen] = [fenWith(new Set()), fenWith(new Set(PRICE_EFFECTS))];
  const gap = explainGap(
    {
      fromFen: beforeFen,
      toFen: afterFen,
      inputs: PRICE_EFFECTS.map((key) => ({ key, label: EFFECT_TITLES[key] })),
    },
    (active) => ok(fenWith(active)),
    fieldPath(context, 'effects'),
  );
  if (!gap.ok) return gap;
  const effectiveShare = ratioStep({
    id: `${context.id}/effective-share`,
    label: '有效记录份额',
    value: keptOf(shares, new Set(PRICE_EFFECTS)),
    formula: PRICE_EFFECTS.map((key) => `(1 − ${shown(shares[key])})`).join(' × '),
    children: PRICE_EFFECTS.map((key) => shares[key].node),
  });
  const elasticity = ruleLeaf(rule.value.rule, '价格对有效数据量的弹性', text, 'ratio');
  return ok({
    beforeFen,
    afterFen,
    effectiveShare,
    parts: gap.value.parts,
    trace: derive({
      id: context.id,
      label: '扣除重复、重叠与不可用个人信息后的价格',
      value: fenText(afterFen),
      unit: 'fen',
      formula: `${shown(value.value)} 元 × ${shown(effectiveShare)}^${text}`,
      rounding: '四舍五入到分',
      children: [value.value.node, effectiveShare.node, elasticity],
    }),
  });
};
