import type { CaseRecord } from '../../case/case-record';
import type { Figure } from '../../case/exchange';
import type { Confidence } from '../../kernel/confidence';
import { type PlainDate, daysBetween, isPlainDate } from '../../kernel/plain-date';
import type { ClaimDeadline } from './disposal-result';
import { guaranteePeriod, guaranteeSetting } from './guarantee-period';
import type { LifeAsset } from './life-assets';
import type { LifeRules } from './life-rules';
import { computedEnd } from './registration-term';
import type { Revalued } from './revaluation';

export type WatchKind =
  | 'registration-end'
  | 'right-end'
  | 'annual-fee'
  | 'insurance-end'
  | 'guarantee-end'
  | 'revaluation'
  | 'debt-end'
  | 'claim'
  | 'other';

/** One day that somebody has to keep in sight. */
export interface WatchEntry {
  /** Stable: the same day of the same thing keeps it. */
  readonly key: string;
  readonly kind: WatchKind;
  readonly subject: string;
  readonly title: string;
  /** `null` = not known: it has to be entered. */
  readonly on: PlainDate | null;
  readonly doneOn: string | null;
  /** Days left; negative = overdue; `null` = no day. */
  readonly daysLeft: number | null;
  /** `done`, `overdue`, the smallest stage reached (`30`, `60`, `90`), `later`, or `unknown`. */
  readonly stage: string;
  /** Where the day comes from. */
  readonly reason: string;
  readonly remedy: string;
  readonly confidence: Confidence;
}

type Draft = Omit<WatchEntry, 'daysLeft' | 'stage' | 'doneOn'> & { readonly doneOn?: string | null };

const staged = (draft: Draft, on: PlainDate, stages: readonly number[]): WatchEntry => {
  const doneOn = draft.doneOn ?? null;
  const daysLeft = draft.on === null ? null : daysBetween(on, draft.on);
  const reached = [...stages].sort((a, b) => a - b).find((days) => daysLeft !== null && daysLeft <= days);
  const stage =
    doneOn !== null
      ? 'done'
      : daysLeft === null
        ? 'unknown'
        : daysLeft < 0
          ? 'overdue'
          : reached === undefined
            ? 'later'
            : String(reached);
  return { ...draft, doneOn, daysLeft, stage };
};

const day = (text: string | null | undefined): PlainDate | null =>
  text !== null && text !== undefined && isPlainDate(text) ? text : null;

/** When the registration itself lapses, for registers that keep it for a term only. An entered day holds. */
const registrationEnd = (held: LifeAsset, rules: LifeRules): readonly Draft[] => {
  const computed = computedEnd(held, rules);
  if (held.item === null || computed === null) return [];
  const { end, reason } = computed;
  return [
    {
      key: `registration/${held.item.id}`,
      kind: 'registration-end',
      subject: held.asset.title,
      title: '登记期限届满，届满后登记失效',
      on: end,
      reason,
      remedy: end === null ? '请在“关注日期”录入登记期限届满日' : '请在届满前办理展期登记',
      confidence: rules.lapsing.rule.confidence,
    },
  ];
};

const fieldEntries = (caseRecord: CaseRecord, rules: LifeRules): readonly Draft[] => {
  const { items, support } = caseRecord.sections.collateral;
  return rules.watchedFields.value.flatMap(({ list, field, kind, title, remedy }) =>
    (list === 'items' ? items : support).flatMap((held): Draft[] => {
      const text = held.details[field];
      if (held.use === 'never' || text === undefined || text === '') return [];
      const on = day(text);
      return [
        {
          key: `${list}/${held.id}/${field}`,
          kind,
          subject: held.title,
          title,
          on,
          reason: on === null ? `录入的“${text}”不是有效日期` : '按押品页录入',
          remedy: on === null ? '请改正日期' : remedy,
          confidence: 'verified',
        },
      ];
    }),
  );
};

const groupByDay = (figures: readonly Figure[]): ReadonlyMap<string, readonly Figure[]> => {
  const groups = new Map<string, Figure[]>();
  for (const figure of figures) {
    const on = figure.value ?? '';
    const group = groups.get(on);
    if (group === undefined) groups.set(on, [figure]);
    else group.push(figure);
  }
  return groups;
};

/** Days of the pledged patents, one entry for all that share a day. */
const patentEntries = (
  caseRecord: CaseRecord,
  figures: readonly Figure[],
  prefix: string,
  shape: Pick<Draft, 'kind' | 'title' | 'remedy'>,
): readonly Draft[] => {
  const pledged = new Set(caseRecord.sections.patents.pledged);
  const own = figures.filter(
    ({ id, subject, value }) =>
      id.startsWith(prefix) && pledged.has(subject.id) && (value === null || isPlainDate(value)),
  );
  return [...groupByDay(own)].flatMap(([on, group]): Draft[] => {
    const [first] = group;
    if (first === undefined) return [];
    const many = group.length > 1 ? ` 等 ${group.length} 件` : '';
    // A patent whose fees are all paid has no next one.
    if (on === '' && shape.kind === 'annual-fee') return [];
    return [
      {
        ...shape,
        key: `${prefix}${on === '' ? 'unknown' : on}`,
        subject: `${first.subject.title}${many}`,
        on: day(on),
        reason: on === '' ? '申请日或期限补偿未知，算不出' : '按专利期限与年费日历',
        confidence: first.confidence,
      },
    ];
  });
};

const enteredEntries = ({ item, asset }: LifeAsset): readonly Draft[] =>
  (item?.life.watched ?? []).map((watched) => ({
    key: `watched/${item?.id ?? ''}/${watched.id}`,
    kind: watched.kind,
    subject: asset.title,
    title: watched.title,
    on: day(watched.on),
    doneOn: watched.doneOn,
    reason: '录入的关注日期',
    remedy: '请办理并记下完成日期',
    confidence: 'verified',
  }));

const WORD: Readonly<Record<string, string>> = { true: '已过重估日', false: '应重估' };

const revaluationEntry = ({ asset, subject }: LifeAsset, revalued: Revalued): Draft => ({
  key: `revaluation/${subject.id}`,
  kind: 'revaluation',
  subject: asset.title,
  title: WORD[String(revalued.overdue)] ?? '应重估',
  on: revalued.next,
  reason:
    revalued.next === null
      ? revalued.months === null
        ? '押品类别未知'
        : '没有带日期的价值'
      : revalued.months === 0
        ? '按日盯市'
        : `按本类重估周期 ${revalued.months ?? ''} 个月`,
  remedy: revalued.next === null ? '请录入价值和估值日期' : '请重估并录入',
  confidence: 'assumption',
});

const claimEntry = ({ key, title, on, claimedOn, reason, basis, confidence }: ClaimDeadline): Draft => ({
  key: `deadline/${key}`,
  kind: 'claim',
  subject: title,
  title: '主张权利的期限',
  on,
  doneOn: claimedOn,
  reason: `${reason}（${basis}）`,
  remedy: on === null ? '请录入截止日' : '请在此日前主张权利',
  confidence,
});

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What the list is made from. */
export interface WatchInput {
  readonly caseRecord: CaseRecord;
  readonly figures: readonly Figure[];
  readonly assets: readonly (readonly [LifeAsset, Revalued])[];
  readonly claims: readonly ClaimDeadline[];
  readonly on: PlainDate;
  readonly rules: LifeRules;
}

/**
 * Every day of the case that has to be kept in sight, by day, with the stage it has reached: terms of registrations, ends of rights,
 * annual fees, policies, guarantees, next valuations, the end of the debt, claims, and days that somebody entered. A day that is needed
 * and not known is in the list as unknown, never left out.
 */
export const watchList = (input: WatchInput): readonly WatchEntry[] => {
  const { caseRecord, figures, assets, claims, on, rules } = input;
  const { debtEnd } = caseRecord.sections.enterprise.need;
  const setting = guaranteeSetting(caseRecord, rules);
  const guarantees = caseRecord.sections.collateral.support.filter(
    ({ kind, details }) => kind === 'guarantee' && day(details['guarantee_until']) !== null,
  );
  const isAgreed = (support: (typeof guarantees)[number]): boolean =>
    guaranteePeriod(support, setting).agreed;
  const inFields = new Set(guarantees.filter(isAgreed).map(({ id }) => `guarantee/${id}`));
  // A period that counts as not agreed ends on the day of the law: its field says nothing.
  const unheld = new Set(
    guarantees.filter((one) => !isAgreed(one)).map(({ id }) => `support/${id}/guarantee_until`),
  );
  const drafts: readonly Draft[] = [
    ...assets.flatMap(([asset]) => [...registrationEnd(asset, rules), ...enteredEntries(asset)]),
    ...assets.map(([asset, revalued]) => revaluationEntry(asset, revalued)),
    ...fieldEntries(caseRecord, rules).filter(({ key }) => !unheld.has(key)),
    ...patentEntries(caseRecord, figures, 'patent-expiry/', {
      kind: 'right-end',
      title: '专利权届满',
      remedy: '债务未清偿的，请更换押品',
    }),
    ...patentEntries(caseRecord, figures, 'patent-next-annuity/', {
      kind: 'annual-fee',
      title: '下一次年费期限',
      remedy: '请督促缴纳年费并留存收据',
    }),
    // An agreed guarantee period is in the list by its field already.
    ...claims.filter(({ key }) => !inFields.has(key)).map(claimEntry),
    ...(day(debtEnd) === null
      ? []
      : [
          {
            key: 'debt-end',
            kind: 'debt-end' as const,
            subject: '本笔债务',
            title: '债务履行期限届满',
            on: day(debtEnd),
            reason: '案情录入',
            remedy: '清偿后办理注销登记',
            confidence: 'verified' as const,
          },
        ]),
  ];
  return drafts
    .map((draft) => staged(draft, on, rules.stages.value))
    .sort((a, b) => byCodeUnit(a.on ?? '', b.on ?? '') || byCodeUnit(a.key, b.key));
};
