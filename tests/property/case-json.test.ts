import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CaseRecord } from '../../src/lib/case/case-record';
import { checkedCaseJson, inspectCaseJson, parseCaseJson } from '../../src/lib/case/case-json';
import { fullCase } from '../unit/case/sample';

const anyText = fc.string({ unit: 'binary', maxLength: 40 });

/** A full case with arbitrary texts at places where people type, well formed or not. */
const anyCase: fc.Arbitrary<CaseRecord> = fc
  .record({ title: anyText, fiction: anyText, note: anyText, scores: fc.dictionary(anyText, anyText) })
  .map(({ title, fiction, note, scores }) => {
    const record = fullCase();
    const [first] = record.sections.patents.records;
    if (first !== undefined) {
      first.note = note;
      first.vendorScores = scores;
    }
    return { ...record, title, fiction };
  });

it('whatever is accepted for saving reads back as the same case, and its text is stable', () => {
  fc.assert(
    fc.property(anyCase, (record) => {
      const text = checkedCaseJson(record);
      if (!text.ok) return;
      const read = parseCaseJson(text.value);
      expect(read.ok && read.value).toEqual(record);
      expect(read.ok && checkedCaseJson(read.value)).toEqual(text);
    }),
    { numRuns: 200 },
  );
});

it('no text whatever makes the reader throw, and nothing refused comes with a case', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
      const { caseRecord, failures } = inspectCaseJson(text);
      expect(caseRecord === null).toBe(failures.length > 0);
    }),
    { numRuns: 500 },
  );
});

it('one altered character of a case document is refused or read as another case', () => {
  const record = fullCase();
  const text = checkedCaseJson(record);
  if (!text.ok) throw new Error('the sample must be writable');
  fc.assert(
    fc.property(
      fc.nat(text.value.length - 1),
      fc.string({ minLength: 1, maxLength: 1 }),
      (index, character) => {
        fc.pre(text.value[index] !== character);
        const altered = text.value.slice(0, index) + character + text.value.slice(index + 1);
        const read = parseCaseJson(altered);
        if (read.ok) expect(checkedCaseJson(read.value)).not.toEqual(text);
      },
    ),
    { numRuns: 300 },
  );
});
