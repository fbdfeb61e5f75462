import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import { valuationHandlers } from '../../../workers/handlers/valuation';
import {
  ASSET_SECTIONS,
  SCORE_FIELDS,
  SELECTION_FIELDS,
  assetInputs,
  caseInputs,
  sameInputs,
  scoreInputs,
} from '../../../src/lib/state/engine-inputs';
import { blankPatent, forecastOf, optionAnswer, patentCase } from '../../fixtures/patent-case';
import { fullCase } from '../case/sample';

const JOB = {
  cancelled: () => false,
  progress: () => undefined,
  breathe: () => Promise.resolve(),
};

/** The object, with every key that is read of it written down. */
const watched = <T extends object>(target: T, read: Set<string>): T =>
  new Proxy(target, {
    get: (object, key, receiver) => {
      if (typeof key === 'string') read.add(key);
      return Reflect.get(object, key, receiver) as unknown;
    },
    ownKeys: () => {
      throw new Error('an engine must name what it reads');
    },
  });

const watch = (caseRecord: CaseRecord) => {
  const reads = {
    envelope: new Set<string>(),
    sections: new Set<string>(),
    patents: new Set<string>(),
    enterprise: new Set<string>(),
    need: new Set<string>(),
  };
  const patents = watched(caseRecord.sections.patents, reads.patents);
  const need = watched(caseRecord.sections.enterprise.need, reads.need);
  const enterprise = watched({ ...caseRecord.sections.enterprise, need }, reads.enterprise);
  const sections = watched({ ...caseRecord.sections, patents, enterprise }, reads.sections);
  return { reads, caseRecord: watched({ ...caseRecord, sections }, reads.envelope) };
};

const rich = patentCase({
  records: [
    blankPatent('p-1', {
      filingDate: '2019-03-12',
      status: 'in-force',
      ipcMain: 'B29C55/14',
      forwardCitationCount: 4,
    }),
    blankPatent('p-2', { applicationNumber: '201829900018.1', type: 'utility-model' }),
  ],
  pledged: ['p-1', 'p-2'],
  answers: [optionAnswer('p-1', 'T1.1', 'high')],
  forecasts: [forecastOf('f-1')],
});
const full = fullCase();
const pledging = { ...full, sections: { ...full.sections, patents: rich.sections.patents } };

describe.each([
  ['patents with forecast and answers', rich],
  ['a case with everything in it', pledging],
  ['a case whose patents cannot be scored', full],
])('what the engines read of %s', (_what, caseRecord) => {
  it('is listed for the scores', () => {
    const seen = watch(caseRecord);
    void valuationHandlers.scorePatents({ caseRecord: seen.caseRecord }, JOB);
    expect([...seen.reads.envelope].sort()).toEqual(['overlay', 'region', 'sections', 'valuationDate']);
    expect([...seen.reads.sections]).toEqual(['patents']);
    const listed = new Set<string>(SCORE_FIELDS);
    expect([...seen.reads.patents].filter((field) => !listed.has(field))).toEqual([]);
    expect(seen.reads.patents.size).toBeGreaterThan(0);
  });

  it('is listed for the selection', () => {
    const seen = watch(caseRecord);
    void valuationHandlers.selectPortfolio({ caseRecord: seen.caseRecord }, JOB);
    expect([...seen.reads.envelope].sort()).toEqual(['overlay', 'region', 'sections', 'valuationDate']);
    const listed = new Set<string>(SELECTION_FIELDS);
    expect([...seen.reads.patents].filter((field) => !listed.has(field))).toEqual([]);
    expect([...seen.reads.sections].filter((key) => key !== 'patents' && key !== 'enterprise')).toEqual([]);
    expect([...seen.reads.enterprise].filter((key) => key !== 'need')).toEqual([]);
    expect([...seen.reads.need].filter((key) => key !== 'debtEnd')).toEqual([]);
  });

  it('is listed for the values', () => {
    const seen = watch(caseRecord);
    void valuationHandlers.evaluateAssets({ caseRecord: seen.caseRecord }, JOB);
    const envelope = new Set(['overlay', 'region', 'sections', 'title', 'valuationDate']);
    expect([...seen.reads.envelope].filter((field) => !envelope.has(field))).toEqual([]);
    const listed = new Set<string>(ASSET_SECTIONS);
    expect([...seen.reads.sections].filter((section) => !listed.has(section))).toEqual([]);
    expect(seen.reads.sections.has('patents')).toBe(true);
  });
});

describe('sameInputs', () => {
  const { patents } = rich.sections;
  const withPatents = (changes: Partial<typeof patents>): CaseRecord => ({
    ...rich,
    sections: { ...rich.sections, patents: { ...patents, ...changes } },
  });

  it('holds while nothing that is read was replaced', () => {
    const pledge = withPatents({ pledged: ['p-1'] });
    expect(sameInputs(scoreInputs(rich), scoreInputs({ ...rich, title: '改过' }))).toBe(true);
    expect(sameInputs(scoreInputs(rich), scoreInputs(pledge))).toBe(true);
    expect(sameInputs(assetInputs(rich), assetInputs(pledge))).toBe(false);
  });

  it.each([
    ['the date', { ...rich, valuationDate: '2026-11-21' }],
    ['the region', { ...rich, region: 'cn-3308' }],
    ['a record', withPatents({ records: [...patents.records] })],
    ['an answer', withPatents({ answers: [] })],
    ['the scheme', withPatents({ scheme: 'pvd-2012' })],
    ['the scenario', withPatents({ scenario: 'licence' })],
    ['a forecast', withPatents({ forecasts: [] })],
  ])('does not hold when %s was', (_what, changed) => {
    expect(sameInputs(scoreInputs(rich), scoreInputs(changed))).toBe(false);
    expect(sameInputs(assetInputs(rich), assetInputs(changed))).toBe(false);
  });

  it('does not hold before the first answer', () => {
    expect(sameInputs([], scoreInputs(rich))).toBe(false);
  });
});

describe('a judgement of the whole case', () => {
  const same = (edit: (record: CaseRecord) => CaseRecord): boolean => {
    const record = fullCase();
    return sameInputs(caseInputs(record), caseInputs(edit(record)));
  };

  it('is older than any change but one of the log of assumptions', () => {
    expect(same((record) => ({ ...record }))).toBe(true);
    expect(
      same(({ sections, ...record }) => ({
        ...record,
        sections: {
          ...sections,
          patents: { ...sections.patents, assumptionLog: { ...sections.patents.assumptionLog } },
        },
      })),
    ).toBe(true);
    expect(same((record) => ({ ...record, attachments: [...record.attachments] }))).toBe(false);
    expect(
      same(({ sections, ...record }) => ({
        ...record,
        sections: { ...sections, collateral: { ...sections.collateral } },
      })),
    ).toBe(false);
    expect(
      same(({ sections, ...record }) => ({
        ...record,
        sections: { ...sections, patents: { ...sections.patents, pledged: [] } },
      })),
    ).toBe(false);
  });
});
