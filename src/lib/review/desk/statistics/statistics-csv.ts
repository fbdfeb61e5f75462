import { fenToDecimalText, parseFenText } from '../../../kernel/fen';
import { safeCsv } from '../safe-csv';
import type { OpinionRow, OpinionStatistics } from './opinions';
import { AMOUNT_KINDS, type DeskStatistics, type KindSum, type StatisticRow } from './statistics';

const BY = { month: '收到月份', bank: '银行', office: '机构' } as const;

/** 元, exact; empty when known of no case. */
const yuan = ({ fen }: KindSum): string => {
  const read = fen === null ? null : parseFenText(fen);
  return read?.ok === true ? fenToDecimalText(read.value, 2) : '';
};

const rowCells = ({ key, cases, sums, balanceDays }: StatisticRow): readonly string[] => [
  key,
  String(cases),
  ...AMOUNT_KINDS.flatMap(({ key: kind }) => [yuan(sums[kind]), String(sums[kind].missing)]),
  balanceDays.text,
];

/** The statistics as CSV: every amount of one kind in 元 with the number of cases that lack it beside it. */
export const statisticsCsv = ({ by, rows, total }: DeskStatistics): string =>
  safeCsv([
    [
      BY[by],
      '案件数',
      ...AMOUNT_KINDS.flatMap(({ title }) => [`${title}（元）`, `${title}未知件数`]),
      '余额日期',
    ],
    ...rows.map(rowCells),
    rowCells(total),
  ]);

const BY_OPINION = { month: '出具月份', bank: '银行', office: '机构' } as const;

/** The opinions as CSV: of each kind how many were given, and how many of them still stand. */
export const opinionsCsv = ({ by, kinds, rows, total }: OpinionStatistics): string => {
  const cells = ({ key, counts, all }: OpinionRow): readonly string[] => [
    key,
    ...[all, ...kinds.map((kind) => counts[kind.key])].flatMap((count) => [
      String(count?.given ?? 0),
      String(count?.standing ?? 0),
    ]),
  ];
  return safeCsv([
    [
      BY_OPINION[by],
      ...['全部意见', ...kinds.map(({ role, label }) => `${role}：${label}`)].flatMap((title) => [
        `${title}（出具）`,
        `${title}（现行）`,
      ]),
    ],
    ...rows.map(cells),
    cells(total),
  ]);
};
