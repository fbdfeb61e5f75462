import type { CaseRecord } from '../case/case-record';
import type { Evidence } from '../case/schema-parts';
import type { TraceNode } from '../kernel/trace';
import { walkTrace } from '../kernel/trace';

/** A paper that a finding rests on, as a credit officer reads it. */
export interface Paper {
  /** Name of the file or of the paper. */
  readonly title: string;
  /** Page, sheet, row, column. */
  readonly place: string;
  /** First characters of the SHA-256; empty when there is no file. */
  readonly hash: string;
  readonly by: string;
  readonly on: string;
  /** The file it names is not in the case. */
  readonly gone: boolean;
}

const HASH_SHOWN = 12;

/** Evidence of an answer or an entered amount. */
export const paperOf = (evidence: Evidence, { attachments }: CaseRecord): Paper => {
  const file = attachments.find((a) => a.id === evidence.attachment);
  return {
    title: evidence.description.trim() === '' ? (file?.name ?? '没有写明的材料') : evidence.description,
    place: [file !== undefined && file.name !== evidence.description ? file.name : '', evidence.page ?? '']
      .filter((part) => part !== '')
      .join(' '),
    hash: file?.sha256.slice(0, HASH_SHOWN) ?? '',
    by: evidence.by ?? '',
    on: evidence.date ?? '',
    gone: evidence.attachment !== null && file === undefined,
  };
};

const cellPaper = ({ source }: TraceNode): Paper | null =>
  source?.kind === 'cell'
    ? {
        title: source.fileName,
        place: `${source.sheet === undefined ? '' : `${source.sheet} `}第 ${source.row} 行 ${source.column}`,
        hash: source.file.slice(0, HASH_SHOWN),
        by: '',
        on: '',
        gone: false,
      }
    : null;

/** `依据：征信报告；数据日期 2026-11-01` as the enterprise file notes it. */
const notedPaper = ({ label, source, note }: TraceNode): Paper | null => {
  if (source?.kind !== 'field' || !source.path.startsWith('sections.enterpriseFile.')) return null;
  const parts = (note ?? '').split('；');
  const paper = parts.find((p) => p.startsWith('依据：'))?.slice('依据：'.length) ?? '';
  const on = parts.find((p) => p.startsWith('数据日期 '))?.slice('数据日期 '.length) ?? '';
  return paper === '' && source.by === undefined
    ? null
    : { title: paper === '' ? label : paper, place: label, hash: '', by: source.by ?? '', on, gone: false };
};

/** `（虚构）征信报告第 3 页` as an entered amount of 第一还款来源 notes it. */
const enteredPaper = ({ label, source, note }: TraceNode): Paper | null =>
  source?.kind === 'field' && source.path.startsWith('sections.screening.repayment.') && note !== undefined
    ? { title: note, place: label, hash: '', by: source.by ?? '', on: '', gone: false }
    : null;

const keyOf = (paper: Paper): string => JSON.stringify([paper.title, paper.place, paper.hash]);

/** Papers behind the data of a finding, each once, in the order in which they were read. */
export const dataPapers = (trace: TraceNode): readonly Paper[] => {
  const papers = new Map<string, Paper>();
  for (const node of walkTrace(trace)) {
    const paper = cellPaper(node) ?? notedPaper(node) ?? enteredPaper(node);
    if (paper !== null) papers.set(keyOf(paper), paper);
  }
  return [...papers.values()];
};

const PLACES_SHOWN = 3;

/** The same papers with one line per file: its first places, and how many there are. */
export const papersByFile = (papers: readonly Paper[]): readonly Paper[] => {
  const files = new Map<string, Paper[]>();
  for (const paper of papers) {
    const key = JSON.stringify([paper.title, paper.hash, paper.by, paper.on, paper.gone]);
    files.set(key, [...(files.get(key) ?? []), paper]);
  }
  return [...files.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const places = same.map(({ place }) => place).filter((place) => place !== '');
    const shown = places.slice(0, PLACES_SHOWN).join('、');
    return [{ ...first, place: places.length > PLACES_SHOWN ? `${shown}等 ${places.length} 处` : shown }];
  });
};

const DATA_ROOTS = [
  'sections.enterpriseFile',
  'sections.patents',
  'sections.screening.repayment',
  'figures[',
  'findings[',
];

/** Whether data of the case stand behind a finding, besides what people answered. */
export const restsOnData = (trace: TraceNode): boolean => {
  for (const { value, source } of walkTrace(trace)) {
    if (value === null || source === undefined) continue;
    if (source.kind === 'cell') return true;
    if (source.kind === 'field' && DATA_ROOTS.some((root) => source.path.startsWith(root))) return true;
  }
  return false;
};
