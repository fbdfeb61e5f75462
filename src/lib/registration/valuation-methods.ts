import type { CaseRecord } from '../case/case-record';
import type { Figure } from '../case/exchange';
import type { ReconciliationRecord } from '../case/patents-section';
import { productKey } from '../case/product-key';
import { NOT_GIVEN, percentText, readableWords } from './display';
import type { Block, Cell } from '../documents/model';
import { table } from '../documents/table';
import { caption, paragraph } from '../documents/text';
import { moneyCell, rangeText, shownText } from './figure-display';

/** All methods of one product side by side, how far they lie apart, and who weighed them why. Reads figures by id. */

type ById = ReadonlyMap<string, Figure>;

interface Product {
  readonly title: string;
  readonly entries: readonly string[];
  readonly choice: ReconciliationRecord | null;
  readonly figure: Figure;
}

/** Products whose value the method of reconciliation left, with what the case says of them. */
const productsOf = ({ sections: { patents } }: CaseRecord, byId: ById): readonly Product[] => {
  const groups = new Map<string, { title: string; entries: string[] }>();
  for (const { id, product } of [...patents.forecasts, ...patents.worksheets]) {
    if (!byId.has(`patent-value/${id}`)) continue;
    const key = productKey(product);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { title: product, entries: [id] });
    else group.entries.push(id);
  }
  return [...groups].flatMap(([key, { title, entries }]) => {
    const figure = byId.get(`patent-product/${[...entries].sort()[0] ?? ''}`);
    const choice = patents.reconciliations.find(({ product }) => productKey(product) === key) ?? null;
    return figure === undefined ? [] : [{ title, entries, choice, figure }];
  });
};

const valueOf = (byId: ById, id: string): string | null => byId.get(id)?.value ?? null;

const rangeCell = (byId: ById, id: string): Cell =>
  valueOf(byId, `${id}/low`) === null
    ? NOT_GIVEN
    : rangeText(valueOf(byId, `${id}/low`), valueOf(byId, `${id}/high`), 'fen');

const quantiles = (byId: ById, id: string): Cell =>
  byId.has(`${id}/p50`)
    ? ['p10', 'p50', 'p90'].map((end) => shownText(valueOf(byId, `${id}/${end}`), 'fen')).join(' / ')
    : NOT_GIVEN;

/** `许可费节省法估值` → `许可费节省法`. */
const methodName = ({ label }: Figure): string => label.replace(/估值$/, '');

const entryRow = (byId: ById, { choice }: Product, entry: string): readonly Cell[] => {
  const id = `patent-value/${entry}`;
  const figure = byId.get(id);
  if (figure === undefined) return [];
  const weight = choice?.weights.find((one) => one.entry === entry);
  return [
    methodName(figure),
    figure.value === null ? '未能估值' : moneyCell(figure.value),
    rangeCell(byId, id),
    quantiles(byId, id),
    weight === undefined ? NOT_GIVEN : percentText(weight.weight),
    weight === undefined ? NOT_GIVEN : weight.reason,
  ];
};

const adoptedRow = (byId: ById, { figure, choice }: Product): readonly Cell[] => [
  '采用值',
  figure.value === null ? '暂不采用' : moneyCell(figure.value),
  rangeCell(byId, figure.id),
  NOT_GIVEN,
  NOT_GIVEN,
  choice === null || figure.value === null
    ? readableWords(figure.trace.formula ?? '见下')
    : `${choice.reason}${choice.by === '' ? '' : `（${choice.by}）`}`,
];

const remarks = (byId: ById, { figure }: Product): readonly Block[] => {
  const apart = byId.get(`${figure.id}/disagreement`);
  return [
    ...(apart === undefined
      ? []
      : [
          paragraph(
            `各方法分歧度 ${shownText(apart.value, 'none')}。${readableWords(apart.trace.note ?? '')}`,
          ),
        ]),
    ...(figure.value === null && figure.trace.children.some(({ unit }) => unit === 'fen')
      ? [paragraph(`暂不采用：${readableWords(figure.trace.note ?? '')}`)]
      : []),
  ];
};

const productBlocks =
  (byId: ById) =>
  (product: Product): readonly Block[] => [
    caption(product.title),
    table({
      size: 17,
      gap: 50,
      columns: [
        { title: '方法', share: 17 },
        { title: '价值（万元）', share: 17, align: 'right' },
        { title: '敏感性区间（万元）', share: 19, align: 'right' },
        { title: '模拟 P10 / P50 / P90（万元）', share: 19, align: 'right' },
        { title: '权重', share: 8, align: 'center' },
        { title: '理由', share: 20 },
      ],
      rows: [...product.entries.map((entry) => entryRow(byId, product, entry)), adoptedRow(byId, product)],
    }),
    ...remarks(byId, product),
  ];

/** 各方法与调和; empty when nothing of the patents was valued. */
export const methodComparison = (caseRecord: CaseRecord, figures: readonly Figure[]): readonly Block[] => {
  const byId = new Map(figures.map((figure) => [figure.id, figure]));
  return productsOf(caseRecord, byId).flatMap(productBlocks(byId));
};
