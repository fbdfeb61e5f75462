import type { CaseRecord } from '../case/case-record';
import { newCollateralItem, newSupportItem } from '../case/new-collateral';
import type { Alternative } from '../collateral/structure-model';
import type { OpenCase } from './open-case.svelte';

type Collateral = CaseRecord['sections']['collateral'];

const freeId = (stem: string, taken: readonly { readonly id: string }[]): string => {
  const ids = new Set(taken.map(({ id }) => id));
  let n = 1;
  while (ids.has(`${stem}-${n}`)) n += 1;
  return `${stem}-${n}`;
};

const newSupport = (collateral: Collateral, capacityFen: string | null): Collateral['support'][number] => ({
  ...newSupportItem(freeId('support', collateral.support), 'guarantee', '担保'),
  capacityFen,
});

const addItem = (open: OpenCase, assetClass: string, title: string): void =>
  open.changeSection('collateral', (s) => ({
    ...s,
    items: [...s.items, newCollateralItem(freeId('asset', s.items), assetClass, title)],
  }));

/** An empty line for one more asset; everything about it is still to be said. */
export const addCollateralItem = (open: OpenCase): void => addItem(open, 'RE_FACTORY', '押品');

/** Costs and registration of the pledged patents; joined with what the patent step offers, never counted twice. */
export const addPatentCard = (open: OpenCase): void => {
  const pool = open.results.structure.value?.items.find(({ id }) => id === 'offer/patent-pool');
  addItem(open, pool?.assetClass ?? 'PATENT_MIXED', '质押专利的费用与登记');
};

/** Enters the registrar's receipt, or takes it back. Only with a number and a date does a value become recognised. */
export const registerItem = (
  open: OpenCase,
  id: string,
  receipt: { readonly registrationNumber: string | null; readonly date: string | null },
): void =>
  open.changeSection('collateral', (s) => ({
    ...s,
    items: s.items.map((item) => {
      if (item.id !== id) return item;
      const { registrationNumber, date } = receipt;
      if (registrationNumber === null || date === null)
        return { ...item, receipt: null, perfection: 'draft' };
      return { ...item, receipt: { registrationNumber, date, documentHash: null }, perfection: 'registered' };
    }),
  }));

export const addSupportItem = (open: OpenCase): void =>
  open.changeSection('collateral', (s) => ({ ...s, support: [...s.support, newSupport(s, null)] }));

/**
 * Whether a change can be taken over by a click. A higher value of an asset cannot: it needs a valuation or an
 * agreement first, and is then entered by a person.
 */
export const isAdoptable = ({ kind }: Alternative): boolean =>
  kind === 'ask-less' || kind === 'raise-support' || kind === 'add-support';

/** Takes over one of the smallest changes that close the gap. */
export const adoptAlternative = (open: OpenCase, alternative: Alternative): void => {
  const { kind, sourceId, toFen } = alternative;
  if (kind === 'ask-less')
    open.changeSection('enterprise', (s) => ({ ...s, need: { ...s.need, amountFen: toFen } }));
  if (kind === 'add-support')
    open.changeSection('collateral', (s) => ({ ...s, support: [...s.support, newSupport(s, toFen)] }));
  if (kind === 'raise-support')
    open.changeSection('collateral', (s) => ({
      ...s,
      support: s.support.map((item) => (item.id === sourceId ? { ...item, capacityFen: toFen } : item)),
    }));
};
