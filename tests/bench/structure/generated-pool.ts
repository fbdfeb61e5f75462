import type {
  AssetSource,
  CostPart,
  StructureInput,
} from '../../../src/lib/collateral/optimiser/structure-input';

/** Pools made by seed (虚构): the same pool for the same seed and number on every machine. */

const seeded = (seed: number) => {
  let state = (seed * 0x9e3779b1) >>> 0 || 1;
  return (below: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) % below;
  };
};

interface Kind {
  readonly code: string;
  readonly registry: string;
  readonly cap: string;
  readonly ip: boolean;
  readonly divisible: boolean;
  /** 万元 before the cap. */
  readonly value: readonly [number, number];
  readonly days: readonly [number, number];
  readonly rate: string;
  readonly weight: number;
}

const KINDS: readonly Kind[] = [
  {
    code: 'RE_FACTORY',
    registry: 'NATURAL_RESOURCES',
    cap: '0.6',
    ip: false,
    divisible: false,
    value: [600, 9000],
    days: [5, 15],
    rate: '0.0008',
    weight: 2,
  },
  {
    code: 'EQUIP_GEN',
    registry: 'ZHONGDENG',
    cap: '0.4',
    ip: false,
    divisible: false,
    value: [30, 900],
    days: [1, 3],
    rate: '0.002',
    weight: 6,
  },
  {
    code: 'STOCK_RAW',
    registry: 'ZHONGDENG',
    cap: '0.5',
    ip: false,
    divisible: true,
    value: [80, 1500],
    days: [2, 6],
    rate: '0.006',
    weight: 3,
  },
  {
    code: 'AR_CONF',
    registry: 'ZHONGDENG',
    cap: '0.7',
    ip: false,
    divisible: true,
    value: [20, 600],
    days: [1, 10],
    rate: '0.003',
    weight: 5,
  },
  {
    code: 'DEPOSIT_OWN',
    registry: 'DELIVERY',
    cap: '0.9',
    ip: false,
    divisible: true,
    value: [50, 400],
    days: [1, 1],
    rate: '0',
    weight: 1,
  },
  {
    code: 'PATENT_INV',
    registry: 'CNIPA_PATENT',
    cap: '0.3',
    ip: true,
    divisible: false,
    value: [40, 1200],
    days: [2, 7],
    rate: '0.005',
    weight: 8,
  },
  {
    code: 'PATENT_UM',
    registry: 'CNIPA_PATENT',
    cap: '0.15',
    ip: true,
    divisible: false,
    value: [20, 300],
    days: [2, 7],
    rate: '0.005',
    weight: 5,
  },
  {
    code: 'TRADEMARK',
    registry: 'CNIPA_TM',
    cap: '0.3',
    ip: true,
    divisible: false,
    value: [30, 800],
    days: [2, 4],
    rate: '0.006',
    weight: 2,
  },
];
const LOT = KINDS.flatMap((kind) => Array.from({ length: kind.weight }, () => kind));

const WAN = 1_000_000n;

const assetOf = (at: number, below: (n: number) => number): AssetSource => {
  const kind = LOT[below(LOT.length)] ?? LOT[0]!;
  const between = ([low, high]: readonly [number, number]): number => low + below(high - low + 1);
  const valueFen = BigInt(between(kind.value)) * WAN + BigInt(below(10_000)) * 100n;
  const leadFen = (valueFen * BigInt(Number(kind.cap) * 100)) / 100n;
  const fixed: CostPart = {
    label: '登记与评估',
    payer: kind.ip ? 'borrower' : 'bank',
    when: 'once',
    fixedFen: BigInt(55_000 + below(1_000_000)),
  };
  return {
    kind: 'asset',
    id: `a-${at.toString().padStart(5, '0')}`,
    title: `虚构资产 ${at}`,
    use: below(60) === 0 ? 'must' : 'may',
    currency: 'CNY',
    classCode: kind.code,
    intellectualProperty: kind.ip,
    lendable: { leadFen, lowFen: (leadFen * 4n) / 5n, highFen: (leadFen * 6n) / 5n },
    valueFen,
    cap: kind.cap,
    capMost: null,
    priorClaimsFen: 0n,
    ranksAfter: [],
    registry: kind.registry,
    debtorId: kind.code === 'AR_CONF' ? `d-${below(12)}` : null,
    divisible: kind.divisible,
    leastFen: kind.divisible && below(2) === 0 ? leadFen / 10n : 0n,
    costs: [fixed, { label: '评估', payer: 'borrower', when: 'once', rate: kind.rate }],
    days: between(kind.days),
    requiresAnyOf: [],
    blocked: null,
  };
};

/** A pool of `count` assets with a guarantee, an unsecured slice, families and limits; about a third is needed. */
export const generatedPool = (count: number, seed: number): StructureInput => {
  const below = seeded(seed);
  const assets = Array.from({ length: count }, (_, at) => assetOf(at, below));
  const patents = assets.filter(({ registry }) => registry === 'CNIPA_PATENT');
  const together = Array.from({ length: Math.floor(patents.length / 8) }, (_, at) => ({
    id: `family-${at}`,
    label: `同族专利 ${at}`,
    memberIds: patents.slice(at * 8, at * 8 + 2 + (at % 2)).map(({ id }) => id),
    leastFen: 0n,
  }));
  const total = assets.reduce((sum, { lendable }) => sum + (lendable.leadFen ?? 0n), 0n);
  const needFen = (total / 3n / WAN) * WAN;
  const layer = { currency: 'CNY', use: 'may' as const, requiresAnyOf: [], blocked: null, leastFen: 0n };
  return {
    needFen,
    currency: 'CNY',
    goal: 'least-cost',
    costOf: 'everyone',
    years: { numerator: 1n, denominator: 1n },
    assets,
    layers: [
      {
        ...layer,
        kind: 'guarantee',
        id: 'g-1',
        title: '虚构担保',
        mostFen: needFen / 10n,
        split: [
          { bearer: 'guarantor', share: '0.8' },
          { bearer: 'bank', share: '0.2' },
        ],
        draws: [{ capacityId: 'c-1', weight: '0.8' }],
        costs: [{ label: '担保费', payer: 'borrower', when: 'yearly', rate: '0.01' }],
        days: 5,
      },
      {
        ...layer,
        kind: 'unsecured',
        id: 'u-1',
        title: '虚构信用部分',
        mostFen: needFen / 20n,
        split: [],
        draws: [],
        costs: [{ label: '风险加点', payer: 'borrower', when: 'yearly', rate: '0.015' }],
        days: 0,
      },
    ],
    capacities: [{ id: 'c-1', title: '虚构单户限额', kind: 'single-client', remainingFen: needFen / 10n }],
    together,
    amountLimits: [
      {
        id: 'ip',
        label: '知识产权占比',
        scope: { kind: 'intellectual-property' },
        most: { share: '0.3' },
        least: null,
      },
      {
        id: 'class',
        label: '单一类别占比',
        scope: { kind: 'each-class' },
        most: { share: '0.45' },
        least: null,
      },
      {
        id: 'debtor',
        label: '单一债务人占比',
        scope: { kind: 'each-debtor' },
        most: { share: '0.1' },
        least: null,
      },
    ],
    registriesMost: null,
    coverageLeast: '1.4',
    daysMost: null,
  };
};
