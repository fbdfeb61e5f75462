import { describe, expect, test } from 'vitest';
import { FILING_KINDS, type FilingKind } from '../../../../src/lib/case/filings-section';
import { filingFields } from '../../../../src/lib/registration/filings/bind-filing';
import { entrySheet } from '../../../../src/lib/registration/filings/entry-sheet';
import { missingFields } from '../../../../src/lib/registration/form-model';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import {
  MACHINE,
  enteredRecord,
  filingCase,
  filingOf,
  planOf,
  record,
  rulesOf,
} from '../../../fixtures/filing-case';

const missingOf = (caseRecord: Parameters<typeof filingOf>[0], id: string): readonly string[] =>
  missingFields(filingOf(caseRecord, id).form).map(({ subject, field }) => `${subject}/${field.code}`);

test('every registry of which the case has something is filed once, in the order of the rulebook', () => {
  const { filings, uncovered, omitted } = planOf(filingCase());
  expect(filings.map(({ filing }) => filing.id)).toEqual([...FILING_KINDS]);
  expect([uncovered, omitted]).toEqual([[], []]);
});

/** Titles as the registrars name their forms, or as we name what has no blank. */
const TITLES: Readonly<Record<FilingKind, string>> = {
  'patent-pledge': '专利权质押登记申请表',
  'mark-pledge': '商标专用权质权登记申请书',
  'copyright-pledge': '著作权质权登记申请表',
  movables: '初始登记填报表（生产设备、原材料、半成品、产品抵押）',
  receivables: '初始登记填报表（应收账款质押）',
  'real-estate': '不动产登记申请审批表（抵押权首次登记）',
  'data-ip': '数据知识产权质押备案申请表',
  guarantee: '保证与增信案卷目录',
  insurance: '保险案卷目录',
  subsidy: '知识产权质押贷款贴息申请表',
};

describe.each(Object.entries(TITLES))('%s', (id, title) => {
  test('every required field of the form binds, and each says how well its label is known', () => {
    const whole = filingOf(filingCase(), id);
    expect(whole.form.title).toBe(title);
    expect(missingOf(filingCase(), id)).toEqual([]);
    const fields = whole.form.sections.flatMap(filingFields);
    expect(fields.length).toBeGreaterThan(10);
    for (const field of fields)
      expect(['verified', 'secondary', 'assumption']).toContain(field.labelConfidence);
    expect(whole.form.layoutVerified).toBe(false);
  });

  test('every field of the form stands on a screen of the entry sheet, and none on two', () => {
    const whole = filingOf(filingCase(), id);
    const sheet = mustBeOk(entrySheet(rulesOf(filingCase()), whole));
    const shown = sheet.screens.flatMap(({ fields }) => fields.map(({ code, of }) => `${of}/${code}`));
    expect(new Set(shown).size).toBe(shown.length);
    expect(sheet.missing).toBe(0);
    const codes = new Set(sheet.screens.flatMap(({ fields }) => fields.map(({ code }) => code)));
    // The number of a patent is keyed in without its dot.
    const alias: Readonly<Record<string, string>> = { patent_no: 'patent_no_digits' };
    const wanted = whole.form.sections
      .filter(({ layout }) => layout !== 'seals')
      .flatMap((section) => filingFields(section).map(({ code }) => alias[code] ?? code));
    expect(wanted.filter((code) => !codes.has(code))).toEqual([]);
  });

  test('nothing entered: what only the filing asks for is named, and can be entered', () => {
    const bare = filingCase({ records: [] });
    const whole = filingOf(bare, id);
    const asked = whole.form.sections.flatMap(filingFields).filter(({ entry }) => entry !== null);
    const missing = missingFields(whole.form).map(({ field }) => field.code);
    for (const code of missing) expect(asked.map((field) => field.code)).toContain(code);
    const record = filingCase().sections.filings.records.find((one) => one.id === id);
    // Whatever the complete case enters was asked for here.
    for (const key of Object.keys(record?.entered ?? {}))
      expect(asked.map((field) => field.entry)).toContain(key);
  });
});

test.each([
  ['mark-pledge', 'mark-1', 'detail.registration_no', { registration_no: '' }],
  ['copyright-pledge', 'work-1', 'detail.work_title', { work_title: '' }],
  ['movables', 'machine-1', 'detail.description', { description: '' }],
  ['receivables', 'claim-1', 'detail.debtor', { debtor: '' }],
  ['real-estate', 'plant-1', 'detail.unit_number', { unit_number: '' }],
  ['data-ip', 'data-1', 'detail.valid_until', { valid_until: '' }],
] as const)('%s: a fact of %s that is not there is missed by name', (id, subject, code, gone) => {
  const base = filingCase();
  const items = base.sections.collateral.items.map((one) =>
    one.id === subject ? { ...one, details: { ...one.details, ...gone } } : one,
  );
  const open = {
    ...base,
    sections: { ...base.sections, collateral: { ...base.sections.collateral, items } },
  };
  expect(missingOf(open, id)).toEqual([`${subject}/${code}`]);
});

describe('later acts', () => {
  const event = {
    happenedOn: '2026-11-10',
    reason: '债务履行完毕',
    newEnd: '2028-11-30',
    changes: [{ what: '主债权数额', before: '1840 万元', after: '2000 万元' }],
  };
  const KINDS = FILING_KINDS.filter((kind) => kind !== 'subsidy');

  test.each(
    KINDS.flatMap((kind) => (['change', 'extend', 'cancel'] as const).map((act) => [kind, act] as const)),
  )('%s %s has its own form, filled from what was registered and what happened', (kind, act) => {
    const id = `${kind}-${act}-1`;
    const receipt = { registrationNumber: '虚构登记0009', date: '2026-11-19', documentHash: 'b'.repeat(64) };
    const later = record(id, kind, act, {
      event,
      entered: {
        modification_code_kept: { value: '虚构保管人', by: '', on: null },
        extend_months: { value: '12', by: '', on: null },
      },
    });
    const base = filingCase({ records: [enteredRecord(kind), later] });
    const registered = {
      ...base,
      sections: {
        ...base.sections,
        collateral: {
          ...base.sections.collateral,
          items: base.sections.collateral.items.map((one) => ({ ...one, receipt })),
          support: base.sections.collateral.support.map((one) => ({ ...one, contract: receipt })),
        },
      },
    };
    expect(missingOf(registered, id)).toEqual([]);
    const { form } = filingOf(registered, id);
    const values = form.sections.flatMap(({ rows }) => rows.flatMap(({ fields }) => fields));
    expect(values.find(({ code }) => code === 'reg_no')?.value).toBe('虚构登记0009');
    if (act === 'change') expect(values.find(({ code }) => code === 'change_after')?.value).toBe('2000 万元');
    if (act === 'extend' && kind !== 'movables' && kind !== 'receivables')
      expect(values.find(({ code }) => code === 'new_end')?.value).toBe('2028-11-30');
    const bare = {
      ...base,
      sections: { ...base.sections, filings: { records: [{ ...later, event: null, entered: {} }] } },
    };
    expect(
      missingFields(filingOf(bare, id).form).length +
        filingOf(bare, id).form.sections.filter((s) => s.rows.length === 0).length,
    ).toBeGreaterThan(0);
  });
});

test('an asset of another owner is a filing of its own, whose facts are entered with it', () => {
  const base = filingCase();
  const items = [
    ...base.sections.collateral.items,
    { ...MACHINE, id: 'machine-2', owner: '虚构第三人有限公司' },
  ];
  const two = { ...base, sections: { ...base.sections, collateral: { ...base.sections.collateral, items } } };
  expect(planOf(two).filings.map(({ filing }) => filing.id)).toContain('movables.machine-2');
  const fields = filingOf(two, 'movables.machine-2').form.sections.flatMap(filingFields);
  expect(fields.find(({ code }) => code === 'provider_name')?.value).toBe('虚构第三人有限公司');
  expect(fields.find(({ code }) => code === 'provider_addr')?.entry).toBe('provider_addr');
});

test('a filing that is not made is left out with its reason; an asset without a form is named', () => {
  const base = filingCase({ records: [record('movables', 'movables', 'register', { omitted: '另行办理' })] });
  const items = [
    ...base.sections.collateral.items,
    { ...MACHINE, id: 'car-1', assetClass: 'VEHICLE', title: '虚构货车' },
  ];
  const plan = planOf({
    ...base,
    sections: { ...base.sections, collateral: { ...base.sections.collateral, items } },
  });
  expect(plan.filings.map(({ filing }) => filing.kind)).not.toContain('movables');
  expect(plan.omitted.map(({ filing, reason }) => [filing.id, reason])).toEqual([['movables', '另行办理']]);
  expect(plan.uncovered.map(({ id }) => id)).toEqual(['car-1']);
});
