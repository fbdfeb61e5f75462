import type { CaseRecord } from '../case/case-record';
import { newCollateralItem, newSupportItem } from '../case/new-collateral';
import { type EnteredReceipt, withReceipt } from '../case/security-history';
import type { Alternative } from '../collateral/structure-model';
import { multiplyFloor } from '../kernel/fen';
import type { OpenCase } from './open-case.svelte';
import { freeId } from './free-id';

type Collateral = CaseRecord['sections']['collateral'];

const newSupport = (collateral: Collateral, capacityFen: string | null): Collateral['support'][number] => ({
  ...newSupportItem(freeId('support', collateral.support), 'guarantee', '担保'),
  capacityFen,
});

type Item = Collateral['items'][number];

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

/**
 * Enters the registrar's receipt, or takes it back (`null`), with the step that it stands for. Without its file nothing becomes
 * recognised.
 */
export const registerItem = (open: OpenCase, id: string, receipt: EnteredReceipt | null): void =>
  open.changeSection('collateral', (s) => ({
    ...s,
    items: s.items.map((item) => (item.id === id ? withReceipt(item, receipt) : item)),
  }));

export const addSupportItem = (open: OpenCase): void =>
  open.changeSection('collateral', (s) => ({ ...s, support: [...s.support, newSupport(s, null)] }));

/**
 * Whether a change can be taken over by a click. A registration, a higher value or a looser limit cannot: it needs a paper, an
 * agreement or an approval first, and is then entered by a person.
 */
export const isAdoptable = ({ kind }: Alternative): boolean =>
  ['ask-less', 'raise-support', 'add-support', 'use-source', 'drop-must'].includes(kind);

/** Support and items with the use of one of them changed. */
const withUse = (s: Collateral, id: string | null, use: Item['use']): Collateral => ({
  ...s,
  items: s.items.map((item) => (item.id === id ? { ...item, use } : item)),
  support: s.support.map((item) => (item.id === id ? { ...item, use } : item)),
});

const FINE = 10n ** 20n;
/** ⌈fen × weight⌉: what a support takes of a line is never rounded in its own favour. */
const takenOf = (fen: bigint, weight: string): bigint =>
  (multiplyFloor(fen * FINE, weight) + FINE - 1n) / FINE;

/**
 * A support that carries up to `toFen`, with the lines and funds it draws on raised by what it takes of each. The old papers do not
 * stand behind the new amounts: their sources are emptied.
 */
const withRaised = (s: Collateral, id: string, toFen: bigint): Collateral => {
  const raised = s.support.find((item) => item.id === id);
  const moreFen = toFen - BigInt(raised?.capacityFen ?? '0');
  const weights = new Map(raised?.draws.map(({ capacity, weight }) => [capacity, weight]));
  return {
    ...s,
    support: s.support.map((item) =>
      item.id === id ? { ...item, capacityFen: toFen.toString(), capacitySource: '' } : item,
    ),
    capacities: s.capacities.map((line) => {
      const weight = weights.get(line.id);
      if (weight === undefined || line.remainingFen === null || moreFen <= 0n) return line;
      return {
        ...line,
        remainingFen: (BigInt(line.remainingFen) + takenOf(moreFen, weight)).toString(),
        source: '',
      };
    }),
  };
};

/** Takes over one of the smallest changes that close the gap. */
export const adoptAlternative = (open: OpenCase, alternative: Alternative): void => {
  const { kind, sourceId, toFen } = alternative;
  if (kind === 'use-source' || kind === 'drop-must')
    open.changeSection('collateral', (s) => withUse(s, sourceId, 'may'));
  if (toFen === null) return;
  if (kind === 'ask-less')
    open.changeSection('enterprise', (s) => ({ ...s, need: { ...s.need, amountFen: toFen } }));
  if (kind === 'add-support')
    open.changeSection('collateral', (s) => ({ ...s, support: [...s.support, newSupport(s, toFen)] }));
  if (kind === 'raise-support' && sourceId !== null)
    open.changeSection('collateral', (s) => withRaised(s, sourceId, BigInt(toFen)));
};
