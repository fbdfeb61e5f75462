import * as v from 'valibot';
import { type PlainDate, daysBetween, isPlainDate } from '../../kernel/plain-date';
import { type Failure, type Result, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { readTyped } from '../../rulebook/read-rule';

/** What the rights compete for. */
export type ContestedThing =
  'real-estate' | 'movable' | 'receivable' | 'warehouse-receipt' | 'registered-right';

/** One right on the thing, as a search or a contract shows it. */
export interface CompetingRight {
  readonly id: string;
  readonly holder: string;
  readonly kind: 'mortgage' | 'pledge' | 'purchase-money' | 'retention' | 'receivable-transfer';
  readonly registeredOn: string | null;
  /** Delivery to the pledgee; for `purchase-money` delivery of the goods to the buyer. */
  readonly deliveredOn: string | null;
  /** Notice reached the debtor of the receivable. */
  readonly notifiedOn: string | null;
}

/** Rights of one rank; several share by their claims. */
export interface Rank {
  readonly rank: number;
  readonly ids: readonly string[];
}

/** Why one stands before or beside another. */
export interface RankStep {
  readonly before: string;
  readonly after: string;
  /** Whether both share one rank. */
  readonly tie: boolean;
  readonly code: string;
  readonly title: string;
  readonly article: string;
  readonly text: string;
}

export interface Ranking {
  readonly ranks: readonly Rank[];
  readonly steps: readonly RankStep[];
  /** Rights that were never set up, with the reason. */
  readonly excluded: readonly { readonly id: string; readonly reason: string; readonly article: string }[];
  readonly failures: readonly Failure[];
}

const ruleSchema = v.array(
  v.object({ code: v.string(), title: v.string(), article: v.string(), text: v.string() }),
);
type PriorityRule = v.InferOutput<typeof ruleSchema>[number];

interface Placed {
  readonly right: CompetingRight;
  /** 0 retention, 1 purchase money in time, 2 made public, 3 notified (receivables), 4 neither. */
  readonly tier: number;
  readonly day: PlainDate | null;
}

const day = (text: string | null): PlainDate | null => (text !== null && isPlainDate(text) ? text : null);

const earlier = (a: PlainDate | null, b: PlainDate | null): PlainDate | null =>
  a === null ? b : b === null ? a : a < b ? a : b;

/** Whether purchase-money security was registered within the days after delivery (民法典 416). */
const isInTime = (right: CompetingRight, days: number): boolean => {
  const [registered, delivered] = [day(right.registeredOn), day(right.deliveredOn)];
  if (right.kind !== 'purchase-money' || registered === null || delivered === null) return false;
  return registered <= delivered || daysBetween(delivered, registered) <= days;
};

const placeOf = (right: CompetingRight, thing: ContestedThing, days: number): Placed => {
  const registered = day(right.registeredOn);
  if (thing === 'movable' && right.kind === 'retention') return { right, tier: 0, day: null };
  if (thing === 'movable' && isInTime(right, days)) return { right, tier: 1, day: registered };
  if (thing === 'receivable' && registered === null) {
    const notified = day(right.notifiedOn);
    return notified === null ? { right, tier: 4, day: null } : { right, tier: 3, day: notified };
  }
  const delivered = day(right.deliveredOn);
  // A pledge on a movable exists by delivery alone (民法典 429); on a warehouse receipt by either (441).
  const made =
    right.kind !== 'pledge' || (thing !== 'movable' && thing !== 'warehouse-receipt')
      ? registered
      : thing === 'movable'
        ? delivered
        : earlier(registered, delivered);
  return made === null ? { right, tier: 4, day: null } : { right, tier: 2, day: made };
};

/** A right that needs registration or delivery to exist and has neither was never set up. */
const isNotSetUp = ({ right, tier }: Placed, thing: ContestedThing): boolean => {
  // A pledge on a receivable exists by registration; notice alone makes none (民法典 445).
  if (thing === 'receivable') return right.kind === 'pledge' && tier > 2;
  if (tier !== 4) return false;
  if (thing === 'real-estate' || thing === 'registered-right' || thing === 'warehouse-receipt') return true;
  // Movables are mortgaged by contract, pledged by delivery.
  return right.kind === 'pledge';
};

const codeOf = (a: Placed, b: Placed, thing: ContestedThing): string => {
  if (a.tier === 0) return b.tier === 0 ? 'same-time' : 'retention';
  if (a.tier === 1)
    return b.tier === 1 ? (a.day === b.day ? 'same-time' : 'registered-by-time') : 'purchase-money';
  if (thing === 'receivable') {
    if (a.tier === 2 && (b.tier !== 2 || a.day !== b.day)) return 'receivable-registered';
    if (a.tier === 3 && (b.tier !== 3 || a.day !== b.day)) return 'receivable-notified';
    return a.tier === 4 ? 'receivable-pro-rata' : 'same-time';
  }
  if (a.tier === 4) return 'unregistered-pro-rata';
  if (b.tier === 4) return 'registered-first';
  if (a.day === b.day) return 'same-time';
  if (thing === 'warehouse-receipt') return 'warehouse-by-time';
  return a.right.kind === 'pledge' || b.right.kind === 'pledge' ? 'publicity-by-time' : 'registered-by-time';
};

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const rankOrder = (a: Placed, b: Placed): number => a.tier - b.tier || byCodeUnit(a.day ?? '', b.day ?? '');

/**
 * Competing rights on one thing in the order in which they are paid, with the rule that decided between neighbours: 民法典 414, 415,
 * 416, 456, 768; 担保制度解释 57, 59, 66. What needs registration or delivery to exist and has neither does not take part. Fails when the
 * rules cannot be read. The order of the list makes no difference.
 */
export const rankRights = (
  thing: ContestedThing,
  rights: readonly CompetingRight[],
  rules: RulesAt,
  purchaseMoneyDays: number,
): Result<Ranking> => {
  const read = readTyped(rules, 'collateral.life.priority-rules', ruleSchema);
  if (!read.ok) return read;
  const ruleOf = (code: string): PriorityRule =>
    read.value.value.find((rule) => rule.code === code) ?? { code, title: code, article: '', text: '' };
  const failures: Failure[] = [];
  const seen = new Set<string>();
  const placed: Placed[] = [];
  const excluded: Ranking['excluded'][number][] = [];
  for (const right of [...rights].sort((a, b) => byCodeUnit(a.id, b.id))) {
    if (seen.has(right.id)) {
      failures.push({
        code: 'E_ID_DUPLICATE',
        message: `权利“${right.holder}”的标识出现两次，只计一次`,
        path: '权利顺位',
        remedy: '请给每项权利不同的标识',
      });
      continue;
    }
    seen.add(right.id);
    const one = placeOf(right, thing, purchaseMoneyDays);
    if (isNotSetUp(one, thing)) {
      const { title, article, text } = ruleOf('not-established');
      excluded.push({ id: right.id, reason: `${title}：${text}`, article });
    } else placed.push(one);
  }
  placed.sort((a, b) => rankOrder(a, b) || byCodeUnit(a.right.id, b.right.id));
  const ranks: { rank: number; ids: string[] }[] = [];
  const steps: RankStep[] = [];
  placed.forEach((one, i) => {
    const previous = placed[i - 1];
    const tie = previous !== undefined && rankOrder(previous, one) === 0;
    const open = ranks.at(-1);
    if (tie && open !== undefined) open.ids.push(one.right.id);
    else ranks.push({ rank: ranks.length + 1, ids: [one.right.id] });
    if (previous !== undefined)
      steps.push({
        before: previous.right.id,
        after: one.right.id,
        tie,
        ...ruleOf(codeOf(previous, one, thing)),
      });
  });
  return ok({ ranks, steps, excluded, failures });
};
