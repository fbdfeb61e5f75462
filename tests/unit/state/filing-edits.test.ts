import { expect, it } from 'vitest';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import { checkFilingReferences } from '../../../src/lib/case/filing-references';
import { addLaterAct, forgetSource, removeFiling } from '../../../src/lib/state/filing-edits';
import { removePlan } from '../../../src/lib/state/cost-edits';
import { removeItem, removeSupport } from '../../../src/lib/state/item-details';
import { filingCase, record } from '../../fixtures/filing-case';
import { openCase } from './stand-ins';

const PAPER = { present: true, attachment: null, note: '' };

const withPapers = (caseRecord: CaseRecord, keys: readonly string[]): CaseRecord => ({
  ...caseRecord,
  sections: {
    ...caseRecord.sections,
    registration: {
      ...caseRecord.sections.registration,
      papers: Object.fromEntries(keys.map((key) => [key, PAPER])),
    },
  },
});

it('删去一项办理，它的材料勾选一并删去：用同一标识的新办理不会继承', () => {
  const records = [record('movables-change-1', 'movables', 'change', { sources: ['machine-1'] })];
  const keys = ['movables-change-1/contract', 'movables-change-10/contract', 'contract'];
  const open = openCase(withPapers(filingCase({ records }), keys));
  removeFiling(open, 'movables-change-1');
  addLaterAct(open, { kind: 'movables', sources: [{ id: 'machine-1' }] }, 'change');
  expect(open.record.sections.filings.records.map(({ id }) => id)).toEqual(['movables-change-1']);
  expect(Object.keys(open.record.sections.registration.papers)).toEqual(keys.slice(1));
});

it('拿走押品、增信、方案，办理里不再指着它；只为它的办理一并删去，别的留下', () => {
  const records = [
    record('movables-change-1', 'movables', 'change', { sources: ['machine-1'] }),
    record('mark-pledge-cancel-1', 'mark-pledge', 'cancel', { sources: ['mark-1', 'work-1'] }),
    record('guarantee-change-1', 'guarantee', 'change', { sources: ['guarantee-1'] }),
    record('subsidy', 'subsidy', 'register', { sources: ['credit-1'] }),
    record('patent-pledge-change-1', 'patent-pledge', 'change'),
  ];
  const open = openCase(withPapers(filingCase({ records }), ['movables-change-1/contract']));
  removeItem(open, 'machine-1');
  removeItem(open, 'mark-1');
  removeSupport(open, 'guarantee-1');
  removePlan(open, 'credit-1');
  expect(open.record.sections.filings.records.map(({ id, sources }) => [id, sources])).toEqual([
    ['mark-pledge-cancel-1', ['work-1']],
    ['patent-pledge-change-1', []],
  ]);
  expect(open.record.sections.registration.papers).toEqual({});
  expect([...checkFilingReferences(open.record)]).toEqual([]);
  forgetSource(open, 'unknown');
  expect(open.record.sections.filings.records).toHaveLength(2);
});
