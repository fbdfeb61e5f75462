import { Decimal } from '../../kernel/decimal';
import { type Result, ok, refuse } from '../../kernel/result';
import { ruleLeaf } from '../../rulebook/read-rule';
import { NOT_NEGATIVE, POSITIVE } from '../../valuation/domain';
import { type Entered, type Place, allOf, fieldPath, readEntered } from '../../valuation/entered';
import type { MethodContext } from '../../valuation/method-value';
import { type Term, ratioStep, shown } from '../../valuation/term';
import { SHARE } from './data-domains';
import { readRealisationRisk } from './pricing-rules';

/** How far the data circulates: volumes in one unit, and how many each kind reaches. */
export interface CirculationInput {
  /** Volumes, ≥ 0, one unit: 开放, 公开, 共享, 非共享. */
  readonly open: Entered;
  readonly published: Entered;
  readonly shared: Entered;
  readonly unshared: Entered;
  /** 传播系数 a, b, c: people reached, ≥ 0, not all 0; only their ratio counts. */
  readonly reachOpen: Entered;
  readonly reachPublished: Entered;
  readonly reachShared: Entered;
}

const VOLUMES = {
  open: '开放数据量',
  published: '公开数据量',
  shared: '共享数据量',
  unshared: '非共享数据量',
} as const;
const REACHES = { reachOpen: 'a', reachPublished: 'b', reachShared: 'c' } as const;

const readCirculation = (
  input: CirculationInput,
  place: Place,
): Result<Record<keyof CirculationInput, Term>> => {
  const volume = (field: keyof typeof VOLUMES): Result<Term> =>
    readEntered(place, { field, label: VOLUMES[field], domain: NOT_NEGATIVE, unit: 'none' }, input[field]);
  const reach = (field: keyof typeof REACHES): Result<Term> =>
    readEntered(
      place,
      { field, label: `传播系数 ${REACHES[field]}`, domain: NOT_NEGATIVE, unit: 'none' },
      input[field],
    );
  return allOf({
    open: volume('open'),
    published: volume('published'),
    shared: volume('shared'),
    unshared: volume('unshared'),
    reachOpen: reach('reachOpen'),
    reachPublished: reach('reachPublished'),
    reachShared: reach('reachShared'),
  });
};

/**
 * 数据流通系数 β = (a·open + b·published + c·shared) / total, a, b, c divided by the largest of them: 0 to 1. 非共享 counts 0.
 * Fails with `E_MISSING`, `E_NUMBER`, `E_RANGE` (negative; no volume; no reach). Source: 资产评估专家指引第9号; the division by
 * the largest reach is an assumption, without which β has no upper bound.
 */
export const circulation = (input: CirculationInput, place: Place): Result<Term> => {
  const read = readCirculation(input, place);
  if (!read.ok) return read;
  const { open, published, shared, unshared, reachOpen: a, reachPublished: b, reachShared: c } = read.value;
  const total = open.value.plus(published.value).plus(shared.value).plus(unshared.value);
  const widest = Decimal.max(a.value, b.value, c.value);
  if (total.isZero())
    return refuse('E_RANGE', '数据总量为 0，算不出流通系数', fieldPath(place, 'open'), '请填写各类数据量');
  if (widest.isZero())
    return refuse(
      'E_RANGE',
      '三个传播系数都是 0，算不出流通系数',
      fieldPath(place, 'reachOpen'),
      '请按访问统计填写各类数据触达的人数或其比例',
    );
  const reached = open.value
    .times(a.value)
    .plus(published.value.times(b.value))
    .plus(shared.value.times(c.value));
  return ok(
    ratioStep({
      id: `${place.id}/circulation`,
      label: '数据流通系数 β',
      value: reached.dividedBy(widest).dividedBy(total),
      formula: `(${shown(a)} × ${shown(open)} + ${shown(b)} × ${shown(published)} + ${shown(c)} × ${shown(shared)}) ÷ ${widest.toFixed()} ÷ (${[open, published, shared, unshared].map(shown).join(' + ')})`,
      children: [open, published, shared, unshared, a, b, c].map(({ node }) => node),
      note: '传播系数除以其最大值，使 β 不超过 1；非共享数据计 0',
    }),
  );
};

/** l = own volume / total of the industry or region. */
export interface MonopolyInput {
  /** ≥ 0, not above the total. */
  readonly ownVolume: Entered;
  /** > 0, same unit, with its source. */
  readonly industryVolume: Entered;
}

/** 数据垄断系数 l, 0 to 1. Fails with `E_RANGE` also when the own volume passes the total. Source: 资产评估专家指引第9号. */
export const monopoly = (input: MonopolyInput, place: Place): Result<Term> => {
  const unit = 'none' as const;
  const read = allOf({
    own: readEntered(
      place,
      { field: 'ownVolume', label: '本数据资产数据量', domain: NOT_NEGATIVE, unit },
      input.ownVolume,
    ),
    all: readEntered(
      place,
      { field: 'industryVolume', label: '行业（地域）同类数据总量', domain: POSITIVE, unit },
      input.industryVolume,
    ),
  });
  if (!read.ok) return read;
  const { own, all } = read.value;
  if (own.value.gt(all.value))
    return refuse(
      'E_RANGE',
      '本数据资产数据量超过行业（地域）总量',
      fieldPath(place, 'ownVolume'),
      '请核对两者的单位和统计口径',
    );
  return ok(
    ratioStep({
      id: `${place.id}/monopoly`,
      label: '数据垄断系数 l',
      value: own.value.dividedBy(all.value),
      formula: `${shown(own)} ÷ ${shown(all)}`,
      children: [own.node, all.node],
    }),
  );
};

/** Expert score of every item of `data-pricing.realisation-risk`, 0 (no risk) to 1. */
export interface RealisationRiskInput {
  readonly scores: Readonly<Record<string, Entered>>;
}

/**
 * 数据价值实现风险系数 r = Σ group weight · item weight · score. Fails with `E_MISSING` (an item without a score),
 * `E_RANGE`, `E_FACTOR_UNKNOWN`. Source: 资产评估专家指引第9号; weights from the rulebook.
 */
export const realisationRisk = (input: RealisationRiskInput, context: MethodContext): Result<Term> => {
  const table = readRealisationRisk(context.rules);
  if (!table.ok) return table;
  const { value, rule } = table.value;
  const items = value.groups.flatMap((group) =>
    group.items.map((item) => ({ ...item, weight: new Decimal(group.weight).times(item.weight) })),
  );
  const unknown = Object.keys(input.scores).find((id) => !items.some((item) => item.id === id));
  if (unknown !== undefined)
    return refuse(
      'E_FACTOR_UNKNOWN',
      `评分表中没有“${unknown}”`,
      fieldPath(context, `scores.${unknown}`),
      '请按评分表逐项评分',
      rule.id,
    );
  const terms: { readonly term: Term; readonly weight: Decimal }[] = [];
  for (const { id, title, weight } of items) {
    const spec = { field: `scores.${id}`, label: `“${title}”风险得分`, domain: SHARE };
    const term = readEntered(context, spec, input.scores[id] ?? { value: null });
    if (!term.ok) return term;
    terms.push({ term: term.value, weight });
  }
  return ok(
    ratioStep({
      id: `${context.id}/realisation-risk`,
      label: '数据价值实现风险系数 r',
      value: terms.reduce((sum, { term, weight }) => term.value.times(weight).plus(sum), new Decimal(0)),
      formula: terms.map(({ term, weight }) => `${weight.toFixed()} × ${shown(term)}`).join(' + '),
      children: [...terms.map(({ term }) => term.node), ruleLeaf(rule)],
    }),
  );
};
