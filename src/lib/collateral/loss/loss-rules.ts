import * as v from 'valibot';
import { decimalText, ratioText } from '../../case/schema-parts';
import type { Confidence } from '../../kernel/confidence';
import { Decimal, decimalText as textOf } from '../../kernel/decimal';
import { type Result, ok, refuse } from '../../kernel/result';
import { type TraceNode, derive } from '../../kernel/trace';
import { classRuleId } from '../../rulebook/collateral-rules';
import type { RulesAt } from '../../rulebook/model';
import { readTyped, ruleLeaf } from '../../rulebook/read-rule';
import { canonicalClassCode } from '../asset-class';
import { secured } from './regulatory-rules';

/** Fall of value in the light, medium and heavy scenario. */
const falls = v.pipe(
  v.array(ratioText),
  v.length(3),
  v.check(
    (rows) => rows.every((fall, i) => i === 0 || Number(fall) >= Number(rows[i - 1])),
    '跌幅应从轻到重不减',
  ),
);
const plainClass = v.object({
  name: v.string(),
  defaultCap: ratioText,
  stressDown: falls,
  regulatoryLgdClass: v.picklist(['financial', 'receivables', 'real_estate', 'other_physical', 'none']),
});
const derivedClass = v.object({
  name: v.string(),
  mostPrudentOf: v.pipe(v.array(v.string()), v.minLength(1)),
});

const disposal = v.object({
  discountRate: ratioText,
  costRate: ratioText,
  groups: v.array(v.object({ id: v.string(), name: v.string(), years: decimalText })),
  classes: v.array(v.object({ code: v.string(), group: v.string() })),
});

/** What the loss engines know about a class. Numbers are ratio text with their traces. */
export interface LossClass {
  readonly code: string;
  readonly name: string;
  /** `real_estate`, `ip` …: groups of `collateral.loss.disposal`. */
  readonly group: string;
  readonly lgdClass: v.InferOutput<typeof plainClass>['regulatoryLgdClass'];
  readonly cap: string;
  readonly haircut: string;
  readonly stressDown: readonly string[];
  readonly costRate: string;
  readonly discountRate: string;
  readonly years: string;
  readonly confidence: Confidence;
  readonly traces: Readonly<
    Record<'cap' | 'haircut' | 'costRate' | 'discountRate' | 'years' | 'stressDown', TraceNode>
  >;
}

interface Described {
  readonly name: string;
  readonly cap: string;
  readonly stressDown: readonly string[];
  readonly lgdClass: LossClass['lgdClass'];
  readonly leaves: readonly TraceNode[];
}

const refuseClass = (code: string): Result<never> =>
  refuse(
    'E_CLASS_UNKNOWN',
    `押品类别“${code}”没有可用的处置参数`,
    `押品类别 ${code}`,
    '请改选参数库中的押品类别，或由机构参数补充该类的处置时间和压力跌幅',
    classRuleId(code) ?? 'collateral.class',
  );

const readPlain = (rules: RulesAt, code: string): Result<Described> => {
  const id = classRuleId(code);
  const read = id === null ? refuseClass(code) : readTyped(rules, id, plainClass);
  if (!read.ok) return read;
  const { value, rule } = read.value;
  return ok({
    name: value.name,
    cap: value.defaultCap,
    stressDown: value.stressDown,
    lgdClass: value.regulatoryLgdClass,
    leaves: [ruleLeaf(rule, `${value.name} 抵质押率上限（默认）`, value.defaultCap, 'ratio')],
  });
};

const extreme = (texts: readonly string[], pick: 'max' | 'min'): string =>
  textOf(Decimal[pick](...texts.map((text) => new Decimal(text))));

/** `PATENT_MIXED` and the like: the lowest cap and the deepest falls of the classes they name. */
const readDescribed = (rules: RulesAt, code: string): Result<Described> => {
  const id = classRuleId(code);
  const derived = id === null ? null : readTyped(rules, id, derivedClass);
  if (derived?.ok !== true) return readPlain(rules, code);
  const parts: Described[] = [];
  for (const one of derived.value.value.mostPrudentOf) {
    const part = readPlain(rules, one);
    if (!part.ok) return part;
    parts.push(part.value);
  }
  const [first] = parts;
  return ok({
    name: derived.value.value.name,
    cap: extreme(
      parts.map((p) => p.cap),
      'min',
    ),
    stressDown: [0, 1, 2].map((i) =>
      extreme(
        parts.map((p) => p.stressDown[i] ?? '1'),
        'max',
      ),
    ),
    lgdClass: parts.every((p) => p.lgdClass === first?.lgdClass) ? (first?.lgdClass ?? 'none') : 'none',
    leaves: parts.flatMap((p) => p.leaves),
  });
};

/**
 * Reads what the loss engines need of a class: cap, falls, haircut = max(regulatory haircut, 1 − default cap), cost, time and
 * rate of discounting. Fails with `E_CLASS_UNKNOWN` or as `readTyped` does.
 * Source: `collateral.class.*`, `collateral.loss.disposal`, `collateral.loss.regulatory-lgd`.
 */
export const readLossClass = (rules: RulesAt, given: string): Result<LossClass> => {
  const code = canonicalClassCode(rules, given);
  const described = readDescribed(rules, code);
  if (!described.ok) return refuseClass(given);
  const table = readTyped(rules, 'collateral.loss.disposal', disposal);
  if (!table.ok) return table;
  const { value, rule } = table.value;
  const { name, cap, stressDown, lgdClass, leaves } = described.value;
  const group = value.classes.find((row) => row.code === code)?.group;
  const years = value.groups.find(({ id }) => id === group)?.years;
  if (group === undefined || years === undefined || years.startsWith('-')) return refuseClass(given);
  const regulatory = secured(rules, lgdClass);
  if (!regulatory.ok) return regulatory;
  const floor = regulatory.value?.haircut ?? null;
  const fromCap = new Decimal(1).minus(cap);
  const haircut = textOf(floor === null ? fromCap : Decimal.max(fromCap, floor));
  const haircutTrace = derive({
    id: `loss/haircut/${code}`,
    label: `${name} 处置折扣`,
    value: haircut,
    unit: 'ratio',
    formula: `max(监管折扣 ${floor ?? '无'}，1 − 默认抵质押率 ${cap})`,
    children: [...leaves, ...(regulatory.value === null ? [] : [regulatory.value.trace])],
  });
  const worst = derive({
    id: `loss/falls/${code}`,
    label: `${name} 压力跌幅（轻／中／重）`,
    value: stressDown.join('／'),
    unit: 'text',
    children: leaves,
  });
  return ok({
    code,
    name,
    group,
    lgdClass,
    cap,
    haircut,
    stressDown,
    costRate: value.costRate,
    discountRate: value.discountRate,
    years,
    confidence: haircutTrace.confidence,
    traces: {
      cap: derive({
        id: `loss/cap/${code}`,
        label: `${name} 抵质押率上限`,
        value: cap,
        unit: 'ratio',
        children: leaves,
      }),
      haircut: haircutTrace,
      stressDown: worst,
      costRate: ruleLeaf(rule, '处置费用率', value.costRate, 'ratio'),
      discountRate: ruleLeaf(rule, '处置折现率', value.discountRate, 'ratio'),
      years: ruleLeaf(rule, `${name} 处置时间（年）`, years, 'year'),
    },
  });
};
