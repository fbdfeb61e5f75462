import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import { newCollateralItem, newSupportItem } from '../../../src/lib/case/new-collateral';
import { checkCrossReferences } from '../../../src/lib/case/cross-references';
import type { Evidence } from '../../../src/lib/case/schema-parts';
import { fullCase } from './sample';

type Change = (sections: CaseRecord['sections'], record: CaseRecord) => void;

const paper = (attachment: string | null): Evidence => ({
  attachment,
  description: '虚构材料',
  page: null,
  date: null,
  by: null,
});

const item = (
  id: string,
  pairedWith: string[] = [],
): CaseRecord['sections']['collateral']['items'][number] => ({
  ...newCollateralItem(id, 'RE_FACTORY', '虚构厂房'),
  owner: '虚构公司',
  valueFen: null,
  valueSource: '',
  enteredCreditFen: null,
  enteredCreditSource: '',
  share: '1',
  priorClaimsFen: '0',
  capOverride: null,
  oneOffCostFen: null,
  perfection: 'draft',
  receipt: null,
  use: 'may',
  details: {},
  pairedWith,
  evidence: [],
});

const renewal = (): NonNullable<CaseRecord['sections']['screening']['renewal']> => ({
  oldContract: '虚构合同',
  oldPrincipalFen: null,
  newPrincipalFen: null,
  oldEnd: null,
  serviced: null,
  operating: null,
  evidence: [],
  providers: [
    {
      id: 'r-1',
      name: '虚构保证人',
      subject: null,
      kind: 'guarantor',
      knows: null,
      consents: null,
      on: null,
      evidence: [],
    },
  ],
  ranking: [],
});

/** Every reference of version 4, all of which hold. */
const linked = (): CaseRecord => {
  const record = fullCase();
  const { sections } = record;
  const to = record.attachments[0]?.id ?? '';
  const from = { source: 's-1', row: 2 };
  sections.enterpriseFile = {
    sources: [
      {
        id: 's-1',
        group: 'operation',
        title: '虚构报表.csv',
        sha256: null,
        attachment: to,
        sheet: null,
        columns: {},
        asOf: null,
        importedOn: null,
        by: '虚构经办',
        rows: null,
      },
    ],
    facts: [{ field: 'revenue', period: '2025', value: '100', from, edit: '' }],
    events: [
      {
        id: 'e-1',
        kind: 'enforcement',
        number: '虚构案号',
        on: null,
        amountFen: null,
        state: null,
        repairedOn: null,
        detail: '',
        evidence: [paper(to)],
        from,
      },
    ],
    searches: [{ kind: 'enforcement', on: null, by: '虚构经办', evidence: [paper(to)] }],
    products: [
      {
        id: 'd-1',
        name: '虚构产品',
        year: '2025',
        revenueFen: null,
        patents: ['p-1'],
        evidence: [paper(to)],
        from,
      },
    ],
  };
  sections.screening.repayment.bankDebt = { fen: null, source: '', evidence: [paper(to)] };
  sections.screening.repayment.group = {
    related: true,
    exposure: { fen: null, source: '', evidence: [paper(to)] },
  };
  sections.collateral.items = [
    item('land', ['plant']),
    { ...item('plant', ['land']), evidence: [paper(to)] },
  ];
  sections.screening.renewal = {
    ...renewal(),
    evidence: [paper(to)],
    ranking: [
      { subject: 'plant', registration: null, intervening: null, searchedOn: null, evidence: [paper(to)] },
    ],
  };
  return record;
};

const after = (change: Change): readonly string[] => {
  const record = linked();
  change(record.sections, record);
  return checkCrossReferences(record).map(({ code, path }) => `${code} ${path}`);
};

const first = <T>(list: readonly T[] | undefined): T => {
  const found = list?.[0];
  if (found === undefined) throw new Error('empty list');
  return found;
};

describe('references of the enterprise file, of screening and of collateral', () => {
  it('hold where every kind of them occurs', () => {
    expect(after(() => undefined)).toEqual([]);
  });

  it('name every place that points to an attachment which is not there', () => {
    const found = after((_, record) => (record.attachments = [])).filter(
      (line) => !/patents|answers|registration/.test(line),
    );
    expect(found).toEqual([
      'E_REF_MISSING $.sections.enterpriseFile.sources[0].attachment',
      'E_REF_MISSING $.sections.enterpriseFile.events[0].evidence[0].attachment',
      'E_REF_MISSING $.sections.enterpriseFile.searches[0].evidence[0].attachment',
      'E_REF_MISSING $.sections.enterpriseFile.products[0].evidence[0].attachment',
      'E_REF_MISSING $.sections.screening.repayment.bankDebt.evidence[0].attachment',
      'E_REF_MISSING $.sections.screening.repayment.group.exposure.evidence[0].attachment',
      'E_REF_MISSING $.sections.screening.renewal.evidence[0].attachment',
      'E_REF_MISSING $.sections.screening.renewal.ranking[0].evidence[0].attachment',
      'E_REF_MISSING $.sections.collateral.items[1].evidence[0].attachment',
    ]);
  });

  it('name papers of every repayment amount, of support and of renewal providers', () => {
    const amounts = ['ownFunds', 'workingLoans', 'otherSources', 'debtService', 'guaranteesGiven'] as const;
    for (const name of amounts)
      expect(after(({ screening }) => (screening.repayment[name].evidence = [paper('gone')]))).toEqual([
        `E_REF_MISSING $.sections.screening.repayment.${name}.evidence[0].attachment`,
      ]);
    expect(
      after(({ screening }) => (first(screening.renewal?.providers).evidence = [paper('gone')])),
    ).toEqual(['E_REF_MISSING $.sections.screening.renewal.providers[0].evidence[0].attachment']);
    expect(
      after(({ collateral }) => {
        collateral.support = [
          {
            ...newSupportItem('support-9', 'guarantee', '虚构担保'),
            provider: '虚构担保',
            capacityFen: null,
            capacitySource: '',
            feeRate: null,
            feeSource: '',
            use: 'may',
            details: {},
            evidence: [paper('gone'), paper(null)],
          },
        ];
      }),
    ).toEqual(['E_REF_MISSING $.sections.collateral.support[0].evidence[0].attachment']);
  });

  it('name facts, events and products whose source is not there', () => {
    expect(after(({ enterpriseFile }) => (enterpriseFile.sources = []))).toEqual([
      'E_REF_MISSING $.sections.enterpriseFile.facts[0].from.source',
      'E_REF_MISSING $.sections.enterpriseFile.events[0].from.source',
      'E_REF_MISSING $.sections.enterpriseFile.products[0].from.source',
    ]);
  });

  it('name a product whose patent is not there; nobody has said is no reference', () => {
    expect(after(({ enterpriseFile }) => (first(enterpriseFile.products).patents = ['p-1', 'p-99']))).toEqual(
      ['E_REF_MISSING $.sections.enterpriseFile.products[0].patents[1]'],
    );
    expect(after(({ enterpriseFile }) => (first(enterpriseFile.products).patents = null))).toEqual([]);
  });

  it('name a pair that is not there, and an item that pairs with itself; a circle holds', () => {
    expect(after(({ collateral }) => (first(collateral.items).pairedWith = ['gone', 'land']))).toEqual([
      'E_REF_MISSING $.sections.collateral.items[0].pairedWith[0]',
      'E_REF_SELF $.sections.collateral.items[0].pairedWith[1]',
    ]);
  });

  it('name renewal subjects that are not there; security of the old loan alone points nowhere', () => {
    expect(after(({ screening }) => (first(screening.renewal?.providers).subject = 'gone'))).toEqual([
      'E_REF_MISSING $.sections.screening.renewal.providers[0].subject',
    ]);
    expect(after(({ screening }) => (first(screening.renewal?.ranking).subject = 'gone'))).toEqual([
      'E_REF_MISSING $.sections.screening.renewal.ranking[0].subject',
    ]);
    expect(after(({ screening }) => (first(screening.renewal?.providers).subject = 'plant'))).toEqual([]);
  });

  it('name ids that stand twice in a list of the file', () => {
    expect(
      after(({ enterpriseFile }) => enterpriseFile.events.push({ ...first(enterpriseFile.events) })),
    ).toEqual(['E_ID_DUPLICATE $.sections.enterpriseFile.events[1].id']);
    expect(
      after(({ screening }) => screening.renewal?.providers.push(first(screening.renewal.providers))),
    ).toEqual(['E_ID_DUPLICATE $.sections.screening.renewal.providers[1].id']);
  });
});
