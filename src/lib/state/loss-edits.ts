import type { CollateralSection, SupportItem } from '../case/collateral-section';
import type { OpenCase } from './open-case.svelte';

/** What the page changes of the loss: probability, seed, and how each support pays. */

export const setLossAsk = (open: OpenCase, part: Partial<CollateralSection['loss']>): void =>
  open.changeSection('collateral', (s) => ({ ...s, loss: { ...s.loss, ...part } }));

const changeSupport = (open: OpenCase, id: string, edit: (item: SupportItem) => SupportItem): void =>
  open.changeSection('collateral', (s) => ({
    ...s,
    support: s.support.map((item) => (item.id === id ? edit(item) : item)),
  }));

export const setLossTerms = (open: OpenCase, id: string, part: Partial<SupportItem['loss']>): void =>
  changeSupport(open, id, (item) => ({ ...item, loss: { ...item.loss, ...part } }));

export type Bearer = SupportItem['split'][number]['bearer'];

export const BEARERS = [
  { value: 'guarantor', label: '担保机构' },
  { value: 're-guarantor', label: '再担保机构' },
  { value: 'government', label: '政府' },
  { value: 'insurer', label: '保险公司' },
  { value: 'fund', label: '风险补偿资金' },
  { value: 'bank', label: '银行自留' },
] as const satisfies readonly { readonly value: Bearer; readonly label: string }[];

/** One bearer's share of what a support carries; an empty share takes the bearer out. */
export const setBearer = (open: OpenCase, id: string, bearer: Bearer, share: string | null): void =>
  changeSupport(open, id, (item) => ({
    ...item,
    split: BEARERS.flatMap(({ value }) => {
      const own = value === bearer ? share : (item.split.find((s) => s.bearer === value)?.share ?? null);
      return own === null ? [] : [{ bearer: value, share: own }];
    }),
  }));
