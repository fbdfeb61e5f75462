import { expect, test } from 'vitest';
import type { CaseRecord } from '../../../../src/lib/case/case-record';
import { NO_OUTPUTS } from '../../../../src/lib/case/method';
import { decodeUtf8 } from '../../../../src/lib/kernel/utf8';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { eastCsv } from '../../../../src/lib/registration/filings/east-csv';
import { filingFindings } from '../../../../src/lib/registration/filings/filing-findings';
import { filingsView } from '../../../../src/lib/registration/filings/filing-view';
import {
  MACHINE,
  enteredRecord,
  filingCase,
  filingOf,
  onlyItems,
  planOf,
  record,
  rulesOf,
} from '../../../fixtures/filing-case';

/** What a filing is about, whose it is, and what is said of it: what is not known is not filled in. */

const OTHER = { ...MACHINE, id: 'machine-2', title: '虚构冲床', owner: '虚构机械有限公司' };

test('an act that follows stays with its asset when the structure no longer uses it, and never moves to another', () => {
  const cancel = record('movables-cancel-1', 'movables', 'cancel', { sources: ['machine-1'] });
  const unused = onlyItems(
    [
      { ...MACHINE, use: 'never' },
      { ...MACHINE, id: 'machine-3' },
    ],
    [cancel],
  );
  const { filing } = filingOf(unused, 'movables-cancel-1');
  expect(filing.sources.map(({ id }) => id)).toEqual(['machine-1']);
  expect(filing.cards.map(({ id }) => id)).toEqual(['machine-1']);
});

test('an act of which nothing is left is listed, so that it can be deleted, and covers nothing', () => {
  const cancel = record('movables-cancel-1', 'movables', 'cancel', { sources: ['gone'] });
  const caseRecord = onlyItems([MACHINE], [cancel]);
  const view = mustBeOk(filingsView(caseRecord, NO_OUTPUTS, rulesOf(caseRecord)));
  expect(view.filings.map(({ id }) => id)).toEqual(['movables']);
  expect(view.orphaned.map(({ id }) => id)).toEqual(['movables-cancel-1']);
  expect(view.orphaned[0]?.title).toContain('注销');
});

const owned = {
  ...record('movables.machine-2', 'movables', 'register'),
  entered: { provider_id: { value: '99000002', by: '虚构经办', on: null } },
};

test('what was entered for another owner stays when an asset that sorts before is added', () => {
  const caseRecord = onlyItems([MACHINE, OTHER, { ...OTHER, id: 'a-machine' }], [owned]);
  expect(planOf(caseRecord).filings.map(({ filing }) => [filing.id, filing.record?.id ?? null])).toEqual([
    ['movables', null],
    ['movables.machine-2', 'movables.machine-2'],
  ]);
});

test('no kind of party, paper or representative is made up for another owner', () => {
  const fieldsOf = (caseRecord: CaseRecord, id: string) =>
    filingOf(caseRecord, id).form.sections.flatMap(({ rows }) => rows.flatMap(({ fields }) => fields));
  const kind = (caseRecord: CaseRecord, id: string) =>
    fieldsOf(caseRecord, id).find(({ code }) => code === 'provider_type')?.value;
  const rep = (caseRecord: CaseRecord, id: string) =>
    fieldsOf(caseRecord, id).find(({ code }) => code === 'provider_rep')?.required;
  const caseRecord = onlyItems([MACHINE, OTHER], [owned]);
  expect(kind(caseRecord, 'movables')).toBeNull();
  const said = onlyItems([MACHINE, OTHER], [enteredRecord('movables'), owned]);
  expect(kind(said, 'movables')).toBe('企业');
  expect(kind(caseRecord, 'movables.machine-2')).toBeNull();
  expect(rep(caseRecord, 'movables.machine-2')).toBe(true);
  const person = { ...enteredRecord('movables', { provider_type: '个人' }), id: 'movables.machine-2' };
  expect(rep(onlyItems([MACHINE, OTHER], [person]), 'movables.machine-2')).toBe(false);
});

const codes = (caseRecord: CaseRecord, id: string): readonly string[] =>
  filingFindings(caseRecord, filingOf(caseRecord, id), rulesOf(caseRecord))
    .filter(({ rule, verdict }) => rule.includes('.credit-code.') && verdict === 'fail')
    .map(({ rule }) => rule);

test("a guarantor is not blamed for the debtor's code; another owner's code is checked", () => {
  const plain = filingCase();
  const { enterprise } = plain.sections.enterprise;
  const wrong: CaseRecord = {
    ...plain,
    sections: {
      ...plain.sections,
      enterprise: {
        ...plain.sections.enterprise,
        enterprise: { ...enterprise, creditCode: '000000000000000001' },
      },
    },
  };
  expect(codes(wrong, 'guarantee')).toEqual([]);
  expect(codes(wrong, 'movables')).toEqual(['registration.movables.credit-code.provider_id']);
  expect(codes(onlyItems([MACHINE, OTHER], [owned]), 'movables.machine-2')).toEqual([
    'registration.movables.machine-2.credit-code.provider_id',
  ]);
});

test.each([
  ['法定名称', '2026-07-01', '2026-11-02', 'fail'],
  ['法定名称', '2026-07-03', '2026-11-03', 'pass'],
  ['押品地址', '2026-01-01', '2026-11-03', 'unknown'],
  ['法定名称', '2026-12-01', '2026-11-20', 'unknown'],
] as const)(
  '%s changed on %s, looked at on %s: the deadline of four months is %s',
  (what, on, day, verdict) => {
    const change = record('movables-change-1', 'movables', 'change', {
      sources: ['machine-1'],
      event: { happenedOn: on, reason: '', changes: [{ what, before: '', after: '' }], newEnd: null },
    });
    const caseRecord = { ...onlyItems([MACHINE], [change]), valuationDate: day };
    const found = filingFindings(caseRecord, filingOf(caseRecord, 'movables-change-1'), rulesOf(caseRecord));
    const deadline = found.find(({ rule }) => rule.endsWith('.deadline'));
    expect(deadline?.verdict).toBe(verdict);
    expect(deadline?.confidence).toBe('secondary');
  },
);

test('support and claim secure nothing; a claim names the plan that asks for it and the registration in force', () => {
  const plain = filingCase();
  for (const id of ['guarantee', 'insurance', 'subsidy'])
    expect(filingOf(plain, id).values.values.get('secured_amount')).toBeUndefined();
  const { collateral } = plain.sections;
  const [credit] = collateral.credit;
  if (credit === undefined) throw new Error('no plan');
  const other = { ...credit, id: 'credit-0', subsidy: { ...credit.subsidy, kind: 'none' as const } };
  const withCredit = (plans: (typeof collateral)['credit']): CaseRecord => ({
    ...plain,
    sections: { ...plain.sections, collateral: { ...collateral, credit: plans } },
  });
  expect(filingOf(withCredit([other, credit]), 'subsidy').filing.sources.map(({ id }) => id)).toEqual([
    'credit-1',
  ]);
  const both = filingOf(withCredit([{ ...credit, id: 'credit-2' }, credit]), 'subsidy');
  const principal = both.values.values.get('credit_principal');
  expect(principal?.value).toBeNull();
  expect(principal?.trace.label).toContain('有 2 个');
  expect(filingOf(plain, 'subsidy').filing.cards.map(({ id }) => id)).toEqual(['patent-card']);
});

test('EAST: first and last value by their days, states of receipts, the entered number of another owner, percent', () => {
  const life = {
    ...MACHINE.life,
    revaluations: [
      { on: '2026-03-01', valueFen: '300', source: '', by: '' },
      { on: '2025-01-01', valueFen: '100', source: '', by: '' },
    ],
  };
  const card = { ...OTHER, valueFen: '200', valuedOn: '2026-01-01', life, perfection: 'changed' as const };
  const caseRecord = onlyItems([card], [owned]);
  const trace = { id: '', label: '', value: '0.6', unit: 'ratio' } as never;
  const ratio = {
    id: 'structure/contract-ratio',
    value: '0.6',
    trace,
  } as never;
  const bytes = mustBeOk(
    eastCsv(caseRecord, { ...NO_OUTPUTS, figures: [ratio] }, rulesOf(caseRecord), planOf(caseRecord).filings),
  );
  const [head = [], row = []] = mustBeOk(decodeUtf8(bytes))
    .replace('\ufeff', '')
    .split('\r\n')
    .map((line) => line.slice(1, -1).split('","'));
  const at = (name: string): string | undefined => row[head.findIndex((one) => one.startsWith(name))];
  expect(at('起始估值')).toBe('1.00');
  expect(at('最新估值')).toBe('3.00');
  expect(at('抵质押物状态')).toBe('已登记');
  expect(at('抵质押率')).toBe('60%');
  expect(at('押品所有人证件号码')).toBe('99000002');
  expect(at('押品所有人证件类别')).toBe('');
});
