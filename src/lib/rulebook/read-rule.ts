import * as v from 'valibot';
import { canonicalJson } from '../kernel/canonical-json';
import type { JsonValue } from '../kernel/json';
import { type Result, ok, refuse } from '../kernel/result';
import { type TraceNode, type Unit, leaf } from '../kernel/trace';
import type { ResolvedRule, RulesAt } from './model';

export interface TypedRule<T> {
  readonly value: T;
  readonly rule: ResolvedRule;
}

/**
 * Reads a rule and checks its value against a valibot schema. Fails as `RulesAt.read` does, or with `E_RULE_SHAPE` when
 * the value (an overlay's, say) is not of the form that the reader needs.
 */
export const readTyped = <const S extends v.GenericSchema>(
  rules: RulesAt,
  id: string,
  schema: S,
): Result<TypedRule<v.InferOutput<S>>> => {
  const rule = rules.read(id);
  if (!rule.ok) return rule;
  const parsed = v.safeParse(schema, rule.value.value);
  if (parsed.success) return ok({ value: parsed.output, rule: rule.value });
  const issue = parsed.issues[0];
  const path = v.getDotPath(issue);
  return refuse(
    'E_RULE_SHAPE',
    `参数“${rule.value.title}”（${id}）的值格式不对：${issue.message}`,
    path === null ? id : `${id} › ${path}`,
    '请核对机构参数文件中这一项的写法，或恢复内置值',
    id,
  );
};

const UNITS: ReadonlySet<string> = new Set<Unit>([
  'fen',
  'ratio',
  'score',
  'year',
  'day',
  'month',
  'count',
  'date',
  'text',
  'none',
]);

const isUnit = (unit: string): unit is Unit => UNITS.has(unit);

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
