import type { Failure } from '../../kernel/result';
import { INPUT_KEYS } from '../reading/input-keys';
import { expertOptions, indicatorsOf, scaleOf } from './scheme-parts';
import { DIMENSION_KEYS, type Dimension, type Indicator, type Scheme } from './scheme-schema';
import { isOrdered, movesAsDeclared, numberScores } from './scoring-rule';
import { isPositiveWeight, sumToOne } from './weight-text';

export type Keys = readonly (string | number)[];

/** What the shape of a scheme cannot say. */
export interface SchemeFault {
  readonly message: string;
  /** Indicator, group or dimension code, or the member of the scheme that is meant. */
  readonly code: string;
  /** Keys from the scheme down to the place, as written in its file. */
  readonly keys: Keys;
}

const unique = (values: readonly string[]): boolean => new Set(values).size === values.length;

/** Message and the member of the indicator that is meant; `null` when it is sound. */
const indicatorFault = (scheme: Scheme, indicator: Indicator): readonly [string, string] | null => {
  const { scoring, number, input, worst, best } = indicator;
  const options = expertOptions(scheme, indicator);
  const numeric = scoring.kind !== 'options' && scoring.kind !== 'scale';
  if (numeric !== (number !== undefined)) return ['数值型指标须说明数值范围，选项型指标不得有', 'number'];
  if (!numeric && options.length === 0) return ['没有可选项，或量表不存在', 'scoring'];
  if (indicator.expertScale !== undefined && scaleOf(scheme, indicator.expertScale) === null)
    return [`人工评价量表“${indicator.expertScale}”不存在`, 'expertScale'];
  if (!unique(options.map((o) => o.key))) return ['选项标识重复', 'scoring'];
  if (input !== null && !INPUT_KEYS.has(input)) return [`不认识的输入项“${input}”`, 'input'];
  if (!isOrdered(scoring)) return ['评分档次的次序不对', 'scoring'];
  if (number !== undefined && !movesAsDeclared(scoring, number.better))
    return ['评分档次的走向与声明的方向相反', 'scoring'];
  const scores = [...numberScores(scoring), ...options.map((o) => o.score)];
  return Math.min(...scores) < worst || Math.max(...scores) > best || worst > best
    ? ['最低分、最高分没有包住全部可得分', 'worst']
    : null;
};

const weightsFault = (siblings: readonly { readonly weight?: string }[]): string | null => {
  const given = siblings.flatMap((s) => (s.weight === undefined ? [] : [s.weight]));
  if (given.length === 0) return null;
  if (given.length !== siblings.length) return '同级权重须全部填写或全部不填';
  return given.every(isPositiveWeight) && sumToOne(given) ? null : '同级权重须为正且合计为 1';
};

/** A multiplier scales the others of its parent: there must be others, one multiplier at most, and it has no weight. */
const multiplierFault = (indicators: readonly Indicator[]): string | null => {
  const multipliers = indicators.filter((i) => i.multiplier === true);
  if (multipliers.length === 0) return null;
  if (multipliers.length > 1) return '同一上级指标下至多有一个乘数指标';
  if (multipliers.some((i) => i.weight !== undefined)) return '乘数指标不得有权重';
  return indicators.length === 1 ? '乘数指标须与至少一个其他指标同级' : null;
};

function* dimensionFaults(scheme: Scheme, dimension: Dimension, at: Keys): Generator<SchemeFault> {
  const { code, groups, flat } = dimension;
  const between = weightsFault(groups);
  if (between !== null) yield { message: between, code, keys: [...at, 'groups'] };
  for (const [i, group] of groups.entries()) {
    const here: Keys = [...at, ...(flat === true ? [] : ['groups', i]), 'indicators'];
    const scaled = multiplierFault(group.indicators);
    if (scaled !== null) yield { message: scaled, code: group.code, keys: here };
    const within = weightsFault(group.indicators.filter((own) => own.multiplier !== true));
    if (within !== null) yield { message: within, code: group.code, keys: here };
    for (const [j, indicator] of group.indicators.entries()) {
      const found = indicatorFault(scheme, indicator);
      if (found !== null) yield { message: found[0], code: indicator.code, keys: [...here, j, found[1]] };
    }
  }
}

const codesOf = (scheme: Scheme): readonly string[] => [
  ...scheme.dimensions.flatMap((d) => [d.code, ...(d.flat === true ? [] : d.groups.map((g) => g.code))]),
  ...indicatorsOf(scheme).map((i) => i.code),
];

/** Everything that is wrong with a scheme of the right shape, outermost first. */
export function* schemeFaults(scheme: Scheme): Generator<SchemeFault> {
  if (scheme.dimensions.map((d) => d.key).join() !== DIMENSION_KEYS.join()) {
    yield { message: '一级指标应依次为法律、技术、经济', code: 'dimensions', keys: ['dimensions'] };
    return;
  }
  const codes = codesOf(scheme);
  const twice = codes.find((code, i) => codes.indexOf(code) !== i);
  if (twice !== undefined)
    yield { message: `指标代码“${twice}”重复`, code: 'dimensions', keys: ['dimensions'] };
  if (!unique(scheme.scenarios.map((s) => s.code)))
    yield { message: '场景代码重复', code: 'scenarios', keys: ['scenarios'] };
  for (const [i, dimension] of scheme.dimensions.entries())
    yield* dimensionFaults(scheme, dimension, ['dimensions', i]);
}

/** First fault as a refusal, `E_SCHEME`, path = indicator or group code; else `null`. */
export const checkScheme = (scheme: Scheme): Failure | null => {
  for (const { message, code } of schemeFaults(scheme))
    return {
      code: 'E_SCHEME',
      message,
      path: code,
      remedy: '请在参数库中修正评分方案的这一项，或恢复内置方案',
    };
  return null;
};
