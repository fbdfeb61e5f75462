import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseCaseJson } from '../../../../src/lib/case/case-json';
import type { CaseRecord } from '../../../../src/lib/case/case-record';
import { FILING_ACTS, FILING_KINDS, type FilingRecord } from '../../../../src/lib/case/filings-section';
import { NO_OUTPUTS } from '../../../../src/lib/case/method';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { documentsOfCase } from '../../../../src/lib/registration/documents-of-case';
import { filingFields } from '../../../../src/lib/registration/filings/bind-filing';
import { filingChecks } from '../../../../src/lib/registration/filings/filing-checks';
import { filingFindings } from '../../../../src/lib/registration/filings/filing-findings';
import {
  filingDefinition,
  filingIndex,
  filingPapers,
  filingSection,
} from '../../../../src/lib/registration/filings/filing-shapes';
import { filingsView } from '../../../../src/lib/registration/filings/filing-view';
import { filingLetters } from '../../../../src/lib/registration/filings/letter-content';
import { missingFields } from '../../../../src/lib/registration/form-model';
import { formTemplate } from '../../../../src/lib/registration/rule-shapes';
import { readTyped } from '../../../../src/lib/rulebook/read-rule';
import {
  CLAIM,
  DATA,
  MACHINE,
  MARK,
  PLANT,
  WORK,
  enteredRecord,
  filingCase,
  filingOf,
  onlyItems,
  planOf,
  record,
  rulesOf,
} from '../../../fixtures/filing-case';
import { inventedPatent } from '../../../fixtures/small-case';

/** What only a person can say: while nobody has said it, what hangs on it is unknown, and no form says no. */

const AGENT = {
  name: '虚构代理所',
  creditCode: '虚构代码0001',
  address: '虚构路9号',
  postalCode: null,
  phone: '000-11111111',
  legalRepresentative: null,
};

const withAgent = (caseRecord: CaseRecord): CaseRecord => ({
  ...caseRecord,
  sections: {
    ...caseRecord.sections,
    registration: { ...caseRecord.sections.registration, agent: AGENT },
  },
});

const said = (one: FilingRecord, key: string, value: string): FilingRecord => ({
  ...one,
  entered: { ...one.entered, [key]: { value, by: '虚构经办', on: null } },
});

const paperOf = (caseRecord: CaseRecord, id: string, code: string) =>
  filingOf(caseRecord, id).papers.find((paper) => paper.code === code);

const lettersOf = (caseRecord: CaseRecord, id: string) =>
  mustBeOk(filingLetters(caseRecord, rulesOf(caseRecord), filingOf(caseRecord, id)));

describe('an agent', () => {
  const mark = (answer: string | null): CaseRecord =>
    onlyItems(
      [MARK],
      [
        answer === null
          ? enteredRecord('mark-pledge')
          : said(enteredRecord('mark-pledge'), 'agent_used', answer),
      ],
    );

  test.each([
    [null, 'unknown', '还没有回答是否委托代理人'],
    ['不委托', 'not-needed', '写明不委托代理人'],
    ['委托', 'needed', '委托代理人办理，名称还没有填'],
  ] as const)('answered %j: the mandate is %s', (answer, need, because) => {
    const caseRecord = mark(answer);
    const paper = paperOf(caseRecord, 'mark-pledge', 'agency-mandate');
    expect(paper?.need).toBe(need);
    expect(paper?.reason).toContain(because);
    const finding = filingFindings(caseRecord, filingOf(caseRecord, 'mark-pledge'), rulesOf(caseRecord)).find(
      ({ rule }) => rule.endsWith('.document.agency-mandate'),
    );
    expect(finding?.verdict).toBe(need === 'not-needed' ? 'pass' : 'unknown');
    if (need === 'unknown') expect(finding?.remedy).toContain('说明是否需要');
  });

  test('is missed by name once it is said that there is one, and never before', () => {
    const missing = (caseRecord: CaseRecord) =>
      missingFields(filingOf(caseRecord, 'mark-pledge').form).map(({ field }) => field.code);
    expect(missing(mark('委托'))).toContain('agent_name');
    expect(missing(mark(null))).not.toContain('agent_name');
    expect(missing(mark('不委托'))).not.toContain('agent_name');
    expect(missing(withAgent(mark('委托')))).not.toContain('agent_name');
  });

  test('that the case names files, unless a filing says that it does not', () => {
    expect(paperOf(withAgent(mark(null)), 'mark-pledge', 'agency-mandate')?.need).toBe('needed');
    const without = withAgent(mark('不委托'));
    expect(paperOf(without, 'mark-pledge', 'agency-mandate')?.need).toBe('not-needed');
    // Both stand in the case at once: the agent is that of the other filings.
    expect(filingChecks(planOf(without).filings, NO_OUTPUTS)).toEqual([]);
    expect(lettersOf(without, 'mark-pledge').map(({ code }) => code)).not.toContain('mandate');
  });

  test('stands on the form, and both sides mandate it in letters of their own', () => {
    const caseRecord = withAgent(mark('委托'));
    const fields = filingOf(caseRecord, 'mark-pledge').form.sections.flatMap(filingFields);
    expect(fields.find(({ code }) => code === 'agent_name')?.value).toBe('虚构代理所');
    expect(fields.find(({ code }) => code === 'agent_tel')?.value).toBe('000-11111111');
    const words = lettersOf(caseRecord, 'mark-pledge')
      .filter(({ code }) => code.startsWith('mandate'))
      .map(({ content }) => JSON.stringify(content));
    expect(words).toHaveLength(2);
    expect(words[0]).toContain('委托人：虚构测试材料有限公司');
    expect(words[1]).toContain('委托人：虚构测试银行股份有限公司');
    for (const text of words) {
      expect(text).toContain('虚构代理所');
      expect(text).toContain('虚构路9号');
    }
  });

  test('is mandated by every provider: an owner besides the enterprise signs for its own filing', () => {
    const owner = '虚构第三人有限公司';
    const own = said(record('real-estate.plant-2', 'real-estate', 'register'), 'provider_id', '虚构号码0002');
    const caseRecord = withAgent(onlyItems([PLANT, { ...PLANT, id: 'plant-2', owner }], [own]));
    const text = (id: string): string =>
      JSON.stringify(lettersOf(caseRecord, id).find(({ code }) => code === 'mandate')?.content);
    expect(text('real-estate')).toContain('委托人：虚构测试材料有限公司');
    expect(text('real-estate.plant-2')).toContain(`委托人：${owner}，统一社会信用代码/证件号码 虚构号码0002`);
  });

  test('is mandated by the co-owners of a patent, who pledge too', () => {
    const base = withAgent(filingCase());
    const owned = (owners: readonly string[]): CaseRecord => ({
      ...base,
      sections: {
        ...base.sections,
        patents: {
          ...base.sections.patents,
          records: [inventedPatent(1, { owners: [...owners] })],
          pledged: ['p-1'],
        },
      },
    });
    const text = (caseRecord: CaseRecord): string =>
      JSON.stringify(
        lettersOf(caseRecord, 'patent-pledge').find(({ code }) => code === 'mandate-co-owner') ?? null,
      );
    expect(text(owned(['虚构测试材料有限公司']))).toBe('null');
    expect(text(owned(['虚构测试材料有限公司', '虚构研究院', '虚构大学']))).toContain(
      '委托人：虚构研究院、虚构大学',
    );
  });

  test('that is an agency stands on the form with who comes for it; a person stands there alone', () => {
    const both = (legalRepresentative: string | null) => {
      const base = withAgent(onlyItems([PLANT], [enteredRecord('real-estate')]));
      const { registration } = base.sections;
      const agent = { ...AGENT, legalRepresentative };
      const caseRecord = {
        ...base,
        sections: { ...base.sections, registration: { ...registration, agent } },
      };
      const fields = filingOf(caseRecord, 'real-estate').form.sections.flatMap(filingFields);
      return ['agent_name', 'agent_org'].map((code) => fields.find((field) => field.code === code)?.value);
    };
    expect(both('虚构经办人')).toEqual(['虚构经办人', '虚构代理所']);
    expect(both(null)).toEqual(['虚构代理所', null]);
  });

  test('who registers at 中登网 is the creditor: its mandate alone is written', () => {
    const caseRecord = withAgent(onlyItems([MACHINE], [enteredRecord('movables')]));
    expect(lettersOf(caseRecord, 'movables').map(({ code }) => code)).toEqual(['mandate-holder']);
    expect(paperOf(caseRecord, 'movables', 'mandate')?.need).toBe('needed');
  });

  test('is a document of the package', () => {
    const caseRecord = withAgent(mark('委托'));
    const paths = mustBeOk(documentsOfCase(caseRecord, NO_OUTPUTS, rulesOf(caseRecord))).documents.map(
      ({ path }) => path,
    );
    expect(paths.filter((path) => path.includes('授权委托书'))).toHaveLength(2);
  });

  test('the page asks it of filings that hang on it, and asks about the agent once there is one', () => {
    const view = (caseRecord: CaseRecord) =>
      mustBeOk(filingsView(caseRecord, NO_OUTPUTS, rulesOf(caseRecord)));
    const all = view(filingCase());
    expect(all.filings.filter(({ agent }) => agent === null).map(({ kind }) => kind)).toEqual([
      'guarantee',
      'insurance',
      'subsidy',
    ]);
    const asked = (caseRecord: CaseRecord) =>
      view(caseRecord)
        .filings[0]?.asked.map(({ key }) => key)
        .filter((key) => key.startsWith('agent_'));
    expect(asked(filingCase())).toEqual([]);
    expect(asked(withAgent(filingCase()))).toEqual(['agent_type', 'agent_org_code']);
  });
});

describe('papers whose need was never known', () => {
  const data = (route: string | null, one = enteredRecord('data-ip')): CaseRecord => {
    const details = { ...DATA.details };
    if (route === null) Reflect.deleteProperty(details, 'effect_route');
    else details['effect_route'] = route;
    return onlyItems([{ ...DATA, details }], [one]);
  };

  test.each([
    ['platform', 'not-needed', '省级平台质押备案'],
    ['movables', 'needed', '中登网“其他可以登记的动产和权利担保”'],
    ['both', 'needed', '平台备案并在中登网登记'],
    [null, 'unknown', '没有说明'],
  ] as const)('中登网登记证明: made public by %s, it is %s', (route, need, words) => {
    const paper = paperOf(data(route), 'data-ip', 'zhongdeng-proof');
    expect(paper?.need).toBe(need);
    expect(paper?.reason).toContain(words);
    const missing = missingFields(filingOf(data(route), 'data-ip').form).map(({ field }) => field.code);
    expect(missing.includes('detail.effect_route')).toBe(route === null);
  });

  test('what was filed at 中登网 is changed, extended and cancelled there too', () => {
    for (const act of ['change', 'extend', 'cancel'] as const) {
      const id = `data-ip-${act}-1`;
      const both = data('both');
      const later = {
        ...both,
        sections: { ...both.sections, filings: { records: [record(id, 'data-ip', act)] } },
      };
      expect(paperOf(later, id, 'zhongdeng-later')?.need).toBe('needed');
    }
  });

  const water = mustBeOk(parseCaseJson(readFileSync('static/samples/water-case.json', 'utf8')));
  const profiled = (
    route: 'movable-registry' | 'receivable',
    records: readonly FilingRecord[],
  ): CaseRecord => {
    const base = onlyItems([], records);
    const assets = water.sections.dataAssets.assets.map((one) => ({
      ...one,
      rights: { ...one.rights, pledge: { ...one.rights.pledge, route } },
    }));
    return { ...base, sections: { ...base.sections, dataAssets: { ...water.sections.dataAssets, assets } } };
  };

  test('data without a card: the route of its rights answers; else it is asked, and holds for what follows', () => {
    expect(paperOf(profiled('movable-registry', []), 'data-ip', 'zhongdeng-proof')?.need).toBe('needed');
    expect(paperOf(profiled('receivable', []), 'data-ip', 'zhongdeng-proof')?.need).toBe('unknown');
    const asked = filingOf(profiled('receivable', []), 'data-ip').form.sections.flatMap(filingFields);
    expect(asked.find(({ code }) => code === 'detail.effect_route')?.entry).toBe('detail.effect_route');
    const answered = said(
      record('data-ip', 'data-ip', 'register'),
      'detail.effect_route',
      '平台备案并在中登网登记',
    );
    const later = record('data-ip-cancel-1', 'data-ip', 'cancel');
    const both = profiled('receivable', [answered, later]);
    expect(paperOf(both, 'data-ip', 'zhongdeng-proof')?.need).toBe('needed');
    expect(paperOf(both, 'data-ip-cancel-1', 'zhongdeng-later')?.need).toBe('needed');
  });

  test.each([
    ['是', 'needed'],
    ['否', 'not-needed'],
    [null, 'unknown'],
  ] as const)('反担保合同: answered %j it is %s', (answer, need) => {
    const records =
      answer === null ? [] : [said(record('guarantee', 'guarantee', 'register'), 'has_counter', answer)];
    const caseRecord = filingCase({ records });
    expect(paperOf(caseRecord, 'guarantee', 'counter-contract')?.need).toBe(need);
    const missing = missingFields(filingOf(caseRecord, 'guarantee').form).map(({ field }) => field.code);
    expect(missing).toEqual(answer === null ? ['has_counter'] : answer === '是' ? ['counter_security'] : []);
  });

  test('no counter-security beside what it consists of is a contradiction that names both places', () => {
    const both = said(
      said(record('guarantee', 'guarantee', 'register'), 'has_counter', '否'),
      'counter_security',
      '虚构设备抵押',
    );
    const [first, ...others] = filingChecks(planOf(filingCase({ records: [both] })).filings, NO_OUTPUTS);
    expect(others).toEqual([]);
    expect(first?.code).toBe('E_ANSWER');
    expect(first?.message).toContain('是否有反担保写“否”');
    expect(first?.message).toContain('反担保措施却写“虚构设备抵押”');
  });

  test('every condition of a paper or a field has a source that somebody can fill', () => {
    const rules = rulesOf(filingCase());
    const lost: string[] = [];
    const everything = filingCase({
      records: FILING_KINDS.flatMap((kind) => [
        enteredRecord(kind),
        ...FILING_ACTS.filter((act) => act !== 'register' && kind !== 'subsidy').map((act) =>
          record(`${kind}-${act}-1`, kind, act),
        ),
      ]),
    });
    for (const entry of mustBeOk(readTyped(rules, 'registration.filings', filingIndex)).value) {
      const definition = mustBeOk(readTyped(rules, entry.definition, filingDefinition)).value;
      for (const act of definition.acts) {
        const id = act.act === 'register' ? entry.kind : `${entry.kind}-${act.act}-1`;
        const bound = filingOf(everything, id);
        const form = mustBeOk(readTyped(rules, act.form, formTemplate)).value;
        const fields = form.sections.flatMap(
          (one) => mustBeOk(readTyped(rules, one, filingSection)).value.fields,
        );
        const papers = act.papers.flatMap((one) => mustBeOk(readTyped(rules, one, filingPapers)).value);
        const asked = new Set(fields.map(({ code }) => code));
        for (const { code, when } of [...fields, ...papers]) {
          if (when === undefined) continue;
          const known = bound.values.values.has(when.source) || asked.has(when.source);
          if (!known) lost.push(`${id} ${code} ← ${when.source}`);
        }
      }
    }
    expect(lost).toEqual([]);
  });
});

describe('yes and no that nobody said', () => {
  test.each([
    [MARK, 'mark-pledge', 'mark_appraised'],
    [PLANT, 'real-estate', 'separate'],
    [PLANT, 'real-estate', 'certificate_layout'],
    [MACHINE, 'movables', 'provider_type'],
    [CLAIM, 'receivables', 'pledgee_type'],
    [WORK, 'copyright-pledge', 'pledgee_kind'],
  ] as const)('%#: %s asks %s', (item, kind, code) => {
    const empty = onlyItems([item], []);
    const bound = filingOf(empty, kind);
    const field = bound.form.sections.flatMap(filingFields).find((one) => one.code === code);
    expect([field?.value, field?.entry, field?.required]).toEqual([null, code, true]);
    expect(missingFields(bound.form).map(({ field: one }) => one.code)).toContain(code);
  });

  test('no form has a default that answers a question', () => {
    const rules = rulesOf(filingCase());
    const found: string[] = [];
    for (const entry of mustBeOk(readTyped(rules, 'registration.filings', filingIndex)).value)
      for (const act of mustBeOk(readTyped(rules, entry.definition, filingDefinition)).value.acts)
        for (const id of mustBeOk(readTyped(rules, act.form, formTemplate)).value.sections)
          for (const { code, type, default: made } of mustBeOk(readTyped(rules, id, filingSection)).value
            .fields)
            if (made !== undefined && (type === 'choice' || type === 'boolean')) found.push(`${id} ${code}`);
    expect(found).toEqual([]);
  });

  test('what kind of number it is follows from the number alone', () => {
    const kinds = (creditCode: string) => {
      const base = onlyItems([PLANT], []);
      const { enterprise } = base.sections.enterprise;
      const caseRecord = {
        ...base,
        sections: {
          ...base.sections,
          enterprise: { ...base.sections.enterprise, enterprise: { ...enterprise, creditCode } },
        },
      };
      const fields = filingOf(caseRecord, 'real-estate').form.sections.flatMap(filingFields);
      return fields.find(({ code }) => code === 'provider_id_kind')?.value;
    };
    expect(kinds('91330825MA9000000F')).toBe('统一社会信用代码');
    expect(kinds('91330825MA9000000E')).toBeNull();
  });
});

test('what was answered when a security was registered holds for the acts that follow', () => {
  const caseRecord = onlyItems(
    [WORK],
    [enteredRecord('copyright-pledge'), record('copyright-pledge-change-1', 'copyright-pledge', 'change')],
  );
  const fields = filingOf(caseRecord, 'copyright-pledge-change-1').form.sections.flatMap(filingFields);
  expect(fields.find(({ code }) => code === 'pledgee_kind')?.value).toBe('非法人组织');
});

test('an answer given before the case had the place for it is shown, so that it can be taken back', () => {
  const twice = onlyItems([MARK], [said(enteredRecord('mark-pledge'), 'debt_kind', '保理')]);
  const view = mustBeOk(filingsView(twice, NO_OUTPUTS, rulesOf(twice)));
  const field = view.filings[0]?.asked.find(({ key }) => key === 'debt_kind');
  expect(field?.value).toBe('保理');
  expect(field?.hint).toContain('请清空这里');
});
