import * as v from 'valibot';
import type { JsonValue } from '../kernel/json';
import type { Failure, Result } from '../kernel/result';
import { fail, ok, refuse } from '../kernel/result';
import { parseStrictJson } from '../kernel/strict-json';
import type { RuleEntry, RuleOverlay } from './model';
import { ruleOverlay } from './rule-schema';

type Item = RuleOverlay['entries'][number];

const REMEDY = '请修正机构参数文件后重新导入';

const problem = (code: string, message: string, item: Item): Failure => ({
  code,
  message,
  path: `参数 › ${item.id} › ${item.effectiveFrom}`,
  remedy: REMEDY,
  rule: item.id,
});

/** Items of one id must follow each other in time without touching. */
const checkPeriods = (items: readonly Item[]): Failure[] => {
  const latest = new Map<string, Item>();
  return items.flatMap((item) => {
    const before = latest.get(item.id);
    latest.set(item.id, item);
    const ends = item.effectiveTo !== undefined && item.effectiveTo < item.effectiveFrom;
    if (ends) return [problem('E_RULE_ORDER', `“${item.id}”的失效日期早于生效日期`, item)];
    if (before === undefined) return [];
    if (item.effectiveFrom <= before.effectiveFrom)
      return [problem('E_RULE_ORDER', `“${item.id}”应按生效日期从早到晚排列，且不重复`, item)];
    return before.effectiveTo !== undefined && before.effectiveTo >= item.effectiveFrom
      ? [problem('E_RULE_OVERLAP', `“${item.id}”的生效期间重叠`, item)]
      : [];
  });
};

/**
 * Reads an overlay file (strict JSON, strict schema). Fails with the codes of `parseStrictJson`, with `E_OVERLAY`,
 * `E_RULE_ORDER` or `E_RULE_OVERLAP`. Whether its ids may be replaced is asked of `checkOverlay`.
 */
export const parseOverlay = (text: string): Result<RuleOverlay> => {
  const json = parseStrictJson(text, { maxLength: 8 * 1024 * 1024 });
  if (!json.ok) return json;
  const parsed = v.safeParse(ruleOverlay, json.value);
  if (!parsed.success) {
    const issue = parsed.issues[0];
    return refuse('E_OVERLAY', `机构参数文件格式不对：${issue.message}`, v.getDotPath(issue) ?? '', REMEDY);
  }
  const first = checkPeriods(parsed.output.entries)[0];
  return first === undefined ? ok(parsed.output) : fail(first);
};

const formOf = (value: JsonValue): string =>
  Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;

/**
 * What does not fit the rulebook: unknown ids (`E_RULE_UNKNOWN`), entries that may not be replaced
 * (`E_RULE_NOT_OVERRIDABLE`), values of another form than the built-in one (`E_RULE_SHAPE`). An entry without any built-in
 * value is a place kept for the institution and takes every form. Empty = all may be applied.
 */
export const checkOverlay = (overlay: RuleOverlay, entries: readonly RuleEntry[]): readonly Failure[] => {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  return overlay.entries.flatMap((item) => {
    const entry = byId.get(item.id);
    if (entry === undefined) return [problem('E_RULE_UNKNOWN', `参数库中没有“${item.id}”`, item)];
    if (!entry.overridable)
      return [problem('E_RULE_NOT_OVERRIDABLE', `“${entry.title}”不允许由机构参数替换`, item)];
    const forms = new Set(entry.values.map((value) => formOf(value.value)).filter((form) => form !== 'null'));
    return item.value === null || forms.size === 0 || forms.has(formOf(item.value))
      ? []
      : [
          problem(
            'E_RULE_SHAPE',
            `“${entry.title}”的值应为 ${[...forms].join(' 或 ')}，写的是 ${formOf(item.value)}`,
            item,
          ),
        ];
  });
};
