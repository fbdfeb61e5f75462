import type { PatentRecord } from '../case/patents-section';
import { type ApplicationNumber, parsePublicationNumber } from '../kernel/patent-number';
import { type ImportContext, RecordCells } from './patent-cells';
import {
  claimCategories,
  familyJurisdictions,
  familyMembers,
  ipcFacts,
  noneIfZero,
  shareOf,
  statusFacts,
  triState,
  wordOf,
} from './patent-facts';
import { checkType, dateFacts, patentIdOf, readNumber } from './patent-identity';
import { invalidationOpen, neverPledged, sameDayApplication, warnOfPledges } from './register-facts';
import type { RecordFailure, TableRow } from './table';

export interface BuiltRecord {
  readonly record: number;
  /** `null` when the record failed. */
  readonly patent: PatentRecord | null;
  /** Publication number that stood in the application-number column. */
  readonly publicationInstead: string | null;
  /** Members of the simple family as printed, each in a form that can be compared. */
  readonly family: readonly string[];
  readonly failures: readonly RecordFailure[];
  readonly warnings: readonly RecordFailure[];
}

/** Current owner; a list that only knows the applicant is taken at its word, and the trace names that column. */
export const ownersOf = (cells: RecordCells): string[] =>
  cells.names(cells.text('currentAssignee') === null ? 'applicant' : 'currentAssignee');

const publicationOf = (cells: RecordCells): string | null => {
  const text = cells.text('publicationNumber');
  if (text === null) return null;
  const parsed = parsePublicationNumber(text);
  if (parsed.ok) return parsed.value.canonical;
  cells.warn('publicationNumber', { ...parsed.failure, code: 'W_PUBLICATION_NUMBER' });
  return null;
};

/** Characters without white space of the first claim, when the source prints the claim but not its length. */
export const firstClaimChars = (cells: RecordCells): number | null => {
  const counted = cells.count('firstClaimChars');
  if (counted !== null) return counted;
  const claim = cells.text('firstClaim');
  return claim === null ? null : [...claim.replace(/\s+/g, '')].length;
};

export const currentPledgee = (cells: RecordCells, { columnOf }: ImportContext): true | null =>
  (columnOf.get('pledgee')?.header.trim().startsWith('当前') ?? false) && cells.text('pledgee') !== null
    ? true
    : null;

const UNUSUAL = /[\p{Co}\p{Cn}\uFFFD]/u;

/** Characters that no common font shows: kept, but named, because registers compare names by character. */
const flagUnusual = (cells: RecordCells, field: string, texts: readonly string[]): void => {
  for (const text of texts) {
    const found = UNUSUAL.exec(text)?.[0];
    if (found === undefined) continue;
    const point = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    cells.warn(field, {
      code: 'W_CHARACTER',
      message: `“${text}”含有自造字或未分配字符 U+${point}，按原样保留`,
      remedy: '请对照证书确认该字',
    });
  }
};

const factsOf = (
  number: ApplicationNumber,
  cells: RecordCells,
  context: ImportContext,
): Omit<
  PatentRecord,
  'id' | 'origin' | 'edits' | 'applicationNumber' | 'applicationNumberText' | 'title'
> => {
  const { words } = context;
  const status = statusFacts(cells, words);
  const invalidations = cells.count('invalidationCount');
  const litigationCount = cells.count('litigationCount');
  const pledgeCount = cells.count('pledgeCount');
  const pledgeLive =
    triState(cells, 'pledgeLive', words) ??
    status.pledgeLive ??
    currentPledgee(cells, context) ??
    neverPledged(pledgeCount);
  const outcome = wordOf(
    cells,
    'invalidationOutcome',
    'invalidation',
    ['none', 'upheld', 'upheld-part', 'invalid'],
    words,
  );
  const registerCopyDate = cells.date('registerCopyDate');
  warnOfPledges(cells, { pledgeLive, pledgeCount });
  return {
    publicationNumber: publicationOf(cells),
    type: number.type,
    ...dateFacts(number, cells),
    owners: ownersOf(cells),
    inventors: cells.names('inventors'),
    ...status,
    feesPaidThrough: cells.date('feesPaidThrough'),
    ...ipcFacts(cells),
    claimCount: cells.count('claimCount'),
    independentClaimCount: cells.count('independentClaimCount'),
    claimCategories: claimCategories(cells, words),
    firstClaimChars: firstClaimChars(cells),
    pageCount: cells.count('pageCount'),
    forwardCitationCount: cells.count('forwardCitationCount'),
    backwardCitationCount: cells.count('backwardCitationCount'),
    nplCitationCount: cells.count('nplCitationCount'),
    forwardCitationPercentile: shareOf(cells, 'forwardCitationPercentile'),
    familyId: null,
    legalEvents: null,
    feeReduction: null,
    termCompensation: null,
    originalityIndex: shareOf(cells, 'originalityIndex'),
    familySize: cells.count('familySize'),
    familyJurisdictions: familyJurisdictions(cells, words),
    transferCount: cells.count('transferCount'),
    licenceCount: cells.count('licenceCount'),
    pledgeCount,
    pledgeLive,
    procedureSuspended: triState(cells, 'procedureSuspended', words) ?? status.procedureSuspended,
    invalidationPending:
      triState(cells, 'invalidationPending', words) ??
      invalidationOpen(
        cells.text('invalidationRequester'),
        invalidations,
        outcome,
        registerCopyDate !== null,
      ),
    invalidationOutcome: outcome ?? noneIfZero(invalidations),
    sameDayApplication: sameDayApplication(cells, number, words),
    litigationCount,
    litigationOutcome:
      wordOf(
        cells,
        'litigationOutcome',
        'litigation',
        ['won', 'settled', 'none', 'pending', 'lost'],
        words,
      ) ?? noneIfZero(litigationCount),
    evaluationReportPositive: triState(cells, 'evaluationReportPositive', words),
    registerCopyDate,
    vendorScores: cells.vendorScores(),
    note: '',
  };
};

/**
 * One row of a patent list as a patent record, or the reasons why not: every cell of a chosen column must be
 * readable or say that there is no value. Absent columns are `null`; nothing is filled in.
 */
export const buildRecord = (row: TableRow, context: ImportContext, batchId: string): BuiltRecord => {
  const cells = new RecordCells(row, context);
  const { number, printed, publicationInstead } = readNumber(row, cells);
  const failed = (): BuiltRecord => ({
    record: row.record,
    patent: null,
    publicationInstead,
    family: [],
    failures: cells.failures,
    warnings: cells.warnings,
  });
  if (number === null) return failed();
  checkType(number, cells, context);
  const title = cells.shortText('title');
  if (title === null && cells.text('title') === null)
    cells.fail('title', {
      code: 'E_TITLE_MISSING',
      message: '没有专利名称，未导入',
      path: '',
      remedy: '请对照专利证书补上名称',
    });
  const facts = factsOf(number, cells, context);
  const family = familyMembers(cells);
  if (cells.failures.length > 0 || title === null) return failed();
  flagUnusual(cells, 'title', [title]);
  flagUnusual(cells, 'currentAssignee', facts.owners);
  return {
    ...failed(),
    family,
    patent: {
      id: patentIdOf(number.digits),
      origin: { batch: batchId, row: row.record },
      edits: {},
      applicationNumber: number.canonical,
      applicationNumberText: printed,
      title,
      ...facts,
      familyId: family[0] ?? null,
    },
  };
};
