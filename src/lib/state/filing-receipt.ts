import type { LifeApi } from '../bridge/life-contract';
import type { FilingView } from '../registration/filings/filing-view';
import type { PerfectionState } from '../case/collateral-life';
import { newCollateralItem } from '../case/new-collateral';
import type { Failure } from '../kernel/result';
import { today } from './clock';
import { nextId } from './free-id';
import { setContract, takeSecurity } from './life-edits';
import type { OpenCase } from './open-case.svelte';

/** What a registrar's paper says, as somebody enters it. */
export interface EnteredReceipt {
  readonly number: string;
  /** Day of the registration, of the change, …; `null` = not entered. */
  readonly on: string | null;
  readonly by: string;
  /** SHA-256 of the paper; `null` = none chosen. */
  readonly hash: string | null;
  /** Which support's contract it is; `null` = not a support. */
  readonly support: string | null;
}

const STATE: Record<FilingView['act'], PerfectionState> = {
  register: 'registered',
  change: 'changed',
  extend: 'extended',
  cancel: 'cancelled',
};

const refused = (code: string, message: string, remedy: string): Failure => ({
  code,
  message,
  path: '登记包 › 登记证明',
  remedy,
});

/** Class of the card that is made where nobody keeps one. */
const CARD: Partial<Record<FilingView['kind'], { readonly assetClass: string; readonly title: string }>> = {
  'patent-pledge': { assetClass: 'PATENT_MIXED', title: '质押专利的费用与登记' },
  'data-ip': { assetClass: 'DATA_IP', title: '数据知识产权的登记' },
};

/** Ids of the cards that bear the receipt; one is made for patents or data that nobody keeps a card for. */
const cardsOf = (open: OpenCase, filing: FilingView): readonly string[] => {
  if (filing.cards.length > 0) return filing.cards;
  const card = CARD[filing.kind];
  if (card === undefined) return [];
  const id = nextId('asset', open.record.sections.collateral.items);
  open.changeSection('collateral', (s) => ({
    ...s,
    items: [...s.items, newCollateralItem(id, card.assetClass, card.title)],
  }));
  return [id];
};

type Step = LifeApi['enterStep']['input']['step'];

const enterOne = async (open: OpenCase, item: string, step: Step): Promise<Failure | null> => {
  const changed = await open.workbench.bridge.call('collateral', 'enterStep', {
    caseRecord: open.record,
    item,
    step,
    today: today(),
  });
  if (!changed.ok) return changed.failure;
  takeSecurity(open, item, changed.value);
  return null;
};

/** Steps that must stand before a registration and that nobody entered: signed and filed on the day of the contract, or of the paper. */
const stepsBefore = (open: OpenCase, item: string, signedOn: string): readonly PerfectionState[] => {
  const card = open.record.sections.collateral.items.find(({ id }) => id === item);
  const state = card?.life.steps.at(-1)?.to ?? 'draft';
  if (signedOn === '') return [];
  if (state === 'draft') return ['contract-signed', 'filed'];
  return state === 'contract-signed' ? ['filed'] : [];
};

/**
 * Enters the registrar's paper of a filing where every part of the program looks for it: as the step and the receipt of each security,
 * or as the contract of each support. Refuses without number, day, name or paper.
 */
export const enterReceipt = async (
  open: OpenCase,
  filing: FilingView,
  { number, on, by, hash, support }: EnteredReceipt,
): Promise<Failure | null> => {
  if (number.trim() === '' && filing.act !== 'cancel')
    return refused('E_RECEIPT_NUMBER', '没有登记号', '请按登记证明录入登记号');
  if (on === null) return refused('E_STEP_DATE', '没有登记日期', '请按登记证明录入日期');
  if (by.trim() === '') return refused('E_STEP_BY', '没有写明办理人', '请填写办理人');
  if (hash === null)
    return refused('E_RECEIPT_DOCUMENT', '没有附登记证明文件', '请附上登记证明，程序会记下它的哈希');
  if (filing.supports.length > 0) {
    if (support === null || !filing.supports.includes(support))
      return refused('E_SUPPORT', '没有选定是哪一份担保合同或保单', '请选定后再录回');
    setContract(open, support, { registrationNumber: number.trim(), date: on, documentHash: hash });
    return null;
  }
  for (const item of cardsOf(open, filing)) {
    if (filing.act === 'register')
      for (const to of stepsBefore(open, item, on)) {
        const failure = await enterOne(open, item, {
          to,
          on,
          by,
          note: '录入登记证明时补记，日期以合同和受理通知为准',
          documentHash: null,
          registrationNumber: null,
        });
        if (failure !== null) return failure;
      }
    const failure = await enterOne(open, item, {
      to: STATE[filing.act],
      on,
      by,
      note: filing.title,
      documentHash: hash,
      registrationNumber: filing.act === 'cancel' ? null : number.trim(),
    });
    if (failure !== null) return failure;
  }
  return null;
};
