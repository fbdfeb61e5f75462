import { type PlainDate, isPlainDate } from '../../kernel/plain-date';
import type { LifeAsset } from './life-assets';
import type { LifeRules } from './life-rules';
import { registrationEnd } from './watch';

/** Whether a registration that is kept for a term still holds on a day. */
export interface RegistrationTerm {
  /** `false` = it lapsed before the day; `null` = nobody knows until when it holds. */
  readonly holds: boolean | null;
  readonly end: PlainDate | null;
  /** For people: where the end comes from, or why there is none. */
  readonly reason: string;
}

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The term of a registration on a day; `null` where it has none. An entered end holds before a computed one: of several open ones the
 * first, and one that is done says until when it held, not how it went on.
 */
export const registrationTerm = (
  asset: LifeAsset,
  rules: LifeRules,
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
  const [computed] = registrationEnd(asset, rules);
  if (computed === undefined) return null;
  const { on: end, reason } = computed;
  return { holds: end === null ? null : on <= end, end, reason };
};
