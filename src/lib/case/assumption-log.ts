import * as v from 'valibot';
import { type AssumptionEntry, type AssumptionLog, assumptionEntry, assumptionLog } from './patents-section';
import { failureOfIssue } from './schema-failures';
import { nonNegativeFen } from './schema-parts';
import { type Result, ok, refuse } from '../kernel/result';

/** Whether a change raised the value; `unknown` when it could not be computed before or after. */
export type ChangeEffect = 'raised' | 'lowered' | 'same' | 'unknown';

export const EMPTY_LOG: AssumptionLog = { needFen: null, entries: [] };

/** Field under which a change of the need itself is logged. */
export const NEED_FIELD = 'sections.enterprise.need.amountFen';

export type AssumptionAction =
  | {
      readonly kind: 'need-entered';
      readonly amountFen: string;
      readonly valueFen: string | null;
      readonly by: string;
      readonly reason: string;
    }
  | { readonly kind: 'assumption-changed'; readonly change: Omit<AssumptionEntry, 'order'> };

/** How a change moved the value. */
export const effectOf = ({ valueBeforeFen, valueAfterFen }: AssumptionEntry): ChangeEffect => {
  if (valueBeforeFen === null || valueAfterFen === null) return 'unknown';
  const before = BigInt(valueBeforeFen);
  const after = BigInt(valueAfterFen);
  return after > before ? 'raised' : after < before ? 'lowered' : 'same';
};

const lastOf = (log: AssumptionLog, field: string): AssumptionEntry | undefined =>
  log.entries.findLast((e) => e.field === field);

const appended = (log: AssumptionLog, added: Omit<AssumptionEntry, 'order'>): Result<AssumptionLog> => {
  const last = lastOf(log, added.field);
  if (last !== undefined && last.to !== added.from)
    return refuse(
      'E_LOG_GAP',
      `“${added.label}”的原值与记录中最后一次的新值不一致，中间有未记录的修改`,
      added.field,
      '请从案卷历史版本中补记中间的修改',
    );
  const parsed = v.safeParse(assumptionEntry, { ...added, order: log.entries.length + 1 });
  return parsed.success
    ? ok({ ...log, entries: [...log.entries, parsed.output] })
    : refuse(
        'E_LOG_ENTRY',
        `“${added.label}”的修改记录不完整：${failureOfIssue(parsed.issues[0]).message}`,
        added.field,
        '请核对记录的内容',
      );
};

/**
 * Next state of the log; the given one is left as it is. Changes before the need was entered and changes that change nothing
 * are not logged. Entering the need starts the log; changing it later is itself an entry. Codes `E_LOG_GAP` (the old value
 * is not what the log last saw), `E_LOG_ENTRY`.
 */
export const reduceAssumptions = (log: AssumptionLog, action: AssumptionAction): Result<AssumptionLog> => {
  if (action.kind === 'need-entered') {
    const { amountFen, valueFen, by, reason } = action;
    if (!v.is(nonNegativeFen, amountFen))
      return refuse('E_LOG_ENTRY', '融资需求不是以分为单位的金额', NEED_FIELD, '请填写整数分');
    if (log.needFen === amountFen) return ok(log);
    if (log.needFen === null) return ok({ ...log, needFen: amountFen });
    const change = { field: NEED_FIELD, label: '融资需求', from: log.needFen, to: amountFen, by, reason };
    const next = appended(log, { ...change, valueBeforeFen: valueFen, valueAfterFen: valueFen });
    return next.ok ? ok({ ...next.value, needFen: amountFen }) : next;
  }
  const { change } = action;
  return log.needFen === null || change.from === change.to ? ok(log) : appended(log, change);
};

/**
 * Reads a stored log and checks that nothing was taken out: numbers 1, 2, 3 … and every old value the last new one of its
 * field. Codes `E_LOG_SHAPE`, `E_LOG_ORDER`, `E_LOG_GAP`.
 */
export const parseAssumptionLog = (json: unknown): Result<AssumptionLog> => {
  const parsed = v.safeParse(assumptionLog, json);
  if (!parsed.success)
    return refuse(
      'E_LOG_SHAPE',
      `假设修改记录的格式不对：${failureOfIssue(parsed.issues[0]).message}`,
      '',
      '请从原案卷重新读取',
    );
  const { needFen, entries } = parsed.output;
  let log: AssumptionLog = { needFen, entries: [] };
  for (const stored of entries) {
    if (stored.order !== log.entries.length + 1)
      return refuse(
        'E_LOG_ORDER',
        `第 ${log.entries.length + 1} 条记录的序号是 ${stored.order}`,
        '',
        '记录被删改，请从原案卷重新读取',
      );
    const next = appended(log, stored);
    if (!next.ok) return next;
    log = next.value;
  }
  const lastNeed = lastOf(log, NEED_FIELD);
  if ((log.entries.length > 0 && needFen === null) || (lastNeed !== undefined && lastNeed.to !== needFen))
    return refuse('E_LOG_GAP', '融资需求与记录中最后一次的需求不一致', NEED_FIELD, '请从原案卷重新读取');
  return ok(log);
};
