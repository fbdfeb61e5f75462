import type { CollateralItem, CollateralSection, SupportItem } from '../case/collateral-section';
import type { Disposal, Drawdown, RegisterSearch, Revaluation, Waiver } from '../case/collateral-life';
import { RECEIPT_STATES } from '../case/security-history';
import type { ChangedSecurity } from '../collateral/life/enter-step';
import type { OpenCase } from './open-case.svelte';
import { freeId } from './free-id';

/** What a click changes in the life of a security. */

type Life = CollateralItem['life'];
type Watched = Life['watched'][number];

const changeItem = (open: OpenCase, id: string, edit: (item: CollateralItem) => CollateralItem): void =>
  open.changeSection('collateral', (section) => ({
    ...section,
    items: section.items.map((item) => (item.id === id ? edit(item) : item)),
  }));

const changeLife = (open: OpenCase, id: string, edit: (life: Life) => Partial<Life>): void =>
  changeItem(open, id, (item) => ({ ...item, life: { ...item.life, ...edit(item.life) } }));

const without = <T>(list: readonly T[], index: number): T[] => list.filter((_, i) => i !== index);

/** Takes over what the engine made of a step: history, state and receipt together. */
export const takeSecurity = (
  open: OpenCase,
  id: string,
  { steps, perfection, receipt }: ChangedSecurity,
): void => changeItem(open, id, (item) => ({ ...item, perfection, receipt, life: { ...item.life, steps } }));

/** The paper behind a receipt that was entered without it; the step of that day gets it too. */
export const setReceiptPaper = (open: OpenCase, id: string, documentHash: string | null): void =>
  changeItem(open, id, (item) => {
    const { receipt } = item;
    if (receipt === null) return item;
    const steps = item.life.steps.map((step) =>
      RECEIPT_STATES.includes(step.to) && step.on === receipt.date ? { ...step, documentHash } : step,
    );
    return { ...item, receipt: { ...receipt, documentHash }, life: { ...item.life, steps } };
  });

export const addSearch = (open: OpenCase, id: string, search: RegisterSearch): void =>
  changeLife(open, id, ({ searches }) => ({ searches: [...searches, search] }));

export const removeSearch = (open: OpenCase, id: string, index: number): void =>
  changeLife(open, id, ({ searches }) => ({ searches: without(searches, index) }));

export const addRevaluation = (open: OpenCase, id: string, revaluation: Revaluation): void =>
  changeLife(open, id, ({ revaluations }) => ({ revaluations: [...revaluations, revaluation] }));

export const removeRevaluation = (open: OpenCase, id: string, index: number): void =>
  changeLife(open, id, ({ revaluations }) => ({ revaluations: without(revaluations, index) }));

/**
 * Makes a value found again the one the structure uses. The value it replaces stays in the chain as a revaluation of its day, so that
 * the value of the day of the first payment is not lost.
 */
export const takeValue = (
  open: OpenCase,
  id: string,
  { on, fen }: { readonly on: string; readonly fen: string },
): void =>
  changeItem(open, id, (item) => {
    const { valueFen, valuedOn, valueSource, life } = item;
    const found = life.revaluations.find((one) => one.on === on && one.valueFen === fen);
    const isKept =
      valueFen === null ||
      valuedOn === null ||
      life.revaluations.some((one) => one.on === valuedOn && one.valueFen === valueFen);
    return {
      ...item,
      valueFen: fen,
      valuedOn: on,
      valueSource: found?.source ?? valueSource,
      life: isKept
        ? life
        : {
            ...life,
            revaluations: [{ on: valuedOn, valueFen, source: valueSource, by: '' }, ...life.revaluations],
          },
    };
  });

/** Keeps a date in sight; what it is about, and its day. */
export const addWatched = (open: OpenCase, id: string, watched: Omit<Watched, 'id' | 'doneOn'>): void =>
  changeLife(open, id, (life) => ({
    watched: [...life.watched, { ...watched, id: freeId('watched', life.watched), doneOn: null }],
  }));

export const finishWatched = (open: OpenCase, id: string, watched: string, doneOn: string | null): void =>
  changeLife(open, id, (life) => ({
    watched: life.watched.map((one) => (one.id === watched ? { ...one, doneOn } : one)),
  }));

export const removeWatched = (open: OpenCase, id: string, watched: string): void =>
  changeLife(open, id, (life) => ({ watched: life.watched.filter((one) => one.id !== watched) }));

const NO_DISPOSAL: Omit<Disposal, 'defaultedOn'> = {
  claimFen: null,
  claimDeadline: null,
  claimedOn: null,
  route: null,
  valueBeforeFen: null,
  proceedsFen: null,
  costFen: null,
  receivedOn: null,
  note: '',
  evidence: [],
};

/** Opens a disposal record; `valueBeforeFen` = the value last found before the default. */
export const beginDisposal = (
  open: OpenCase,
  id: string,
  defaultedOn: string,
  valueBeforeFen: string | null,
): void => changeLife(open, id, () => ({ disposal: { ...NO_DISPOSAL, defaultedOn, valueBeforeFen } }));

export const setDisposal = (open: OpenCase, id: string, part: Partial<Disposal>): void =>
  changeLife(open, id, ({ disposal }) => (disposal === null ? {} : { disposal: { ...disposal, ...part } }));

export const dropDisposal = (open: OpenCase, id: string): void =>
  changeLife(open, id, () => ({ disposal: null }));

const changeSection = (
  open: OpenCase,
  edit: (section: CollateralSection) => Partial<CollateralSection>,
): void => open.changeSection('collateral', (section) => ({ ...section, ...edit(section) }));

/** Enters a waiver; an earlier one of the same check on the same thing is replaced. */
export const setWaiver = (open: OpenCase, waiver: Waiver): void =>
  changeSection(open, ({ waivers }) => ({
    waivers: [
      ...waivers.filter(({ check, subject }) => check !== waiver.check || subject !== waiver.subject),
      waiver,
    ],
  }));

export const removeWaiver = (open: OpenCase, check: string, subject: string | null): void =>
  changeSection(open, ({ waivers }) => ({
    waivers: waivers.filter((waiver) => waiver.check !== check || waiver.subject !== subject),
  }));

export const addDrawdown = (open: OpenCase, drawdown: Drawdown): void =>
  changeSection(open, ({ drawdowns }) => ({ drawdowns: [...drawdowns, drawdown] }));

export const removeDrawdown = (open: OpenCase, index: number): void =>
  changeSection(open, ({ drawdowns }) => ({ drawdowns: without(drawdowns, index) }));

/** Enters the contract or policy of a support, or takes it back. */
export const setContract = (open: OpenCase, id: string, contract: SupportItem['contract']): void =>
  changeSection(open, ({ support }) => ({
    support: support.map((item) => (item.id === id ? { ...item, contract } : item)),
  }));
