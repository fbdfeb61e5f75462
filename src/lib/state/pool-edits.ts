import type { CaseRecord } from '../case/case-record';
import type { Alternative } from '../collateral/structure-model';
import type { OpenCase } from './open-case.svelte';

type Collateral = CaseRecord['sections']['collateral'];

const freeId = (stem: string, taken: readonly { readonly id: string }[]): string => {
  const ids = new Set(taken.map(({ id }) => id));
  let n = 1;
  while (ids.has(`${stem}-${n}`)) n += 1;
  return `${stem}-${n}`;
};

const newSupport = (collateral: Collateral, capacityFen: string): Collateral['support'][number] => ({
  id: freeId('support', collateral.support),
  kind: 'guarantee',
  provider: '',
  title: '担保',
  capacityFen,
  capacitySource: '',
  feeRate: null,
  feeSource: '',
  use: 'may',
});

/** An empty line for one more asset; everything about it is still to be said. */
export const addCollateralItem = (open: OpenCase): void =>
  open.changeSection('collateral', (s) => ({
    ...s,
    items: [
      ...s.items,
      {
        id: freeId('asset', s.items),
        assetClass: 'RE_FACTORY',
        title: '押品',
        owner: '',
        valueFen: null,
        valueSource: '',
        enteredCreditFen: null,
        enteredCreditSource: '',
        share: '1',
        priorClaimsFen: '0',
        capOverride: null,
        oneOffCostFen: null,
        perfection: 'draft',
        receipt: null,
        use: 'may',
      },
    ],
  }));

export const addSupportItem = (open: OpenCase): void =>
  open.changeSection('collateral', (s) => ({ ...s, support: [...s.support, newSupport(s, '0')] }));

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
