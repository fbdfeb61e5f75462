import type { CollateralItem } from '../../case/collateral-section';
import type { PerfectionState, Receipt, SecurityStep } from '../../case/collateral-life';
import type { Registry } from '../asset-class';
import type { Machine } from './life-rules';

/** What is wrong with a history: a named finding, in Chinese. */
export interface StepFault {
  readonly code:
    | 'E_STEP_SKIPPED'
    | 'E_STEP_AFTER_END'
    | 'E_STEP_IMPOSSIBLE'
    | 'E_STEP_ORDER'
    | 'E_STEP_FUTURE'
    | 'E_STATE_DISAGREES'
    | 'E_RECEIPT_MISSING'
    | 'E_RECEIPT_DATE'
    | 'E_NO_STEPS';
  readonly message: string;
  readonly remedy: string;
}

/** What the machine knows of the asset: words for its states, and how its security comes about. */
export interface MachineSetting {
  readonly machine: Machine;
  readonly words: Readonly<Record<string, string>>;
  /** `null` = the class is unknown; every step is then asked for. */
  readonly effect: Registry['effect'] | null;
}

const LADDER: readonly PerfectionState[] = ['draft', 'contract-signed', 'filed', 'registered'];

export const stateWord = (state: PerfectionState, { words, effect }: MachineSetting): string => {
  if (state === 'registered' && (effect === 'delivery' || effect === 'control'))
    return effect === 'delivery' ? '已交付' : '已控制';
  return words[state] ?? state;
};

/** States that may follow. What comes about by delivery or control is not filed anywhere. */
export const nextStates = (
  state: PerfectionState,
  { machine, effect }: MachineSetting,
): readonly PerfectionState[] => {
  const next = machine.next[state] ?? [];
  const direct = effect !== null && machine.withoutFiling.includes(effect) && state === 'contract-signed';
  return direct ? [...next, 'registered'] : next;
};

/** Rungs between two states that were left out; empty where the second does not lie further up. */
const skipped = (from: PerfectionState, to: PerfectionState): readonly PerfectionState[] => {
  const start = LADDER.indexOf(from);
  const end = LADDER.indexOf(to);
  const top = end === -1 && ['changed', 'extended', 'cancelled'].includes(to) ? LADDER.length : end;
  return start === -1 ? [] : LADDER.slice(start + 1, Math.max(top, start + 1));
};

const transitionFault = (
  from: PerfectionState,
  to: PerfectionState,
  setting: MachineSetting,
): StepFault | null => {
  const next = nextStates(from, setting);
  if (next.includes(to)) return null;
  const word = (state: PerfectionState): string => `“${stateWord(state, setting)}”`;
  const left = skipped(from, to);
  if (left.length > 0)
    return {
      code: 'E_STEP_SKIPPED',
      message: `缺少${left.map(word).join('、')}的记录，不能从${word(from)}直接到${word(to)}`,
      remedy: `请先补录${left.map(word).join('、')}的日期和办理人`,
    };
  if (['cancelled', 'revoked', 'expired', 'refused'].includes(from))
    return {
      code: 'E_STEP_AFTER_END',
      message: `登记${word(from)}后不能再记${word(to)}`,
      remedy: `之后只能记${next.map(word).join('、')}`,
    };
  return {
    code: 'E_STEP_IMPOSSIBLE',
    message: from === to ? `已经是${word(to)}` : `不能从${word(from)}到${word(to)}`,
    remedy: next.length === 0 ? '请核对登记状态' : `之后可以记${next.map(word).join('、')}`,
  };
};

/** What is wrong with the steps among themselves: transitions that cannot be, dates that run backwards. */
export const faultsOfSteps = (
  steps: readonly SecurityStep[],
  setting: MachineSetting,
): readonly StepFault[] => {
  const faults: StepFault[] = [];
  let state: PerfectionState = 'draft';
  let last: SecurityStep | null = null;
  for (const step of steps) {
    const fault = transitionFault(state, step.to, setting);
    if (fault !== null) faults.push(fault);
    if (last !== null && step.on < last.on)
      faults.push({
        code: 'E_STEP_ORDER',
        message: `${stateWord(step.to, setting)}（${step.on}）早于前一步${stateWord(last.to, setting)}（${last.on}）`,
        remedy: '请核对两步的日期',
      });
    state = step.to;
    last = step;
  }
  return faults;
};

/** Where the steps arrive. */
export const stateOfSteps = (steps: readonly SecurityStep[]): PerfectionState => steps.at(-1)?.to ?? 'draft';

const receiptFault = (
  receipt: Receipt | null,
  steps: readonly SecurityStep[],
  perfection: PerfectionState,
  setting: MachineSetting,
): StepFault | null => {
  if (!setting.machine.needReceipt.includes(perfection)) return null;
  if (receipt === null)
    return {
      code: 'E_RECEIPT_MISSING',
      message: `状态是“${stateWord(perfection, setting)}”，但没有登记证明`,
      remedy: '请录入登记号、日期并附登记证明文件',
    };
  const granted = steps.findLast(({ to }) => setting.machine.needReceipt.includes(to));
  if (granted === undefined || granted.on === receipt.date) return null;
  return {
    code: 'E_RECEIPT_DATE',
    message: `登记证明的日期 ${receipt.date} 与记录的${stateWord(granted.to, setting)}日期 ${granted.on} 不一致`,
    remedy: '请核对登记证明，改正其中一处',
  };
};

/**
 * Everything that does not fit in the recorded life of a security: its steps, the state written on the item, its receipt. `on` is
 * the day asked about; a step after it has not happened.
 */
export const faultsOfLife = (
  item: Pick<CollateralItem, 'perfection' | 'receipt'> & {
    readonly life: { readonly steps: SecurityStep[] };
  },
  on: string,
  setting: MachineSetting,
): readonly StepFault[] => {
  const { perfection, receipt } = item;
  const { steps } = item.life;
  const faults = [...faultsOfSteps(steps, setting)];
  const state = stateOfSteps(steps);
  if (steps.length === 0 && perfection !== 'draft')
    faults.push({
      code: 'E_NO_STEPS',
      message: `状态是“${stateWord(perfection, setting)}”，但没有任何步骤记录`,
      remedy: '请补录签约、申请、登记的日期和办理人',
    });
  else if (state !== perfection)
    faults.push({
      code: 'E_STATE_DISAGREES',
      message: `登记状态写的是“${stateWord(perfection, setting)}”，最后一步却是“${stateWord(state, setting)}”`,
      remedy: '请核对最后一步；以登记机构的证明为准',
    });
  for (const step of steps)
    if (step.on > on)
      faults.push({
        code: 'E_STEP_FUTURE',
        message: `${stateWord(step.to, setting)}的日期 ${step.on} 晚于 ${on}`,
        remedy: '尚未发生的步骤不要录入',
      });
  const fault = receiptFault(receipt, steps, perfection, setting);
  return fault === null ? faults : [...faults, fault];
};
