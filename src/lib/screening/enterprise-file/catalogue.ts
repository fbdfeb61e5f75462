import * as v from 'valibot';
import { type Result, ok } from '../../kernel/result';
import type { ResolvedRule, RulesAt } from '../../rulebook/model';
import { readTyped } from '../../rulebook/read-rule';

const key = v.pipe(v.string(), v.minLength(1));
const words = v.array(key);

export const FILE_GROUP_RULE = 'enterprise-file.groups';
export const FILE_EVENT_RULE = 'enterprise-file.events';
export const FILE_FRESHNESS_RULE = 'enterprise-file.freshness';
export const fileFieldRule = (group: string): string => `enterprise-file.fields.${group}`;

const group = v.strictObject({ code: key, label: key, note: v.string() });
export type FileGroup = v.InferOutput<typeof group>;

const choice = v.strictObject({ code: key, label: key, words });
export type FileChoice = v.InferOutput<typeof choice>;

const field = v.strictObject({
  code: key,
  label: key,
  /** `money` 分; `decimal` in `unit`; `ratio` as a fraction; `flag` 是/否; `choice` one of `choices`. */
  kind: v.picklist(['money', 'decimal', 'ratio', 'count', 'date', 'flag', 'choice', 'text']),
  /** `none`: one value with the day of its source; `month`: months, a year is the sum or the last of them (`sum`). */
  period: v.picklist(['none', 'year', 'year-or-month']),
  /** Unit of a `decimal`, as printed. */
  unit: v.optional(v.string(), ''),
  /** Unit word in a header or a cell → factor to `unit`, decimal text. */
  units: v.optional(v.record(v.string(), key), {}),
  /** Headers and row titles by which an import recognises it, besides its label. */
  aliases: words,
  /** Twelve months add up to the year (a flow). Otherwise the year is the last month (a balance). */
  sum: v.optional(v.boolean(), false),
  /** May be below zero. */
  signed: v.optional(v.boolean(), false),
  choices: v.optional(v.array(choice), []),
  /** A reading older than this at the valuation date does not count; absent: it does not age. */
  maxAgeDays: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** What it is used for, in Chinese. */
  use: key,
});
export type FileField = v.InferOutput<typeof field> & { readonly group: string };
export type FileFieldKind = FileField['kind'];

const eventKind = v.strictObject({
  code: key,
  label: key,
  group: key,
  /** Words of an import's kind column that mean it. */
  words,
  /** Where it is searched, and what proves that there is none. */
  search: v.strictObject({ where: key, paper: key }),
  /** `major`: by itself a reason to stop; `minor`: to be explained. */
  weight: v.picklist(['major', 'minor']),
  /** What each state is called for this kind. */
  states: v.strictObject({ open: key, closed: key, repaired: key }),
  /** How it is repaired, in Chinese. */
  repair: key,
});
export type FileEventKind = v.InferOutput<typeof eventKind>;

const freshness = v.strictObject({
  /** Days around the valuation date within which a search counts. */
  searchDays: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3650)),
  /** Months after the end of a year by which its accounts must exist. */
  accountMonths: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(24)),
  /** Months by which meter readings may lag behind the valuation date. */
  meterMonths: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(12)),
});
export type FileFreshness = v.InferOutput<typeof freshness>;

const groupList = v.array(group);
const fieldList = v.array(field);
const eventList = v.array(eventKind);

/** What an enterprise file can hold, under the rules in force. */
export interface FileCatalogue {
  readonly groups: readonly FileGroup[];
  /** In the order of the groups. */
  readonly fields: ReadonlyMap<string, FileField>;
  readonly eventKinds: ReadonlyMap<string, FileEventKind>;
  readonly freshness: FileFreshness;
  readonly freshnessRule: ResolvedRule;
  readonly eventRule: ResolvedRule;
}

/** Values already checked: the same value is checked once, however many cases are judged by it. */
const CHECKED = new WeakMap<object, unknown>();

const readOnce = <const S extends v.GenericSchema>(
  rules: RulesAt,
  id: string,
  schema: S,
): Result<{ readonly value: v.InferOutput<S>; readonly rule: ResolvedRule }> => {
  const found = rules.read(id);
  if (!found.ok) return found;
  const value = found.value.value;
  if (typeof value !== 'object' || value === null) return readTyped(rules, id, schema);
  const known = CHECKED.get(value);
  // Every id is read with one schema only, so that what is kept for its value has that schema's type.
  if (known !== undefined) return ok({ value: known as v.InferOutput<S>, rule: found.value });
  const read = readTyped(rules, id, schema);
  if (read.ok) CHECKED.set(value, read.value.value);
  return read;
};

type Field = v.InferOutput<typeof field>;

interface Parts {
  readonly groups: readonly FileGroup[];
  readonly lists: readonly (readonly Field[])[];
  readonly events: readonly FileEventKind[];
}

interface Indexed {
  readonly parts: Parts;
  readonly fields: ReadonlyMap<string, FileField>;
  readonly eventKinds: ReadonlyMap<string, FileEventKind>;
}

const INDEXED = new WeakMap<object, Indexed>();

const samePart = (a: Parts, b: Parts): boolean =>
  a.events === b.events &&
  a.lists.length === b.lists.length &&
  a.lists.every((list, i) => list === b.lists[i]);

const indexed = (parts: Parts): Indexed => {
  const known = INDEXED.get(parts.groups);
  if (known !== undefined && samePart(known.parts, parts)) return known;
  const made: Indexed = {
    parts,
    fields: new Map(
      parts.groups.flatMap(({ code }, i) =>
        (parts.lists[i] ?? []).map((f) => [f.code, { ...f, group: code }] as const),
      ),
    ),
    eventKinds: new Map(parts.events.map((kind) => [kind.code, kind])),
  };
  INDEXED.set(parts.groups, made);
  return made;
};

const catalogues = new WeakMap<RulesAt, Result<FileCatalogue>>();

/** The catalogue in force, the same object for as long as the rules live. Fails as `RulesAt.read`, or with `E_RULE_SHAPE`. */
export const fileCatalogue = (rules: RulesAt): Result<FileCatalogue> => {
  const before = catalogues.get(rules);
  if (before !== undefined) return before;
  const read = readCatalogue(rules);
  catalogues.set(rules, read);
  return read;
};

const readCatalogue = (rules: RulesAt): Result<FileCatalogue> => {
  const groups = readOnce(rules, FILE_GROUP_RULE, groupList);
  if (!groups.ok) return groups;
  const events = readOnce(rules, FILE_EVENT_RULE, eventList);
  if (!events.ok) return events;
  const fresh = readOnce(rules, FILE_FRESHNESS_RULE, freshness);
  if (!fresh.ok) return fresh;
  const lists: (readonly Field[])[] = [];
  for (const { code } of groups.value.value) {
    const read = readOnce(rules, fileFieldRule(code), fieldList);
    if (!read.ok) return read;
    lists.push(read.value.value);
  }
  const { fields, eventKinds } = indexed({
    groups: groups.value.value,
    lists,
    events: events.value.value,
  });
  return ok({
    groups: groups.value.value,
    fields,
    eventKinds,
    freshness: fresh.value.value,
    freshnessRule: fresh.value.rule,
    eventRule: events.value.rule,
  });
};
