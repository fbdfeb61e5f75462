import { Decimal } from '../../kernel/decimal';
import { type Failure, type Result, mapResult, ok, refuse } from '../../kernel/result';
import { POSITIVE } from '../../valuation/domain';
import { type Entered, type Place, allOf, fieldPath, readEntered } from '../../valuation/entered';
import { type Term, ratioStep, shown } from '../../valuation/term';
import { POSITIVE_SHARE } from './data-domains';
import type { MarketModel } from './pricing-rules';
import type { QualityCarrier } from './quality-once';

/** 数据资产评估指导意见: X1…X5, each > 0, no difference is `1`, never left out. */
export interface FiveCorrections {
  readonly kind: 'five';
  /** X1 质量调整系数: the only place where quality enters. */
  readonly quality: Entered;
  /** X2 供求调整系数 */
  readonly supplyDemand: Entered;
  /** X3 期日调整系数 */
  readonly date: Entered;
  /** X4 容量调整系数 */
  readonly capacity: Entered;
  /** X5 其他调整系数 */
  readonly other: Entered;
}

/** 资产评估专家指引第9号: 技术, 价值密度, 期日, 容量, 其他. */
export interface RatioCorrections {
  readonly kind: 'ratios';
  readonly technology: Entered;
  /** Share of usable records, (0, 1]: the only place where quality enters. */
  readonly ownDensity: Entered;
  readonly otherDensity: Entered;
  /** Price index of one series, > 0: on the valuation date, and on the day of the trade. */
  readonly indexNow: Entered;
  readonly indexThen: Entered;
  /** Volumes in one unit, > 0; effective records where they are known. */
  readonly ownVolume: Entered;
  readonly otherVolume: Entered;
  /** ε, (0, 1]; absent = that of the rulebook. */
  readonly capacityElasticity?: Entered;
  readonly other: Entered;
}

export type Corrections = FiveCorrections | RatioCorrections;

/** Where a set of corrections holds quality. */
export const correctionCarrier = ({ kind }: Corrections): QualityCarrier =>
  kind === 'five' ? 'comparable-quality' : 'comparable-density';

interface Named {
  readonly field: string;
  readonly label: string;
  readonly term: Term;
}

const FIVE = {
  quality: '质量调整系数 X1',
  supplyDemand: '供求调整系数 X2',
  date: '期日调整系数 X3',
  capacity: '容量调整系数 X4',
  other: '其他调整系数 X5',
} as const;
const FIVE_FIELDS = ['quality', 'supplyDemand', 'date', 'capacity', 'other'] as const;

const readFive = (given: FiveCorrections, prefix: string, place: Place): Result<readonly Named[]> => {
  const named: Named[] = [];
  for (const name of FIVE_FIELDS) {
    const [field, label] = [`${prefix}.${name}`, FIVE[name]];
    const term = readEntered(place, { field, label, domain: POSITIVE, unit: 'none' }, given[name]);
    if (!term.ok) return term;
    named.push({ field, label, term: term.value });
  }
  return ok(named);
};

const RATIOS = {
  technology: '技术修正系数',
  ownDensity: '本数据有效记录占比',
  otherDensity: '案例有效记录占比',
  indexNow: '基准日价格指数',
  indexThen: '交易日价格指数',
  ownVolume: '本数据容量',
  otherVolume: '案例容量',
  other: '其他修正系数',
} as const;

const quotient = (id: string, label: string, above: Term, below: Term): Term =>
  ratioStep({
    id,
    label,
    value: above.value.dividedBy(below.value),
    formula: `${shown(above)} ÷ ${shown(below)}`,
    children: [above.node, below.node],
  });

const elasticityOf = (
  given: RatioCorrections,
  prefix: string,
  model: MarketModel,
  place: Place,
): Result<Term> => {
  const field = `${prefix}.capacityElasticity`;
  const own: Entered = { value: model.value.capacityElasticity };
  return mapResult(
    readEntered(
      place,
      { field, label: '容量弹性 ε', domain: POSITIVE_SHARE },
      given.capacityElasticity ?? own,
    ),
    ({ value, node }) =>
      given.capacityElasticity === undefined
        ? { value, node: { ...node, ...ruleSource(model) } }
        : { value, node },
  );
};

const ruleSource = ({ rule }: MarketModel) => ({
  id: `rule/${rule.id}/capacity-elasticity`,
  confidence: rule.confidence,
  source: {
    kind: 'parameter' as const,
    id: rule.id,
    effectiveFrom: rule.effectiveFrom,
    region: rule.region,
    citation: rule.citation,
    ...(rule.overlay === undefined ? {} : { overlay: rule.overlay }),
  },
  note: '取自参数库：容量不能线性放大',
});

const readRatios = (
  given: RatioCorrections,
  prefix: string,
  model: MarketModel,
  place: Place,
): Result<readonly Named[]> => {
  const read = (name: keyof typeof RATIOS): Result<Term> =>
    readEntered(
      place,
      {
        field: `${prefix}.${name}`,
        label: RATIOS[name],
        domain: name === 'ownDensity' || name === 'otherDensity' ? POSITIVE_SHARE : POSITIVE,
        unit: 'none',
      },
      given[name],
    );
  return mapResult(
    allOf({
      technology: read('technology'),
      ownDensity: read('ownDensity'),
      otherDensity: read('otherDensity'),
      now: read('indexNow'),
      then: read('indexThen'),
      own: read('ownVolume'),
      others: read('otherVolume'),
      elasticity: elasticityOf(given, prefix, model, place),
      other: read('other'),
    }),
    ({ technology, ownDensity, otherDensity, now, then, own, others, elasticity, other }) => {
      const id = `${place.id}/${prefix}`;
      const capacity = ratioStep({
        id: `${id}/capacity`,
        label: '容量修正系数',
        value: own.value.dividedBy(others.value).pow(elasticity.value),
        formula: `(${shown(own)} ÷ ${shown(others)})^${shown(elasticity)}`,
        children: [own.node, others.node, elasticity.node],
      });
      const density = quotient(`${id}/density`, '价值密度修正系数', ownDensity, otherDensity);
      const date = quotient(`${id}/date`, '期日修正系数', now, then);
      return [
        { field: `${prefix}.technology`, label: RATIOS.technology, term: technology },
        { field: `${prefix}.ownDensity`, label: '价值密度修正系数', term: density },
        { field: `${prefix}.indexNow`, label: '期日修正系数', term: date },
        { field: `${prefix}.ownVolume`, label: '容量修正系数', term: capacity },
        { field: `${prefix}.other`, label: RATIOS.other, term: other },
      ];
    },
  );
};

export interface Correction {
  /** Product of all corrections. */
  readonly product: Decimal;
  readonly terms: readonly Term[];
  readonly warnings: readonly Failure[];
}

/**
 * Reads the corrections of one case. A single one outside its bounds warns `W_ADJUSTMENT_LARGE`; a product outside its bounds
 * refuses the case (`E_ADJUSTMENT_RANGE`). Fails with `E_MISSING`, `E_NUMBER`, `E_RANGE`.
 */
export const readCorrections = (
  given: Corrections,
  prefix: string,
  title: string,
  model: MarketModel,
  place: Place,
): Result<Correction> => {
  const named =
    given.kind === 'five' ? readFive(given, prefix, place) : readRatios(given, prefix, model, place);
  if (!named.ok) return named;
  const { single, total } = model.value;
  const product = named.value.reduce((all, { term }) => all.times(term.value), new Decimal(1));
  if (product.lt(total.min) || product.gt(total.max))
    return refuse(
      'E_ADJUSTMENT_RANGE',
      `“${title}”的综合修正 ${product.toFixed(4)} 超出 ${total.min}–${total.max}`,
      fieldPath(place, prefix),
      '差异过大的案例不可比，请换用更接近的案例',
      model.rule.id,
    );
  const warnings = named.value.flatMap(({ field, label, term }): readonly Failure[] =>
    term.value.lt(single.warnBelow) || term.value.gt(single.warnAbove)
      ? [
          {
            code: 'W_ADJUSTMENT_LARGE',
            message: `“${title}”的${label} ${term.value.toFixed(4)} 超出 ${single.warnBelow}–${single.warnAbove}`,
            path: fieldPath(place, field),
            remedy: '请说明修正的依据，或换用更接近的案例',
            rule: model.rule.id,
          },
        ]
      : [],
  );
  return ok({ product, terms: named.value.map(({ term }) => term), warnings });
};
