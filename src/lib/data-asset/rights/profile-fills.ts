import type { DataAsset } from '../../case/data-assets-section';
import type { ColumnProfile } from '../../case/data-profile';
import type { RulesAt } from '../../rulebook/model';
import { readFrequencyBands } from './rights-rules';

/** What the profile says for the registration form. `value` can stand as it is; `note` tells where it comes from. */
export interface ProfileFill {
  readonly value: string;
  readonly note: string;
}

const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})/;

/** `2024-01-31T08:00` → `2024年01月31日`. */
const dayText = (text: string | null): string | null => {
  const m = ISO_DAY.exec(text ?? '');
  return m === null ? null : `${m[1] ?? ''}年${m[2] ?? ''}月${m[3] ?? ''}日`;
};

/** The column of the time at which a record happened: as chosen, or the date column with the fewest gaps. */
export const timeColumn = ({ columns, quality }: DataAsset): ColumnProfile | null => {
  const dated = columns.filter((c) => c.type === 'date' && c.min !== null && c.max !== null);
  const chosen = dated.find((c) => c.name === quality.setting.dateColumn);
  const fullest = [...dated].sort((a, b) => a.missing + a.bad - (b.missing + b.bad))[0];
  return chosen ?? fullest ?? null;
};

/** 时域范围: first and last day of the time column. */
export const periodFill = (asset: DataAsset): ProfileFill | null => {
  const column = timeColumn(asset);
  const from = dayText(column?.min ?? null);
  const to = dayText(column?.max ?? null);
  return column === null || from === null || to === null
    ? null
    : { value: `${from} — ${to}`, note: `列“${column.name}”的最早与最晚` };
};

/** First and last year of the data. */
export const yearsOf = (asset: DataAsset): readonly [string, string] | null => {
  const column = timeColumn(asset);
  const yearOf = (text: string | null | undefined): string | undefined => ISO_DAY.exec(text ?? '')?.[1];
  const from = yearOf(column?.min);
  const to = yearOf(column?.max);
  return from === undefined || to === undefined ? null : [from, to];
};

const PERIOD = { hour: '小时', day: '天', week: '周' } as const;

/**
 * 更新频率 as the spacing of the records suggests it: share of days with a record. A proposal only; how often the data is
 * brought up to date is for its owner to say. Nothing without the bands in the rulebook.
 */
export const frequencyHint = (asset: DataAsset, rules: RulesAt): ProfileFill | null => {
  const column = timeColumn(asset);
  const gaps = column?.gaps ?? null;
  const bands = readFrequencyBands(rules);
  if (column === null || gaps === null || gaps.periods === 0 || !bands.ok) return null;
  const filled = (gaps.periods - gaps.empty) / gaps.periods;
  const note = `列“${column.name}”在 ${gaps.periods} 个${PERIOD[gaps.unit]}中有 ${gaps.periods - gaps.empty} 个有记录`;
  const value = bands.value.value[gaps.unit].find(({ least }) => filled >= Number(least))?.says ?? '其他';
  return { value, note };
};

const UNITS: readonly (readonly [number, string])[] = [
  [1e12, 'TB'],
  [1e9, 'GB'],
  [1e6, 'MB'],
  [1e3, 'KB'],
];

/** Size for people, rounded to two decimals: 1 MB is a million bytes. */
export const sizeText = (bytes: number): string => {
  const [scale, unit] = UNITS.find(([least]) => bytes >= least) ?? [1, '字节'];
  return scale === 1 ? `${bytes} ${unit}` : `${(Math.round((bytes * 100) / scale) / 100).toString()} ${unit}`;
};

/** In the place of a size that nobody can tell. */
const WAREHOUSE_TABLE = '仓库中的表（字节数未知）';

/** 数据量: rows and size. */
export const volumeFill = (asset: DataAsset): ProfileFill => ({
  value: `${asset.rows}条，${asset.bytes === null ? WAREHOUSE_TABLE : sizeText(asset.bytes)}`,
  note:
    asset.source.kind === 'own'
      ? `画像逐行计数，${asset.bytes ?? 0} 字节`
      : `由产权人自己的 ${asset.source.engine} 计数，本程序没有读过原始数据`,
});

/** 数据形态: tables are structured, JSON Lines half so. `null` without a format. */
export const formFill = ({ files, columns }: DataAsset): ProfileFill | null => {
  if (columns.length === 0) return null;
  const formats = [...new Set(files.map((f) => f.format.replace(/\.gz$/, '')))];
  const half = formats.includes('jsonl');
  return {
    value: `表格；${half ? '半结构化' : '结构化'}数据`,
    note: formats.length === 0 ? `${columns.length} 列` : `${formats.join('、')}，${columns.length} 列`,
  };
};
