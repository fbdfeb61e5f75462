import { mapOf } from '../../kernel/nested-map';
import { Decimal } from '../../kernel/decimal';
import type { PointStep } from '../rule-model';
import type { CheckInput } from './check-input';
import { type Blocked, blocked } from './measured-check';

/** A rule that lacks a number, points or words that its test reads: unknown, with a code. */
export const lacking = (name: string): Blocked =>
  blocked(
    'E_RULE_PARAMETER',
    `规则没有写明“${name}”`,
    '在参数库核对这条规则；由机构参数改动的，恢复内置值',
    [],
  );

const holds = (value: Decimal, step: PointStep): boolean =>
  'min' in step ? step.min === null || value.gte(step.min) : step.max === null || value.lte(step.max);

/** Points of the first step that holds; `null` when the steps leave the value out. */
export const stepPoints = (value: Decimal, steps: readonly PointStep[]): number | null =>
  steps.find((step) => holds(value, step))?.points ?? null;

const own = <T>(record: Readonly<Record<string, T>> | undefined, name: string): T | null =>
  record !== undefined && Object.hasOwn(record, name) ? (record[name] ?? null) : null;

type Numbers = NonNullable<CheckInput['loaded']['computed']>['spec']['numbers'];
const read = new WeakMap<Numbers, Map<string, Decimal>>();

export const numberOf = ({ loaded }: CheckInput, name: string): Decimal | null => {
  const numbers = loaded.computed?.spec.numbers;
  const text = own(numbers, name);
  if (numbers === undefined || text === null) return null;
  const byName = mapOf(read, numbers);
  let value = byName.get(name);
  if (value === undefined) byName.set(name, (value = new Decimal(text)));
  return value;
};

export const pointsOf = ({ loaded }: CheckInput, name: string): number | null =>
  own<number>(loaded.computed?.spec.points, name);

/** Points of several names; `null` when the rule lacks one of them. */
export const allPoints = <K extends string>(
  input: CheckInput,
  names: readonly K[],
): Readonly<Record<K, number>> | null => {
  const found: Partial<Record<K, number>> = {};
  for (const name of names) {
    const value = pointsOf(input, name);
    if (value === null) return null;
    found[name] = value;
  }
  // Every name has been filled above; the compiler cannot count that.
  return found as Record<K, number>;
};

export const wordsOf = ({ loaded }: CheckInput, name: string): readonly string[] =>
  own(loaded.computed?.spec.words, name) ?? [];

export const figureOf = (input: CheckInput, name: string) => {
  const id = own(input.loaded.computed?.spec.figures, name);
  return id === null ? undefined : input.context.figures.get(id);
};

export const stepsOf = ({ loaded }: CheckInput): readonly PointStep[] => loaded.computed?.spec.steps ?? [];

/** `12.3%`, one decimal, for messages. */
export const percent = (value: Decimal): string => `${value.times(100).toDecimalPlaces(1).toFixed()}%`;
