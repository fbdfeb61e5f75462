import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseCaseJson } from '../../../../src/lib/case/case-json';
import type { CaseRecord } from '../../../../src/lib/case/case-record';
import type { CollateralItem } from '../../../../src/lib/case/collateral-section';
import type { Figure } from '../../../../src/lib/case/exchange';
import { NO_OUTPUTS, type Outputs } from '../../../../src/lib/case/method';
import { leaf } from '../../../../src/lib/kernel/trace';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { eastCsv } from '../../../../src/lib/registration/filings/east-csv';
import { filingFields } from '../../../../src/lib/registration/filings/bind-filing';
import { filingChecks } from '../../../../src/lib/registration/filings/filing-checks';
import { filingList } from '../../../../src/lib/registration/filings/filing-list';
import { missingFields } from '../../../../src/lib/registration/form-model';
import {
  CLAIM,
  DATA,
  MARK,
  PLANT,
  enteredRecord,
  filingCase,
  filingOf,
  onlyItems,
  planOf,
  record,
  rulesOf,
} from '../../../fixtures/filing-case';

/** Every asset keeps its own facts, and one paper stays one paper. */

const FUTURE: CollateralItem = {
  ...CLAIM,
  id: 'a-future',
  assetClass: 'AR_FUTURE',
  title: '虚构收费权',
  details: { debtor: '虚构用户', contract_no: '虚构特许001号', receivable_kind: 'income', co_owned: 'false' },
};

const SITE: CollateralItem = {
  ...PLANT,
  id: 'a-site',
  assetClass: 'RE_CONSTR',
  title: '虚构在建厂房',
  details: {
    ...PLANT.details,
    certificate_no: '虚构不动产权第0000002号',
    construction_scope: '主体结构',
    transfer_ban: 'false',
  },
};

const rowsOf = (caseRecord: CaseRecord, id: string, key: string) =>
  filingOf(caseRecord, id).form.sections.find((section) => section.key === key)?.rows ?? [];

const valueIn = (row: ReturnType<typeof rowsOf>[number] | undefined, code: string) =>
  row?.fields.find((field) => field.code === code);

describe('receivables of two classes in one filing', () => {
  const caseRecord = onlyItems([CLAIM, FUTURE], [enteredRecord('receivables')]);

  test('the class that comes first does not hide the facts of the other', () => {
    const [future, claim] = rowsOf(caseRecord, 'receivables', 'receivables');
    expect([future?.subject, claim?.subject]).toEqual(['a-future', 'claim-1']);
    expect(valueIn(claim, 'detail.invoice_no')?.value).toBe('虚构发票0001');
    expect(valueIn(claim, 'detail.confirmed')?.value).toBe('书面确认');
    expect(valueIn(claim, 'detail.due_on')?.value).toBe('2027-05-31');
  });

  test('what a class does not know is neither asked for nor missed', () => {
    const [future] = rowsOf(caseRecord, 'receivables', 'receivables');
    const field = valueIn(future, 'detail.invoice_no');
    expect([field?.value, field?.required, field && 'entry' in field ? field.entry : 'x']).toEqual([
      null,
      false,
      null,
    ]);
  });

  test('one confirmed debtor is enough to want the confirmation, and the list has both in full', () => {
    const whole = filingOf(caseRecord, 'receivables');
    const paper = whole.papers.find(({ code }) => code === 'debtor-confirmation');
    expect(paper?.need).toBe('needed');
    expect(paper?.reason).toContain('“虚构应收货款”写“书面确认”');
    const list = mustBeOk(filingList(caseRecord, rulesOf(caseRecord), whole));
    expect(list?.rows.map((row) => row.slice(0, 4))).toEqual([
      ['虚构收费权', '虚构用户', '虚构特许001号', '（待填）'],
      ['虚构应收货款', '虚构采购有限公司', '虚构购字001号', '虚构发票0001'],
    ]);
  });
});

describe('real estate of two classes in one filing', () => {
  const both = (site: Record<string, string>, plant: Record<string, string> = {}): CaseRecord =>
    onlyItems(
      [
        { ...SITE, details: { ...SITE.details, ...site } },
        { ...PLANT, details: { ...PLANT.details, ...plant } },
      ],
      [enteredRecord('real-estate')],
    );
  const fieldOf = (caseRecord: CaseRecord, code: string) =>
    filingOf(caseRecord, 'real-estate')
      .form.sections.flatMap(filingFields)
      .find((field) => field.code === code);

  test('a fact that stands once on the form speaks for every asset by name', () => {
    expect(fieldOf(both({}), 'detail.transfer_ban')?.value).toBe('虚构在建厂房：否；虚构厂房：是');
    expect(fieldOf(both({ transfer_ban: 'true' }), 'detail.transfer_ban')?.value).toBe('是');
    expect(fieldOf(both({}), 'detail.construction_scope')?.value).toBe('主体结构');
  });

  test('one asset that is silent leaves the field open, and the place of the asset is named', () => {
    const open = both({ transfer_ban: '' });
    const missing = missingFields(filingOf(open, 'real-estate').form);
    expect(missing.map(({ field }) => field.code)).toEqual(['detail.transfer_ban']);
    expect(missing[0]?.field.trace.label).toBe(
      '押品组合 › 虚构在建厂房 › 是否存在禁止或限制转让抵押不动产的约定',
    );
  });

  test('the second asset that is co-owned wants the consent, as the first would', () => {
    const need = (caseRecord: CaseRecord) =>
      filingOf(caseRecord, 'real-estate').papers.find(({ code }) => code === 'co-owner-consent')?.need;
    expect(need(both({}, { co_owned: 'true' }))).toBe('needed');
    expect(need(both({}, { co_owned: '' }))).toBe('unknown');
    expect(need(both({}))).toBe('not-needed');
  });

  test.each([
    [
      { security_scope: '本金' },
      { security_scope: '利息' },
      'E_SCOPE',
      ['虚构在建厂房 › 担保范围写 本金', '虚构厂房 › 担保范围写 利息'],
    ],
    [
      { maximum: 'true', maximum_fen: '500000000000' },
      { maximum: 'true', maximum_fen: '600000000000' },
      'E_AMOUNT',
      [
        '虚构在建厂房 › 拟登记的最高债权额写 500,000.00 万元',
        '虚构厂房 › 拟登记的最高债权额写 600,000.00 万元',
      ],
    ],
  ] as const)(
    'two assets of one contract that differ in %j and %j: both places are named',
    (site, plant, code, words) => {
      const [first, ...others] = filingChecks(planOf(both(site, plant)).filings, NO_OUTPUTS);
      expect(others).toEqual([]);
      expect(first?.code).toBe(code);
      for (const word of words) expect(first?.message).toContain(word);
    },
  );
});

test('two marks that are registered for different terms are two filings, not one', () => {
  const caseRecord = onlyItems(
    [
      MARK,
      {
        ...MARK,
        id: 'mark-2',
        title: '虚构商标乙',
        details: { ...MARK.details, registration_no: '99000002', pledge_term: '2026-12-01 至 2029-11-30' },
      },
    ],
    [enteredRecord('mark-pledge')],
  );
  const [first] = filingChecks(planOf(caseRecord).filings, NO_OUTPUTS);
  expect(first?.code).toBe('E_TERM');
  expect(first?.message).toContain('虚构商标甲 › 质权登记期限写 2026-12-01 至 2028-11-30');
  expect(first?.message).toContain('虚构商标乙 › 质权登记期限写 2026-12-01 至 2029-11-30');
});

describe('data with cards', () => {
  const water = mustBeOk(parseCaseJson(readFileSync('static/samples/water-case.json', 'utf8')));
  const [asset] = water.sections.dataAssets.assets;
  if (asset === undefined) throw new Error('the sample has data');
  const second = { ...asset, id: `${asset.id}-2`, title: '虚构另一份数据' };
  const receipt = { registrationNumber: '虚构备案0001', date: '2026-11-19', documentHash: null };
  const made: CollateralItem = {
    ...DATA,
    id: 'asset-1',
    title: '数据知识产权的登记',
    details: {},
    valueFen: null,
    receipt,
  };
  const of = (
    assets: readonly (typeof asset)[],
    cards: readonly CollateralItem[],
    records = [enteredRecord('data-ip')],
  ) => {
    const base = onlyItems(cards, records);
    return {
      ...base,
      sections: { ...base.sections, dataAssets: { ...water.sections.dataAssets, assets: [...assets] } },
    };
  };

  test('one receipt for two data assets is the receipt of both, not a third asset', () => {
    const caseRecord = of([asset, second], [made]);
    const whole = filingOf(caseRecord, 'data-ip');
    expect(whole.filing.sources.map(({ id }) => id)).toEqual([asset.id, second.id]);
    expect(whole.filing.cards.map(({ id }) => id)).toEqual(['asset-1']);
    expect(whole.values.values.get('reg_no')?.value).toBe('虚构备案0001');
    expect(whole.values.values.get('sources_count')?.value).toBe('2');
    expect(mustBeOk(filingList(caseRecord, rulesOf(caseRecord), whole))?.rows).toHaveLength(2);
    const east = mustBeOk(eastCsv(caseRecord, NO_OUTPUTS, rulesOf(caseRecord), planOf(caseRecord).filings));
    expect(new TextDecoder().decode(east).trim().split('\r\n')).toHaveLength(3);
  });

  test('what follows keeps that receipt', () => {
    const later = record('data-ip-cancel-1', 'data-ip', 'cancel', { sources: [asset.id, second.id] });
    const whole = filingOf(
      of([asset, second], [made], [enteredRecord('data-ip'), later]),
      'data-ip-cancel-1',
    );
    expect(whole.filing.cards.map(({ id }) => id)).toEqual(['asset-1']);
    expect(whole.values.values.get('reg_no')?.value).toBe('虚构备案0001');
  });

  test('a card with a number of its own is an asset; nobody profiled it, and it is not lost', () => {
    const own = { ...DATA, id: 'asset-2' };
    expect(filingOf(of([asset, second], [own]), 'data-ip').filing.sources.map(({ id }) => id)).toEqual([
      asset.id,
      second.id,
      'asset-2',
    ]);
    expect(filingOf(of([], [made]), 'data-ip').filing.sources.map(({ id }) => id)).toEqual(['asset-1']);
    expect(filingOf(of([asset], [made]), 'data-ip').filing.sources.map(({ item }) => item?.id)).toEqual([
      'asset-1',
    ]);
  });

  test('a card belongs to the data whose certificate bears its number', () => {
    const certificate = { number: '虚构数知登字000001号' };
    const named = {
      ...second,
      rights: { ...second.rights, certificates: [certificate] },
    } as unknown as typeof asset;
    const sources = filingOf(of([asset, named], [DATA]), 'data-ip').filing.sources;
    expect(sources.map(({ id, item }) => [id, item?.id ?? null])).toEqual([
      [asset.id, null],
      [named.id, 'data-1'],
    ]);
  });
});

test('a dynamic pledge of stock is no mortgage of movables: without a form it is named as such', () => {
  const rules = rulesOf(filingCase());
  const index = mustBeOk(rules.read('registration.filings')).value as { kind: string; classes: string[] }[];
  expect(index.find(({ kind }) => kind === 'movables')?.classes).toEqual(['EQUIP', 'STOCK_MORT']);
});

describe('a debt that outlives a patent', () => {
  const expiry = (id: string, value: string | null): Figure => {
    const trace = leaf({ id, label: '保护期最后一日', value, unit: 'date', confidence: 'verified' });
    const subject = { kind: 'patent', id, title: '' } as const;
    return {
      id: `patent-expiry/${id}`,
      subject,
      label: '保护期最后一日',
      value,
      unit: 'date',
      method: 'patent.calendar@2',
      confidence: 'verified',
      trace,
    };
  };
  const ends = (first: string | null, second: string | null): Outputs => ({
    ...NO_OUTPUTS,
    figures: [expiry('p-1', first), expiry('p-2', second)],
  });
  const found = (caseRecord: CaseRecord, outputs: Outputs) =>
    filingChecks(planOf(caseRecord).filings, outputs).filter(({ code }) => code === 'E_PATENT_TERM');

  test('is not exported: the end of the debt, the patent that ends first and the last day that passes are named', () => {
    // The debt ends on 2027-11-30.
    const [first, ...others] = found(filingCase(), ends('2039-02-28', '2027-11-29'));
    expect(others).toEqual([]);
    expect(first?.message).toContain('案情 › 融资需求 › 履行期限止 2027-11-30');
    expect(first?.message).toContain('ZL201919900002.');
    expect(first?.message).toContain('保护期最后一日 2027-11-29');
    expect(first?.path).toBe('$.sections.enterprise.need.debtEnd');
    expect(first?.remedy).toContain('2027-11-29');
  });

  test.each([
    ['the same day passes', ends('2027-11-30', '2039-02-28')],
    ['what is not known stops nothing here', ends(null, null)],
    ['no calendar', NO_OUTPUTS],
  ] as const)('%s', (_, outputs) => {
    expect(found(filingCase(), outputs)).toEqual([]);
  });

  test('neither is an extension or a change of the term; to cancel is always possible', () => {
    const event = {
      happenedOn: '2026-11-10',
      reason: '',
      newEnd: '2029-11-30',
      changes: [{ what: '债务履行期限', before: '2027-11-30', after: '2029-11-30' }],
    };
    const outputs = ends('2039-02-28', '2028-06-30');
    const later = (act: 'change' | 'extend' | 'cancel') =>
      found(
        filingCase({ records: [record(`patent-pledge-${act}-1`, 'patent-pledge', act, { event })] }),
        outputs,
      );
    expect(later('extend').map(({ message }) => message.includes('展期至 2029-11-30'))).toEqual([true]);
    expect(later('change').map(({ message }) => message.includes('变更后 2029-11-30'))).toEqual([true]);
    expect(later('cancel')).toEqual([]);
  });
});
