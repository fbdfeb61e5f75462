import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inspectCaseJson, parseCaseJson } from '../../../src/lib/case/case-json';
import { runMethods } from '../../../src/lib/case/method';
import { migrateCase } from '../../../src/lib/case/migrations';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { rulesOfCase } from '../../../workers/case-rules';
import { ALL_METHODS } from '../../fixtures/methods';

const V5 = readFileSync(new URL('../../fixtures/cases/changshan-case-5.json', import.meta.url), 'utf8');
const NOW = readFileSync(new URL('../../../static/samples/changshan-case.json', import.meta.url), 'utf8');

describe('a case saved by version 5', () => {
  it('opens with what it said, and nothing was said of any filing', () => {
    const { caseRecord, failures, migrated } = inspectCaseJson(V5);
    expect(failures).toEqual([]);
    expect(migrated).toEqual(['登记办理：每个登记机构的申请、变更、展期与注销']);
    const before: unknown = JSON.parse(V5);
    expect(caseRecord?.sections).toMatchObject((before as { sections: object }).sections);
    expect(caseRecord?.sections.filings).toEqual({ records: [] });
  });

  it('gives the same figures as the case that this version saves', () => {
    const of = (text: string) => {
      const caseRecord = mustBeOk(parseCaseJson(text));
      return runMethods(ALL_METHODS, caseRecord, mustBeOk(rulesOfCase(caseRecord))).figures;
    };
    const old = of(V5);
    expect(old.length).toBeGreaterThan(10);
    expect(old).toEqual(of(NOW));
  });

  it('keeps what stands there already, and leaves what is no section to the schema', () => {
    const odd = { schema: 'zhiya.case/5', sections: { filings: 7 } };
    expect(migrateCase(odd)).toMatchObject({ ok: true, value: { record: { sections: { filings: 7 } } } });
    expect(migrateCase({ schema: 'zhiya.case/5', sections: [] }).ok).toBe(true);
  });
});
