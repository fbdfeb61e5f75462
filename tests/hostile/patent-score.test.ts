import { describe, expect, it } from 'vitest';
import { runMethods } from '../../src/lib/case/method';
import type { PatentRecord } from '../../src/lib/case/patents-section';
import { mustBeOk } from '../../src/lib/kernel/result';
import { explainPatentScore } from '../../src/lib/patent/score/explain-score';
import { scoreMethod, scoreMethod1 } from '../../src/lib/patent/score/score-method';
import { type ScoreTable, scorePatents } from '../../src/lib/patent/score/score-patents';
import { blankPatent, numberAnswer, optionAnswer, patentCase, patentRules } from '../fixtures/patent-case';

/** Patents that may not simply be scored, one of each kind between sound ones, under every scheme. */

const sound = (id: string): PatentRecord =>
  blankPatent(id, {
    status: 'in-force',
    filingDate: '2019-03-01',
    grantDate: '2021-05-04',
    feesPaidThrough: '2027-02-28',
    invalidationPending: false,
    invalidationOutcome: 'none',
    pledgeLive: false,
    procedureSuspended: false,
    claimCount: 10,
  });

const GATES = 'patent.gates.finance';

/** [what it is, what makes it so, gate, rule that says so, whether there is a total] */
const EDGES: readonly (readonly [string, Partial<PatentRecord>, string, string, boolean])[] = [
  ['a design', { type: 'design' }, 'type-out-of-scope', 'patent.types-in-scope', false],
  [
    'filed after its grant',
    { filingDate: '2021-05-05' },
    'filing-after-grant',
    'valuation.constraint.granted-after-filing',
    false,
  ],
  ['pending', { status: 'pending', grantDate: null }, 'not-granted', GATES, false],
  ['dead', { status: 'dead' }, 'right-dead', GATES, false],
  [
    'at the end of its term',
    { filingDate: '2006-11-19', grantDate: '2008-01-01' },
    'right-dead',
    GATES,
    false,
  ],
  ['declared invalid', { invalidationOutcome: 'invalid' }, 'fully-invalid', GATES, false],
  ['under attack', { invalidationPending: true }, 'invalidation-pending', GATES, true],
  ['pledged', { pledgeLive: true }, 'pledge-live', GATES, true],
  ['frozen', { procedureSuspended: true }, 'procedure-suspended', GATES, true],
];

const RECORDS = [
  sound('s-1'),
  ...EDGES.map(([, changes], i) => ({ ...sound(`e-${i}`), ...changes })),
  sound('s-2'),
];

const tableOf = (scheme: string, records: readonly PatentRecord[] = RECORDS): ScoreTable =>
  mustBeOk(scorePatents(patentCase({ scheme, records: [...records] }), patentRules()));

describe.each(['gbt-42748-framework', 'pvd-2012', 'bibliographic'])('%s', (scheme) => {
  const table = tableOf(scheme);

  it.each(EDGES.map((edge, i) => [edge[0], i, edge] as const))(
    '%s: a gate with its rule, a message and a remedy stands before the score',
    (_, i, [, , code, rule, scored]) => {
      const gates = table.gates[i + 1] ?? [];
      const gate = gates.find((found) => found.code === code);
      expect(gate?.rule).toBe(rule);
      expect(gate?.message).not.toBe('');
      expect(gate?.remedy).not.toBe('');
      expect(gate?.path).toContain(`sections.patents.records[e-${i}]`);
      expect(Number.isNaN(table.low[i + 1] ?? NaN)).toBe(!scored);
      expect(table.grade[i + 1] === '').toBe(!scored);
      if (!scored) expect(table.total[i + 1]).toBeNaN();
    },
  );

  it('the sound ones go on, with the very score they have alone', () => {
    const alone = tableOf(scheme, [sound('s-1')]);
    for (const row of [0, RECORDS.length - 1]) {
      expect(table.gates[row]).toEqual([]);
      expect([table.total[row], table.low[row], table.high[row], table.grade[row]]).toEqual([
        alone.total[0],
        alone.low[0],
        alone.high[0],
        alone.grade[0],
      ]);
    }
  });

  it('what the table withholds, the explanation and the figure withhold too', () => {
    const caseRecord = patentCase({ scheme, records: RECORDS, pledged: RECORDS.map(({ id }) => id) });
    const { figures } = runMethods([scoreMethod], caseRecord, patentRules());
    RECORDS.forEach(({ id }, row) => {
      const trace = mustBeOk(explainPatentScore(caseRecord, patentRules(), id));
      const total = table.total[row] ?? NaN;
      const figure = figures.find((found) => found.id === `patent-score/total/${id}`);
      expect(trace.value === null).toBe(Number.isNaN(total));
      expect(figure?.value).toBe(trace.value);
      expect(figure?.interval === undefined).toBe(Number.isNaN(table.low[row] ?? NaN));
    });
  });
});

describe('one patent with everything wrong', () => {
  const wreck: Partial<PatentRecord> = {
    type: 'design',
    status: 'dead',
    filingDate: '2030-01-01',
    invalidationOutcome: 'invalid',
    invalidationPending: true,
    pledgeLive: true,
    procedureSuspended: true,
  };

  it('closes every gate at once, in a fixed order', () => {
    const { gates } = tableOf('gbt-42748-framework', [{ ...sound('w-1'), ...wreck }]);
    expect(gates[0]?.map(({ code }) => code)).toEqual([
      'type-out-of-scope',
      'filing-after-grant',
      'right-dead',
      'fully-invalid',
      'invalidation-pending',
      'pledge-live',
      'procedure-suspended',
    ]);
  });
});

describe('dates', () => {
  const codes = (changes: Partial<PatentRecord>): readonly string[] =>
    tableOf('gbt-42748-framework', [{ ...sound('d-1'), ...changes }]).gates[0]?.map(({ code }) => code) ?? [];

  it('granted on the day of filing is odd but no contradiction; an unknown day is none either', () => {
    expect(codes({ filingDate: '2021-05-04' })).toEqual([]);
    expect(codes({ filingDate: null })).toEqual([]);
    expect(codes({ grantDate: null })).toEqual([]);
    expect(codes({ filingDate: '2021-05-05' })).toEqual(['filing-after-grant']);
  });

  it('the first day after the term is dead, its last day is not', () => {
    // Filed 2006-11-20 or 2006-11-21, twenty years, valued on 2026-11-20.
    const old = { grantDate: '2008-01-01', feesPaidThrough: null } as const;
    expect(codes({ ...old, filingDate: '2006-11-20' })).toEqual(['right-dead']);
    expect(codes({ ...old, filingDate: '2006-11-21' })).toEqual([]);
  });

  it('the contradiction shows both days in the tree; patent.score@1 did not look', () => {
    const record = { ...sound('d-1'), filingDate: '2021-05-05' };
    const caseRecord = patentCase({ records: [record], pledged: ['d-1'] });
    const trace = mustBeOk(explainPatentScore(caseRecord, patentRules(), 'd-1'));
    const ids = trace.children.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['patents/d-1/filingDate', 'patents/d-1/grantDate']));
    expect(runMethods([scoreMethod1], caseRecord, patentRules()).figures[0]?.value).not.toBeNull();
  });
});

describe('scenarios without gates', () => {
  it('score a dead right, but not a design and not a contradiction', () => {
    const section = { scenario: 'licence', records: RECORDS };
    const table = mustBeOk(scorePatents(patentCase(section), patentRules()));
    const closed = table.gates.map((gates) => gates.map(({ code }) => code).join());
    expect(closed.filter((codes) => codes !== '')).toEqual(['type-out-of-scope', 'filing-after-grant']);
    expect(Array.from(table.total).filter((total) => Number.isNaN(total))).toHaveLength(2);
  });
});

describe('an expert', () => {
  it('who says pending or dead closes the gate; one who says valid does not open it', () => {
    const section = {
      records: [sound('s-1'), sound('s-2'), { ...sound('s-3'), status: 'dead' as const }],
      answers: [
        optionAnswer('s-1', 'L1.1', 'pending'),
        optionAnswer('s-2', 'L1.1', 'dead'),
        optionAnswer('s-3', 'L1.1', 'in_force'),
      ],
    };
    const { gates } = mustBeOk(scorePatents(patentCase(section), patentRules()));
    expect(gates.map((closed) => closed.map(({ code }) => code))).toEqual([
      ['not-granted'],
      ['right-dead'],
      ['right-dead'],
    ]);
  });

  it('a faulty answer on a gated patent is listed, and the others are scored', () => {
    const answers = [numberAnswer('e-0', 'T2.1', '-1'), optionAnswer('s-1', 'T1.1', 'A')];
    const table = mustBeOk(scorePatents(patentCase({ records: RECORDS, answers }), patentRules()));
    expect(table.failures.map(({ code }) => code)).toEqual(['E_ANSWER_RANGE']);
    expect(Number.isNaN(table.total[0] ?? NaN)).toBe(false);
  });
});
