import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import { newCollateralItem, newSupportItem } from '../../../src/lib/case/new-collateral';
import { checkCrossReferences } from '../../../src/lib/case/cross-references';
import { fullCase, patent } from './sample';

/** What stands against a full case after one change, as `code path`. */
const after = (change: (record: CaseRecord) => void): readonly string[] => {
  const record = fullCase();
  change(record);
  return checkCrossReferences(record).map((failure) => `${failure.code} ${failure.path}`);
};

const at = <T>(list: readonly T[], index: number): T => {
  const item = list[index];
  if (item === undefined) throw new Error(`no item ${index}`);
  return item;
};

describe('references inside a case', () => {
  it('hold in a case where every kind of them occurs', () => {
    expect(after(() => undefined)).toEqual([]);
  });

  it('name a pledged patent, an answer and a forecast whose patent is missing', () => {
    const found = after(({ sections: { patents } }) => {
      patents.records = patents.records.filter((record) => record.id !== 'p-1');
    });
    expect(found).toEqual([
      'E_REF_MISSING $.sections.patents.pledged[0]',
      'E_REF_MISSING $.sections.patents.answers[0].patent',
      'E_REF_MISSING $.sections.patents.forecasts[0].patents[0]',
      'E_REF_MISSING $.sections.screening.declarations[0].subject',
    ]);
  });

  it('name each patent whose import batch is missing; hand-entered patents have none', () => {
    const found = after(({ sections: { patents } }) => {
      patents.imports = [];
      at(patents.records, 1).origin = null;
    });
    expect(found).toEqual(['E_REF_MISSING $.sections.patents.records[0].origin.batch']);
  });

  it('name every place that points to a missing attachment', () => {
    const found = after((record) => {
      record.attachments = [];
    });
    expect(found).toEqual([
      'E_REF_MISSING $.sections.patents.answers[0].evidence[0].attachment',
      'E_REF_MISSING $.sections.screening.answers[0].evidence[0].attachment',
      'E_REF_MISSING $.sections.registration.papers["register-copy"].attachment',
    ]);
  });

  it('accept the subjects that are not records, and refuse an unknown one', () => {
    for (const subject of ['case', 'patent-pool', 'p-2', 'f-1'])
      expect(after((record) => (at(record.sections.screening.answers, 0).subject = subject))).toEqual([]);
    expect(after((record) => (at(record.sections.screening.answers, 0).subject = 'p-9'))).toEqual([
      'E_REF_MISSING $.sections.screening.answers[0].subject',
    ]);
  });
});

describe('identities inside a case', () => {
  it('are unique in each list', () => {
    expect(after((record) => record.attachments.push(at(record.attachments, 0)))).toEqual([
      'E_ID_DUPLICATE $.attachments[1].id',
    ]);
    expect(after(({ sections: { patents } }) => patents.imports.push(at(patents.imports, 0)))).toEqual([
      'E_ID_DUPLICATE $.sections.patents.imports[1].id',
    ]);
  });

  it('are unique across everything a figure or an answer can be about', () => {
    const support = {
      ...newSupportItem('p-1', 'guarantee', '虚构担保'),
      provider: '',
      capacityFen: '0',
      capacitySource: '',
      feeRate: null,
      feeSource: '',
      use: 'may' as const,
      details: {},
      evidence: [],
    };
    const record = fullCase();
    record.sections.collateral.support.push(support);
    const [failure] = checkCrossReferences(record);
    expect(failure).toMatchObject({ code: 'E_ID_DUPLICATE', path: '$.sections.collateral.support[0].id' });
    expect(failure?.message).toContain('$.sections.patents.records[0].id');
  });

  it('do not take the ids that stand for the case and the pool', () => {
    expect(
      after(({ sections: { patents } }) => patents.records.push(patent('patent-pool', '202010000001.0'))),
    ).toEqual(['E_ID_DUPLICATE $.sections.patents.records[2].id']);
  });

  it('do not count one patent twice', () => {
    expect(
      after(({ sections: { patents } }) => patents.records.push(patent('p-3', '201710601862.3'))),
    ).toEqual(['E_PATENT_DUPLICATE $.sections.patents.records[2].applicationNumber']);
  });

  it('list a patent once in a pledge, once in a bundle, and answer an indicator once', () => {
    expect(
      after(({ sections: { patents } }) => {
        patents.pledged = ['p-1', 'p-2', 'p-1'];
        at(patents.forecasts, 0).patents = ['p-1', 'p-1'];
        patents.answers.push(at(patents.answers, 0));
      }),
    ).toEqual([
      'E_REF_DUPLICATE $.sections.patents.pledged[2]',
      'E_REF_DUPLICATE $.sections.patents.forecasts[0].patents[1]',
      'E_ANSWER_DUPLICATE $.sections.patents.answers[1]',
    ]);
  });
});

describe('credit codes', () => {
  it('are checked where present, for each party', () => {
    const wrong = '91330825MA00000010';
    const found = after(({ sections }) => {
      sections.enterprise.enterprise.creditCode = wrong;
      const party = { name: '虚构银行', creditCode: wrong, address: null };
      const whole = { ...party, postalCode: null, phone: null, legalRepresentative: null };
      sections.enterprise.pledgee = whole;
      sections.registration.agent = { ...whole, creditCode: null };
    });
    expect(found).toEqual([
      'E_CHECK_DIGIT $.sections.enterprise.enterprise.creditCode',
      'E_CHECK_DIGIT $.sections.enterprise.pledgee.creditCode',
    ]);
  });
});

describe('references inside the pool', () => {
  it('name what is not there and what is there twice', () => {
    const record = fullCase();
    const { collateral } = record.sections;
    const plant = { ...newCollateralItem('plant', 'RE_FACTORY', '虚构厂房'), ranksAfter: ['gone'] };
    const fund = {
      ...newSupportItem('fund', 'risk-pool', '虚构资金池'),
      guarantor: 'nobody',
      draws: [{ capacity: 'line', weight: '1' }],
    };
    const second = {
      ...fund,
      id: 'second',
      guarantor: null,
      draws: [],
      loss: { ...fund.loss, kind: 'compensates' as const, party: 'third' },
    };
    const line = { id: 'other', title: '虚构额度', kind: 'fund' as const, remainingFen: null, source: '' };
    collateral.items.push(plant);
    collateral.support.push(fund, second);
    collateral.capacities.push(line, line);
    expect(checkCrossReferences(record).map(({ code, path }) => `${code} ${path}`)).toEqual([
      'E_REF_MISSING $.sections.collateral.items[0].ranksAfter[0]',
      'E_REF_MISSING $.sections.collateral.support[0].draws[0].capacity',
      'E_REF_MISSING $.sections.collateral.support[0].guarantor',
      'E_REF_MISSING $.sections.collateral.support[1].loss.party',
      'E_ID_DUPLICATE $.sections.collateral.capacities[1].id',
    ]);
  });
});
