import * as v from 'valibot';
import { canonicalJson } from '../kernel/canonical-json';
import type { JsonValue } from '../kernel/json';
import { type Result, ok, refuse } from '../kernel/result';
import { type TraceNode, UNITS, type Unit, leaf } from '../kernel/trace';
import type { ResolvedRule, RulesAt } from './model';

export interface TypedRule<T> {
  readonly value: T;
  readonly rule: ResolvedRule;
}

const typed = <const S extends v.GenericSchema>(
  rule: ResolvedRule,
  schema: S,
): Result<TypedRule<v.InferOutput<S>>> => {
  const parsed = v.safeParse(schema, rule.value);
  if (parsed.success) return ok({ value: parsed.output, rule });
  const issue = parsed.issues[0];
  const path = v.getDotPath(issue);
  return refuse(
    'E_RULE_SHAPE',
    `参数“${rule.title}”（${rule.id}）的值格式不对：${issue.message}`,
    path === null ? rule.id : `${rule.id} › ${path}`,
    '请核对机构参数文件中这一项的写法，或恢复内置值',
    rule.id,
  );
};

/** A rule in force is one object for as long as its `RulesAt` lives, so it is checked once per schema. */
const checked = new WeakMap<v.GenericSchema, WeakMap<ResolvedRule, Result<TypedRule<unknown>>>>();

/**
 * Reads a rule and checks its value against a valibot schema. Fails as `RulesAt.read` does, or with `E_RULE_SHAPE` when
 * the value (an overlay's, say) is not of the form that the reader needs. The value belongs to all readers: it must not
 * be written into.
 */
export const readTyped = <const S extends v.GenericSchema>(
  rules: RulesAt,
  id: string,
  schema: S,
): Result<TypedRule<v.InferOutput<S>>> => {
  const rule = rules.read(id);
  if (!rule.ok) return rule;
  let bySchema = checked.get(schema);
  if (bySchema === undefined) checked.set(schema, (bySchema = new WeakMap()));
  const known = bySchema.get(rule.value);
  // Kept under this very schema: the value is of its output type.
  if (known !== undefined) return known;
  const read = typed(rule.value, schema);
  bySchema.set(rule.value, read);
  return read;
};

const UNIT_NAMES: ReadonlySet<string> = new Set(UNITS);

const isUnit = (unit: string): unit is Unit => UNIT_NAMES.has(unit);

const valueText = (value: JsonValue): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : canonicalJson(value);

/**
 * Trace leaf for a parameter. `label` defaults to the rule's title. Give `value` (and `unit`) when one number out of
 * a table was used; by default the whole value is shown, a table as canonical JSON.
 */
export const ruleLeaf = (rule: ResolvedRule, label?: string, value?: string | null, unit?: Unit): TraceNode =>
  leaf({
    id: `rule/${rule.id}`,
    label: label ?? rule.title,
    value: value === undefined ? valueText(rule.value) : value,
    unit: unit ?? (isUnit(rule.unit) ? rule.unit : 'none'),
    confidence: rule.confidence,
    source: {
      kind: 'parameter',
      id: rule.id,
      effectiveFrom: rule.effectiveFrom,
      region: rule.region,
      citation: rule.citation,
      ...(rule.overlay === undefined ? {} : { overlay: rule.overlay }),
    },
  });
