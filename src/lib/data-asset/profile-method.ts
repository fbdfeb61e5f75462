import type { DataAsset } from '../case/data-assets-section';
import type { Figure, Subject } from '../case/exchange';
import type { Method } from '../case/method';
import { Decimal, decimalText } from '../kernel/decimal';
import { type TraceNode, type Unit, derive, leaf } from '../kernel/trace';

/** The figures of the first profile; packages made then are recomputed with it. */
export const PROFILE_METHOD = 'data-asset.profile@1';

/** Places of a share; one rounding, at the end. */
const SHARE_PLACES = 6;
const ROUNDING = '四舍五入到 6 位小数';

const fieldLeaf = (id: string, label: string, value: number, path: string): TraceNode =>
  leaf({
    id,
    label,
    value: value.toString(),
    unit: 'count',
    confidence: 'verified',
    source: { kind: 'field', path, label },
  });

const rowsNode = (asset: DataAsset, path: string): TraceNode =>
  derive({
    id: `data-asset/rows/${asset.id}`,
    label: '数据行数',
    value: asset.rows.toString(),
    unit: 'count',
    method: PROFILE_METHOD,
    formula: `逐行计数，不含表头和空行 = ${asset.rows}`,
    note: `文件 ${asset.fileName}，SHA-256 ${asset.sha256}，由 ${asset.method} 读出`,
    children: [fieldLeaf(`${asset.id}/rows`, '行数', asset.rows, `${path}.rows`)],
  });

/** Rows whose cells could not be given to columns. */
const raggedOf = (asset: DataAsset): number =>
  asset.faults.filter((f) => f.code === 'E_RAGGED').reduce((n, f) => n + f.count, 0);

/**
 * Share of cells without a value: Σ missing ÷ ((rows − ragged rows) × columns); the complement of the cell
 * completeness behind indicator 0201 of GB/T 36344-2018. Unknown when no cell was profiled.
 */
const missingNode = (asset: DataAsset, path: string): TraceNode => {
  const ragged = raggedOf(asset);
  const cells = (asset.rows - ragged) * asset.columns.length;
  const missing = asset.columns.reduce((n, c) => n + c.missing, 0);
  const share = cells > 0 ? decimalText(new Decimal(missing).div(new Decimal(cells)), SHARE_PLACES) : null;
  return derive({
    id: `data-asset/missing-share/${asset.id}`,
    label: '缺失单元格占比',
    value: share,
    unit: 'ratio',
    method: PROFILE_METHOD,
    formula:
      share === null
        ? '没有可统计的单元格，无法计算'
        : `Σ各列缺失 ÷ ((行数 − 不齐的行) × 列数) = ${missing} ÷ ((${asset.rows} − ${ragged}) × ${asset.columns.length})`,
    rounding: ROUNDING,
    children: [
      fieldLeaf(`${asset.id}/rows`, '行数', asset.rows, `${path}.rows`),
      fieldLeaf(`${asset.id}/ragged`, '不齐的行', ragged, `${path}.faults`),
      ...asset.columns.map((c, i) =>
        fieldLeaf(`${asset.id}/missing/${i}`, `“${c.name}”缺失`, c.missing, `${path}.columns[${i}].missing`),
      ),
    ],
  });
};

const figure = (subject: Subject, trace: TraceNode, unit: Unit): Figure => ({
  id: trace.id,
  subject,
  label: trace.label,
  value: trace.value,
  unit,
  method: PROFILE_METHOD,
  confidence: trace.confidence,
  trace,
});

/** Figures that stand on the stored profile of each data asset: size and missing share. */
export const PROFILE: Method = {
  id: PROFILE_METHOD,
  title: '数据资产画像',
  needs: [],
  run: ({ caseRecord }) => ({
    figures: caseRecord.sections.dataAssets.assets.flatMap((asset, i) => {
      const path = `sections.dataAssets.assets[${i}]`;
      const subject: Subject = { kind: 'data-asset', id: asset.id, title: asset.title };
      return [
        figure(subject, rowsNode(asset, path), 'count'),
        figure(subject, missingNode(asset, path), 'ratio'),
      ];
    }),
    findings: [],
    offers: [],
  }),
};
