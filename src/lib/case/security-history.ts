import type { PerfectionState, SecurityStep } from './collateral-life';
import type { CollateralItem } from './collateral-section';

/** States that a receipt stands for. */
export const RECEIPT_STATES: readonly PerfectionState[] = ['registered', 'changed', 'extended'];

/** What the step says that a receipt entered by itself leaves behind. */
export const RECEIPT_ONLY = '只录入了登记证明，签约、申请的日期待补录';

/** A receipt as somebody enters it; without a word about its paper the one there is stays. */
export interface EnteredReceipt {
  readonly registrationNumber: string;
  readonly date: string;
  readonly documentHash?: string | null;
}

const isOwn = (step: SecurityStep | undefined): boolean =>
  step !== undefined && step.to === 'registered' && step.note === RECEIPT_ONLY;

const stateAfter = (steps: readonly SecurityStep[]): PerfectionState => steps.at(-1)?.to ?? 'draft';

/** Steps of the day of a receipt carry the paper that was chosen for it. */
const withPaper = (steps: SecurityStep[], { date, documentHash }: EnteredReceipt): SecurityStep[] =>
  documentHash === undefined
    ? steps
    : steps.map((step) =>
        RECEIPT_STATES.includes(step.to) && step.on === date ? { ...step, documentHash } : step,
      );

/**
 * An item after its registrar's receipt was entered, or taken back, on a card that asks for nothing else. The history gets a step of
 * its own, so that state, receipt and history never say different things; the steps before it stay to be entered. Where no paper is
 * named, the hash of the one before stays while the number stays.
 */
export const withReceipt = (item: CollateralItem, receipt: EnteredReceipt | null): CollateralItem => {
  const { steps } = item.life;
  const last = steps.at(-1);
  if (receipt === null) {
    // Half a receipt that was never one takes no step with it.
    if (item.receipt === null) return item;
    const kept = last?.to === 'registered' ? steps.slice(0, -1) : steps;
    return { ...item, receipt: null, perfection: stateAfter(kept), life: { ...item.life, steps: kept } };
  }
  const { registrationNumber, date } = receipt;
  const before = item.receipt;
  const kept = before?.registrationNumber === registrationNumber ? before.documentHash : null;
  const documentHash = receipt.documentHash === undefined ? kept : receipt.documentHash;
  const step: SecurityStep = { to: 'registered', on: date, by: '', documentHash, note: RECEIPT_ONLY };
  const entered = isOwn(last)
    ? [...steps.slice(0, -1), step]
    : last !== undefined && RECEIPT_STATES.includes(last.to)
      ? withPaper(steps, receipt)
      : [...steps, step];
  return {
    ...item,
    receipt: { registrationNumber, date, documentHash },
    perfection: stateAfter(entered),
    life: { ...item.life, steps: entered },
  };
};
