import type { DeskAmounts, DeskEntry } from '../../../case/desk/entry';
import { Decimal } from '../../../kernel/decimal';

/** 申报额 of the papers, and the four amounts that a person enters. They are never added to each other. */
export const AMOUNT_KINDS = [
  { key: 'declared', title: '申报额' },
  { key: 'registeredFen', title: '登记额' },
  { key: 'creditFen', title: '授信额' },
  { key: 'disbursedFen', title: '放款额' },
  { key: 'outstandingFen', title: '余额' },
] as const;
export type AmountKind = (typeof AMOUNT_KINDS)[number]['key'];

/** Sum of what is known of one kind, and how many cases it does not hold. */
export interface KindSum {
  /** `null` = known of no case. */
  readonly fen: string | null;
  readonly known: number;
  readonly missing: number;
}

export interface StatisticRow {
  readonly key: string;
  /** Cases: revisions of one case count once. */
  readonly cases: number;
  readonly sums: Readonly<Record<AmountKind, KindSum>>;
  /** Days of the balances that were summed: they may differ. */
  readonly balanceDays: BalanceDays;
}

export interface BalanceDays {
  /** `null` = no day is known. */
  readonly first: string | null;
  readonly last: string | null;
  /** Balances whose day nobody said. */
  readonly missing: number;
  /** The days in words; empty without a balance. */
  readonly text: string;
}

export type StatisticBy = 'month' | 'bank' | 'office';

export interface DeskStatistics {
  readonly by: StatisticBy;
  readonly rows: readonly StatisticRow[];
  readonly total: StatisticRow;
  /** 登记额 ÷ 放款额 where both are known of every case; else `null`. Shown so that nobody takes one for the other. */
  readonly registeredToDisbursed: string | null;
  /** Earlier revisions that were left out. */
  readonly revisionsLeftOut: number;
  /** Invented entries that were left out. */
  readonly fictionLeftOut: number;
}

interface Counted {
  /** What the case is grouped by: like the amounts, from the newest revision that says it. */
  readonly receivedOn: string | null;
  readonly bank: string;
  readonly office: string;
  /** Day of the 余额 that is counted; `null` = none, or the day was not said. */
  readonly balanceOn: string | null;
  readonly amounts: Readonly<Record<AmountKind, string | null>>;
}

const newestFirst = (a: DeskEntry, b: DeskEntry): number =>
  (b.facts.revision ?? -1) - (a.facts.revision ?? -1) ||
  (a.lastSeen === b.lastSeen ? (a.id < b.id ? -1 : 1) : a.lastSeen < b.lastSeen ? 1 : -1);

const KEYS: readonly (keyof DeskAmounts)[] = ['registeredFen', 'creditFen', 'disbursedFen', 'outstandingFen'];

/** One case with its revisions: the newest stands for it; an amount that it lacks comes from the newest revision that has it. */
const oneCase = (revisions: readonly DeskEntry[]): Counted | null => {
  const ordered = [...revisions].sort(newestFirst);
  if (ordered.length === 0) return null;
  const of = (key: keyof DeskAmounts): string | null =>
    ordered.map(({ amounts }) => amounts[key]).find((fen) => fen !== null) ?? null;
  const [registeredFen, creditFen, disbursedFen, outstandingFen] = KEYS.map(of);
  const said = (key: 'bank' | 'office'): string =>
    ordered.map((one) => one[key].trim()).find((text) => text !== '') ?? '';
  return {
    receivedOn: ordered.map(({ receivedOn }) => receivedOn).find((day) => day !== null) ?? null,
    bank: said('bank'),
    office: said('office'),
    balanceOn: ordered.find(({ amounts }) => amounts.outstandingFen !== null)?.balanceOn ?? null,
    amounts: {
      declared: ordered.map(({ facts }) => facts.declaredFen).find((fen) => fen !== null) ?? null,
      registeredFen: registeredFen ?? null,
      creditFen: creditFen ?? null,
      disbursedFen: disbursedFen ?? null,
      outstandingFen: outstandingFen ?? null,
    },
  };
};

export const NOT_SAID: Record<StatisticBy, string> = {
  month: '收到日期未填',
  bank: '银行未填',
  office: '机构未填',
};

/** Ascending by key; what nobody said comes last, in the order given. */
export const byKey =
  (last: readonly string[]) =>
  (a: { readonly key: string }, b: { readonly key: string }): number =>
    last.indexOf(a.key) - last.indexOf(b.key) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

const keyOf = (counted: Counted, by: StatisticBy): string => {
  const text = by === 'month' ? (counted.receivedOn ?? '').slice(0, 7) : counted[by];
  return text === '' ? NOT_SAID[by] : text;
};

const sumOf = (counted: readonly Counted[], kind: AmountKind): KindSum => {
  const known = counted.flatMap(({ amounts }) => amounts[kind] ?? []);
  return {
    fen: known.length === 0 ? null : known.reduce((sum, fen) => sum + BigInt(fen), 0n).toString(),
    known: known.length,
    missing: counted.length - known.length,
  };
};

const balanceDaysOf = (counted: readonly Counted[]): BalanceDays => {
  const held = counted.filter(({ amounts }) => amounts.outstandingFen !== null);
  const days = held.flatMap(({ balanceOn }) => balanceOn ?? []).sort();
  const [first = null, last = null] = [days[0], days.at(-1)];
  const missing = held.length - days.length;
  const range = first === last ? first : `${first ?? ''} 至 ${last ?? ''}，各日不同`;
  const text = [range, missing > 0 ? `${missing} 件日期未填` : null]
    .filter((part) => part !== null)
    .join('；');
  return { first, last, missing, text };
};

const rowOf = (key: string, counted: readonly Counted[]): StatisticRow => ({
  key,
  cases: counted.length,
  balanceDays: balanceDaysOf(counted),
  sums: {
    declared: sumOf(counted, 'declared'),
    registeredFen: sumOf(counted, 'registeredFen'),
    creditFen: sumOf(counted, 'creditFen'),
    disbursedFen: sumOf(counted, 'disbursedFen'),
    outstandingFen: sumOf(counted, 'outstandingFen'),
  },
});

const ratio = ({ sums: { registeredFen: a, disbursedFen: b } }: StatisticRow): string | null =>
  a.fen === null || b.fen === null || a.missing > 0 || b.missing > 0 || b.fen === '0'
    ? null
    : new Decimal(a.fen).div(b.fen).toFixed(2);

/**
 * Cases of the register by month received, bank or office. Each kind of amount is summed by itself; cases of which it is not known are
 * counted beside it. Invented entries count only when asked for.
 */
export const deskStatistics = (
  entries: readonly DeskEntry[],
  by: StatisticBy,
  withFiction: boolean,
): DeskStatistics => {
  const real = withFiction ? entries : entries.filter(({ facts }) => facts.fiction === '');
  const cases = new Map<string, DeskEntry[]>();
  for (const entry of real) {
    const key = entry.facts.caseId ?? `id:${entry.id}`;
    const held = cases.get(key);
    if (held === undefined) cases.set(key, [entry]);
    else held.push(entry);
  }
  const counted = [...cases.values()].flatMap((revisions) => oneCase(revisions) ?? []);
  const groups = new Map<string, Counted[]>();
  for (const one of counted) {
    const key = keyOf(one, by);
    const held = groups.get(key);
    if (held === undefined) groups.set(key, [one]);
    else held.push(one);
  }
  const rows = [...groups].map(([key, held]) => rowOf(key, held)).sort(byKey([NOT_SAID[by]]));
  const total = rowOf('合计', counted);
  return {
    by,
    rows,
    total,
    registeredToDisbursed: ratio(total),
    revisionsLeftOut: real.length - counted.length,
    fictionLeftOut: entries.length - real.length,
  };
};
