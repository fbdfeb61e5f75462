import type { CaseRecord } from '../case/case-record';
import type { DataAsset } from '../case/data-assets-section';
import type { Figure } from '../case/exchange';
import { NOT_GIVEN, percentText, readableWords } from './display';
import type { Block, Cell } from '../documents/model';
import { table } from '../documents/table';
import { caption, paragraph } from '../documents/text';
import { moneyCell, rangeText, shownText } from './figure-display';
import { reasonOf } from './valuation-figures';

/** Methods of every priced data asset side by side, what counts, and what may be lent against. Reads figures by id. */

type ById = ReadonlyMap<string, Figure>;

const valueCell = (figure: Figure | undefined, missing: string): Cell =>
  figure === undefined ? NOT_GIVEN : figure.value === null ? missing : moneyCell(figure.value);

const methodRow = (byId: ById, asset: DataAsset, worksheet: string): readonly Cell[] => {
  const id = `data-value/${asset.id}/${worksheet}`;
  const figure = byId.get(id);
  if (figure === undefined) return [];
  const { interval } = figure;
  const weight = asset.pricing.reconciliation.weights.find(({ entry }) => entry === worksheet);
  return [
    figure.label.replace(/估值$/, ''),
    valueCell(figure, '未能估值'),
    interval === undefined ? NOT_GIVEN : rangeText(interval.low, interval.high, 'fen'),
    valueCell(byId.get(`${id}/pledge-quantile`), NOT_GIVEN),
    valueCell(byId.get(`${id}/effective`), '未知'),
    weight === undefined ? NOT_GIVEN : percentText(weight.weight),
    weight === undefined ? NOT_GIVEN : weight.reason,
  ];
};

const statement = (title: string, figure: Figure | undefined): readonly Block[] => {
  if (figure === undefined) return [];
  return [
    paragraph(
      figure.value === null
        ? `${title}：未知。${reasonOf(figure.trace)}`
        : `${title}：${shownText(figure.value, figure.unit)}${figure.unit === 'fen' ? ' 万元' : ''}。${readableWords(figure.trace.formula ?? '')}`,
    ),
  ];
};

const gapText = (figure: Figure | undefined): readonly Block[] =>
  figure === undefined
    ? []
    : [
        paragraph(
          `与主方法的最大差异 ${percentText(figure.value ?? '')}。${readableWords(figure.trace.note ?? '')}`,
        ),
      ];

const optionTexts = (byId: ById, asset: DataAsset): readonly Block[] =>
  asset.pricing.worksheets
    .filter(({ kind }) => kind === 'option')
    .flatMap(({ id }) =>
      statement('实物期权（单列，不并入估值，不计入质押基数）', byId.get(`data-option/${asset.id}/${id}`)),
    );

const assetBlocks =
  (byId: ById) =>
  (asset: DataAsset): readonly Block[] => {
    const rows = asset.pricing.worksheets
      .map(({ id }) => methodRow(byId, asset, id))
      .filter((row) => row.length > 0);
    if (rows.length === 0) return [];
    const { reason, by } = asset.pricing.reconciliation;
    return [
      caption(asset.title),
      table({
        size: 17,
        gap: 50,
        columns: [
          { title: '方法', share: 17 },
          { title: '价值（万元）', share: 14, align: 'right' },
          { title: 'P10 – P90（万元）', share: 18, align: 'right' },
          { title: 'P25（万元）', share: 13, align: 'right' },
          { title: '扣除后（万元）', share: 14, align: 'right' },
          { title: '权重', share: 8, align: 'center' },
          { title: '理由', share: 16 },
        ],
        rows,
      }),
      ...gapText(byId.get(`data-asset-value/${asset.id}/gap`)),
      ...statement('数据资产价值', byId.get(`data-asset-value/${asset.id}`)),
      ...(reason.trim() === '' ? [] : [paragraph(`调和理由：${reason}${by === '' ? '' : `（${by}）`}`)]),
      ...statement('质押基数', byId.get(`data-pledge-base/${asset.id}`)),
      ...optionTexts(byId, asset),
    ];
  };

/** 数据资产的方法、差异、调和与质押基数; empty when no data asset was priced. */
export const dataAssetComparison = (caseRecord: CaseRecord, figures: readonly Figure[]): readonly Block[] => {
  const byId = new Map(figures.map((figure) => [figure.id, figure]));
  return caseRecord.sections.dataAssets.assets.flatMap(assetBlocks(byId));
};

/** What stands in the table above: not derived once more, step by step, below. */
export const isDataStep = ({ id }: Figure): boolean =>
  id.startsWith('data-asset-value/') ||
  /^data-value\/[^/]+\/[^/]+\/(?:pledge-quantile|p50|effective)$/.test(id);
