import type { CollateralItem } from '../../case/collateral-section';
import type { PerfectionState, Receipt, SecurityStep } from '../../case/collateral-life';
import { isPlainDate } from '../../kernel/plain-date';
import { type Result, ok, refuse } from '../../kernel/result';
import { type MachineSetting, faultsOfSteps, stateOfSteps, stateWord } from './step-machine';

/** One step as somebody enters it; the registration number only where the step brings a receipt. */
export interface EnteredStep extends SecurityStep {
  readonly registrationNumber: string | null;
}

/** The parts of an item that a step changes. */
export interface ChangedSecurity {
  readonly steps: SecurityStep[];
  readonly perfection: PerfectionState;
  readonly receipt: Receipt | null;
}

type Before = Pick<CollateralItem, 'title' | 'receipt'> & {
  readonly life: { readonly steps: SecurityStep[] };
};

const SHA_256 = /^[0-9a-f]{64}$/;

const place = (before: Before): string => `押品存续 › ${before.title}`;

const refusal = (before: Before, code: string, message: string, remedy: string): Result<never> =>
  refuse(code, message, place(before), remedy, 'collateral.life.transitions');

/** All places where the step would stand by its date, the latest first. */
const placements = (steps: readonly SecurityStep[], step: SecurityStep): readonly SecurityStep[][] => {
  const result: SecurityStep[][] = [];
  for (let at = steps.length; at >= 0; at -= 1) {
    const [before, after] = [steps[at - 1], steps[at]];
    if (before !== undefined && before.on > step.on) continue;
    if (after !== undefined && after.on < step.on) continue;
    result.push([...steps.slice(0, at), step, ...steps.slice(at)]);
  }
  return result;
};

const receiptOf = (before: Before, entered: EnteredStep): Result<Receipt> => {
  const { registrationNumber, documentHash, on } = entered;
  if (registrationNumber === null || registrationNumber.trim() === '')
    return refusal(before, 'E_RECEIPT_NUMBER', '没有登记号', '请按登记证明录入登记号');
  if (documentHash === null || !SHA_256.test(documentHash))
    return refusal(before, 'E_RECEIPT_DOCUMENT', '没有附登记证明文件', '请附上登记证明，程序会记下它的哈希');
  return ok({ registrationNumber, date: on, documentHash });
};

/** The receipt after a step: a new one with a registration, none after a new contract, else the one there was. */
const receiptAfter = (
  before: Before,
  entered: EnteredStep,
  isLast: boolean,
  { machine }: MachineSetting,
): Result<Receipt | null> => {
  if (!isLast) return ok(before.receipt);
  if (entered.to === 'contract-signed') return ok(null);
  if (!machine.needReceipt.includes(entered.to)) return ok(before.receipt);
  const lifted = stateOfSteps(before.life.steps) === 'objected' && before.receipt !== null;
  return lifted && entered.registrationNumber === null ? ok(before.receipt) : receiptOf(before, entered);
};

const FORMER = '此前的登记 ';

/** The note of a step after which another receipt holds, or none: it keeps number and date of the one there was. */
const noteAfter = ({ receipt }: Before, after: Receipt | null, note: string): string =>
  receipt === null || receipt === after
    ? note
    : `${note}${note === '' ? '' : '；'}${FORMER}${receipt.registrationNumber}（${receipt.date}）`;

const FORMER_RECEIPT = /^(.+)（(\d{4}-\d{2}-\d{2})）$/su;

/** The receipt that the last step replaced, as its note keeps it; the paper is that of the step which brought it. */
const formerReceipt = (
  last: SecurityStep,
  earlier: readonly SecurityStep[],
  { needReceipt }: MachineSetting['machine'],
): Receipt | null => {
  const at = last.note.lastIndexOf(FORMER);
  const found = at < 0 ? null : FORMER_RECEIPT.exec(last.note.slice(at + FORMER.length));
  const [, registrationNumber, date] = found ?? [];
  if (registrationNumber === undefined || date === undefined || !isPlainDate(date)) return null;
  const source = earlier.findLast(({ to, on }) => on === date && needReceipt.includes(to));
  return { registrationNumber, date, documentHash: source?.documentHash ?? null };
};

/**
 * Enters one step. A step that happened earlier takes its place by date, as long as the history fits no worse than before; with
 * `registered`, `changed` and `extended` comes a receipt (number, date, hash). Refuses with a Chinese reason: `E_STEP_DATE`,
 * `E_STEP_BY`, `E_STEP_FUTURE`, `E_STEP_ORDER`, `E_STEP_SKIPPED`, `E_STEP_AFTER_END`, `E_STEP_IMPOSSIBLE`, `E_RECEIPT_NUMBER`,
 * `E_RECEIPT_DOCUMENT`. `today` is the day on which it is entered.
 */
export const enterStep = (
  before: Before,
  entered: EnteredStep,
  today: string,
  setting: MachineSetting,
): Result<ChangedSecurity> => {
  const { steps } = before.life;
  if (!isPlainDate(entered.on))
    return refusal(before, 'E_STEP_DATE', `“${entered.on}”不是有效日期`, '请按 2026-11-20 的形式填写');
  if (entered.by.trim() === '') return refusal(before, 'E_STEP_BY', '没有写明办理人', '请填写办理人');
  if (entered.on > today)
    return refusal(
      before,
      'E_STEP_FUTURE',
      `日期 ${entered.on} 晚于今天 ${today}`,
      '尚未发生的步骤不要录入；到期日请录入“关注日期”',
    );
  const step: SecurityStep = {
    to: entered.to,
    on: entered.on,
    by: entered.by.trim(),
    documentHash: entered.documentHash,
    note: entered.note,
  };
  const now = faultsOfSteps(steps, setting).length;
  const options = placements(steps, step).map((list) => ({ list, faults: faultsOfSteps(list, setting) }));
  const best = options.reduce<(typeof options)[number] | null>(
    (least, option) => (least === null || option.faults.length < least.faults.length ? option : least),
    null,
  );
  if (best === null || best.faults.length > now) {
    const [fault] = faultsOfSteps([...steps, step], setting).slice(now);
    return refusal(
      before,
      fault?.code ?? 'E_STEP_IMPOSSIBLE',
      fault?.message ?? `不能记“${stateWord(step.to, setting)}”`,
      fault?.remedy ?? '请核对日期和登记状态',
    );
  }
  const isLast = best.list.at(-1) === step;
  const receipt = receiptAfter(before, entered, isLast, setting);
  if (!receipt.ok) return receipt;
  const noted = { ...step, note: noteAfter(before, receipt.value, step.note) };
  const list = isLast ? [...best.list.slice(0, -1), noted] : best.list;
  return ok({ steps: list, perfection: stateOfSteps(list), receipt: receipt.value });
};

/** Takes the last step back, with the receipt that came with it; one that it replaced holds again. `E_NO_STEPS` when there is none. */
export const withdrawStep = (before: Before, { machine }: MachineSetting): Result<ChangedSecurity> => {
  const last = before.life.steps.at(-1);
  if (last === undefined) return refusal(before, 'E_NO_STEPS', '没有可以撤回的步骤', '请先录入步骤');
  const steps = before.life.steps.slice(0, -1);
  const own = machine.needReceipt.includes(last.to) && before.receipt?.date === last.on;
  const ended = last.to === 'contract-signed' && before.receipt === null;
  return ok({
    steps,
    perfection: stateOfSteps(steps),
    receipt: own || ended ? formerReceipt(last, steps, machine) : before.receipt,
  });
};
