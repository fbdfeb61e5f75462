import type { DocumentContent, TableBlock } from '../../../documents/model';
import { LANDSCAPE_WIDTH } from '../../../documents/model';
import { signatures, table } from '../../../documents/table';
import { heading, note } from '../../../documents/text';
import { safeCsv } from '../safe-csv';
import type { Draw } from './draw';

const STRATA = { none: '不分层', bank: '按银行分层', office: '按机构分层' } as const;

/** Who drew, when by the clock of the computer, and out of what. */
export interface DrawnBy {
  /** How the population was chosen, in words. */
  readonly scope: string;
  readonly by: string;
  readonly at: string;
  /** What of the population is invented, in words; empty = nothing. */
  readonly fiction: string;
}

const wide = (rows: readonly (readonly [label: string, value: string])[]): TableBlock =>
  table({
    headless: true,
    width: LANDSCAPE_WIDTH,
    columns: [
      { title: '', share: 22, label: true },
      { title: '', share: 78 },
    ],
    rows,
  });

/** 抽查底稿: plan, population, what was drawn, room for the result of each check. */
export const drawPaper = (draw: Draw, { by, at, scope, fiction }: DrawnBy): DocumentContent => ({
  title: '抽查底稿',
  fiction,
  warning: '',
  date: at.slice(0, 10),
  sections: [
    {
      landscape: true,
      children: [
        heading('一、抽查方案'),
        wide([
          ['种子', draw.seed],
          ['总体', `${draw.population} 件：${scope}`],
          ['总体校验值（SHA-256）', draw.populationSha256],
          ['抽查件数', `${draw.size} 件，${STRATA[draw.strata]}`],
          ['方法', draw.method],
          ['抽取人、时间（本机时钟）', `${by}　${at}`],
        ]),
        ...(draw.strata === 'none'
          ? []
          : [
              table({
                columns: [
                  { title: '层', share: 60 },
                  { title: '总体', share: 20, align: 'right' as const },
                  { title: '抽取', share: 20, align: 'right' as const },
                ],
                rows: draw.perStratum.map(({ name, population, drawn }) => [
                  name,
                  String(population),
                  String(drawn),
                ]),
              }),
            ]),
        heading('二、抽中的材料'),
        table({
          width: LANDSCAPE_WIDTH,
          size: 18,
          columns: [
            { title: '序号', share: 6, align: 'center' },
            { title: '材料', share: 26 },
            { title: '银行', share: 16 },
            { title: '内容标识', share: 22 },
            { title: '核查结果（人工填写）', share: 30 },
          ],
          rows: draw.drawn.map(({ title, bank, id }, i) => [String(i + 1), title, bank, id, '']),
        }),
        note('任何人可以用同一种子和同一总体重新抽取，结果必然相同；总体逐件列在同时导出的 JSON 和 CSV 里。'),
        signatures(['抽取', '监督', '日期']),
      ],
    },
  ],
});

/** The draw as CSV; the plan stands above the rows, the whole population below them. */
export const drawCsv = (draw: Draw, { by, at, scope, fiction }: DrawnBy): string =>
  safeCsv([
    ['种子', draw.seed],
    ['总体范围', scope],
    ...(fiction === '' ? [] : [['虚构', fiction]]),
    ['总体件数', String(draw.population)],
    ['总体SHA-256', draw.populationSha256],
    ['抽查件数', String(draw.size)],
    ['分层', STRATA[draw.strata]],
    ['抽取人', by],
    ['抽取时间', at],
    [],
    ['序号', '层', '材料', '银行', '机构', '内容标识', '票号', '核查结果'],
    ...draw.drawn.map(({ stratum, title, bank, office, id, ticket }, i) => [
      String(i + 1),
      stratum,
      title,
      bank,
      office,
      id,
      ticket,
      '',
    ]),
    [],
    ['总体'],
    ['内容标识', '层', '票号'],
    ...draw.members.map(({ id, stratum, ticket }) => [id, stratum, ticket]),
  ]);
