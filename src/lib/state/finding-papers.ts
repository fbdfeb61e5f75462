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

const keyOf = (paper: Paper): string => JSON.stringify([paper.title, paper.place, paper.hash]);

/** Papers behind the data of a finding, each once, in the order in which they were read. */
export const dataPapers = (trace: TraceNode): readonly Paper[] => {
  const papers = new Map<string, Paper>();
  for (const node of walkTrace(trace)) {
    const paper = cellPaper(node) ?? notedPaper(node);
    if (paper !== null) papers.set(keyOf(paper), paper);
  }
  return [...papers.values()];
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
