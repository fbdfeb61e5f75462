import { daysBetween, parsePlainDate } from '../../kernel/plain-date';
import { readTyped } from '../../rulebook/read-rule';
import { type Check, check } from '../check';
import { patentName } from '../patent-subject';
import { dayCount } from '../rule-model';
import type { CheckInput, CheckTest } from './check-input';
import { refusalGate } from './derived-checks';

const MAX_AGE = 'screening.register-copy.max-age-days';
const NAMES_SHOWN = 3;

/** Pledged patents whose register copy is older than it may be on the planned filing day. */
const stale = ({ context }: CheckInput): { readonly names: readonly string[]; readonly days: number } => {
  const limit = readTyped(context.rules, MAX_AGE, dayCount);
  const days = limit.ok ? limit.value.value : 0;
  const names = context.patents.flatMap((patent) => {
    const copy = patent.record?.registerCopyDate ?? null;
    const day = copy === null ? null : parsePlainDate(copy);
    return limit.ok && day !== null && day.ok && daysBetween(day.value, context.filingDate) > days
      ? [`${patentName(patent)} ${day.value}`]
      : [];
  });
  return { names, days };
};

/** P1–P3: what the refusal grounds came to; a register copy that has expired is named (`E_REGISTER_COPY_STALE`). */
export const registerGate: CheckTest = (input): Check => {
  const gate = refusalGate(input);
  if (gate.verdict !== 'unknown') return gate;
  const { names, days } = stale(input);
  if (names.length === 0) return gate;
  const more = names.length > NAMES_SHOWN ? ` 等 ${names.length} 件` : '';
  const facts = {
    code: 'E_REGISTER_COPY_STALE',
    days: String(days),
    copies: `${names.slice(0, NAMES_SHOWN).join('、')}${more}`,
  };
  const named = check('unknown', 'unknown.copy-stale', facts);
  return { ...gate, reasons: [...named.reasons, ...gate.reasons] };
};
