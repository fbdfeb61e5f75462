import type { CaseRecord } from '../../case/case-record';
import type { Outputs } from '../../case/method';
import type { DocumentContent } from '../../documents/model';
import { canonicalJson } from '../../kernel/canonical-json';
import { type Result, ok } from '../../kernel/result';
import { encodeUtf8 } from '../../kernel/utf8';
import type { RulesAt } from '../../rulebook/model';
import { readTyped } from '../../rulebook/read-rule';
import * as v from 'valibot';
import { fileNamePart } from '../file-name';
import type { WholeFiling, WholePlan } from './bound-filings';
import { checklistContent } from './checklist-content';
import { contractContent, mainContractContent } from './contract-content';
import { costContent } from './cost-content';
import { eastCsv } from './east-csv';
import { entryContent } from './entry-content';
import { entrySheet } from './entry-sheet';
import { filingJson } from './filing-json';
import { filingList } from './filing-list';
import { formContent } from './form-content';
import { filingLetters } from './letter-content';
import { writeList } from './list-xlsx';
import { summaryContent } from './summary-content';

const NOTICE_RULE = 'registration.contract-notice';

/** A document of the package: what it holds, or a file of another kind. */
export interface FilingDocument {
  readonly path: string;
  readonly body: DocumentContent | (() => Promise<Result<Uint8Array>>);
  /** Id of the filing that it belongs to; `null` = it is about all. */
  readonly filing: string | null;
  /** What it says of the risk of its route, and must say in whatever layout. */
  readonly risk: readonly string[];
}

const two = (n: number): string => String(n).padStart(2, '0');

/** Folder of a filing below `documents/`; `''` where the case has only one. */
export const folderOf = (plan: WholePlan, whole: WholeFiling): string => {
  const { filings } = plan;
  if (filings.length < 2) return '';
  const { index, act, title } = whole.filing;
  const at = filings.findIndex(({ filing }) => filing.id === whole.filing.id) + 1;
  return `${two(at)}_${fileNamePart(act === 'register' ? index.folder : title)}`;
};

/** Numbers of the files of a filing; those between belong to the case. */
const NO = { form: 1, list: 2, checklist: 3, main: 6, contract: 7, letters: 8, entry: 19, json: 20 } as const;
const CASE_NO = { summary: 21, cost: 22, east: 23 } as const;

const pathOf = (folder: string, no: number, title: string, extension: string): string =>
  `documents/${folder === '' ? '' : `${folder}/`}${two(no)}_${fileNamePart(title)}.${extension}`;

const file =
  (bytes: Uint8Array): FilingDocument['body'] =>
  () =>
    Promise.resolve(ok(bytes));

/** A filing whose papers name the files that this program wrote for them. */
const withFiles = (whole: WholeFiling, folder: string, listTitle: string | null): WholeFiling => ({
  ...whole,
  papers: whole.papers.map((paper) => {
    if (paper.file !== null || paper.need === 'not-needed') return paper;
    if (paper.generated === 'application-form')
      return { ...paper, file: pathOf(folder, NO.form, whole.form.title, 'docx') };
    const listed = paper.generated === 'patent-list' || paper.generated === 'list';
    return listed && listTitle !== null
      ? { ...paper, file: pathOf(folder, NO.list, listTitle, 'xlsx') }
      : paper;
  }),
});

type Bare = Omit<FilingDocument, 'filing'>;

const NO_RISK: readonly string[] = [];

interface Written {
  readonly whole: WholeFiling;
  readonly documents: readonly Bare[];
}

const documentsOf = (
  caseRecord: CaseRecord,
  rules: RulesAt,
  bare: WholeFiling,
  folder: string,
  notice: string,
): Result<Written> => {
  const list = filingList(caseRecord, rules, bare);
  if (!list.ok) return list;
  const whole = withFiles(bare, folder, list.value?.title ?? null);
  const checks = checklistContent(caseRecord, rules, whole);
  if (!checks.ok) return checks;
  const letters = filingLetters(caseRecord, rules, whole);
  if (!letters.ok) return letters;
  const sheet = entrySheet(rules, whole);
  if (!sheet.ok) return sheet;
  const { risk } = whole.filing.definition;
  const docx = (no: number, content: DocumentContent, said = NO_RISK): Bare => ({
    path: pathOf(folder, no, content.title, 'docx'),
    body: content,
    risk: said,
  });
  const contract = contractContent(caseRecord, whole, notice);
  const listed = list.value;
  return ok({
    whole,
    documents: [
      docx(NO.form, formContent(caseRecord, whole), risk),
      ...(listed === null
        ? []
        : [
            {
              path: pathOf(folder, NO.list, listed.title, 'xlsx'),
              body: () => writeList(listed),
              risk: NO_RISK,
            },
          ]),
      { path: pathOf(folder, NO.checklist, '材料清单', 'docx'), body: checks.value, risk },
      ...(contract === null
        ? []
        : [docx(NO.main, mainContractContent(caseRecord, whole, notice)), docx(NO.contract, contract, risk)]),
      ...letters.value.map(({ content }, index) => docx(NO.letters + index, content)),
      {
        path: pathOf(folder, NO.entry, '录入单', 'docx'),
        body: entryContent(caseRecord, whole, sheet.value),
        risk,
      },
      {
        path: pathOf(folder, NO.json, '表单', 'json'),
        body: file(encodeUtf8(canonicalJson(filingJson(whole)))),
        risk: NO_RISK,
      },
    ],
  });
};

/** The filings with the documents of each, and those of the case that are about all of them. */
export interface FilingDocuments {
  readonly plan: WholePlan;
  readonly documents: readonly FilingDocument[];
}

/**
 * What is written for the filings of a case: per filing the form, the list, the checklist, contracts, letters, entry sheet and the form
 * for machines; for the case the summary, the cost sheet and the EAST table. Pure. Errors: those of the rulebook.
 */
export const filingDocuments = (
  caseRecord: CaseRecord,
  outputs: Outputs,
  rules: RulesAt,
  plan: WholePlan,
): Result<FilingDocuments> => {
  const notice = readTyped(rules, NOTICE_RULE, v.string());
  if (!notice.ok) return notice;
  const written: Written[] = [];
  for (const bare of plan.filings) {
    const one = documentsOf(caseRecord, rules, bare, folderOf(plan, bare), notice.value.value);
    if (!one.ok) return one;
    written.push(one.value);
  }
  const whole: WholePlan = { ...plan, filings: written.map((one) => one.whole) };
  const east = eastCsv(caseRecord, outputs, rules, whole.filings);
  if (!east.ok) return east;
  const cost = costContent(caseRecord, outputs, rules, whole.filings);
  const summary = summaryContent(caseRecord, whole, (one) => {
    const folder = folderOf(plan, one);
    return folder === '' ? 'documents' : folder;
  });
  return ok({
    plan: whole,
    documents: [
      ...written.flatMap(({ whole: { filing }, documents }) =>
        documents.map((document) => ({ ...document, filing: filing.id })),
      ),
      {
        path: pathOf('', CASE_NO.summary, summary.title, 'docx'),
        body: summary,
        filing: null,
        risk: NO_RISK,
      },
      ...(cost === null
        ? []
        : [{ path: pathOf('', CASE_NO.cost, cost.title, 'docx'), body: cost, filing: null, risk: NO_RISK }]),
      {
        path: pathOf('', CASE_NO.east, 'EAST字段表', 'csv'),
        body: file(east.value),
        filing: null,
        risk: NO_RISK,
      },
    ],
  });
};
