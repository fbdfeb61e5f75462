import { CASE_SCHEMA, type CaseRecord } from './case-record';
import { emptyCollateral } from './new-collateral';
import type { RoyaltyForecast } from './patents-section';
import type { RepaymentInputs, ScreeningSection } from './screening-section';
import type { Worksheet, WorksheetKind } from './worksheet';

/** What a person must say before a case exists. */
export interface NewCaseInput {
  /** Lower-case letters, digits, dot, hyphen, underscore; at most 80. */
  readonly id: string;
  readonly title: string;
  /** 评估基准日, `YYYY-MM-DD`. */
  readonly valuationDate: string;
  /** `cn` or `cn-` + administrative-division code. */
  readonly region: string;
  readonly mode: CaseRecord['mode'];
}

const emptyEnterprise = (): CaseRecord['sections']['enterprise'] => ({
  enterprise: {
    name: '',
    creditCode: null,
    address: null,
    postalCode: null,
    phone: null,
    legalRepresentative: null,
    industryCode: null,
    foundedOn: null,
  },
  need: {
    amountFen: null,
    purpose: null,
    debtContractNumber: null,
    debtKind: null,
    debtStart: null,
    debtEnd: null,
  },
  pledgee: null,
  note: '',
});

const unknownFen = (): RepaymentInputs['ownFunds'] => ({ fen: null, source: '', evidence: [] });

/** Inputs of 第一还款来源 with nothing said. */
export const emptyRepayment = (): RepaymentInputs => ({
  growth: { value: null, source: '' },
  ownFunds: unknownFen(),
  workingLoans: unknownFen(),
  otherSources: unknownFen(),
  debtService: unknownFen(),
  bankDebt: unknownFen(),
  guaranteesGiven: unknownFen(),
  group: { related: null, exposure: unknownFen() },
});

/** A screening section with nothing said. */
export const emptyScreening = (): ScreeningSection => ({
  answers: [],
  declarations: [],
  repayment: emptyRepayment(),
  route: { chosen: null, reason: '', by: '' },
  renewal: null,
  coaching: { goals: [], runs: [] },
  survey: { by: '', second: '', on: null, place: '', note: '' },
});

const emptyRegistration = (): CaseRecord['sections']['registration'] => ({
  pledgeContract: {
    number: null,
    signedOn: null,
    securedAmountFen: null,
    maximumAmount: null,
    securityScope: null,
    economicActivity: null,
  },
  agent: null,
  appraisal: {
    appraised: null,
    agency: null,
    valueFen: null,
    baseDate: null,
    validUntil: null,
    confirmation: null,
  },
  papers: {},
  recipient: null,
});

/** An empty royalty forecast over a bundle; every number is still to be said. */
export const newForecast = (id: string, product: string, patents: readonly string[]): RoyaltyForecast => ({
  id,
  product,
  patents: [...patents],
  salesFen: [],
  salesSource: '',
  royaltyRate: null,
  royaltyFrom: null,
  royaltySource: '',
  discountRate: null,
  discountFrom: null,
  discountBasis: 'post-tax',
  discountSource: '',
  taxRate: null,
  timing: 'end-year',
  economicLifeYears: null,
  economicLifeSource: '',
  uncertainty: null,
  shares: [],
});

/** An empty worksheet of a kind; every input is still to be said. */
export const newWorksheet = (
  id: string,
  kind: WorksheetKind,
  product: string,
  patents: readonly string[],
): Worksheet => ({
  id,
  kind,
  product,
  patents: [...patents],
  choices: {},
  inputs: {},
  series: {},
  rows: {},
  note: '',
});

/**
 * A case with every section empty. Nothing is invented: what nobody has said is `null`, an empty list or an empty
 * text; scheme and scenario of the scoring are empty until a person chooses them.
 */
export const newCase = ({ id, title, valuationDate, region, mode }: NewCaseInput): CaseRecord => ({
  schema: CASE_SCHEMA,
  id,
  title,
  fiction: '',
  valuationDate,
  region,
  mode,
  overlay: null,
  attachments: [],
  sections: {
    enterprise: emptyEnterprise(),
    enterpriseFile: { sources: [], facts: [], events: [], searches: [], products: [] },
    patents: {
      imports: [],
      records: [],
      scheme: '',
      scenario: '',
      answers: [],
      forecasts: [],
      worksheets: [],
      reconciliations: [],
      pledged: [],
      selectionReasons: [],
      appraisals: [],
      settlements: [],
      desk: { preparer: '', reviewer: '', dueDiligenceGrade: null, panelSize: null },
      assumptionLog: { needFen: null, entries: [] },
      outcome: null,
      enteredCredit: null,
    },
    dataAssets: { assets: [] },
    screening: emptyScreening(),
    collateral: emptyCollateral(),
    registration: emptyRegistration(),
    filings: { records: [] },
  },
});
