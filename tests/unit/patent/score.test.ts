import { describe, expect, it } from 'vitest';
import type { ExpertAnswer, PatentRecord, PatentsSection } from '../../../src/lib/case/patents-section';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { type ScoreTable, scorePatents } from '../../../src/lib/patent/score/score-patents';
import {
  blankPatent,
  forecastOf,
  numberAnswer,
  optionAnswer,
  patentCase,
  patentRules,
} from '../../fixtures/patent-case';

const tableOf = (section: Partial<PatentsSection>, rules = patentRules()): ScoreTable =>
  mustBeOk(scorePatents(patentCase(section), rules));

const scoreOne = (changes: Partial<PatentRecord>, answers: readonly ExpertAnswer[] = []): ScoreTable =>
  tableOf({ records: [blankPatent('p-1', changes)], answers: [...answers] });

/** Everything measured: record facts and expert answers. */
const FULL_RECORD: Partial<PatentRecord> = {
  filingDate: '2019-03-01',
  status: 'in-force',
  feesPaidThrough: '2027-02-28',
  invalidationPending: false,
  invalidationOutcome: 'none',
  familyJurisdictions: ['CN', 'US'],
  claimCount: 6,
  claimCategories: ['product'],
  firstClaimChars: 300,
  originalityIndex: '0.625',
  forwardCitationPercentile: '0.83',
  ipcMain: 'G06Q10/06',
  ipcAll: ['G06Q10/06', 'G06F16/20'],
  transferCount: 0,
  licenceCount: 1,
  pledgeCount: 0,
  pledgeLive: false,
  procedureSuspended: false,
  litigationCount: 0,
};

const FULL_ANSWERS: readonly ExpertAnswer[] = [
  optionAnswer('p-1', 'L4.1', 'none'),
  optionAnswer('p-1', 'T1.1', 'B'),
  optionAnswer('p-1', 'T1.3', 'C'),
  numberAnswer('p-1', 'T2.1', '2'),
  optionAnswer('p-1', 'T4.1', 'few'),
  numberAnswer('p-1', 'T5.1', '8'),
  optionAnswer('p-1', 'T6.1', 'mature'),
  optionAnswer('p-1', 'E2.1', 'B'),
  optionAnswer('p-1', 'E2.2', 'C'),
  optionAnswer('p-1', 'E2.3', 'C'),
  numberAnswer('p-1', 'E3.1', '30000000'),
  numberAnswer('p-1', 'E3.2', '12'),
  optionAnswer('p-1', 'E3.3', 'neutral'),
];

const FULL: Partial<PatentsSection> = {
  records: [blankPatent('p-1', FULL_RECORD)],
  answers: [...FULL_ANSWERS],
  forecasts: [forecastOf('f-1', { economicLifeYears: '6' })],
};

describe('a fully measured patent', () => {
  /*
   * L1 (100 + 70 + 60)/3 = 76.6667, L2 (65 + 90)/2 = 77.5, L3 75, L4 100            → 82.291667
   * T1 (80 + 62.5 + 60 + 83)/4 = 71.375, T2 70, T3 (60 + 40)/2, T4 75, T5 90, T6 70 → 71.0625
   * E1 60, E2 (80 + 60 + 60)/3, E3 (70 + 60 + 60)/3, E4 (70 + 40 + 50)/3            → 60.833333
   * 0.35·82.291667 + 0.25·71.0625 + 0.40·60.833333 = 70.901042
   */
  it('by hand', () => {
    const table = tableOf(FULL);
    expect(table.legal[0]).toBeCloseTo(82.2916666667, 9);
    expect(table.technical[0]).toBeCloseTo(71.0625, 9);
    expect(table.economic[0]).toBeCloseTo(60.8333333333, 9);
    expect(table.total[0]).toBeCloseTo(70.9010416667, 9);
    expect(table.coverage[0]).toBe(1);
    expect(table.grade).toEqual(['B']);
    expect(table.referenceOnly).toEqual([false]);
    expect(table.gates).toEqual([[]]);
    expect(table.unknownGates).toEqual([[]]);
  });

  it('has an interval of one point', () => {
    const { total, low, high, legal, legalLow, legalHigh } = tableOf(FULL);
    expect([low[0], high[0]]).toEqual([total[0], total[0]]);
    expect([legalLow[0], legalHigh[0]]).toEqual([legal[0], legal[0]]);
  });

  it('weights of the scenario decide: 侵权救济类 0.5 / 0.25 / 0.25', () => {
    const table = tableOf({ ...FULL, scenario: 'infringement' });
    // 41.145833 + 17.765625 + 15.208333
    expect(table.total[0]).toBeCloseTo(74.1197916667, 9);
    expect(table.scenarioTitle).toBe('侵权救济类');
  });
});

describe('a hardly measured patent', () => {
  const table = scoreOne({ status: 'in-force', claimCount: 6 });

  /*
   * Measured: L1.1 = 100, L2.1 = 65. Point: legal (100 + 65)/2 = 82.5, and so the total.
   * Low:  L1 100/3, L2 (65 + 50)/2, L3 20, L4 20 → 32.708333; technical 80/6; economic 46.6667/4
   *       0.35·32.708333 + 0.25·13.333333 + 0.4·11.666667 = 19.447917
   * High: L2 (65 + 100)/2 = 82.5 → legal 95.625; 0.35·95.625 + 25 + 40 = 98.46875
   * Coverage: 0.35·(1/4·1/3 + 1/4·1/2) = 0.0729167
   */
  it('keeps its point beside a wide interval', () => {
    expect(table.total[0]).toBeCloseTo(82.5, 9);
    expect(table.legal[0]).toBeCloseTo(82.5, 9);
    expect(table.technical[0]).toBeNaN();
    expect(table.low[0]).toBeCloseTo(19.4479166667, 9);
    expect(table.high[0]).toBeCloseTo(98.46875, 9);
    expect(table.legalLow[0]).toBeCloseTo(32.7083333333, 9);
    expect(table.legalHigh[0]).toBeCloseTo(95.625, 9);
    expect(table.coverage[0]).toBeCloseTo(0.0729166667, 9);
  });

  it('is not graded by its point: the span says what is not known', () => {
    expect(table.grade).toEqual(['E–A']);
    expect(table.referenceOnly).toEqual([true]);
  });

  it('lists the gates that cannot be judged', () => {
    expect(table.gates).toEqual([[]]);
    expect(table.unknownGates[0]?.map((g) => g.code)).toEqual([
      'fully-invalid',
      'invalidation-pending',
      'pledge-live',
      'procedure-suspended',
    ]);
  });

  it('nothing measured at all: no point, the widest interval', () => {
    const blank = scoreOne({});
    expect(blank.total[0]).toBeNaN();
    expect(blank.coverage[0]).toBe(0);
    expect(blank.high[0]).toBeCloseTo(100, 9);
  });

  // Family of 0: L1 0, point 0; but L2 ≥ 25, L3 ≥ 20, L4 ≥ 20 lift what legal can come to: 65/4 = 16.25.
  it('a point stays inside what the node can still reach', () => {
    const floored = scoreOne({}, [numberAnswer('p-1', 'L1.3', '0')]);
    expect(floored.legal[0]).toBeCloseTo(16.25, 9);
    expect(floored.legal[0]).toBe(floored.legalLow[0]);
  });
});

describe('gates', () => {
  const gates = (changes: Partial<PatentRecord>, answers: readonly ExpertAnswer[] = []): readonly string[] =>
    (scoreOne({ ...FULL_RECORD, ...changes }, answers).gates[0] ?? []).map((g) => `${g.code} ${g.result}`);

  it('a dead right is rejected before any score', () => {
    const table = scoreOne({ ...FULL_RECORD, status: 'dead' });
    expect(table.gates[0]?.map((g) => g.result)).toEqual(['reject']);
    expect([table.total[0], table.low[0], table.high[0]]).toEqual([NaN, NaN, NaN]);
    expect(table.grade).toEqual(['']);
    expect(table.legal[0]).not.toBeNaN();
  });

  it('expiry and full invalidation reject as well', () => {
    expect(gates({ filingDate: '2006-11-20' })).toEqual(['right-dead reject']);
    expect(gates({ invalidationOutcome: 'invalid' })).toEqual(['right-dead reject', 'fully-invalid reject']);
  });

  it('an open case is for a person; a pledge or a freeze encumbers; both keep their score', () => {
    expect(gates({ invalidationPending: true })).toEqual(['invalidation-pending manual-review']);
    expect(gates({ pledgeLive: true })).toEqual(['pledge-live encumbered']);
    expect(gates({ procedureSuspended: true })).toEqual(['procedure-suspended encumbered']);
    expect(scoreOne({ ...FULL_RECORD, pledgeLive: true }).total[0]).not.toBeNaN();
  });

  it('an expert closes a gate but does not open one', () => {
    expect(gates({}, [optionAnswer('p-1', 'L1.1', 'dead')])).toEqual(['right-dead reject']);
    expect(gates({ status: 'dead' }, [optionAnswer('p-1', 'L1.1', 'in_force')])).toEqual([
      'right-dead reject',
    ]);
  });

  it('a design is out of scope: no scores at all', () => {
    const table = scoreOne({ ...FULL_RECORD, type: 'design' });
    expect(table.gates[0]?.map((g) => g.result)).toEqual(['out-of-scope']);
    expect([table.total[0], table.legal[0], table.legalLow[0], table.economicHigh[0]]).toEqual([
      NaN,
      NaN,
      NaN,
      NaN,
    ]);
    expect([table.coverage[0], table.grade[0]]).toEqual([0, '']);
  });

  it('scenarios without gates score a dead right', () => {
    const section = {
      records: [blankPatent('p-1', { ...FULL_RECORD, status: 'dead' })],
      scenario: 'infringement',
    };
    expect(tableOf(section).gates).toEqual([[]]);
    expect(tableOf(section).total[0]).not.toBeNaN();
  });
});

describe('term compensation', () => {
  it('keeps a right alive past its statutory term', () => {
    // Filed 2006-10-01: the term ended 2026-09-30, before the valuation date; 100 days of PTA carry it to 2027-01-08.
    const old = {
      filingDate: '2006-10-01',
      grantDate: '2010-01-01',
      status: null,
      type: 'invention',
    } as const;
    const compensated = { ...old, termCompensation: { ptaDays: 100, pteDays: 0 } };
    const gatesOf = (changes: Partial<PatentRecord>) =>
      (scoreOne(changes).gates[0] ?? []).map((gate) => gate.code);
    expect(gatesOf(old)).toContain('right-dead');
    expect(gatesOf(compensated)).not.toContain('right-dead');
  });
});

describe('expert answers', () => {
  const legal = (answers: readonly ExpertAnswer[]): number | undefined =>
    scoreOne({ claimCount: 6 }, answers).legal[0];
  const codes = (answers: readonly ExpertAnswer[]): readonly string[] =>
    scoreOne({ claimCount: 6 }, answers).failures.map((f) => f.code);

  it('override a proxy by scale or by number', () => {
    expect(legal([])).toBe(65);
    expect(legal([optionAnswer('p-1', 'L2.1', 'A')])).toBe(100);
    expect(legal([numberAnswer('p-1', 'L2.1', '12')])).toBe(80);
  });

  it('that cannot be used leave the indicator unmeasured and are listed', () => {
    expect(legal([optionAnswer('p-1', 'L2.1', 'Z')])).toBeNaN();
    expect(codes([optionAnswer('p-1', 'L2.1', 'Z')])).toEqual(['E_ANSWER_OPTION']);
    expect(codes([numberAnswer('p-1', 'L2.1', '-1')])).toEqual(['E_ANSWER_RANGE']);
    expect(codes([numberAnswer('p-1', 'T5.1', '10')])).toEqual(['E_ANSWER_RANGE']);
    expect(codes([numberAnswer('p-1', 'T5.1', '6.5')])).toEqual(['E_ANSWER_RANGE']);
    expect(codes([numberAnswer('p-1', 'L4.1', '1')])).toEqual(['E_ANSWER_KIND']);
    expect(codes([optionAnswer('p-1', 'E3.2', 'A')])).toEqual(['E_ANSWER_OPTION']);
    expect(codes([optionAnswer('p-9', 'L4.1', 'none'), optionAnswer('p-1', 'X1', 'A')])).toEqual([
      'E_ANSWER_UNKNOWN',
      'E_ANSWER_UNKNOWN',
    ]);
  });

  it('two different answers cancel each other, two equal ones do not', () => {
    const [a, b] = [optionAnswer('p-1', 'L4.1', 'none'), optionAnswer('p-1', 'L4.1', 'dependent')];
    expect(codes([a, b])).toEqual(['E_ANSWER_CONFLICT']);
    expect(legal([a, b])).toBe(65);
    expect(codes([a, { ...a, by: '另一位虚构专家' }])).toEqual([]);
  });

  it('an economic life does not lengthen the legal life', () => {
    const economic = (filingDate: string): number | undefined =>
      scoreOne({ filingDate }, [numberAnswer('p-1', 'E1.1', '30')]).economic[0];
    expect(economic('2019-03-01')).toBe(100); // 12.3 years left
    expect(economic('2010-11-21')).toBe(40); // 4 years left
  });
});

describe('a table that cannot be made', () => {
  const codeOf = (section: Partial<PatentsSection>, replaced = {}, date?: string): string => {
    const table = scorePatents(patentCase(section, date), patentRules(replaced, date));
    return table.ok ? 'ok' : table.failure.code;
  };

  it('says which choice or parameter is missing', () => {
    expect(codeOf({ scheme: '' })).toBe('E_SCHEME');
    expect(codeOf({ scenario: '' })).toBe('E_SCENARIO');
    expect(codeOf({}, {}, '2020-01-01')).toBe('NO_RULE_IN_FORCE');
    expect(codeOf({}, { 'patent.grades': [{ grade: 'A', min: 50 }] })).toBe('E_RULE_SHAPE');
  });

  it('an empty list is an empty table', () => {
    expect(tableOf({}).patents).toEqual([]);
  });
});
