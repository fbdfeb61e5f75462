import { Decimal, decimalText } from '../../kernel/decimal';
import { type Result, ok, refuse } from '../../kernel/result';
import { type Place, fieldPath } from '../../valuation/entered';
import { type TraceNode, leaf } from '../../kernel/trace';
import { ruleLeaf } from '../../rulebook/read-rule';
import { type Term, ratioStep } from '../../valuation/term';
import type { MarketModel } from './pricing-rules';

/** How alike in one respect: not, partly, fully; `null` = not judged. */
export type Likeness = '0' | '0.5' | '1' | null;

/** Respect of `data-pricing.market-model` → likeness. */
export type Likenesses = Readonly<Record<string, Likeness>>;

const judged = (place: Place, title: string, field: string, value: string): TraceNode =>
  leaf({
    id: `${place.id}/${field}`,
    label: `相似度：${title}`,
    value,
    unit: 'ratio',
    confidence: 'assumption',
    source: { kind: 'field', path: fieldPath(place, field), label: `相似度 › ${title}` },
  });

/**
 * Similarity = Σ weight · likeness, 0 to 1. Fails with `E_MISSING` (a respect not judged) and `E_FACTOR_UNKNOWN`.
 * Source: published design note of a repository that implements the 德阳 guide; treat as one proposal.
 */
export const similarity = (
  likeness: Likenesses,
  field: string,
  { value, rule }: MarketModel,
  place: Place,
): Result<Term> => {
  const unknown = Object.keys(likeness).find((id) => !value.similarity.some((one) => one.id === id));
  if (unknown !== undefined)
    return refuse(
      'E_FACTOR_UNKNOWN',
      `相似度没有“${unknown}”一项`,
      fieldPath(place, `${field}.${unknown}`),
      '请按参数库中的各项判断',
      rule.id,
    );
  let sum = new Decimal(0);
  const nodes: TraceNode[] = [];
  const shownParts: string[] = [];
  for (const { id, title, weight } of value.similarity) {
    const given = likeness[id] ?? null;
    if (given === null)
      return refuse(
        'E_MISSING',
        `相似度“${title}”还没有判断`,
        fieldPath(place, `${field}.${id}`),
        '请选择 0、0.5 或 1；未判断的不按 0 处理',
        rule.id,
      );
    sum = sum.plus(new Decimal(weight).times(given));
    nodes.push(judged(place, title, `${field}.${id}`, given));
    shownParts.push(`${weight} × ${given}`);
  }
  return ok(
    ratioStep({
      id: `${place.id}/${field}`,
      label: '相似度',
      value: sum,
      formula: shownParts.join(' + '),
      children: [...nodes, ruleLeaf(rule)],
    }),
  );
};

/** Refuses a case that is not alike enough (`E_NOT_SIMILAR`). */
export const alikeEnough = (
  place: Place,
  field: string,
  title: string,
  alike: Term,
  { value, rule }: MarketModel,
): Result<undefined> =>
  alike.value.lt(value.similarityFloor)
    ? refuse(
        'E_NOT_SIMILAR',
        `“${title}”的相似度 ${decimalText(alike.value)} 低于 ${value.similarityFloor}`,
        fieldPath(place, field),
        '不够相似的案例不采用，其金额也不作依据；请换用更接近的案例',
        rule.id,
      )
    : ok(undefined);
