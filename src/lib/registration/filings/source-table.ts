import { parseFenText } from '../../kernel/fen';
import type { TableBlock } from '../../documents/model';
import { table } from '../../documents/table';
import { TO_BE_FILLED, exactWan } from '../display';
import { patentNumberText } from '../patent-values';
import type { WholeFiling } from './bound-filings';
import { enteredSoFar } from './filing';
import { plainAmount } from './field-text';
import type { SourceRow } from './source-row';

const PATENT_COLUMNS = [
  { title: '专利号', share: 24 },
  { title: '名称', share: 39 },
  { title: '申请日', share: 15 },
  { title: '授权公告日', share: 15 },
];

/** What a column of the list of sources holds: from the case, else as entered with the filing. */
export const sourceCell = (whole: WholeFiling, { source, values }: SourceRow, code: string): string => {
  const own = values.get(code);
  const text = own === undefined ? enteredSoFar(whole.filing, `${source.id}/${code}`) : own.value;
  if (text === null) return TO_BE_FILLED;
  return own?.trace.unit === 'fen' ? plainAmount(text, 'yuan') : text;
};

/** The sources of a filing as a table for a document: patents with their dates, else the columns of its list. */
export const sourceRows = (whole: WholeFiling): TableBlock => {
  const { filing, values } = whole;
  const number = { title: '序号', share: 7, align: 'center' as const };
  if (filing.kind === 'patent-pledge')
    return table({
      columns: [number, ...PATENT_COLUMNS],
      rows: filing.sources.flatMap(({ patent }, index) =>
        patent === null
          ? []
          : [
              [
                String(index + 1),
                patentNumberText(patent),
                patent.title,
                patent.filingDate ?? TO_BE_FILLED,
                patent.grantDate ?? TO_BE_FILLED,
              ],
            ],
      ),
    });
  const columns = filing.definition.list?.columns ?? [];
  if (columns.length === 0)
    return table({
      columns: [number, { title: '名称', share: 53 }, { title: '金额（万元）', share: 40 }],
      rows: filing.sources.map(({ title, support }, index) => {
        const fen = parseFenText(support?.capacityFen ?? '');
        return [String(index + 1), title, fen.ok ? exactWan(fen.value) : TO_BE_FILLED];
      }),
    });
  const share = Math.floor(93 / columns.length);
  return table({
    columns: [number, ...columns.map(({ title }) => ({ title, share }))],
    rows: values.rows.map((row, index) => [
      String(index + 1),
      ...columns.map(({ source }) => sourceCell(whole, row, source)),
    ]),
  });
};
