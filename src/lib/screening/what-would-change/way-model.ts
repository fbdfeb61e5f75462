import * as v from 'valibot';
import { type Result, fail, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { readTyped } from '../../rulebook/read-rule';
import { type DaySpan, daySpan } from '../routes/route-model';

const filled = v.pipe(v.string(), v.minLength(1));

/** Sorts of remedies, from what lies in a drawer to what nobody can cure. */
const kindCode = v.picklist([
  'paper',
  'statement',
  'search',
  'payment',
  'consent',
  'procedure',
  'drop',
  'incurable',
]);
export type WayKind = v.InferOutput<typeof kindCode>;

const kinds = v.array(v.strictObject({ code: kindCode, title: filled, days: v.nullable(daySpan) }));

const ways = v.array(
  v.strictObject({
    /** Rule ids; one `*` stands for anything. The first row that fits counts. */
    rules: v.pipe(v.array(filled), v.minLength(1)),
    verdict: v.picklist(['fail', 'unknown']),
    ways: v.pipe(
      v.array(
        v.strictObject({
          kind: kindCode,
          /** Empty: as the rule itself says. */
          action: v.string(),
          where: v.string(),
          /** Absent: as usual for the kind. `null`: nobody can say. */
          days: v.optional(v.nullable(daySpan)),
        }),
      ),
      v.minLength(1),
    ),
  }),
);
type WayRow = v.InferOutput<typeof ways>[number];

/** One real way to a pass, as the rulebook knows it. */
export interface KnownWay {
  readonly kind: WayKind;
  readonly kindTitle: string;
  readonly action: string;
  readonly where: string;
  readonly days: DaySpan | null;
}

export interface WayBook {
  /** Ways of a rule that came to a verdict, in the order of the rulebook. */
  waysOf(rule: string, verdict: 'fail' | 'unknown'): readonly KnownWay[];
}

const fits = (pattern: string, rule: string): boolean => {
  const star = pattern.indexOf('*');
  if (star < 0) return rule === pattern;
  const [head, tail] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return rule.length >= head.length + tail.length && rule.startsWith(head) && rule.endsWith(tail);
};

/** The remedies in force. Fails when the rulebook entry cannot be read. */
export const readWays = (rules: RulesAt): Result<WayBook> => {
  const kindRule = readTyped(rules, 'screening.remedy.kinds', kinds);
  if (!kindRule.ok) return fail(kindRule.failure);
  const wayRule = readTyped(rules, 'screening.remedy.ways', ways);
  if (!wayRule.ok) return fail(wayRule.failure);
  const byCode = new Map(kindRule.value.value.map((k) => [k.code, k]));
  const rows: readonly WayRow[] = wayRule.value.value;
  return ok({
    waysOf: (rule, verdict) =>
      (rows.find((row) => row.verdict === verdict && row.rules.some((p) => fits(p, rule)))?.ways ?? []).map(
        ({ kind, action, where, days }) => ({
          kind,
          kindTitle: byCode.get(kind)?.title ?? kind,
          action,
          where,
          days: days === undefined ? (byCode.get(kind)?.days ?? null) : days,
        }),
      ),
  });
};
