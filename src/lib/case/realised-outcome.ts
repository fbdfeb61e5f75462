import type { CaseRecord } from './case-record';
import { type Fen, fenText, formatWan, parseFenText } from '../kernel/fen';

/** What the pledged patents fetched in the end, and where that is written. */
export interface RealisedOutcome {
  readonly fetchedFen: string;
  readonly on: string;
  readonly source: string;
  readonly from: 'outcome' | 'disposal';
  /** Value before disposal as the disposal says it, 分; `null` = not said. */
  readonly valueBeforeFen: string | null;
  /** Where the outcome and the disposal record say different things, in Chinese; empty = they agree. */
  readonly conflict: string;
}

type Item = CaseRecord['sections']['collateral']['items'][number];
type Disposed = Item & { readonly life: { readonly disposal: NonNullable<Item['life']['disposal']> } };

const isDisposed = (item: Item): item is Disposed => item.life.disposal !== null;

/** The pledged patents are one pool; its cards are items of a patent class. */
export const isPatentCard = ({ assetClass }: Pick<Item, 'assetClass'>): boolean =>
  /^PATENT(_|$)/.test(assetClass);

const sumOf = (texts: readonly (string | null)[]): Fen | null =>
  texts.reduce<Fen | null>((sum, text) => {
    if (sum === null || text === null) return null;
    const read = parseFenText(text);
    return read.ok ? sum + read.value : null;
  }, 0n);

const latest = (days: readonly (string | null)[]): string | null =>
  days.reduce<string | null>(
    (last, day) => (day === null ? last : last === null || day > last ? day : last),
    null,
  );

interface FromDisposal {
  readonly fetchedFen: Fen;
  readonly on: string;
  readonly source: string;
  readonly valueBeforeFen: string | null;
}

const fromDisposals = (items: readonly Item[]): FromDisposal | null => {
  const cards = items.filter((item) => item.use !== 'never' && isPatentCard(item));
  const disposed = cards.filter(isDisposed);
  // A part of the pool that is not sold yet is worth something: the sum would not be the whole.
  if (disposed.length === 0 || disposed.length < cards.length) return null;
  const records = disposed.map(({ life }) => life.disposal);
  const fetched = sumOf(records.map(({ proceedsFen }) => proceedsFen));
  const on = latest(records.map(({ receivedOn }) => receivedOn));
  if (fetched === null || on === null || records.some(({ receivedOn }) => receivedOn === null)) return null;
  const before = sumOf(records.map(({ valueBeforeFen }) => valueBeforeFen));
  return {
    fetchedFen: fetched,
    on,
    source: `押品存续 › 处置记录（${disposed.map(({ title }) => title).join('、')}）`,
    valueBeforeFen: before === null ? null : fenText(before),
  };
};

/**
 * What the pledged patents fetched: entered with the patents, else read from the disposal of their card, so that nobody enters it
 * twice: that of every card in use, none left out. Where both are there the entry with the patents holds, and the difference is named. `null` = neither is complete.
 */
export const realisedOutcomeOf = ({ sections }: CaseRecord): RealisedOutcome | null => {
  const { outcome } = sections.patents;
  const disposed = fromDisposals(sections.collateral.items);
  if (outcome === null)
    return disposed === null
      ? null
      : { ...disposed, fetchedFen: fenText(disposed.fetchedFen), from: 'disposal', conflict: '' };
  const entered = parseFenText(outcome.fetchedFen);
  const differs = disposed !== null && entered.ok && entered.value !== disposed.fetchedFen;
  return {
    ...outcome,
    from: 'outcome',
    valueBeforeFen: disposed?.valueBeforeFen ?? null,
    conflict: differs
      ? `专利步骤录入变现 ${formatWan(entered.value)} 万元，处置记录为 ${formatWan(disposed.fetchedFen)} 万元；回测以专利步骤录入的为准`
      : '',
  };
};
