import { describe, expect, it } from 'vitest';
import type { Appraisal } from '../../../src/lib/case/patents-section';
import {
  adoptAnswers,
  adoptedCount,
  blindView,
  discardAppraisals,
  dropAppraisal,
  dropBlindAnswer,
  keepBlindAnswer,
  keepSettlement,
  setSeal,
  startAppraisal,
} from '../../../src/lib/state/blind-appraisal';
import { readPeople } from '../../../src/lib/state/field-readers';
import { confirmReport } from '../../../src/lib/state/registration-edits';
import { blankPatent, optionAnswer, patentCase } from '../../fixtures/patent-case';
import { openCase } from './stand-ins';

const begun = () =>
  openCase(patentCase({ records: [blankPatent('p-1')], answers: [optionAnswer('p-1', 'T1.1', 'E')] }));
const sheets = (open: ReturnType<typeof openCase>): readonly Appraisal[] =>
  open.record.sections.patents.appraisals;
const SEAL = 'a'.repeat(64);

describe('starting', () => {
  it('two people, each once', () => {
    const open = begun();
    expect(startAppraisal(open, ' 虚构甲 ')).toEqual({ ok: true, value: '虚构甲' });
    const codes = ['虚构甲', ' ', '虚'.repeat(61), '虚构乙', '虚构丙'].map((name) => {
      const started = startAppraisal(open, name);
      return started.ok ? 'ok' : started.failure.code;
    });
    expect(codes).toEqual(['E_SAME_APPRAISER', 'E_APPRAISAL_BY', 'E_APPRAISAL_BY', 'ok', 'E_APPRAISAL_FULL']);
    expect(sheets(open).map(({ by }) => by)).toEqual(['虚构甲', '虚构乙']);
  });
});

describe('a blind answer', () => {
  it('goes into the own sheet only, replaces the own earlier one, and never into the case', () => {
    const open = begun();
    startAppraisal(open, '甲');
    startAppraisal(open, '乙');
    keepBlindAnswer(open, '甲', optionAnswer('p-1', 'T1.1', 'A'));
    keepBlindAnswer(open, '甲', optionAnswer('p-1', 'T1.1', 'B'));
    keepBlindAnswer(open, '甲', optionAnswer('p-1', 'T1.3', 'C'));
    dropBlindAnswer(open, '甲', optionAnswer('p-1', 'T1.3', 'C'));
    expect(sheets(open).map(({ answers }) => answers.map((a) => [a.by, a.answer]))).toEqual([
      [['甲', { kind: 'option', option: 'B' }]],
      [],
    ]);
    expect(open.record.sections.patents.answers).toEqual([optionAnswer('p-1', 'T1.1', 'E')]);
  });

  it('cannot be changed once sealed, nor the seal, nor the sheet be dropped', () => {
    const open = begun();
    startAppraisal(open, '甲');
    keepBlindAnswer(open, '甲', optionAnswer('p-1', 'T1.1', 'A'));
    setSeal(open, '甲', SEAL);
    const kept = structuredClone(sheets(open));
    keepBlindAnswer(open, '甲', optionAnswer('p-1', 'T1.1', 'B'));
    dropBlindAnswer(open, '甲', optionAnswer('p-1', 'T1.1', 'A'));
    setSeal(open, '甲', 'b'.repeat(64));
    dropAppraisal(open, '甲');
    expect(sheets(open)).toEqual(kept);
  });

  it('is seen by its own person alone: neither the other sheet nor the answers of the case', () => {
    const open = begun();
    startAppraisal(open, '甲');
    startAppraisal(open, '乙');
    keepBlindAnswer(open, '甲', optionAnswer('p-1', 'T1.1', 'A'));
    const { answers, appraisals } = blindView(open.record, '乙').sections.patents;
    expect([answers, appraisals]).toEqual([[], []]);
    expect(blindView(open.record, '甲').sections.patents.answers).toHaveLength(1);
  });
});

describe('adopting', () => {
  it('replaces what was said of the same indicators, leaves the rest, and is counted', () => {
    const open = begun();
    const other = optionAnswer('p-1', 'E2.1', 'A');
    open.changeSection('patents', (s) => ({ ...s, answers: [...s.answers, other] }));
    const adoptable = [{ ...optionAnswer('p-1', 'T1.1', 'B'), by: '甲' }];
    expect(adoptedCount(open.record.sections.patents.answers, adoptable)).toBe(0);
    adoptAnswers(open, adoptable);
    expect(open.record.sections.patents.answers).toEqual([other, ...adoptable]);
    expect(adoptedCount(open.record.sections.patents.answers, adoptable)).toBe(1);
    const contradicted = [...open.record.sections.patents.answers, optionAnswer('p-1', 'T1.1', 'E')];
    expect(adoptedCount(contradicted, adoptable)).toBe(0);
  });

  it('giving up takes both sheets and every settlement', () => {
    const open = begun();
    startAppraisal(open, '甲');
    const settled = { kind: 'option', option: 'A' } as const;
    keepSettlement(open, {
      patent: 'p-1',
      indicator: 'T1.1',
      first: null,
      second: null,
      settled,
      reason: 'x',
      by: '丙',
      evidence: [],
    });
    discardAppraisals(open);
    expect(open.record.sections.patents).toMatchObject({ appraisals: [], settlements: [] });
  });
});

describe('what the page takes', () => {
  it('people are whole numbers', () => {
    const read = (text: string): unknown => {
      const people = readPeople(text);
      return people.ok ? people.value : people.failure.code;
    };
    expect(['2', ' 3人 ', '', '1.5', '-1', '1001', 'x'].map(read)).toEqual([
      2,
      3,
      null,
      'E_COUNT',
      'E_COUNT',
      'E_COUNT',
      'E_COUNT',
    ]);
  });

  it('a confirmation begins with a name, on the day of the case, and ends with the name', () => {
    const open = begun();
    const confirmation = () => open.record.sections.registration.appraisal.confirmation;
    confirmReport(open, { valueFen: '5' });
    expect(confirmation()).toBeNull();
    confirmReport(open, { by: '虚构复核员' });
    confirmReport(open, { valueFen: '100' });
    expect(confirmation()).toEqual({ by: '虚构复核员', on: '2026-11-20', valueFen: '100' });
    confirmReport(open, { by: null });
    expect(confirmation()).toBeNull();
  });
});
