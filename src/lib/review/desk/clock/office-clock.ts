import * as v from 'valibot';
import type { Channel, DeskEntry } from '../../../case/desk/entry';
import type { DeskSettings } from '../../../case/desk/settings';
import type { Confidence } from '../../../kernel/confidence';
import type { PlainDate } from '../../../kernel/plain-date';
import type { RulesAt } from '../../../rulebook/model';
import { readTyped } from '../../../rulebook/read-rule';
import { knownCalendar } from './calendar';
import { type ClockInput, type DueDay, type RunningClock, dueOf, readClock } from './service-clock';

/** One promise of time beside what was used: the statute's, or the office's own. */
export interface TimeLimit {
  readonly kind: 'statutory' | 'promised';
  readonly title: string;
  /** `null` = not known for this channel. */
  readonly days: number | null;
  readonly source: string;
  /** `null` = typed by the operator. */
  readonly confidence: Confidence | null;
  readonly due: DueDay | null;
}

export interface OfficeClock {
  readonly clock: RunningClock;
  readonly limits: readonly TimeLimit[];
  /** What a supplement does to the time, with where that comes from. */
  readonly afterSupplement: { readonly kind: 'continue' | 'restart'; readonly source: string };
  /** What a person can do so that an unknown becomes known. */
  readonly todo: readonly string[];
}

const reviewDays = v.strictObject({ online: v.nullable(v.number()), paper: v.nullable(v.number()) });
const registryShape = v.looseObject({ title: v.string(), registrar: v.string() });

/** Whether an entry is a pledge of patents, the only registration with days of review here. The checklist of a folder is theirs. */
const isPatentPledge = ({ kind, facts }: DeskEntry, rules: RulesAt): boolean => {
  if (kind === 'folder') return true;
  const registry = readTyped(rules, 'registration.cnipa-patent.registry', registryShape);
  if (!registry.ok) return false;
  const { title, registrar } = registry.value.value;
  return facts.registry === registrar && facts.purpose.startsWith(title);
};

const supplement = v.picklist(['continue', 'restart']);

/** The promise for an office and channel: that of the office itself before that of every office. */
const promised = (
  { service }: DeskSettings,
  office: string,
  channel: Channel,
): DeskSettings['service'][number] | null =>
  service.find((one) => one.channel === channel && one.office !== '' && one.office === office) ??
  service.find((one) => one.channel === channel && one.office === '') ??
  null;

const cite = (citation: { readonly instrument: string; readonly article?: string }): string =>
  `${citation.instrument}${citation.article ?? ''}`;

const todoOf = (entry: DeskEntry, clock: RunningClock, limits: readonly TimeLimit[]): readonly string[] => {
  const years = new Set([...clock.unknownYears, ...limits.flatMap(({ due }) => due?.unknownYears ?? [])]);
  return [
    ...(entry.channel === null ? ['办理渠道（网上 / 纸质）未填，时限未知：请在台账里选择'] : []),
    ...(clock.state === 'not-started' ? ['受理日期未填，未开始计时'] : []),
    ...(clock.problem === null ? [] : [`办理步骤前后矛盾：${clock.problem}。请在台账里改正`]),
    ...(years.size === 0
      ? []
      : [
          `${[...years].sort().join('、')} 年的放假安排没有录入，工作日未知：请在“设置”里导入该年的节假日日历`,
        ]),
  ];
};

/** The clock of an entry under the rules of its region: statutory days, the office's own, and the days used, side by side. */
export const officeClock = (
  entry: DeskEntry,
  settings: DeskSettings,
  rules: RulesAt,
  today: PlainDate,
): OfficeClock => {
  const { calendar } = knownCalendar(settings.calendar, rules);
  const rule = readTyped(rules, 'review.clock.after-supplement', supplement);
  const input: ClockInput = {
    steps: entry.steps,
    today,
    calendar,
    afterSupplement: rule.ok ? rule.value.value : 'continue',
  };
  const clock = readClock(input);
  const limits: TimeLimit[] = [];
  const { channel } = entry;
  const limit = (base: Omit<TimeLimit, 'due' | 'days'> & { readonly days: number | null }): TimeLimit => ({
    ...base,
    due: base.days === null ? null : dueOf(input, clock, base.days),
  });
  if (channel !== null && !isPatentPledge(entry, rules))
    limits.push(
      limit({
        kind: 'statutory',
        title: '规定时限',
        days: null,
        source: `没有录入“${entry.facts.purpose}”的审查时限`,
        confidence: null,
      }),
    );
  else if (channel !== null) {
    const statutory = readTyped(rules, 'registration.cnipa-patent.review-days', reviewDays);
    limits.push(
      limit({
        kind: 'statutory',
        title: '规定时限',
        days: statutory.ok ? statutory.value.value[channel] : null,
        source: statutory.ok ? cite(statutory.value.rule.citation) : statutory.failure.message,
        confidence: statutory.ok ? statutory.value.rule.confidence : null,
      }),
    );
  }
  if (channel !== null) {
    const own = promised(settings, entry.office, channel);
    if (own !== null)
      limits.push(
        limit({
          kind: 'promised',
          title: '本机构承诺',
          days: own.days,
          source: own.source,
          confidence: null,
        }),
      );
  }
  return {
    clock,
    limits,
    afterSupplement: {
      kind: input.afterSupplement,
      source: rule.ok ? cite(rule.value.rule.citation) : '',
    },
    todo: todoOf(entry, clock, limits),
  };
};
