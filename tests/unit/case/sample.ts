import type { CaseRecord } from '../../../src/lib/case/case-record';
import { newCase } from '../../../src/lib/case/case-json';
import { emptyScreening } from '../../../src/lib/case/new-case';
import type { PatentRecord } from '../../../src/lib/case/patents-section';

/** 虚构 data for tests. No person, enterprise or patent here is real. */

export const emptyCase = (id = 'case-1'): CaseRecord =>
  newCase({ id, title: '虚构案卷', valuationDate: '2026-11-20', region: 'cn-330825', mode: 'bank' });

export const HASH_A = 'a'.repeat(64);
export const HASH_B = 'b'.repeat(64);

export const patent = (id: string, applicationNumber: string): PatentRecord => ({
  id,
  origin: { batch: 'batch-1', row: 2 },
  edits: {},
  applicationNumber,
  applicationNumberText: `CN${applicationNumber}`,
  publicationNumber: null,
  title: '虚构的测试方法',
  type: 'invention',
  filingDate: '2017-07-21',
  grantDate: null,
  owners: ['虚构科技有限公司'],
  inventors: [],
  status: 'in-force',
  statusText: '授权',
  feesPaidThrough: null,
  ipcMain: null,
  ipcAll: [],
  claimCount: 10,
  independentClaimCount: null,
  claimCategories: ['method'],
  firstClaimChars: null,
  pageCount: null,
  forwardCitationCount: null,
  backwardCitationCount: null,
  nplCitationCount: null,
  forwardCitationPercentile: '0.85',
  originalityIndex: null,
  familySize: null,
  familyJurisdictions: null,
  transferCount: null,
  licenceCount: null,
  pledgeCount: null,
  pledgeLive: false,
  procedureSuspended: null,
  invalidationPending: null,
  invalidationOutcome: null,
  sameDayApplication: null,
  litigationCount: null,
  litigationOutcome: null,
  evaluationReportPositive: null,
  registerCopyDate: null,
  familyId: null,
  legalEvents: null,
  feeReduction: null,
  termCompensation: null,
  vendorScores: { 合享价值度: '9' },
  note: '',
});

/** A case in which every kind of reference occurs and every reference holds. */
export const fullCase = (id = 'case-full'): CaseRecord => {
  const base = emptyCase(id);
  const evidence = { attachment: 'paper-1', description: '登记簿副本', page: null, date: null, by: null };
  const { sections } = base;
  return {
    ...base,
    fiction: '企业、专利与金额均为虚构',
    attachments: [
      { id: 'paper-1', name: '登记簿副本.pdf', bytes: 3, sha256: HASH_A, sm3: HASH_B, role: 'register-copy' },
    ],
    sections: {
      ...sections,
      enterprise: {
        ...sections.enterprise,
        enterprise: {
          ...sections.enterprise.enterprise,
          name: '虚构科技有限公司',
          creditCode: '91330825MA0000001T',
        },
        need: { ...sections.enterprise.need, amountFen: '500000000' },
      },
      patents: {
        ...sections.patents,
        imports: [
          {
            id: 'batch-1',
            fileName: '清单.xlsx',
            sha256: HASH_A,
            sheet: 'Sheet1',
            encoding: null,
            preset: 'incopat',
            columns: { applicationNumber: '申请号' },
          },
        ],
        records: [patent('p-1', '201710601862.3'), patent('p-2', '201710601863.8')],
        scheme: 'gbt-42748-framework',
        scenario: 'finance',
        answers: [
          {
            patent: 'p-1',
            indicator: 'legal.stability',
            answer: { kind: 'option', option: 'high' },
            reason: '经检索',
            by: '经办',
            evidence: [evidence],
          },
        ],
        forecasts: [
          {
            id: 'f-1',
            product: '虚构产品',
            patents: ['p-1', 'p-2'],
            salesFen: ['1000000000', '1100000000'],
            salesSource: '企业填报',
            royaltyRate: '0.03',
            royaltySource: '',
            discountRate: '0.15',
            discountBasis: 'pre-tax',
            discountSource: '',
            taxRate: '0',
            timing: 'end-year',
            economicLifeYears: '6',
            royaltyFrom: null,
            discountFrom: null,
            uncertainty: null,
            shares: [],
            economicLifeSource: '',
          },
        ],
        pledged: ['p-1'],
      },
      screening: {
        ...emptyScreening(),
        answers: [
          {
            rule: 'cn.three-views.1',
            subject: 'case',
            answer: { kind: 'points', points: 3 },
            reason: '',
            by: '经办',
            on: null,
            evidence: [evidence],
          },
        ],
        declarations: [
          {
            rule: 'cn.patent-pledge.refusal.4',
            subject: 'p-1',
            statement: '双方知悉',
            by: '经办',
            evidence: [],
          },
        ],
      },
      registration: {
        ...sections.registration,
        papers: { 'register-copy': { present: true, attachment: 'paper-1', note: '' } },
      },
    },
  };
};
