import type { PerfectionState, SecurityStep } from './collateral-life';
import type { CollateralItem } from './collateral-section';

/** States that a receipt stands for. */
export const RECEIPT_STATES: readonly PerfectionState[] = ['registered', 'changed', 'extended'];

/** What the step says that a receipt entered by itself leaves behind. */
export const RECEIPT_ONLY = '只录入了登记证明，签约、申请的日期待补录';

const isOwn = (step: SecurityStep | undefined): boolean =>
  step !== undefined && step.to === 'registered' && step.note === RECEIPT_ONLY;

const stateAfter = (steps: readonly SecurityStep[]): PerfectionState => steps.at(-1)?.to ?? 'draft';

/**
 * An item after its registrar's receipt was entered, or taken back, on a card that asks for nothing else. The history gets a step of
 * its own, so that state, receipt and history never say different things; the steps before it stay to be entered. The hash of a paper
 * stays while the number stays.
 */
export const withReceipt = (
  item: CollateralItem,
  receipt: { readonly registrationNumber: string; readonly date: string } | null,
): CollateralItem => {
  const { steps } = item.life;
  const last = steps.at(-1);
  if (receipt === null) {
    const kept = last?.to === 'registered' ? steps.slice(0, -1) : steps;
    return { ...item, receipt: null, perfection: stateAfter(kept), life: { ...item.life, steps: kept } };
  }
  const { registrationNumber, date } = receipt;
  const before = item.receipt;
  const documentHash = before?.registrationNumber === registrationNumber ? before.documentHash : null;
  const step: SecurityStep = { to: 'registered', on: date, by: '', documentHash, note: RECEIPT_ONLY };
  const entered = isOwn(last)
    ? [...steps.slice(0, -1), step]
    : last !== undefined && RECEIPT_STATES.includes(last.to)
      ? steps
      : [...steps, step];
  return {
    ...item,
    receipt: { registrationNumber, date, documentHash },
    perfection: stateAfter(entered),
    life: { ...item.life, steps: entered },
  };
};
