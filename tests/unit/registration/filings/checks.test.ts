import { expect, test } from 'vitest';
import type { CaseRecord } from '../../../../src/lib/case/case-record';
import type { Figure } from '../../../../src/lib/case/exchange';
import { NO_OUTPUTS, type Outputs } from '../../../../src/lib/case/method';
import { leaf } from '../../../../src/lib/kernel/trace';
import { crossChecks } from '../../../../src/lib/registration/cross-checks';
import { filingChecks } from '../../../../src/lib/registration/filings/filing-checks';
import {
  MACHINE,
  MARK,
  OWNER,
  PLANT,
  enteredRecord,
  filingCase,
  onlyItems,
  planOf,
  record,
  rulesOf,
  withItems,
} from '../../../fixtures/filing-case';

/** Two places that contradict each other, and the words that name both. */

const found = (caseRecord: CaseRecord, outputs: Outputs = NO_OUTPUTS) =>
  filingChecks(planOf(caseRecord).filings, outputs);

const details = (caseRecord: CaseRecord, id: string, part: Record<string, string>): CaseRecord =>
  withItems(
    caseRecord,
    caseRecord.sections.collateral.items.map((one) =>
      one.id === id ? { ...one, details: { ...one.details, ...part } } : one,
    ),
  );

test('a case that says one thing everywhere has no contradiction', () => {
  expect(found(filingCase())).toEqual([]);
  expect(crossChecks(filingCase(), NO_OUTPUTS, rulesOf(filingCase()), [])).toEqual([]);
});

const figure = (id: string, value: string): Figure => {
  const trace = leaf({ id, label: '采用金额', value, unit: 'fen', confidence: 'verified' });
  const subject = { kind: 'case', id: 'case', title: '' } as const;
  return { id, subject, label: '采用金额', value, unit: 'fen', method: 'm@1', confidence: 'verified', trace };
};

const twoMarks = (part: Record<string, string>, other: Record<string, string>): CaseRecord =>
  onlyItems(
    [
      { ...MARK, details: { ...MARK.details, ...part } },
      {
        ...MARK,
        id: 'mark-2',
        title: '虚构商标乙',
        details: { ...MARK.details, registration_no: '99000002', ...other },
      },
    ],
    [enteredRecord('mark-pledge')],
  );

test.each([
  [
    'two marks of one contract secure different amounts',
    twoMarks({ secured_fen: '100000000' }, { secured_fen: '200000000' }),
    'E_AMOUNT',
    ['虚构商标甲 › 被担保债权数额写 100.00 万元', '虚构商标乙 › 被担保债权数额写 200.00 万元'],
  ],
  [
    'the maximum that is filed is not that of the contract',
    details(onlyItems([PLANT], [enteredRecord('real-estate')]), 'plant-1', {
      maximum: 'true',
      maximum_fen: '300000000',
      contract_maximum_fen: '400000000',
    }),
    'E_AMOUNT',
    ['拟登记的最高债权额写 300.00 万元', '合同约定的最高债权额写 400.00 万元'],
  ],
  [
    'the secured amount is above the debt and the contract knows no maximum',
    details(onlyItems([PLANT], [enteredRecord('real-estate')]), 'plant-1', { secured_fen: '5000000000' }),
    'E_AMOUNT',
    ['虚构厂房 › 被担保债权数额为 5,000.00 万元', '案情 › 融资需求 › 金额为 4,500.00 万元'],
  ],
  [
    '元 and 万元 were mixed up',
    details(onlyItems([PLANT], [enteredRecord('real-estate')]), 'plant-1', { secured_fen: '450000' }),
    'E_UNIT',
    ['被担保债权数额为 0.45 万元', '金额为 4,500.00 万元', '一万倍'],
  ],
  [
    'the register names another owner',
    details(onlyItems([MARK], [enteredRecord('mark-pledge')]), 'mark-1', {
      registered_owner: '虚构测试材料公司',
    }),
    'E_NAME',
    ['商标档案记载的注册人写“虚构测试材料公司”', '案情 › 企业 › 名称写“虚构测试材料有限公司”'],
  ],
  [
    'one mark stands there twice',
    twoMarks({}, { registration_no: '99000001' }),
    'E_COUNT',
    ['虚构商标甲 › 注册号', '虚构商标乙 › 注册号', '99000001'],
  ],
  [
    'the contract was signed after the debt ends',
    onlyItems([MACHINE], [enteredRecord('movables', { contract_date: '2028-01-01' })]),
    'E_DATE_ORDER',
    ['合同签订日期 2028-01-01', '履行期限止 2027-11-30'],
  ],
  [
    'the receipt is older than the contract',
    onlyItems(
      [{ ...MACHINE, receipt: { registrationNumber: '虚构0001', date: '2026-10-01', documentHash: null } }],
      [enteredRecord('movables', { contract_date: '2026-11-01' })],
    ),
    'E_DATE_ORDER',
    ['登记日 2026-10-01', '合同签订日期 2026-11-01'],
  ],
  [
    'an extension of a mark that ends before its registration',
    onlyItems(
      [MARK],
      [
        record('mark-pledge-extend-1', 'mark-pledge', 'extend', {
          event: { happenedOn: null, reason: '', changes: [], newEnd: '2028-11-29' },
        }),
      ],
    ),
    'E_DATE_ORDER',
    ['展期至 2028-11-29', '质权登记期限 2028-11-30'],
  ],
  [
    'an extension that ends before the debt',
    onlyItems(
      [PLANT],
      [
        record('real-estate-extend-1', 'real-estate', 'extend', {
          event: { happenedOn: null, reason: '', changes: [], newEnd: '2027-11-29' },
        }),
      ],
    ),
    'E_DATE_ORDER',
    ['展期至 2027-11-29', '履行期限止 2027-11-30'],
  ],
  [
    'more is secured than the maximum',
    details(onlyItems([PLANT], [enteredRecord('real-estate')]), 'plant-1', {
      maximum: 'true',
      maximum_fen: '300000000',
      secured_fen: '400000000',
    }),
    'E_AMOUNT',
    ['被担保债权数额为 400.00 万元', '最高债权额 300.00 万元'],
  ],
  [
    'a value entered here stands elsewhere in the case and is another',
    onlyItems([MARK], [enteredRecord('mark-pledge', { debt_kind: '保理' })]),
    'E_ENTERED_TWICE',
    ['登记包录入“保理”', '案情 › 融资需求 › 债权种类写“贷款”'],
  ],
  [
    'one number for two registries',
    onlyItems(
      [MARK, MACHINE].map((one) => ({
        ...one,
        receipt: { registrationNumber: '虚构0007', date: '2026-11-19', documentHash: null },
      })),
      [enteredRecord('mark-pledge'), enteredRecord('movables')],
    ),
    'E_RECEIPT',
    ['商标专用权质权登记', '中登网动产抵押登记', '虚构0007'],
  ],
] as const)('%s', (_, caseRecord, code, words) => {
  const [first, ...others] = found(caseRecord);
  expect(others).toEqual([]);
  expect(first?.code).toBe(code);
  for (const word of words) expect(first?.message).toContain(word);
  expect(first?.path).toMatch(/^\$\./);
  expect(first?.remedy).not.toBe('');
});

test('the structure counts more on the patents than the pledge secures: both amounts are named', () => {
  const outputs = { ...NO_OUTPUTS, figures: [figure('structure/carried/offer/patent-pool', '2000000000')] };
  const [first, ...others] = found(filingCase(), outputs);
  expect(others).toEqual([]);
  expect(first?.code).toBe('E_AMOUNT');
  expect(first?.message).toContain('计入 2,000.00 万元');
  expect(first?.message).toContain('只担保 1,840.00 万元');
  // As much as the pledge secures is no contradiction.
  const equal = { ...NO_OUTPUTS, figures: [figure('structure/carried/offer/patent-pool', '1840000000')] };
  expect(found(filingCase(), equal)).toEqual([]);
});

test('a filing that covers what is not in the case, and one that stands there twice, are found', () => {
  const lost = onlyItems([MARK], [record('mark-pledge', 'mark-pledge', 'register', { sources: ['gone'] })]);
  const twice = onlyItems([MARK], [enteredRecord('mark-pledge'), enteredRecord('mark-pledge')]);
  const codes = (one: CaseRecord) => crossChecks(one, NO_OUTPUTS, rulesOf(one), []).map(({ code }) => code);
  expect(codes(lost)).toContain('E_REF_MISSING');
  expect(codes(twice)).toContain('E_ID_DUPLICATE');
});

test('an extension to the day that the case says already is none: the case was brought up to date', () => {
  const extend = record('mark-pledge-extend-1', 'mark-pledge', 'extend', {
    event: { happenedOn: null, reason: '', changes: [], newEnd: '2028-11-30' },
  });
  expect(found(onlyItems([MARK], [extend]))).toEqual([]);
});

test('co-owners in the register: the one who pledges is among them, or it is a contradiction', () => {
  const registered = (owner: string, co_owned: string) =>
    found(
      details(onlyItems([MARK], [enteredRecord('mark-pledge')]), 'mark-1', {
        registered_owner: owner,
        co_owned,
      }),
    ).map(({ code }) => code);
  expect(registered(`${OWNER}、虚构乙公司`, 'true')).toEqual([]);
  expect(registered(`${OWNER}、虚构乙公司`, 'false')).toEqual(['E_NAME']);
  expect(registered('虚构甲公司、虚构乙公司', 'true')).toEqual(['E_NAME']);
});

test('one number of several is found in two registries', () => {
  const receipt = (registrationNumber: string) => ({
    receipt: { registrationNumber, date: '2026-11-19', documentHash: null },
  });
  const caseRecord = onlyItems(
    [
      { ...MARK, ...receipt('虚构0007') },
      { ...MACHINE, ...receipt('虚构0006') },
      { ...MACHINE, id: 'machine-2', ...receipt('虚构0007') },
    ],
    [enteredRecord('mark-pledge'), enteredRecord('movables')],
  );
  expect(found(caseRecord).map(({ code }) => code)).toEqual(['E_RECEIPT']);
});
