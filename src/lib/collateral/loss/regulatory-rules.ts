import * as v from 'valibot';
import { decimalText, ratioText } from '../../case/schema-parts';
import { type Result, ok } from '../../kernel/result';
import type { TraceNode } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import { type TypedRule, readTyped, ruleLeaf } from '../../rulebook/read-rule';

const mark = v.picklist(['verified', 'secondary', 'assumption']);
const lgdClass = v.picklist(['financial', 'receivables', 'real_estate', 'other_physical']);

const current = v.object({
  unsecured: v.array(v.object({ id: v.string(), name: v.string(), lgd: ratioText, mark })),
  secured: v.array(
    v.object({ class: lgdClass, name: v.string(), lgd: ratioText, haircut: v.nullable(ratioText), mark }),
  ),
});
export type CurrentLgdRule = v.InferOutput<typeof current>;

const earlier = v.object({
  unsecured: ratioText,
  rows: v.array(
    v.object({ class: lgdClass, lgd: ratioText, threshold: ratioText, full: v.nullable(decimalText) }),
  ),
});
export type EarlierLgdRule = v.InferOutput<typeof earlier>;

const floors = v.object({
  unsecured: ratioText,
  secured: v.array(v.object({ class: lgdClass, lgd: ratioText })),
});
export type LgdFloorRule = v.InferOutput<typeof floors>;

export const readCurrentLgd = (rules: RulesAt): Result<TypedRule<CurrentLgdRule>> =>
  readTyped(rules, 'collateral.loss.regulatory-lgd', current);
export const readEarlierLgd = (rules: RulesAt): Result<TypedRule<EarlierLgdRule>> =>
  readTyped(rules, 'collateral.loss.regulatory-lgd-earlier', earlier);
export const readLgdFloors = (rules: RulesAt): Result<TypedRule<LgdFloorRule>> =>
  readTyped(rules, 'collateral.loss.lgd-floors', floors);

/** Regulatory haircut of a class; the whole is `null` for `none`, the haircut is where the table gives none. */
export const secured = (
  rules: RulesAt,
  code: string,
): Result<{ readonly haircut: string | null; readonly trace: TraceNode } | null> => {
  const read = readCurrentLgd(rules);
  if (!read.ok) return read;
  const row = read.value.value.secured.find((one) => one.class === code);
  if (row === undefined) return ok(null);
  return ok({
    haircut: row.haircut,
    trace: ruleLeaf(read.value.rule, `${row.name} 监管折扣系数`, row.haircut, 'ratio'),
  });
};
