import type { Keys, SchemeFault } from './scheme-checks';
import type { Dimension, Indicator, Scheme } from './scheme-schema';

/**
 * What is asked of a scheme at the door, beyond what reading one asks: no value without points, no claim of conformity,
 * and no loan scenario without gates.
 */

const CONFORMS = /符合.{0,20}(GB|国标|国家标准|42748)|依据国标/;

/** Where the numbers that an indicator accepts have no points; `null` when all have. Message and member. */
const gapOf = ({ scoring, number }: Indicator): readonly [string, Keys] | null => {
  if (number === undefined) return null;
  if (number.max !== null && number.max < number.min) return ['数值范围的上限小于下限', ['number', 'max']];
  if (scoring.kind === 'bands') {
    const lowest = scoring.bands[scoring.bands.length - 1]?.min ?? Infinity;
    return lowest > number.min
      ? [
          `评分档次有空缺：${number.min} 至 ${lowest} 之间没有分值`,
          ['scoring', 'bands', scoring.bands.length - 1, 'min'],
        ]
      : null;
  }
  if (scoring.kind !== 'table') return null;
  if (!number.integer || number.max === null)
    return ['逐值计分的指标须为有上限的整数', ['number', number.integer ? 'max' : 'integer']];
  const known = new Set(scoring.rows.map((row) => row.at));
  for (let value = Math.ceil(number.min); value <= number.max && value - number.min <= known.size; value++)
    if (!known.has(value)) return [`评分档次有空缺：${value} 没有分值`, ['scoring', 'rows']];
  return null;
};

function* indicatorGaps(dimension: Dimension, at: Keys): Generator<SchemeFault> {
  for (const [i, group] of dimension.groups.entries())
    for (const [j, indicator] of group.indicators.entries()) {
      const found = gapOf(indicator);
      const here: Keys = [...at, ...(dimension.flat === true ? [] : ['groups', i]), 'indicators', j];
      if (found !== null) yield { message: found[0], code: indicator.code, keys: [...here, ...found[1]] };
    }
}

function* scenarioFaults(scheme: Scheme, id: string): Generator<SchemeFault> {
  for (const [i, { code, weights, gates }] of scheme.scenarios.entries()) {
    if (weights !== `patent.weights.${id}` && weights !== `patent.weights.${id}.${code}`)
      yield {
        message: `权重参数应为“patent.weights.${id}.${code}”或“patent.weights.${id}”`,
        code,
        keys: ['scenarios', i, 'weights'],
      };
    if (gates !== null && !gates.startsWith('patent.gates.'))
      yield { message: '前置门槛应为 patent.gates. 开头的参数', code, keys: ['scenarios', i, 'gates'] };
    if (code === 'finance' && gates === null)
      yield { message: '金融类场景不得没有前置门槛', code, keys: ['scenarios', i, 'gates'] };
  }
}

/** Faults of a scheme for the file of scheme `id`. */
export function* schemeFileFaults(scheme: Scheme, id: string): Generator<SchemeFault> {
  for (const member of ['title', 'statement'] as const)
    if (CONFORMS.test(scheme[member]))
      yield { message: '不得声称符合国家标准，只能写“参照……框架”', code: member, keys: [member] };
  yield* scenarioFaults(scheme, id);
  for (const [i, dimension] of scheme.dimensions.entries())
    yield* indicatorGaps(dimension, ['dimensions', i]);
}
