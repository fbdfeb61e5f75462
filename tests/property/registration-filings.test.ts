import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CaseRecord } from '../../src/lib/case/case-record';
import { NO_OUTPUTS } from '../../src/lib/case/method';
import { mustBeOk } from '../../src/lib/kernel/result';
import { filingCompleteness } from '../../src/lib/registration/filings/completeness';
import { filingDocuments } from '../../src/lib/registration/filings/filing-documents';
import { filingFields } from '../../src/lib/registration/filings/bind-filing';
import { boundFilings } from '../../src/lib/registration/filings/bound-filings';
import { filingCase, rulesOf } from '../fixtures/filing-case';

/** A case with some of its facts taken away: details of assets and supports, entered values, what the enterprise said. */
const thinned = (gone: readonly number[]): CaseRecord => {
  const base = structuredClone<CaseRecord>(filingCase());
  const { collateral, filings, enterprise } = base.sections;
  const holders = [
    ...collateral.items.map(({ details }) => details),
    ...collateral.support.map(({ details }) => details),
  ];
  for (const [at, holder] of holders.entries())
    for (const [i, key] of Object.keys(holder).entries())
      if (gone.includes(at * 31 + i)) Reflect.deleteProperty(holder, key);
  for (const [at, { entered }] of filings.records.entries())
    for (const [i, key] of Object.keys(entered).entries())
      if (gone.includes(500 + at * 17 + i)) Reflect.deleteProperty(entered, key);
  for (const [i, key] of (['creditCode', 'address', 'phone'] as const).entries())
    if (gone.includes(900 + i)) enterprise.enterprise[key] = null;
  return base;
};

test('every required field is bound or found missing, and whatever is missing does not stop the documents', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1_000), { maxLength: 400 }), (gone) => {
      const caseRecord = thinned(gone);
      const rules = rulesOf(caseRecord);
      const plan = mustBeOk(boundFilings(caseRecord, rules));
      const { findings } = filingCompleteness.run({ caseRecord, rules, prior: NO_OUTPUTS });
      const failed = new Set(
        findings
          .filter(({ verdict }) => verdict === 'fail')
          .map(({ rule, subject }) => `${rule}@${subject.id}`),
      );
      for (const { filing, form } of plan.filings) {
        const prefix = filing.id === 'patent-pledge' ? 'registration' : `registration.${filing.id}`;
        for (const section of form.sections)
          for (const row of section.rows)
            for (const field of filingFields({ ...section, rows: [row] })) {
              if (field.type === 'seal') continue;
              const subject = filing.sources.some(({ id }) => id === row.subject) ? row.subject : 'case';
              const missed = failed.has(`${prefix}.form.${field.code}@${subject}`);
              expect(missed, `${filing.id} ${field.code}`).toBe(field.required && field.value === null);
            }
      }
      expect(filingDocuments(caseRecord, NO_OUTPUTS, rules, plan).ok).toBe(true);
    }),
    { numRuns: 40 },
  );
});
