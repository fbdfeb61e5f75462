import { expect, test } from 'vitest';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import type { PatentRecord } from '../../../src/lib/case/patents-section';
import { parsePlainDate } from '../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { bindForm } from '../../../src/lib/registration/bind-form';
import { type BoundField, missingFields } from '../../../src/lib/registration/form-model';
import { REGISTRATION_RULES } from '../../../src/lib/rulebook/registration-rules';
import { rulesAt } from '../../../src/lib/rulebook/resolver';
import { inventedPatent, smallCase } from '../../fixtures/small-case';
import { rulesOf } from '../../fixtures/small-package';

const bound = (caseRecord: CaseRecord) => mustBeOk(bindForm(caseRecord, rulesOf(caseRecord)));

const fieldOf = (caseRecord: CaseRecord, code: string): BoundField => {
  const found = bound(caseRecord)
    .sections.flatMap(({ rows }) => rows.flatMap(({ fields }) => fields))
    .find((field) => field.code === code);
  if (found === undefined) throw new Error(`no field ${code}`);
  return found;
};

const withRegistration = (
  caseRecord: CaseRecord,
  changes: Partial<CaseRecord['sections']['registration']>,
): CaseRecord => ({
  ...caseRecord,
  sections: { ...caseRecord.sections, registration: { ...caseRecord.sections.registration, ...changes } },
});

const imported = (changes: Partial<PatentRecord> = {}): CaseRecord => {
  const base = smallCase([inventedPatent(1, { origin: { batch: 'b-1', row: 4 }, ...changes })]);
  const batch = {
    id: 'b-1',
    fileName: '虚构清单.xlsx',
    sha256: 'ab'.repeat(32),
    sheet: '专利',
    encoding: null,
    preset: null,
    columns: { title: '标题', grantDate: '授权日' },
  };
  return {
    ...base,
    sections: { ...base.sections, patents: { ...base.sections.patents, imports: [batch] } },
  };
};

test('a value typed in the case points at its field', () => {
  const { value, trace } = fieldOf(smallCase(), 'pledge_contract_no');
  expect(value).toBe('虚构质字001号');
  expect(trace.source).toEqual({
    kind: 'field',
    path: '$.sections.registration.pledgeContract.number',
    label: '登记 › 质押合同 › 编号',
  });
});

test('a value read from a file points at its cell', () => {
  expect(fieldOf(imported(), 'patent_title').trace.source).toEqual({
    kind: 'cell',
    file: 'ab'.repeat(32),
    fileName: '虚构清单.xlsx',
    sheet: '专利',
    row: 4,
    column: '标题',
  });
});

test('a value a person changed after import points at the person’s field and carries the reason', () => {
  const { trace } = fieldOf(imported({ edits: { title: '照证书改正' } }), 'patent_title');
  expect(trace.source?.kind).toBe('field');
  expect(trace.note).toBe('导入后由人修改：照证书改正');
});

test('a default points at the rule it comes from', () => {
  const { value, trace } = fieldOf(smallCase(), 'debt_currency');
  expect(value).toBe('人民币');
  expect(trace.source).toMatchObject({ kind: 'parameter', id: 'registration.cnipa-patent.form.debt' });
});

test('ZL belongs to granted patents only', () => {
  expect(fieldOf(smallCase(), 'patent_no').value).toBe('ZL201919900001.1');
  expect(fieldOf(smallCase([inventedPatent(1, { grantDate: null })]), 'patent_no').value).toBe(
    '201919900001.1',
  );
});

test('one row per pledged patent, in the order of the choice; unpledged patents stay out', () => {
  const base = smallCase([inventedPatent(1), inventedPatent(2), inventedPatent(3)]);
  const chosen = {
    ...base,
    sections: { ...base.sections, patents: { ...base.sections.patents, pledged: ['p-3', 'p-1'] } },
  };
  const [rows] = bound(chosen).sections;
  expect(rows?.rows.map(({ subject }) => subject)).toEqual(['p-3', 'p-1']);
});

test('a complete case misses nothing; seals are never counted', () => {
  const form = bound(smallCase());
  expect(missingFields(form)).toEqual([]);
  expect(
    form.sections.at(-1)?.rows[0]?.fields.every(({ required, value }) => required && value === null),
  ).toBe(true);
});

test('a blank text is missing, not a value', () => {
  const { pledgeContract } = smallCase().sections.registration;
  const blank = withRegistration(smallCase(), { pledgeContract: { ...pledgeContract, securityScope: '  ' } });
  expect(missingFields(bound(blank)).map(({ field }) => field.code)).toEqual(['security_scope']);
});

test('fields of the appraisal are required only when an appraisal is claimed', () => {
  const appraised = {
    appraised: true,
    agency: null,
    valueFen: null,
    baseDate: null,
    validUntil: null,
    confirmation: null,
  };
  expect(
    missingFields(bound(withRegistration(smallCase(), { appraisal: appraised }))).map(
      ({ field }) => field.code,
    ),
  ).toEqual(['appraiser', 'appraised_value']);
  const unsaid = { ...appraised, appraised: null };
  expect(
    missingFields(bound(withRegistration(smallCase(), { appraisal: unsaid }))).map(({ field }) => field.code),
  ).toEqual(['appraised']);
});

test('an agent who acts must have a name', () => {
  const agent = {
    name: '',
    creditCode: null,
    address: null,
    postalCode: null,
    phone: null,
    legalRepresentative: null,
  };
  expect(
    missingFields(bound(withRegistration(smallCase(), { agent }))).map(({ field }) => field.code),
  ).toEqual(['agent_name']);
});

test('before the 办法 of 2021 there is no form in force', () => {
  const rules = rulesAt({
    entries: REGISTRATION_RULES,
    date: mustBeOk(parsePlainDate('2021-11-14')),
    region: 'cn',
  });
  expect(bindForm(smallCase(), rules)).toMatchObject({ ok: false, failure: { code: 'NO_RULE_IN_FORCE' } });
});

test('an overlay that breaks the shape of the form is refused by name', () => {
  const rules = rulesAt({
    entries: REGISTRATION_RULES,
    date: mustBeOk(parsePlainDate('2026-11-20')),
    region: 'cn',
    overlay: {
      schema: 'zhiya.overlay/1',
      institution: '虚构测试银行',
      version: '1',
      releasedOn: '2026-01-01',
      author: '测试',
      reason: '测试',
      entries: [
        {
          id: 'registration.cnipa-patent.form.debt',
          effectiveFrom: '2026-01-01',
          value: { title: 1 },
          reason: '测试',
        },
      ],
    },
  });
  expect(bindForm(smallCase(), rules)).toMatchObject({
    ok: false,
    failure: { code: 'E_RULE_SHAPE', rule: 'registration.cnipa-patent.form.debt' },
  });
});
