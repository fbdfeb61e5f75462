import * as v from 'valibot';
import type { Result } from '../../../kernel/result';
import type { RulesAt } from '../../../rulebook/model';
import { readTyped } from '../../../rulebook/read-rule';

const lists = v.record(v.string(), v.array(v.string()));
const tableColumns = v.strictObject({
  roles: lists,
  events: lists,
  products: lists,
  states: v.strictObject({
    open: v.array(v.string()),
    closed: v.array(v.string()),
    repaired: v.array(v.string()),
  }),
  none: v.array(v.string()),
});
export type TableColumns = v.InferOutput<typeof tableColumns>;

export const TABLE_COLUMN_RULE = 'enterprise-file.table-columns';

/** Column names in force, beside those of the fields. */
export const tableColumnsOf = (rules: RulesAt): Result<TableColumns> => {
  const read = readTyped(rules, TABLE_COLUMN_RULE, tableColumns);
  return read.ok ? { ok: true, value: read.value.value } : read;
};

/** NFKC without spaces, quotation marks and case; full-width brackets become half-width. */
export const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\uFEFF“”"'‘’]+/g, '')
    .toLowerCase();

const NUMBERING = /^(?:[一二三四五六七八九十]+、|\(?[一二三四五六七八九十\d]+\)|\d+[.、])/;
const LEAD = /^(?:其中|减|加|★|\*+|#|△|▲)[::]?/;

/** A row title or header for look-up: no numbering, no 其中：/减：/加：, no colon at the end. Brackets stay. */
export const normalTitle = (text: string): string => {
  let title = folded(text);
  for (let i = 0; i < 3; i += 1) title = title.replace(LEAD, '').replace(NUMBERING, '');
  return title.replace(/[::]+$/, '');
};

/** The title without its bracketed parts. */
export const bareTitle = (text: string): string => normalTitle(text).replace(/\([^()]*\)|\[[^[\]]*\]/g, '');

/** What stands in brackets, or after a slash at the end: `营业收入(万元)`, `用电量/千瓦时`. */
const unitParts = (text: string): readonly string[] => {
  const title = folded(text);
  return [
    ...[...title.matchAll(/\(([^()]*)\)|\[([^[\]]*)\]/g)].map((m) => m[1] ?? m[2] ?? ''),
    ...[...title.matchAll(/\/([^/]+)$/g)].map((m) => m[1] ?? ''),
  ].map((part) => part.replace(/^(?:金额)?(?:计量)?单位[::]?/, '').replace(/^人民币/, ''));
};

export const MONEY_UNITS = new Map<string, 'yuan' | 'wan' | 'yi'>([
  ['元', 'yuan'],
  ['人民币元', 'yuan'],
  ['万元', 'wan'],
  ['亿元', 'yi'],
]);

/** Unit of money that a header states. */
export const moneyUnitIn = (text: string): string | null =>
  unitParts(text).find((part) => MONEY_UNITS.has(part)) ?? null;

/** A unit word of a list that a header states. */
export const unitIn = (text: string, units: readonly string[]): string | null => {
  const parts = unitParts(text);
  return units.find((unit) => parts.includes(folded(unit))) ?? null;
};

/** `单位：万元` in a title line. */
export const statedUnit = (text: string): string | null => {
  const match = /单位[::]?(?:人民币)?(亿元|万元|元)/.exec(folded(text));
  return match?.[1] ?? null;
};
