import type { DataAsset } from '../case/data-assets-section';
import type { DuplicateRows } from '../case/data-profile';
import type { Figure, Subject } from '../case/exchange';
import type { Method } from '../case/method';
import type { Confidence } from '../kernel/confidence';
import { Decimal, decimalText } from '../kernel/decimal';
import { type TraceNode, type Unit, derive, leaf } from '../kernel/trace';
import { KERNEL_METHOD } from './run/run-settings';

/** Places of a share; one rounding, at the end. */
const SHARE_PLACES = 6;
const ROUNDING = '四舍五入到 6 位小数';

/** One asset with where it stands and who counted. */
interface Place {
  readonly asset: DataAsset;
  readonly path: string;
  /** What somebody else's engine says was not read here. */
  readonly confidence: Confidence;
}

const fact = (
  { asset, path, confidence }: Place,
  field: string,
  label: string,
  value: number | null,
): TraceNode =>
  leaf({
    id: `${asset.id}/${field}`,
    label,
    value: value === null ? null : value.toString(),
    unit: 'count',
    confidence,
    source: { kind: 'field', path: `${path}.${field}`, label },
  });

const raggedOf = (asset: DataAsset): number =>
  asset.faults.filter((f) => f.code === 'E_RAGGED').reduce((n, f) => n + f.count, 0);

/** Rows whose cells went to the columns. */
const wholeOf = (asset: DataAsset): number => asset.rows - raggedOf(asset);

const wholeLeaves = (place: Place): readonly TraceNode[] => [
  fact(place, 'rows', '行数', place.asset.rows),
  fact(place, 'faults', '不齐的行', raggedOf(place.asset)),
];

const shareText = (part: number, whole: number): string | null =>
  whole > 0 ? decimalText(new Decimal(part).div(whole), SHARE_PLACES) : null;

const shareNode = (
  id: string,
  label: string,
  part: number,
  whole: number,
  words: string,
  numbers: string,
  children: readonly TraceNode[],
): TraceNode => {
  const value = shareText(part, whole);
  return derive({
    id,
    label,
    value,
    unit: 'ratio',
    method: KERNEL_METHOD,
    formula: value === null ? `${words}：分母为零，无法计算` : `${words} = ${numbers}`,
    rounding: ROUNDING,
    children,
  });
};

const countNode = (place: Place, name: 'rows' | 'bytes'): TraceNode => {
  const { asset } = place;
  const [label, how] =
    name === 'rows'
      ? ['数据行数', '逐条计数，不含表头和空行，含格数不齐的行']
      : ['数据字节数', '各文件长度之和'];
  const value = asset[name];
  return derive({
    id: `data-asset/${name}/${asset.id}`,
    label,
    value: value === null ? null : value.toString(),
    unit: 'count',
    method: KERNEL_METHOD,
    formula: value === null ? '数据在仓库中，没有字节数' : `${how} = ${value}`,
    note: `${asset.fileName}，由 ${asset.method} 读出`,
    children: [fact(place, name, label, value)],
  });
};

const lessText = (unreadable: number): string => (unreadable === 0 ? '' : ` − ${unreadable}`);

/** Cells that a damaged file does not give up are neither filled nor missing: they leave the whole. */
const unreadableLeaf = (place: Place, at: number): readonly TraceNode[] => {
  const column = place.asset.columns[at];
  return column === undefined || column.unreadable === 0
    ? []
    : [fact(place, `columns[${at}].unreadable`, `“${column.name}”读不出`, column.unreadable)];
};

/** Complement of the cell completeness behind indicator 0201 of GB/T 36344-2018. */
const missingNode = (place: Place): TraceNode => {
  const { asset } = place;
  const missing = asset.columns.reduce((n, c) => n + c.missing, 0);
  const unreadable = asset.columns.reduce((n, c) => n + c.unreadable, 0);
  const columns = asset.columns.length;
  return shareNode(
    `data-asset/missing-share/${asset.id}`,
    '缺失单元格占比',
    missing,
    wholeOf(asset) * columns - unreadable,
    `Σ各列缺失 ÷ ((行数 − 不齐的行) × 列数${unreadable === 0 ? '' : ' − 读不出的单元格'})`,
    `${missing} ÷ ((${asset.rows} − ${raggedOf(asset)}) × ${columns}${lessText(unreadable)})`,
    [
      ...wholeLeaves(place),
      ...asset.columns.map((c, i) => fact(place, `columns[${i}].missing`, `“${c.name}”缺失`, c.missing)),
      ...asset.columns.flatMap((_, i) => unreadableLeaf(place, i)),
    ],
  );
};

const columnMissing = (place: Place, at: number): TraceNode => {
  const { asset } = place;
  const { name = '', missing = 0, unreadable = 0 } = asset.columns[at] ?? {};
  return shareNode(
    `data-asset/missing-share/${asset.id}/${at}`,
    `“${name}”缺失占比`,
    missing,
    wholeOf(asset) - unreadable,
    `缺失 ÷ (行数 − 不齐的行${unreadable === 0 ? '' : ' − 读不出的单元格'})`,
    `${missing} ÷ (${asset.rows} − ${raggedOf(asset)}${lessText(unreadable)})`,
    [
      fact(place, `columns[${at}].missing`, `“${name}”缺失`, missing),
      ...wholeLeaves(place),
      ...unreadableLeaf(place, at),
    ],
  );
};

/** Between which numbers the truth lies; profiles of cases before version 4 hold no bounds. */
const estimateNote = ({ low, high }: DuplicateRows): string =>
  low === null || high === null
    ? '估计：不同行数的相对标准差 0.81%'
    : `估计：在 ${low} 与 ${high} 之间（95%）`;

const duplicateNode = (place: Place): TraceNode => {
  const { asset } = place;
  const found = asset.table?.duplicateRows ?? null;
  const extra = fact(place, 'table.duplicateRows.extra', '多余副本', found?.extra ?? null);
  const node = shareNode(
    `data-asset/duplicate-share/${asset.id}`,
    '重复行占比',
    found?.extra ?? 0,
    found === null ? 0 : wholeOf(asset),
    '多余副本 ÷ (行数 − 不齐的行)',
    `${found?.extra ?? 0} ÷ (${asset.rows} − ${raggedOf(asset)})`,
    [found?.exact === false ? { ...extra, note: estimateNote(found) } : extra, ...wholeLeaves(place)],
  );
  return found === null ? { ...node, formula: '没有统计重复行' } : node;
};

/** Measured against claimed volume; above 1 when more was found than was claimed. Nothing without a claim. */
const claimedNodes = (place: Place): readonly TraceNode[] => {
  const { asset } = place;
  if (asset.claimed === null) return [];
  const claimed = fact(place, 'claimed.rows', '申报行数', asset.claimed.rows);
  const rows = fact(place, 'rows', '行数', asset.rows);
  const { rows: stated } = asset.claimed;
  const all = shareNode(
    `data-asset/measured-to-claimed/${asset.id}`,
    '实测行数与申报行数之比',
    asset.rows,
    stated,
    '实测行数 ÷ 申报行数',
    `${asset.rows} ÷ ${stated}`,
    [rows, claimed],
  );
  const extra = asset.table?.duplicateRows?.extra;
  if (extra === undefined) return [all];
  const unique = shareNode(
    `data-asset/unique-to-claimed/${asset.id}`,
    '去重后行数与申报行数之比',
    asset.rows - extra,
    stated,
    '(实测行数 − 多余副本) ÷ 申报行数',
    `(${asset.rows} − ${extra}) ÷ ${stated}`,
    [rows, fact(place, 'table.duplicateRows.extra', '多余副本', extra), claimed],
  );
  return [all, unique];
};

const figure = (subject: Subject, trace: TraceNode, unit: Unit = trace.unit): Figure => ({
  id: trace.id,
  subject,
  label: trace.label,
  value: trace.value,
  unit,
  method: KERNEL_METHOD,
  confidence: trace.confidence,
  trace,
});

/**
 * `data-asset.profile@2`: rows, bytes, missing share of the table and of each column, duplicate share, measured against claimed
 * rows. Stands on the stored profile, whoever measured it; what a warehouse stated is `secondary`.
 */
export const PROFILE_FIGURES: Method = {
  id: KERNEL_METHOD,
  title: '数据资产画像',
  needs: [],
  run: ({ caseRecord }) => ({
    figures: caseRecord.sections.dataAssets.assets.flatMap((asset, i) => {
      const confidence = asset.source.kind === 'own' ? 'verified' : 'secondary';
      const place: Place = { asset, path: `sections.dataAssets.assets[${i}]`, confidence };
      const subject: Subject = { kind: 'data-asset', id: asset.id, title: asset.title };
      return [
        countNode(place, 'rows'),
        countNode(place, 'bytes'),
        missingNode(place),
        duplicateNode(place),
        ...claimedNodes(place),
        ...asset.columns.map((_, at) => columnMissing(place, at)),
      ].map((node) => figure(subject, node));
    }),
    findings: [],
    offers: [],
  }),
};
