import type { CoachingGoal } from '../../case/screening-section';
import { type PlainDate, addDays } from '../../kernel/plain-date';
import type { Change } from '../what-would-change/changes';

/** A goal that somebody could set: what to build up and by when at the latest it can usually be had. */
export interface ProposedGoal {
  readonly rule: string;
  readonly subject: string;
  readonly title: string;
  readonly verdict: 'fail' | 'unknown';
  readonly action: string;
  /** `null` where nobody can say how long it takes. */
  readonly due: PlainDate | null;
}

const CASE = 'case';

/** A rule that fails on some and is unknown on others gets one goal, that of the fail. */
const oncePerRule = (changes: readonly Change[]): readonly Change[] => {
  const failing = new Set(changes.filter((c) => c.verdict === 'fail').map((c) => c.rule));
  return changes.filter((c) => c.verdict === 'fail' || !failing.has(c.rule));
};

/**
 * Goals made from what fails or is unknown, with the soonest way of each; what cannot be cured and what is only dropped
 * is no goal. Rules that already have a goal that is not dropped are left out.
 */
export const proposedGoals = (
  changes: readonly Change[],
  goals: readonly CoachingGoal[],
  from: PlainDate,
): readonly ProposedGoal[] => {
  const taken = new Set(
    goals.filter((g) => g.state !== 'dropped').map((g) => JSON.stringify([g.rule, g.subject])),
  );
  return oncePerRule(changes).flatMap((change) => {
    const subjects = [...new Set(change.subjects.map((s) => (s.kind === 'patent' ? 'patent-pool' : s.id)))];
    const subject = subjects.length === 1 ? (subjects[0] ?? CASE) : CASE;
    const way = change.ways.find((w) => w.kind !== 'drop' && w.kind !== 'incurable');
    if (way === undefined || taken.has(JSON.stringify([change.rule, subject]))) return [];
    return [
      {
        rule: change.rule,
        subject,
        title: change.title,
        verdict: change.verdict,
        action: way.actions.join('；'),
        due: way.days === null ? null : addDays(from, way.days.high),
      },
    ];
  });
};
