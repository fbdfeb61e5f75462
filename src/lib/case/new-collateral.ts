import type { CollateralItem, CollateralSection, SupportItem } from './collateral-section';

/** Nothing of the life of a security is known yet. */
const emptyLife = (): CollateralItem['life'] => ({
  steps: [],
  searches: [],
  revaluations: [],
  watched: [],
  disposal: null,
});

/** An asset of which nobody has said anything yet but what it is. */
export const newCollateralItem = (id: string, assetClass: string, title: string): CollateralItem => ({
  id,
  assetClass,
  title,
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
  details: {},
  pairedWith: [],
  evidence: [],
  currency: 'CNY',
  valuedOn: null,
  ranksAfter: [],
  divisible: null,
  daysToPerfect: null,
  fees: [],
  life: emptyLife(),
});

/** A support of which nobody has said anything yet but its kind. */
export const newSupportItem = (id: string, kind: SupportItem['kind'], title: string): SupportItem => ({
  id,
  kind,
  provider: '',
  title,
  capacityFen: null,
  capacitySource: '',
  feeRate: null,
  feeSource: '',
  use: 'may',
  details: {},
  evidence: [],
  currency: 'CNY',
  guarantor: null,
  draws: [],
  split: [],
  loss: { kind: 'pro-rata', party: null, share: null, capFen: null, deductibleFen: null, rank: null },
  fees: [],
  daysToPerfect: null,
  contract: null,
});

/** A pool in which nothing has been entered. */
export const emptyCollateral = (): CollateralSection => ({
  items: [],
  support: [],
  residualReason: '',
  ask: {
    goal: 'least-cost',
    costOf: 'everyone',
    coverageLeast: null,
    registriesMost: null,
    daysMost: null,
    limits: [],
    together: [],
  },
  capacities: [],
  guarantors: [],
  credit: [],
  loss: { pd: null, pdSource: '', seed: 1 },
  product: null,
  waivers: [],
  drawdowns: [],
});
