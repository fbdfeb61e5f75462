import type { LifeApi } from '../bridge/life-contract';
import type { CaseRecord } from '../case/case-record';
import type { PerfectionState } from '../case/collateral-life';
import type { CollateralItem } from '../case/collateral-section';
import type { ChangedSecurity } from '../collateral/life/enter-step';
import type { FilingView } from '../registration/filings/filing-view';
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

type Items = readonly CollateralItem[];

const itemsOf = (record: CaseRecord): Items => record.sections.collateral.items;

const withItems = (record: CaseRecord, items: Items): CaseRecord => ({
  ...record,
  sections: { ...record.sections, collateral: { ...record.sections.collateral, items: [...items] } },
});

/** The card that is made for patents or data that nobody keeps one for; `null` where none is made. */
const madeCard = (record: CaseRecord, filing: FilingView): CollateralItem | null => {
  const card = filing.cards.length > 0 ? undefined : CARD[filing.kind];
  if (card === undefined) return null;
  return newCollateralItem(nextId('asset', itemsOf(record)), card.assetClass, card.title);
};

type Step = LifeApi['enterStep']['input']['step'];

/** Steps that must stand before a registration and that nobody entered: signed and filed on the day of the contract, or of the paper. */
const statesBefore = (card: CollateralItem): readonly PerfectionState[] => {
  const state = card.life.steps.at(-1)?.to ?? 'draft';
  if (state === 'draft') return ['contract-signed', 'filed'];
  return state === 'contract-signed' ? ['filed'] : [];
};

/** Whether a card says already what the paper says, because it was entered before. */
const isEntered = (
  { perfection, receipt, life }: CollateralItem,
  { to, on, registrationNumber }: Step,
): boolean =>
  perfection === to &&
  life.steps.at(-1)?.on === on &&
  (registrationNumber === null ||
    (receipt?.registrationNumber === registrationNumber && receipt.date === on));

const stepsOf = (card: CollateralItem, step: Step): readonly Step[] => {
  if (isEntered(card, step)) return [];
  const before = step.to === 'registered' ? statesBefore(card) : [];
  const note = '录入登记证明时补记，日期以合同和受理通知为准';
  return [...before.map((to) => ({ ...step, to, note, documentHash: null, registrationNumber: null })), step];
};

/** Enters a step on every card, or on none: nothing stands in the case before each of them was accepted. */
const enterAll = async (open: OpenCase, filing: FilingView, step: Step): Promise<Failure | null> => {
  const made = madeCard(open.record, filing);
  let draft = made === null ? open.record : withItems(open.record, [...itemsOf(open.record), made]);
  const cards = made === null ? new Set(filing.cards) : new Set([made.id]);
  const accepted = new Map<string, ChangedSecurity>();
  for (const card of itemsOf(draft).filter(({ id }) => cards.has(id)))
    for (const one of stepsOf(card, step)) {
      const changed = await open.workbench.bridge.call('collateral', 'enterStep', {
        caseRecord: draft,
        item: card.id,
        step: one,
        today: today(),
      });
      if (!changed.ok) return changed.failure;
      const { steps, perfection, receipt } = changed.value;
      accepted.set(card.id, changed.value);
      draft = withItems(
        draft,
        itemsOf(draft).map((item) =>
          item.id === card.id ? { ...item, perfection, receipt, life: { ...item.life, steps } } : item,
        ),
      );
    }
  if (made !== null) open.changeSection('collateral', (s) => ({ ...s, items: [...s.items, made] }));
  for (const [id, changed] of accepted) takeSecurity(open, id, changed);
  return null;
};

/**
 * Enters the registrar's paper of a filing where every part of the program looks for it: as the step and the receipt of each security,
 * or as the contract of each support. Refuses without number, day, name or paper; a later act of a support, whose contract keeps its
 * number and date, is refused too (`E_SUPPORT_ACT`).
 */
export const enterReceipt = async (
  open: OpenCase,
  filing: FilingView,
  { number, on, by, hash, support }: EnteredReceipt,
): Promise<Failure | null> => {
  if (filing.supports.length > 0 && filing.act !== 'register')
    return refused(
      'E_SUPPORT_ACT',
      '担保合同（保单）的变更、展期和解除不改写原来的合同编号、日期和文件',
      '请把发生日和原因填在这项办理里；额度、期限等新内容改在“押品与组合”里，已经解除的请在那里改为不采用',
    );
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
  return enterAll(open, filing, {
    to: STATE[filing.act],
    on,
    by,
    note: filing.title,
    documentHash: hash,
    registrationNumber: filing.act === 'cancel' ? null : number.trim(),
  });
};
