import { Decimal } from '../../kernel/decimal';
import { check, failed } from '../check';
import type { ScreeningRule } from '../rule-model';
import { answerCheck } from './answer-check';
import type { CheckTest } from './check-input';

type Steps = NonNullable<ScreeningRule['steps']>;

const isDecimal = (text: string): boolean => /^-?\d+(\.\d+)?$/.test(text);

const pointsAt = (value: string, steps: Steps): number | null =>
  steps.find((step) => step.max === null || new Decimal(value).lte(step.max))?.points ?? null;

/**
 * Points by steps of a ratio that an earlier method left (both ends of its interval). When there is no such figure, a
 * person is asked instead.
 */
export const figureSteps: CheckTest = (input) => {
  const { figure: id, steps, failBelow } = input.loaded.spec;
  if (id === undefined || steps === undefined)
    return failed('E_RULE_PARAMETER', '规则没有写明 figure 或 steps');
  const figure = input.context.figures.get(id);
  const value = figure?.value ?? null;
  if (figure === undefined || value === null) return answerCheck(input);
  const ends = [figure.interval?.low ?? value, figure.interval?.high ?? value];
  if (![value, ...ends].every(isDecimal)) return failed('E_FIELD_TYPE', `${figure.label}不是数字`);
  const found = ends.map((end) => pointsAt(end, steps)).filter((p) => p !== null);
  if (found.length < ends.length) return failed('E_RULE_SHAPE', 'steps 没有覆盖全部取值');
  const points = { low: Math.min(...found), high: Math.max(...found) };
  const facts = { figure: figure.label, value, points: String(points.low) };
  const verdict = points.low >= failBelow ? 'pass' : points.high < failBelow ? 'fail' : 'unknown';
  return { ...check(verdict, `${verdict}.figure`, facts, [() => figure.trace]), points };
};
