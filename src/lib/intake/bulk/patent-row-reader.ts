import type { RecordCells } from '../patent-cells';
import { noneIfZero, shareOf, statusFacts, triState, wordOf } from '../patent-facts';
import { checkType } from '../patent-identity';
import { currentPledgee, firstClaimChars } from '../patent-record';
import { invalidationOpen, neverPledged, sameDayApplication } from '../register-facts';
import { claimChars } from './claim-chars';
import { type Tail, categoriesStep, classStep, familyStep } from './class-steps';
import { surelyFilled } from './cell-text';
import { ColumnMemo, FAILED, NOTHING } from './column-memo';
import { TYPE_CODES } from './identity-bytes';
import { NumberMemo } from './number-memo';
import type { RowCells } from './row-cells';
import { INVALIDATION_CODES, LITIGATION_CODES, type RowFacts, STATUS_CODES, blankFacts } from './row-facts';
import {
  type Reader,
  type Step,
  countReader,
  dayOf,
  dayReader,
  memoReader,
  namesStep,
  numberOf,
  numberStep,
  publicationStep,
  titleStep,
} from './row-steps';

/** Code of a word in a list, from 1 on; 0 = `null`. */
const codeIn = (words: readonly string[], word: string | null): number =>
  word === null ? 0 : words.indexOf(word) + 1;

const typeStep = (row: RowCells, facts: RowFacts): Step => {
  const index = row.column('patentType');
  const memos = TYPE_CODES.map(() => new ColumnMemo(row.bytes, index));
  const check = (type: number): number => {
    const cells = row.only(index);
    checkType(
      {
        canonical: '',
        digits: '',
        year: 0,
        type: TYPE_CODES[type] ?? 'invention',
        pct: false,
        checkDigit: 'given',
        granted: false,
      },
      cells,
      row.context,
    );
    return cells.failures.length > 0 ? FAILED : 0;
  };
  const checks = TYPE_CODES.map((_, type) => () => check(type));
  return () => {
    const memo = memos[facts.type];
    const reader = checks[facts.type];
    return (
      memo !== undefined &&
      reader !== undefined &&
      memo.read(row.start(index), row.end(index), reader) !== FAILED
    );
  };
};

const datesStep = (row: RowCells, facts: RowFacts): Step => {
  const [filing, grant] = [dayReader(row, 'filingDate'), dayReader(row, 'grantDate')];
  const [fees, copy] = [dayReader(row, 'feesPaidThrough'), dayReader(row, 'registerCopyDate')];
  return () => {
    const filed = filing();
    const granted = grant();
    const paid = fees();
    const copied = copy();
    facts.filingDay = dayOf(filed);
    facts.grantDay = dayOf(granted);
    facts.feesDay = dayOf(paid);
    if (filed === FAILED || granted === FAILED || paid === FAILED || copied === FAILED) return false;
    return filed === NOTHING || granted === NOTHING || filed <= granted;
  };
};

type CountField =
  | 'claimCount'
  | 'pageCount'
  | 'forwardCitationCount'
  | 'transferCount'
  | 'licenceCount'
  | 'pledgeCount'
  | 'litigationCount';
const COUNTS: readonly CountField[] = [
  'claimCount',
  'pageCount',
  'forwardCitationCount',
  'transferCount',
  'licenceCount',
  'pledgeCount',
  'litigationCount',
];
/** Counts that nothing is computed from here, but that fail a record. */
const CHECKED_COUNTS = ['independentClaimCount', 'backwardCitationCount', 'nplCitationCount', 'familySize'];

const countSteps = (row: RowCells, facts: RowFacts): Step[] => [
  ...COUNTS.filter((field) => row.column(field) >= 0).map((field): Step => {
    const read = countReader(row, field);
    return () => {
      const value = read();
      facts[field] = numberOf(value);
      return value !== FAILED;
    };
  }),
  ...CHECKED_COUNTS.filter((field) => row.column(field) >= 0).map((field): Step => {
    const read = countReader(row, field);
    return () => read() !== FAILED;
  }),
];

const shareSteps = (row: RowCells, facts: RowFacts): Step[] =>
  (['originalityIndex', 'forwardCitationPercentile'] as const)
    .filter((field) => row.column(field) >= 0)
    .map((field): Step => {
      const read = memoReader(row, field, (cells) => {
        const share = shareOf(cells, field);
        return share === null ? null : Number(share);
      });
      return () => {
        const value = read();
        facts[field] = numberOf(value);
        return value !== FAILED;
      };
    });

const firstClaimStep = (row: RowCells, facts: RowFacts): Step => {
  const [length, claim] = [row.column('firstClaimChars'), row.column('firstClaim')];
  const counted = countReader(row, 'firstClaimChars');
  return () => {
    const value = counted();
    facts.firstClaimChars = numberOf(value);
    if (value !== NOTHING || claim < 0) return value !== FAILED;
    const start = row.start(claim);
    const end = row.end(claim);
    if (start === end) return true;
    facts.firstClaimChars = surelyFilled(row.bytes, start, end)
      ? claimChars(row.bytes, start, end)
      : (firstClaimChars(row.only(length, claim)) ?? NaN);
    return true;
  };
};

/** 0 = not known, 1 = no, 2 = yes. */
const triReader = (row: RowCells, field: string): Reader =>
  memoReader(row, field, (cells) => {
    const said = triState(cells, field, row.context.words);
    return said === null ? null : said ? 2 : 1;
  });

/** Bits of a remembered status: the status in the lowest three, then the two register events. */
const PLEDGED = 8;
const SUSPENDED = 16;
const PAIR = 67_108_864;

const statusReader = (row: RowCells): Reader => {
  const [validity, legal] = [row.column('validity'), row.column('legalStatus')];
  if (validity < 0 && legal < 0) return () => 0;
  const read = (cells: RecordCells): number => {
    const { status, pledgeLive, procedureSuspended } = statusFacts(cells, row.context.words);
    if (cells.failures.length > 0) return FAILED;
    const events = (pledgeLive === true ? PLEDGED : 0) | (procedureSuspended === true ? SUSPENDED : 0);
    return codeIn(STATUS_CODES, status) | events;
  };
  const ids = [validity, legal].map((index) => (index < 0 ? null : new ColumnMemo(row.bytes, index)));
  const idOf = (memo: ColumnMemo | null | undefined): number =>
    memo === null || memo === undefined ? 0 : memo.id(row.start(memo.index), row.end(memo.index));
  const known = new NumberMemo();
  return () => {
    const key = idOf(ids[0]) * PAIR + idOf(ids[1]);
    const found = known.get(key);
    if (found !== undefined) return found;
    const value = read(row.only(validity, legal));
    known.set(key, value);
    return value;
  };
};

const registerStep = (row: RowCells, facts: RowFacts): Step => {
  const status = statusReader(row);
  const [pledge, suspension] = [triReader(row, 'pledgeLive'), triReader(row, 'procedureSuspended')];
  const [pending, report] = [
    triReader(row, 'invalidationPending'),
    triReader(row, 'evaluationReportPositive'),
  ];
  const sameDay = memoReader(row, 'sameDayApplication', (cells) => {
    sameDayApplication(cells, { digits: '' }, row.context.words);
    return null;
  });
  const pledgee = row.column('pledgee');
  const current =
    pledgee >= 0 && row.context.columnOf.get('pledgee')?.header.trim().startsWith('当前') === true;
  const pledgeHolder = (): number =>
    current &&
    row.start(pledgee) < row.end(pledgee) &&
    currentPledgee(row.only(pledgee), row.context) === true
      ? 2
      : 0;
  return () => {
    const said = status();
    const pledged = pledge();
    const suspended = suspension();
    const open = pending();
    const positive = report();
    if (said === FAILED || pledged === FAILED || suspended === FAILED) return false;
    if (open === FAILED || positive === FAILED || sameDay() === FAILED) return false;
    facts.status = said & 7;
    facts.pledgeLive = pledged > 0 ? pledged : (said & PLEDGED) !== 0 ? 2 : pledgeHolder();
    if (facts.pledgeLive === 0 && neverPledged(facts.pledgeCount) === false) facts.pledgeLive = 1;
    facts.procedureSuspended = suspended > 0 ? suspended : (said & SUSPENDED) !== 0 ? 2 : 0;
    facts.invalidationPending = Math.max(0, open);
    facts.evaluationReportPositive = Math.max(0, positive);
    return true;
  };
};

/** Needs the count of litigation and what the list says of open cases: comes after `countSteps` and `registerStep`. */
const outcomeStep = (row: RowCells, facts: RowFacts): Step => {
  const { words } = row.context;
  const invalidations = countReader(row, 'invalidationCount');
  const invalidation = memoReader(row, 'invalidationOutcome', (cells) => {
    const found = wordOf(cells, 'invalidationOutcome', 'invalidation', INVALIDATION_CODES, words);
    return found === null ? null : codeIn(INVALIDATION_CODES, found);
  });
  const litigation = memoReader(row, 'litigationOutcome', (cells) => {
    const found = wordOf(cells, 'litigationOutcome', 'litigation', LITIGATION_CODES, words);
    return found === null ? null : codeIn(LITIGATION_CODES, found);
  });
  const requester = memoReader(row, 'invalidationRequester', (cells) =>
    cells.text('invalidationRequester') === null ? null : 1,
  );
  const copy = dayReader(row, 'registerCopyDate');
  return () => {
    const count = invalidations();
    const outcome = invalidation();
    const result = litigation();
    if (count === FAILED || outcome === FAILED || result === FAILED) return false;
    if (facts.invalidationPending === 0) {
      const named = requester() === 1 ? 'named' : null;
      const said = INVALIDATION_CODES[outcome - 1] ?? null;
      const open = invalidationOpen(named, count < 0 ? null : count, said, copy() >= 0);
      facts.invalidationPending = open === null ? 0 : open ? 2 : 1;
    }
    facts.invalidationOutcome = outcome > 0 ? outcome : codeIn(INVALIDATION_CODES, noneIfZero(count));
    facts.litigationOutcome =
      result > 0 ? result : codeIn(LITIGATION_CODES, noneIfZero(facts.litigationCount));
    return true;
  };
};

/**
 * Reads the rows of a patent list into numbers, by the readers of the importer: each distinct text of a column is read
 * once and remembered; numbers, titles and lists of the usual form are settled on their bytes. A row of which `read` says
 * `false` is one that `buildRecord` fails, and the other way round; `buildRecord` then says why.
 */
export class PatentRowReader {
  readonly facts = blankFacts();
  readonly #steps: readonly Step[];

  constructor(row: RowCells, tail: Tail) {
    const { facts } = this;
    this.#steps = [
      numberStep(row, facts),
      ...(row.column('patentType') < 0 ? [] : [typeStep(row, facts)]),
      titleStep(row),
      namesStep(row),
      ...(row.column('publicationNumber') < 0 ? [] : [publicationStep(row, facts)]),
      datesStep(row, facts),
      ...countSteps(row, facts),
      ...shareSteps(row, facts),
      firstClaimStep(row, facts),
      registerStep(row, facts),
      outcomeStep(row, facts),
      categoriesStep(row, facts),
      classStep(row, facts),
      familyStep(row, facts, tail),
    ];
  }

  /** Reads the row at hand into `facts`; `false` = the record fails. */
  read(): boolean {
    for (const step of this.#steps) if (!step()) return false;
    return true;
  }
}
