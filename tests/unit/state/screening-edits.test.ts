import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { caseJson, parseCaseJson } from '../../../src/lib/case/case-json';
import { mustBeOk } from '../../../src/lib/kernel/result';
import {
  type AnswerDraft,
  answerFor,
  choiceOf,
  confirmAll,
  setAnswer,
  setDeclaration,
  signUnnamed,
  unnamedAnswers,
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

  it('leave no name on the paper either', () => {
    const open = openCase(smallCase());
    setAnswer(open, draft('4', { by: '' }));
    expect(answerFor(open, RULE, 'case')?.evidence[0]?.by).toBeNull();
  });
});
