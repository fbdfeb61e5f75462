import { caseJson } from '../../../src/lib/case/case-json';
import { newCollateralItem } from '../../../src/lib/case/new-collateral';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import type { CollateralItem } from '../../../src/lib/case/collateral-section';
import type { DataAsset } from '../../../src/lib/case/data-assets-section';
import type { PatentRecord } from '../../../src/lib/case/patents-section';
import type { Declaration, ScreeningAnswer } from '../../../src/lib/case/screening-section';
import type { EnterpriseFileSection } from '../../../src/lib/case/enterprise-file-section';
import { newCase } from '../../../src/lib/case/new-case';
import { event, readyFile, searched } from '../../fixtures/ready-file';
import { gateAnswers, readyAsset } from '../../fixtures/data-asset-gates';
import {
  ANSWERED,
  GROUND,
  OWNER,
  REPAYMENT,
  declaration,
  paper,
  patent,
  pointsAnswer,
  readyCase,
  verdictAnswer,
  view,
  withSections,
} from '../../fixtures/screening-case';

/** Cases of a portfolio (虚构) made by seed: the same number gives the same case everywhere. */

interface Dice {
  /** Whole number below `n`. */
  below(n: number): number;
  /** True in `of` of a hundred. */
  percent(of: number): boolean;
  one<T>(first: T, ...others: readonly T[]): T;
}

const dice = (seed: number): Dice => {
  let state = (Math.imul(seed + 1, 0x9e3779b1) ^ 0x5bd1e995) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return (bits ^ (bits >>> 14)) >>> 0;
  };
  const below = (n: number): number => next() % n;
  return {
    below,
    percent: (of) => below(100) < of,
    one: (first, ...others) => {
      const at = below(others.length + 1);
      return at === 0 ? first : (others[at - 1] ?? first);
    },
  };
};

/** 0–20 patents, each number as often. */
const MOST_PATENTS = 20;

const digits = (d: Dice, n: number): string => Array.from({ length: n }, () => d.below(10)).join('');

/** What the register says of a patent with a hard ground against it; one thing each. */
const flawOf = (d: Dice): Partial<PatentRecord> =>
  d.one<Partial<PatentRecord>>(
    { owners: ['别的虚构公司'] },
    { status: 'grace' },
    { status: 'dead' },
    { feesPaidThrough: '2026-11-19' },
    { pledgeLive: true },
    { procedureSuspended: true },
    { invalidationPending: true },
    { invalidationOutcome: 'invalid' },
  );

/** What nobody has entered, or what the paper is too old for; one thing each. */
const gapOf = (d: Dice): Partial<PatentRecord> =>
  d.one<Partial<PatentRecord>>(
    { registerCopyDate: null },
    { registerCopyDate: '2026-09-01' },
    { filingDate: null },
    { grantDate: null },
    { status: null },
    { feesPaidThrough: null },
    { pledgeLive: null },
    { sameDayApplication: null },
  );

/** One patent; `flawed` of a hundred have a hard ground against them, `open` of a hundred lack something. */
const patentOf = (d: Dice, n: number, flawed: number, open: number): PatentRecord => {
  const year = 2018 + d.below(6);
  const type = d.one('invention', 'utility-model');
  const number = `${year}${type === 'invention' ? 1 : 2}${digits(d, 7)}.${d.below(10)}`;
  const owners = d.percent(95) ? [OWNER] : [OWNER, '虚构共有人研究院'];
  return patent(n, {
    applicationNumber: number,
    applicationNumberText: `CN${number}`,
    publicationNumber: `CN${digits(d, 9)}${type === 'invention' ? 'B' : 'U'}`,
    title: `一种虚构${d.one('轴承', '离心泵', '薄膜', '传感器', '焊接夹具')}的${d.one('加工方法', '装置', '检测系统')}${n}`,
    type,
    filingDate: `${year}-0${1 + d.below(9)}-1${d.below(10)}`,
    grantDate: `${year + 2}-0${1 + d.below(9)}-0${1 + d.below(9)}`,
    owners,
    inventors: ['虚构发明人甲', '虚构发明人乙'],
    status: 'in-force',
    feesPaidThrough: d.one('2027-02-28', '2027-06-30'),
    ipcMain: 'G06Q10/06',
    ipcAll: ['G06Q10/06', 'F16C33/00'],
    claimCount: 3 + d.below(12),
    independentClaimCount: 1 + d.below(3),
    pageCount: 6 + d.below(20),
    forwardCitationCount: d.below(30),
    familySize: 1 + d.below(4),
    pledgeCount: d.below(2),
    pledgeLive: false,
    procedureSuspended: false,
    invalidationPending: false,
    invalidationOutcome: d.one('none', 'none', 'none', 'upheld'),
    sameDayApplication: false,
    registerCopyDate: '2026-11-10',
    vendorScores: d.percent(50) ? { 合享价值度: String(1 + d.below(10)) } : {},
    ...(d.percent(flawed) ? flawOf(d) : d.percent(open) ? gapOf(d) : {}),
  });
};

const answersOf = (d: Dice, patents: readonly PatentRecord[]): ScreeningAnswer[] => [
  ...patents.flatMap((p) => (d.percent(90) ? [verdictAnswer(`${GROUND}12`, 'pass', p.id)] : [])),
  ...ANSWERED.flatMap(([code]) => {
    if (d.percent(12)) return [];
    const points = d.percent(2) ? d.one(0, 1) : d.one(4, 4, 3, 3, 2);
    const answer = pointsAnswer(view(code), points, d.percent(85) ? [paper] : []);
    return [{ ...answer, reason: d.percent(40) ? '核对了虚构材料原件，与案卷记载一致' : '' }];
  }),
  ...(d.percent(80) ? [verdictAnswer(REPAYMENT, d.percent(98) ? 'pass' : 'fail')] : []),
];

const declarationsOf = (d: Dice, patents: readonly PatentRecord[]): Declaration[] =>
  patents.flatMap((p) => [8, 10, 11].flatMap((n) => (d.percent(15) ? [declaration(n, p.id)] : [])));

const itemOf = (d: Dice, n: number): CollateralItem => ({
  ...newCollateralItem(`item-${n}`, d.one('INDUSTRIAL_PLANT', 'EQUIPMENT', 'RECEIVABLE'), `虚构押品${n}`),
  owner: OWNER,
  valueFen: d.percent(90) ? `${1 + d.below(900)}0000000` : null,
  valueSource: '虚构评估',
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
  pairedWith: [],
  evidence: [paper],
});

const list = <T>(length: number, make: (n: number) => T): T[] =>
  Array.from({ length }, (_, i) => make(i + 1));

const SEARCHED = [
  'lawsuit',
  'enforcement',
  'dishonesty',
  'consumption-limit',
  'penalty-tax',
  'tax-arrears',
  'penalty-environment',
  'penalty-safety',
  'penalty-other',
  'abnormal-operation',
  'serious-violation',
];

const eventsOf = (d: Dice): EnterpriseFileSection['events'] =>
  list(2 + d.below(2), (n) =>
    event(d.one('lawsuit', 'penalty-environment', 'penalty-other'), {
      id: `event-${n}`,
      number: `（虚构）第${100 + n}号`,
      on: `202${3 + d.below(3)}-0${1 + d.below(9)}-15`,
      state: 'closed',
    }),
  );

/** Amounts of one enterprise: each a multiple of those of the ready file, which agree with each other. */
const scaled = (file: EnterpriseFileSection, by: number): EnterpriseFileSection['facts'] =>
  file.facts.map((f) => ({ ...f, value: String(Number(f.value) * by) }));

/**
 * A third have an enterprise file: statements of two years, electricity bills by month, searches, events. The others have not
 * begun one.
 */
const fileOf = (d: Dice, none: EnterpriseFileSection): EnterpriseFileSection => {
  if (!d.percent(34)) return none;
  const file = readyFile();
  const searches = searched(...SEARCHED.filter(() => d.percent(95)));
  return { ...file, facts: scaled(file, 1 + d.below(40)), events: eventsOf(d), searches };
};

/**
 * One case: one of four has a patent or two with a hard ground against them; a third with an enterprise file, 3 of 10 with one
 * or two data assets, 4 of 10 with other collateral, in one of 8 something asked for is missing.
 */
export const generatedCase = (index: number): CaseRecord => {
  const d = dice(index);
  const [flawed, open] = [d.percent(25) ? 20 : 0, d.percent(40) ? 10 : 0];
  const patents = list(d.below(MOST_PATENTS + 1), (n) => patentOf(d, n, flawed, open));
  const assets: DataAsset[] = d.percent(30) ? list(1 + d.below(2), (n) => readyAsset(`data-${n}`)) : [];
  const items = d.percent(40) ? list(1 + d.below(3), (n) => itemOf(d, n)) : [];
  const gates = assets.flatMap(({ id }) => gateAnswers(id).filter(() => d.percent(92)));
  const base = readyCase(patents);
  const noFile = newCase({
    id: 'c',
    title: '虚构',
    valuationDate: '2026-11-20',
    region: 'cn-330825',
    mode: 'bank',
  }).sections.enterpriseFile;
  const enterpriseFile = fileOf(d, noFile);
  return withSections({ ...base, id: `c-${index}`, title: `虚构案卷${index}` }, (s) => ({
    enterprise: {
      ...s.enterprise,
      need: { ...s.enterprise.need, amountFen: '500000000', debtEnd: d.percent(88) ? '2027-11-30' : null },
      pledgee: d.percent(95) ? s.enterprise.pledgee : null,
    },
    enterpriseFile,
    dataAssets: { assets },
    collateral: { ...s.collateral, items },
    screening: {
      ...s.screening,
      answers: [...answersOf(d, patents), ...gates],
      declarations: declarationsOf(d, patents),
    },
    registration: {
      ...s.registration,
      pledgeContract: {
        ...s.registration.pledgeContract,
        signedOn: d.percent(40) ? '2026-11-18' : null,
        securityScope: d.percent(88) ? s.registration.pledgeContract.securityScope : null,
      },
    },
  }));
};

/** The case as this program writes it. */
export const generatedLine = (index: number): string => caseJson(generatedCase(index));
