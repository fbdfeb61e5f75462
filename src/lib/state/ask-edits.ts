import type { CollateralSection, SupportItem } from '../case/collateral-section';
import type { EnteredCapacity, EnteredFee, EnteredGuarantor, EnteredLimit } from '../case/structure-ask';
import type { OpenCase } from './open-case.svelte';
import { freeId } from './free-id';

/** Edits of what is asked of the structure, of guarantors and lines, and of the terms of a support. */

type Ask = CollateralSection['ask'];

export const changeAsk = (open: OpenCase, part: Partial<Ask>): void =>
  open.changeSection('collateral', (s) => ({ ...s, ask: { ...s.ask, ...part } }));

export const addLimit = (open: OpenCase): void =>
  open.changeSection('collateral', (s) => {
    const limit: EnteredLimit = {
      id: freeId('limit', s.ask.limits),
      label: '知识产权合计',
      scope: 'intellectual-property',
      of: '',
      ids: [],
      most: null,
      least: null,
      source: '',
    };
    return { ...s, ask: { ...s.ask, limits: [...s.ask.limits, limit] } };
  });

export const changeLimit = (open: OpenCase, id: string, part: Partial<EnteredLimit>): void =>
  open.changeSection('collateral', (s) => ({
    ...s,
    ask: { ...s.ask, limits: s.ask.limits.map((l) => (l.id === id ? { ...l, ...part } : l)) },
  }));

export const removeLimit = (open: OpenCase, id: string): void =>
  open.changeSection('collateral', (s) => ({
    ...s,
    ask: { ...s.ask, limits: s.ask.limits.filter((l) => l.id !== id) },
  }));

export const addTogether = (open: OpenCase): void =>
  open.changeSection('collateral', (s) => ({
    ...s,
    ask: {
      ...s.ask,
      together: [...s.ask.together, { id: freeId('group', s.ask.together), label: '', members: [] }],
    },
  }));

type Group = Ask['together'][number];

export const changeTogether = (open: OpenCase, id: string, part: Partial<Group>): void =>
  open.changeSection('collateral', (s) => ({
    ...s,
    ask: { ...s.ask, together: s.ask.together.map((g) => (g.id === id ? { ...g, ...part } : g)) },
  }));

export const removeTogether = (open: OpenCase, id: string): void =>
  open.changeSection('collateral', (s) => ({
    ...s,
    ask: { ...s.ask, together: s.ask.together.filter((g) => g.id !== id) },
  }));

export const addGuarantor = (open: OpenCase): void =>
  open.changeSection('collateral', (s) => {
    const guarantor: EnteredGuarantor = {
      id: freeId('guarantor', s.guarantors),
      name: '担保公司',
      netAssetsFen: null,
      liabilityFen: null,
      clientFen: null,
      relatedFen: null,
      smallAndAgriculture: null,
      asOf: null,
      source: '',
    };
    return { ...s, guarantors: [...s.guarantors, guarantor] };
  });

export const changeGuarantor = (open: OpenCase, id: string, part: Partial<EnteredGuarantor>): void =>
  open.changeSection('collateral', (s) => ({
    ...s,
    guarantors: s.guarantors.map((g) => (g.id === id ? { ...g, ...part } : g)),
  }));

/** Takes a guarantor away; supports that named it name none. */
export const removeGuarantor = (open: OpenCase, id: string): void =>
  open.changeSection('collateral', (s) => ({
    ...s,
    guarantors: s.guarantors.filter((g) => g.id !== id),
    support: s.support.map((item) => (item.guarantor === id ? { ...item, guarantor: null } : item)),
  }));

export const addCapacity = (open: OpenCase): void =>
  open.changeSection('collateral', (s) => {
    const capacity: EnteredCapacity = {
      id: freeId('line', s.capacities),
      title: '批量担保额度',
      kind: 'batch-line',
      remainingFen: null,
      source: '',
    };
    return { ...s, capacities: [...s.capacities, capacity] };
  });

export const changeCapacity = (open: OpenCase, id: string, part: Partial<EnteredCapacity>): void =>
  open.changeSection('collateral', (s) => ({
    ...s,
    capacities: s.capacities.map((c) => (c.id === id ? { ...c, ...part } : c)),
  }));

/** Takes a line away; supports no longer draw on it. */
export const removeCapacity = (open: OpenCase, id: string): void =>
  open.changeSection('collateral', (s) => ({
    ...s,
    capacities: s.capacities.filter((c) => c.id !== id),
    support: s.support.map((item) => ({ ...item, draws: item.draws.filter((d) => d.capacity !== id) })),
  }));

const BEARERS = ['guarantor', 're-guarantor', 'government', 'insurer', 'fund', 'bank'] as const;
export type Bearer = (typeof BEARERS)[number];

/** Share that one party bears of what a support carries; `null` takes the party out. */
export const changeShare = (
  open: OpenCase,
  item: SupportItem,
  bearer: Bearer,
  share: string | null,
): void => {
  const others = item.split.filter((s) => s.bearer !== bearer);
  const split = share === null ? others : [...others, { bearer, share }];
  const sorted = [...split].sort((a, b) => BEARERS.indexOf(a.bearer) - BEARERS.indexOf(b.bearer));
  open.changeSection('collateral', (s) => ({
    ...s,
    support: s.support.map((i) => (i.id === item.id ? { ...i, split: sorted } : i)),
  }));
};

/** A fee of which nobody has said anything yet but that it is one. */
export const newFee = (): EnteredFee => ({
  label: '费用',
  payer: 'enterprise',
  when: 'once',
  basis: 'amount',
  fixedFen: null,
  rate: null,
  source: '',
});
