import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { caseJson, parseCaseJson } from '../../../src/lib/case/case-json';
import { mustBeOk } from '../../../src/lib/kernel/result';
import {
  type AnswerDraft,
  answerFor,
  changeAnswer,
  choiceOf,
  confirmAll,
  setAnswer,
  setDeclaration,
  signUnnamed,
  unnamedAnswers,
  unnamedByRule,
} from '../../../src/lib/state/screening-edits';
import { smallCase } from '../../fixtures/small-case';
import { openCase } from './stand-ins';

const RULE = 'cn.three-views.p8';
const draft = (choice: string, part: Partial<AnswerDraft> = {}): AnswerDraft => ({
  rule: RULE,
  subject: 'case',
  choice,
  reason: '虚构理由',
  paper: ' 虚构材料第 3 页 ',
  by: '虚构经办',
  ...part,
});

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(2026, 10, 20, 9) });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('answers to check items', () => {
  it.each(['0', '1', '2', '3', '4', 'pass', 'fail'])('keep the choice %s and show it again', (choice) => {
    const open = openCase(smallCase());
    setAnswer(open, draft(choice));
    expect(choiceOf(answerFor(open, RULE, 'case'))).toBe(choice);
    expect(mustBeOk(parseCaseJson(caseJson(open.record)))).toEqual(open.record);
  });

  it('keep reason, person, day and paper', () => {
    const open = openCase(smallCase());
    setAnswer(open, draft('3'));
    expect(answerFor(open, RULE, 'case')).toEqual({
      rule: RULE,
      subject: 'case',
      answer: { kind: 'points', points: 3 },
      reason: '虚构理由',
      by: '虚构经办',
      on: '2026-11-20',
      evidence: [
        { attachment: null, description: '虚构材料第 3 页', page: null, date: '2026-11-20', by: '虚构经办' },
      ],
    });
  });

  it('have no evidence without a paper', () => {
    const open = openCase(smallCase());
    setAnswer(open, draft('pass', { paper: '  ' }));
    expect(answerFor(open, RULE, 'case')?.evidence).toEqual([]);
  });

  it('replace the answer to the same item and subject only', () => {
    const open = openCase(smallCase());
    setAnswer(open, draft('1'));
    setAnswer(open, draft('2', { subject: 'p-1' }));
    setAnswer(open, draft('pass', { rule: 'cn.three-views.p9' }));
    setAnswer(open, draft('4'));
    const { answers } = open.record.sections.screening;
    expect(answers.map((a) => [a.rule, a.subject, choiceOf(a)])).toEqual([
      [RULE, 'p-1', '2'],
      ['cn.three-views.p9', 'case', 'pass'],
      [RULE, 'case', '4'],
    ]);
  });

  it.each(['', '5', '-1', '1.5', 'unknown'])('are taken back by “%s”: nothing is answered', (choice) => {
    const open = openCase(smallCase());
    setAnswer(open, draft('4'));
    setAnswer(open, draft(choice));
    expect([answerFor(open, RULE, 'case'), choiceOf(null)]).toEqual([null, '']);
  });
});

describe('whoever changes an answer', () => {
  const AT = { rule: RULE, subject: 'case' };
  const page = { attachment: null, description: '虚构附页', page: '第 9 页', date: null, by: '虚构甲' };
  const given = () => {
    const open = openCase(smallCase());
    changeAnswer(open, AT, { choice: '2' }, '虚构甲');
    changeAnswer(open, AT, { evidence: [page] }, '虚构甲');
    return open;
  };
  const byOf = (open: ReturnType<typeof given>) => answerFor(open, RULE, 'case')?.by;

  it.each([{ choice: '4' }, { paper: '虚构新材料' }, { reason: '虚构新理由' }, { evidence: [] }])(
    'stands for it from then on: %o',
    (change) => {
      const open = given();
      expect(byOf(open)).toBe('虚构甲');
      changeAnswer(open, AT, change, ' 虚构乙 ');
      expect(byOf(open)).toBe('虚构乙');
    },
  );

  it('names an answer that was given before a name was typed', () => {
    const open = openCase(smallCase());
    changeAnswer(open, AT, { choice: '4' }, '');
    expect(byOf(open)).toBe('');
    changeAnswer(open, AT, { paper: '虚构材料' }, '虚构甲');
    expect([byOf(open), answerFor(open, RULE, 'case')?.evidence[0]?.by]).toEqual(['虚构甲', '虚构甲']);
  });

  it('leaves the earlier name where no name was typed, and writes another one by hand', () => {
    const open = given();
    changeAnswer(open, AT, { choice: '3' }, '');
    expect(byOf(open)).toBe('虚构甲');
    changeAnswer(open, AT, { by: '虚构丙' }, '虚构乙');
    expect(byOf(open)).toBe('虚构丙');
  });

  it('keeps the papers with their pages, and replaces the first one alone by its words', () => {
    const open = given();
    changeAnswer(open, AT, { choice: '3', reason: '虚构理由' }, '虚构乙');
    expect(answerFor(open, RULE, 'case')?.evidence).toEqual([page]);
    changeAnswer(open, AT, { evidence: [page, { ...page, page: '第 10 页' }] }, '虚构乙');
    changeAnswer(open, AT, { paper: '虚构新材料' }, '虚构乙');
    expect(answerFor(open, RULE, 'case')?.evidence.map((e) => [e.description, e.page, e.by])).toEqual([
      ['虚构新材料', null, '虚构乙'],
      ['虚构附页', '第 10 页', '虚构甲'],
    ]);
  });

  it('takes it back with its papers', () => {
    const open = given();
    changeAnswer(open, AT, { choice: '' }, '虚构乙');
    expect(open.record.sections.screening.answers).toEqual([]);
  });
});

describe('confirming for several patents at once', () => {
  const GROUND = 'cn.patent-pledge.refusal.12';

  it('answers for each of them and takes back for each of them, others stay', () => {
    const open = openCase(smallCase());
    setAnswer(open, draft('fail', { rule: GROUND, subject: 'p-9' }));
    confirmAll(open, { rule: GROUND, choice: 'pass', by: '虚构审查人' }, ['p-1', 'p-2']);
    const choices = () => ['p-1', 'p-2', 'p-9'].map((subject) => choiceOf(answerFor(open, GROUND, subject)));
    expect(choices()).toEqual(['pass', 'pass', 'fail']);
    confirmAll(open, { rule: GROUND, choice: '', by: '虚构审查人' }, ['p-2']);
    expect(choices()).toEqual(['pass', '', 'fail']);
  });
});

describe('declarations', () => {
  const GROUND = 'cn.patent-pledge.refusal.10';
  const said = (subject: string, by = '虚构经办') => ({ rule: GROUND, subject, by });

  it('are kept once per ground and patent, and taken back one by one', () => {
    const open = openCase(smallCase());
    setDeclaration(open, said('p-1'), true);
    setDeclaration(open, said('p-1'), true);
    setDeclaration(open, said('p-2'), true);
    const subjects = () => open.record.sections.screening.declarations.map(({ subject }) => subject);
    expect(subjects()).toEqual(['p-1', 'p-2']);
    setDeclaration(open, said('p-1'), false);
    expect(subjects()).toEqual(['p-2']);
    expect(mustBeOk(parseCaseJson(caseJson(open.record)))).toEqual(open.record);
  });

  it('name who saw them, and nobody where nobody is named', () => {
    const open = openCase(smallCase());
    setDeclaration(open, said('p-1'), true);
    setDeclaration(open, said('p-2', ''), true);
    const { declarations } = open.record.sections.screening;
    expect(declarations.map((d) => [d.by, d.evidence[0]?.by ?? null])).toEqual([
      ['虚构经办', '虚构经办'],
      ['', null],
    ]);
  });

  it('leave the answers alone', () => {
    const open = openCase(smallCase());
    setAnswer(open, draft('4'));
    setDeclaration(open, said('p-1'), true);
    expect(open.record.sections.screening.answers).toHaveLength(1);
  });
});

describe('answers that nobody stands for', () => {
  it('are counted, blank names too, and signed together; those of others stay theirs', () => {
    const open = openCase(smallCase());
    setAnswer(open, draft('4', { by: '' }));
    setAnswer(open, draft('pass', { rule: 'cn.three-views.p9', by: '  ' }));
    setAnswer(open, draft('2', { rule: 'cn.three-views.p10', by: '虚构甲' }));
    setDeclaration(open, { rule: 'cn.patent-pledge.refusal.10', subject: 'p-1', by: '' }, true);
    expect(unnamedAnswers(open.record)).toBe(3);
    signUnnamed(open, '虚构乙');
    const { answers, declarations } = open.record.sections.screening;
    expect(answers.map((a) => a.by)).toEqual(['虚构乙', '虚构乙', '虚构甲']);
    expect(declarations.map((d) => d.by)).toEqual(['虚构乙']);
    expect(unnamedAnswers(open.record)).toBe(0);
    expect(mustBeOk(parseCaseJson(caseJson(open.record)))).toEqual(open.record);
  });

  it('are those too for which a page once wrote a post in place of a name', () => {
    const open = openCase(smallCase());
    setAnswer(open, draft('4', { by: '经办' }));
    setAnswer(open, draft('pass', { rule: 'cn.three-views.p9', by: '审查人' }));
    setAnswer(open, draft('2', { rule: 'cn.three-views.p10', by: '经办（虚构）' }));
    setDeclaration(open, { rule: 'cn.patent-pledge.refusal.10', subject: 'p-1', by: '经办' }, true);
    expect(unnamedAnswers(open.record)).toBe(3);
    signUnnamed(open, '虚构乙');
    const { answers, declarations } = open.record.sections.screening;
    expect(answers.map((a) => a.by)).toEqual(['虚构乙', '虚构乙', '经办（虚构）']);
    expect(declarations.map((d) => d.by)).toEqual(['虚构乙']);
  });

  it('are signed only where they favour: an adverse one counts as it stands, by nobody', () => {
    const open = openCase(smallCase());
    setAnswer(open, draft('fail', { rule: 'r-fail', by: '' }));
    setAnswer(open, draft('0', { rule: 'r-zero', by: '' }));
    setAnswer(open, draft('1', { rule: 'r-low', by: '' }));
    setAnswer(open, draft('2', { rule: 'r-mark', by: '' }));
    const marks = new Map([
      ['r-low', 2],
      ['r-mark', 2],
    ]);
    expect([unnamedAnswers(open.record), unnamedAnswers(open.record, marks)]).toEqual([2, 1]);
    signUnnamed(open, '虚构乙', marks);
    expect(open.record.sections.screening.answers.map((a) => [a.rule, a.by])).toEqual([
      ['r-fail', ''],
      ['r-zero', ''],
      ['r-low', ''],
      ['r-mark', '虚构乙'],
    ]);
  });

  it('keep the day on which they were given; one without a day gets today', () => {
    const open = openCase(smallCase());
    setAnswer(open, draft('4', { by: '' }));
    setAnswer(open, draft('pass', { rule: 'cn.three-views.p9', by: '' }));
    open.changeSection('screening', (section) => ({
      ...section,
      answers: section.answers.map((a) =>
        a.rule === RULE ? { ...a, on: '2026-03-01' } : { ...a, on: null },
      ),
    }));
    signUnnamed(open, '虚构乙');
    expect(open.record.sections.screening.answers.map((a) => a.on)).toEqual(['2026-03-01', '2026-11-20']);
  });

  it('are listed by rule with how many and on which days', () => {
    const open = openCase(smallCase());
    setAnswer(open, draft('pass', { subject: 'p-1', by: '' }));
    vi.setSystemTime(new Date(2026, 10, 19, 9));
    setAnswer(open, draft('pass', { subject: 'p-2', by: '' }));
    setAnswer(open, draft('fail', { subject: 'p-3', by: '' }));
    setDeclaration(open, { rule: 'cn.patent-pledge.refusal.10', subject: 'p-1', by: '' }, true);
    expect(unnamedByRule(open.record)).toEqual([
      { rule: RULE, count: 2, days: ['2026-11-19', '2026-11-20'] },
      { rule: 'cn.patent-pledge.refusal.10', count: 1, days: [] },
    ]);
  });

  it('leave no name on the paper either', () => {
    const open = openCase(smallCase());
    setAnswer(open, draft('4', { by: '' }));
    expect(answerFor(open, RULE, 'case')?.evidence[0]?.by).toBeNull();
  });
});
