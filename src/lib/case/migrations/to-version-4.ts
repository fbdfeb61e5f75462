import type { JsonValue } from '../../kernel/json';
import { type Result, ok } from '../../kernel/result';
import { type JsonObject, isJsonObject } from '../json-object';
import { dataVersion4 } from './data-version-4';
import { each, inObject, withMissing } from './edit-json';

const UNKNOWN_FEN = { fen: null, source: '', evidence: [] };

const SCREENING = {
  repayment: {
    growth: { value: null, source: '' },
    ownFunds: UNKNOWN_FEN,
    workingLoans: UNKNOWN_FEN,
    otherSources: UNKNOWN_FEN,
    debtService: UNKNOWN_FEN,
    bankDebt: UNKNOWN_FEN,
    guaranteesGiven: UNKNOWN_FEN,
    group: { related: null, exposure: UNKNOWN_FEN },
  },
  route: { chosen: null, reason: '', by: '' },
  renewal: null,
  coaching: { goals: [], runs: [] },
  survey: { by: '', second: '', on: null, place: '', note: '' },
};

const ENTERPRISE_FILE = { sources: [], facts: [], events: [], searches: [], products: [] };

const collateral = (section: JsonValue | undefined): JsonValue | undefined =>
  isJsonObject(section)
    ? inObject(
        inObject(section, 'items', each({ details: {}, pairedWith: [], evidence: [] })),
        'support',
        each({ details: {}, evidence: [] }),
      )
    : section;

/** 3 → 4: 一企一档, the inputs of repayment, ways of handling, and what registries ask of other collateral. All unknown. */
export const toVersion4 = (record: JsonObject): Result<JsonObject> =>
  ok(
    inObject(record, 'sections', (sections) =>
      isJsonObject(sections)
        ? inObject(
            inObject(
              inObject({ enterpriseFile: ENTERPRISE_FILE, ...sections }, 'screening', (screening) =>
                withMissing(screening, SCREENING),
              ),
              'collateral',
              collateral,
            ),
            'dataAssets',
            dataVersion4,
          )
        : sections,
    ),
  );
