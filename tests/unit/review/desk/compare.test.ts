import { expect, it } from 'vitest';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { fieldTitle } from '../../../../src/lib/review/field-titles';
import { completePackage } from '../../../fixtures/small-package';
import { smallCase } from '../../../fixtures/small-case';
import { deskHandlers } from '../../../../workers/handlers/desk';

const JOB = { cancelled: () => false, progress: () => undefined, breathe: () => Promise.resolve() };
const blob = (bytes: Uint8Array): Blob => new Blob([bytes.slice()]);

it('fields have names that people know', () => {
  expect(fieldTitle('sections.registration.pledgeContract.securedAmountFen')).toBe('登记 › 质押金额（分）');
  expect(fieldTitle('sections.patents.records[p-3].grantDate')).toBe('专利 › p-3 › 授权公告日');
  expect(fieldTitle('x.y')).toBe('');
});

it('two revisions at the desk: the field, the figure that follows from it, and how many there are', async () => {
  const caseRecord = smallCase();
  const { enterprise } = caseRecord.sections;
  const first = await completePackage(caseRecord);
  const second = await completePackage({
    ...caseRecord,
    sections: {
      ...caseRecord.sections,
      enterprise: { ...enterprise, need: { ...enterprise.need, amountFen: '4600000000' } },
    },
  });
  const input = { before: blob(first.bytes), after: blob(second.bytes) };
  const { parts, comparison } = mustBeOk(await deskHandlers.comparePackages(input, JOB));
  expect(comparison.same).toBe(false);
  const of = (name: string) => parts.find(({ part }) => part === name)?.changes ?? [];
  expect(of('inputs')).toEqual([
    {
      path: 'sections.enterprise.need.amountFen',
      title: '案情 › 金额（分）',
      before: '4500000000',
      after: '4600000000',
    },
  ]);
  expect(of('figures')[0]?.title).toContain('质押后未覆盖的金额');
  expect(parts.every(({ total, changes }) => total === changes.length)).toBe(true);
});
