import { Decimal } from '../../kernel/decimal';
import { reference } from '../figure-parts';
import { type Points, textOf } from '../check';
import type { PointStep } from '../rule-model';
import type { CheckInput } from './check-input';
import {
  allPoints,
  figureOf,
  lacking,
  numberOf,
  percent,
  pointsOf,
  stepPoints,
  stepsOf,
} from './computation-parts';
import { accountYear, factFault, factNumbers, isBlockedFacts } from './fact-years';
import { type Blocked, type Measure, blocked, none, points } from './measured-check';
import { type Part, absent, weakestOf } from './weakest-part';

const DECIMAL = /^-?\d+(\.\d+)?$/;

const worstOf = (steps: readonly PointStep[]): number => Math.min(...steps.map((s) => s.points));

interface FigureUse {
  /** Name of the figure in the rule. */
  readonly name: string;
  readonly steps: readonly PointStep[];
  /** What it could be while nobody knows; the lowest step if not given. */
  readonly worst?: number;
  readonly show?: (value: Decimal) => string;
}

/** A number that an earlier method left, with both ends of its interval, as a part of an item. */
export const figurePart = (
  input: CheckInput,
  { name, steps, worst = worstOf(steps), show = percent }: FigureUse,
): Part => {
  const found = figureOf(input, name);
  if (found === undefined || found.value === null) {
    const why = (): string => found?.trace.note ?? `${found?.label ?? name}未知`;
    return absent(worst, why, found === undefined ? [] : [() => found.trace]);
  }
  const { value, interval } = found;
  const ends = [interval?.low ?? value, interval?.high ?? value];
  if (![value, ...ends].every((text) => DECIMAL.test(text)))
    return blocked('E_FIELD_TYPE', `${found.label}不是数字`, '核对前序方法的结果', [() => found.trace]);
  const each = ends.map((text) => stepPoints(new Decimal(text), steps));
  const known = each.filter((p) => p !== null);
  if (known.length < each.length) return lacking('steps');
  const range: Points = { low: Math.min(...known), high: Math.max(...known) };
  const node = (): ReturnType<typeof reference> =>
    reference(found.id, found.label, found.value, found.unit, found.confidence);
  return {
    kind: 'seen',
    points: range,
    seen: () => `${found.label} ${show(new Decimal(value))}`,
    nodes: [node],
  };
};

/** T2: points by steps of one ratio. */
export const figureRatio: Measure = (input) =>
  factFault(input) ?? weakestOf([figurePart(input, { name: 'ratio', steps: stepsOf(input) })], 0);

/** Mean of several parts, rounded down to whole points. */
const meanOf = (parts: readonly Part[]): ReturnType<Measure> => {
  const problem = parts.find((p): p is Blocked => p.kind === 'blocked');
  if (problem !== undefined) return problem;
  const known = parts.filter((p) => p.kind === 'seen');
  const missing = parts.filter((p) => p.kind === 'absent');
  const nodes = [...known, ...missing].flatMap((p) => p.nodes);
  const whys = missing.map((p) => p.why);
  if (known.length === 0) return none(() => whys.map(textOf).join('；'), nodes);
  const sum = (key: keyof Points): number => known.reduce((total, p) => total + p.points[key], 0);
  const low = sum('low') + missing.reduce((total, p) => total + p.worst, 0);
  const high = sum('high') + 4 * missing.length;
  return points(
    { low: Math.floor(low / parts.length), high: Math.floor(high / parts.length) },
    () => [...known.map((p) => p.seen), ...whys].map(textOf).join('；'),
    nodes,
  );
};

/** T3: research staff and degree holders over all staff; the mean of both, rounded down. */
export const staffStructure: Measure = (input) => {
  const steps = stepsOf(input);
  const parts = ['research-staff', 'degrees'].map((name) => figurePart(input, { name, steps }));
  const over = ['research-staff', 'degrees']
    .map((name) => figureOf(input, name))
    .find((f) => f !== undefined && f.value !== null && new Decimal(f.value).gt(1));
  const problem =
    over === undefined
      ? null
      : blocked('E_CONTRADICTION', `${over.label}大于 100%`, '核对社保名册与员工名册，认定其中一个', [
          () => over.trace,
        ]);
  return factFault(input) ?? problem ?? meanOf(parts);
};

/** Change of electricity use as a part: a steep fall says that work stopped. */
export const electricityPart = (input: CheckInput): Part => {
  const [fall, stop] = [numberOf(input, 'fall'), numberOf(input, 'stop')];
  const worth = allPoints(input, ['steady', 'less', 'stopped']);
  if (fall === null || stop === null || worth === null) return lacking('fall、stop、steady、less、stopped');
  const { steady, less, stopped } = worth;
  const steps: readonly PointStep[] = [
    { min: fall.negated().toFixed(), points: asPoints(steady) },
    { min: stop.negated().toFixed(), points: asPoints(less) },
    { min: null, points: asPoints(stopped) },
  ];
  const show = (change: Decimal): string => `${change.lt(0) ? '降' : '增'} ${percent(change.abs())}`;
  return figurePart(input, { name: 'electricity', steps, show });
};

const POINTS = [0, 1, 2, 3, 4] as const;
const asPoints = (value: number): (typeof POINTS)[number] => POINTS.find((p) => p === value) ?? 0;

/** Orders of the last twelve months over the revenue of the last year. */
const ordersPart = (input: CheckInput): Part => {
  const worst = worstOf(stepsOf(input));
  const year = accountYear(input, ['revenue']);
  if (year === null) return absent(worst, '没有营业收入', []);
  const facts = factNumbers(input, { orders: ['orders', null], revenue: ['revenue', year] });
  if (isBlockedFacts(facts)) return facts;
  if (facts.state === 'absent') return absent(worst, facts.why, facts.nodes);
  if (facts.values.revenue.isZero()) return absent(worst, `${year} 年营业收入为 0`, facts.nodes);
  const cover = facts.values.orders.dividedBy(facts.values.revenue);
  const value = stepPoints(cover, stepsOf(input));
  return value === null
    ? lacking('steps')
    : {
        kind: 'seen',
        points: { low: value, high: value },
        seen: () => `近12个月订单为 ${year} 年营业收入的 ${percent(cover)}`,
        nodes: facts.nodes,
      };
};

/** Revenue per 亩 of land. */
const landPart = (input: CheckInput): Part => {
  const [enough, good, poor] = [
    numberOf(input, 'revenue-per-mu'),
    pointsOf(input, 'land-good'),
    pointsOf(input, 'land-poor'),
  ];
  if (enough === null || good === null || poor === null) return lacking('revenue-per-mu');
  const steps: readonly PointStep[] = [
    { min: enough.toFixed(), points: asPoints(good) },
    { min: null, points: asPoints(poor) },
  ];
  const show = (yuan: Decimal): string => `${yuan.dividedBy(10_000).toDecimalPlaces(1).toFixed()} 万元`;
  return figurePart(input, { name: 'land', steps, show });
};

/** T4: orders, electricity, revenue per 亩; the weakest counts. */
export const ordersAndCapacity: Measure = (input) =>
  factFault(input) ??
  weakestOf([ordersPart(input), electricityPart(input), landPart(input)], input.loaded.spec.failBelow);
