import type { PerfectionState } from '../../case/collateral-life';
import type { CollateralItem } from '../../case/collateral-section';
import { type PlainDate, addMonths, isPlainDate } from '../../kernel/plain-date';
import type { AssetClass } from '../asset-class';
import type { LifeRules } from './life-rules';

/** An asset with the record that keeps its registration. */
export interface RegisteredAsset {
  readonly item: CollateralItem | null;
  readonly assetClass: AssetClass | null;
}

export type TermRules = Pick<LifeRules, 'perfection' | 'lapsing'>;

/** Whether a registration that is kept for a term still holds on a day. */
export interface RegistrationTerm {
  /** `false` = it lapsed before the day; `null` = nobody knows until when it holds. */
  readonly holds: boolean | null;
  readonly end: PlainDate | null;
  /** For people: where the end comes from, or why there is none. */
  readonly reason: string;
}

/** Last day of a registration as its fields have it; `null` = not known. */
export interface ComputedEnd {
  readonly end: PlainDate | null;
  readonly reason: string;
}

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const day = (text: string | null | undefined): PlainDate | null =>
  text !== null && text !== undefined && isPlainDate(text) ? text : null;

const MOST_MONTHS = 360;

const wholeMonths = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= MOST_MONTHS
    ? Number(text)
    : null;

const isLive = ({ perfection }: CollateralItem, { perfection: { value } }: TermRules): boolean =>
  value.recognised.includes(perfection) || perfection === 'objected';

/** What became of the registration that holds now: steps before it belong to an earlier one. */
const ownSteps = ({ life: { steps } }: CollateralItem) =>
  steps.slice(
    Math.max(
      steps.findLastIndex(({ to }) => to === 'registered'),
      steps.findLastIndex(({ to }) => to === 'contract-signed'),
      0,
    ),
  );

/** Whether the registration went through a state, by its history or by the state it stands in. */
const wentThrough = (item: CollateralItem, state: PerfectionState): boolean =>
  item.perfection === state || ownSteps(item).some(({ to }) => to === state);

/** Day from which the months count: a change keeps the term, so its date is not the beginning of one. */
const beginOf = (item: CollateralItem): PlainDate | null =>
  wentThrough(item, 'changed')
    ? day(ownSteps(item).find(({ to }) => to === 'registered')?.on)
    : day(item.receipt?.date);

/**
 * Last day of a registration by its fields, for registers that keep it for a term only; `null` where there is none, or where somebody
 * watches the day, which then holds. After an extension it is not known: the new term is in no field.
 */
export const computedEnd = ({ item, assetClass }: RegisteredAsset, rules: TermRules): ComputedEnd | null => {
  if (item === null || assetClass === null || !isLive(item, rules)) return null;
  if (item.life.watched.some(({ kind, on }) => kind === 'registration-end' && isPlainDate(on))) return null;
  const own = new Set(assetClass.registry.registries.map(({ id }) => id));
  const term = rules.lapsing.value.find(({ registry }) => own.has(registry));
  if (term === undefined || assetClass.registry.effect === 'delivery') return null;
  if (wentThrough(item, 'extended')) {
    const on = ownSteps(item).findLast(({ to }) => to === 'extended')?.on;
    return { end: null, reason: `已${on === undefined ? '' : `于 ${on} `}展期，请录入新的届满日` };
  }
  const until = term.until === null ? null : day(item.details[term.until]);
  if (until !== null) return { end: until, reason: '按押品页录入的登记期限' };
  const months = term.months === null ? null : wholeMonths(item.details[term.months]);
  if (months === null) return { end: null, reason: '没有录入登记期限' };
  const from = beginOf(item);
  return from === null
    ? { end: null, reason: '变更登记不改变期限，没有原登记日的记录' }
    : { end: addMonths(from, months), reason: `登记日 ${from} 加 ${months} 个月` };
};

/**
 * The term of a registration on a day; `null` where it has none. An entered end holds before a computed one: of several open ones the
 * first, and one that is done says until when it held, not how it went on.
 */
export const registrationTerm = (
  asset: RegisteredAsset,
  rules: TermRules,
  on: PlainDate,
): RegistrationTerm | null => {
  const entered = (asset.item?.life.watched ?? [])
    .flatMap(({ kind, on: end, doneOn }) =>
      kind === 'registration-end' && isPlainDate(end) ? [{ end, isOpen: doneOn === null }] : [],
    )
    .sort((a, b) => byCodeUnit(a.end, b.end));
  const open = entered.find(({ isOpen }) => isOpen);
  if (open !== undefined) return { holds: on <= open.end, end: open.end, reason: '录入的关注日期' };
  const done = entered.at(-1);
  if (done !== undefined)
    return {
      holds: on <= done.end ? true : null,
      end: done.end,
      reason: `录入的登记期限 ${done.end} 已办结，没有录入新的届满日`,
    };
  const computed = computedEnd(asset, rules);
  if (computed === null) return null;
  const { end, reason } = computed;
  return { holds: end === null ? null : on <= end, end, reason };
};
