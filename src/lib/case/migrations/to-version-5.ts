import type { JsonValue } from '../../kernel/json';
import { type Result, ok } from '../../kernel/result';
import { type JsonObject, isJsonObject } from '../json-object';
import { each, inObject, withMissing } from './edit-json';

const ITEM = {
  currency: 'CNY',
  valuedOn: null,
  ranksAfter: [],
  divisible: null,
  daysToPerfect: null,
  fees: [],
  life: { steps: [], searches: [], revaluations: [], watched: [], disposal: null },
};

const SUPPORT = {
  currency: 'CNY',
  guarantor: null,
  draws: [],
  split: [],
  loss: { kind: 'pro-rata', party: null, share: null, capFen: null, deductibleFen: null, rank: null },
  fees: [],
  daysToPerfect: null,
  contract: null,
};

const COLLATERAL = {
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
};

const collateral = (section: JsonValue | undefined): JsonValue | undefined =>
  withMissing(
    isJsonObject(section)
      ? inObject(inObject(section, 'items', each(ITEM)), 'support', each(SUPPORT))
      : section,
    COLLATERAL,
  );

/** 4 → 5: what is asked of the structure, guarantors and lines, cost and loss, and the life of each security. All unknown. */
export const toVersion5 = (record: JsonObject): Result<JsonObject> =>
  ok(
    inObject(record, 'sections', (sections) =>
      isJsonObject(sections) ? inObject(sections, 'collateral', collateral) : sections,
    ),
  );
