import type { CaseRecord } from '../case/case-record';
import type { Figure } from '../case/exchange';
import type { PatentRecord } from '../case/patents-section';
import { weakest } from '../kernel/confidence';
import { NOT_GIVEN, TO_BE_FILLED, confidenceText } from './display';
import { type Block, type Column, LANDSCAPE_WIDTH } from '../documents/model';
import { table } from '../documents/table';
import { note, paragraph } from '../documents/text';
import { UNKNOWN, fixedText } from './figure-display';
import { pledgedPatents } from './patent-values';

/** One decimal for points and two for years: what a person can act on. */
const SCORE_PLACES = 1;
const YEAR_PLACES = 2;

type Show = (figure: Figure) => string;

const score: Show = ({ value }) => (value === null ? UNKNOWN : fixedText(value, SCORE_PLACES));
const years: Show = ({ value }) => (value === null ? UNKNOWN : fixedText(value, YEAR_PLACES));
const date: Show = ({ value }) => value ?? UNKNOWN;
const range: Show = ({ interval }) =>
  interval === undefined
    ? NOT_GIVEN
    : `${fixedText(interval.low, SCORE_PLACES)}–${fixedText(interval.high, SCORE_PLACES)}`;

/** The scoring method writes coverage into the note of a score: `…，覆盖率 46%`. */
const coverage: Show = ({ trace }) => /覆盖率 (\d+(?:\.\d+)?%)/.exec(trace.note ?? '')?.[1] ?? NOT_GIVEN;

interface FigureColumn extends Column {
  /** The figure of a patent bears this id before `/<id of the patent>`. */
  readonly figure: string;
  readonly show: Show;
}

const TOTAL = 'patent-score/total';

const FIGURES: readonly FigureColumn[] = [
  { title: '已测\n得分', share: 5, align: 'center', figure: TOTAL, show: score },
  { title: '区间', share: 8, align: 'center', figure: TOTAL, show: range },
  { title: '法律', share: 4.5, align: 'center', figure: 'patent-score/legal', show: score },
  { title: '技术', share: 4.5, align: 'center', figure: 'patent-score/technical', show: score },
  { title: '经济', share: 4.5, align: 'center', figure: 'patent-score/economic', show: score },
  { title: '覆盖率', share: 5.5, align: 'center', figure: TOTAL, show: coverage },
  { title: '保护期\n最后一日', share: 8.5, align: 'center', figure: 'patent-expiry', show: date },
  { title: '剩余年限\n（年）', share: 7, align: 'center', figure: 'patent-remaining-years', show: years },
  { title: '下一次\n年费期限', share: 8.5, align: 'center', figure: 'patent-next-annuity', show: date },
];

const NAMES: readonly Column[] = [
  { title: '序号', share: 4, align: 'center' },
  { title: '专利', share: 29 },
  { title: '申请号', share: 11 },
];

const idOf = ({ figure }: FigureColumn, patent: PatentRecord): string => `${figure}/${patent.id}`;

/** Ids of the figures that stand in the table of patents. */
export const patentFigureIds = (caseRecord: CaseRecord): ReadonlySet<string> =>
  new Set(pledgedPatents(caseRecord).flatMap((patent) => FIGURES.map((column) => idOf(column, patent))));

type ById = ReadonlyMap<string, Figure>;

const cellText = (byId: ById, column: FigureColumn, patent: PatentRecord): string => {
  const figure = byId.get(idOf(column, patent));
  return figure === undefined ? NOT_GIVEN : column.show(figure);
};

const weakestText = (byId: ById, column: FigureColumn, patents: readonly PatentRecord[]): string => {
  const found = patents.flatMap((patent) => byId.get(idOf(column, patent)) ?? []);
  return found.length === 0 ? NOT_GIVEN : confidenceText(weakest(found.map(({ confidence }) => confidence)));
};

/** One row per pledged patent in the order of the pledge, and the weakest confidence of every column. */
export const patentBlocks = (caseRecord: CaseRecord, figures: readonly Figure[]): readonly Block[] => {
  const patents = pledgedPatents(caseRecord);
  if (patents.length === 0) return [paragraph('没有质押专利。')];
  const byId = new Map(figures.map((figure) => [figure.id, figure]));
  const rows = patents.map((patent, index) => [
    String(index + 1),
    patent.title.trim() === '' ? TO_BE_FILLED : patent.title,
    patent.applicationNumber,
    ...FIGURES.map((column) => cellText(byId, column, patent)),
  ]);
  const confidences = ['', '各列最弱可信度', '', ...FIGURES.map((c) => weakestText(byId, c, patents))];
  return [
    table({
      size: 18,
      width: LANDSCAPE_WIDTH,
      gap: 50,
      columns: [...NAMES, ...FIGURES],
      rows: [...rows, confidences],
    }),
    note(
      '得分为百分制，只就已测指标计算，未测指标取最差至最好即为区间；覆盖率为已测指标所占权重。已测得分不单独作为结论，授信看区间低端。',
    ),
  ];
};
