import type { StoredProfile } from '../../case/data-assets-section';
import type { DataFile } from '../../case/data-profile';
import { type Result, ok, refuse } from '../../kernel/result';
import type { BundleFile, ProfileBundle } from '../bundle/bundle-model';
import { columnPart } from './column-part';
import { faultPart } from './fault-part';
import { recordsOf } from './file-run';
import type { ReportSettings } from './report-settings';
import { settledEncoding } from './settled-encoding';
import { tablePart } from './table-part';

const NAME_LENGTH = 500;

const dataFile = ({
  name,
  bytes,
  merkleRoot,
  chunkBytes,
  format,
  gzip,
  encoding,
  rows,
}: BundleFile): DataFile => ({
  name: name.slice(0, NAME_LENGTH),
  bytes,
  merkleRoot,
  chunkBytes,
  format: gzip ? `${format}.gz` : format,
  encoding,
  rows,
});

const delimiterName = (delimiter: number): string =>
  delimiter === 9 ? '制表符' : `“${String.fromCharCode(delimiter)}”`;

const noteOf = (files: readonly BundleFile[], encoding: string): string => {
  const [first] = files;
  const csv = first?.format === 'csv' ? `，分隔符${delimiterName(first.delimiter)}` : '';
  const notes = [...new Set(files.flatMap(({ notes: of }) => of))]
    .slice(0, 20)
    .map((note) => (/[。；！？]$/.test(note) ? note : `${note}。`));
  return [
    `编码 ${encoding === 'utf-8' ? 'UTF-8' : 'GB18030'}${csv}。`,
    '均值在不超过 15 位的数字上为精确和除以个数；分位数误差不超过该值的 1/256；',
    '不同值在 2,048 个以内逐一计数，超过后为 HyperLogLog（2^14）估计，标准差 0.81%。偏移为字节，从 0 起。',
    ...notes,
  ]
    .join('')
    .slice(0, 20_000);
};

const titleOf = (files: readonly BundleFile[]): string => {
  const name = files[0]?.name.slice(0, NAME_LENGTH - 20) ?? '';
  return files.length === 1 ? name : `${name} 等 ${files.length} 个文件`;
};

/**
 * What of a finished bundle goes into a case: figures and shapes, no raw values but those of columns with few classes.
 *
 * Errors: `E_BUNDLE_OPEN` when the scan is not finished.
 */
export const storedProfile = (bundle: ProfileBundle, settings: ReportSettings): Result<StoredProfile> => {
  const { header, files, sketch } = bundle;
  if (sketch === null || bundle.open.length > 0 || files.some(({ complete }) => !complete))
    return refuse('E_BUNDLE_OPEN', '画像还没有扫完', files[0]?.name ?? '', '请续扫完成后再收入');
  const settled = settledEncoding(sketch, bundle);
  const { columns, missingTokens } = header;
  return ok({
    fileName: titleOf(files),
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    sha256: files.length === 1 ? (files[0]?.sha256 ?? null) : null,
    rows: recordsOf(sketch),
    method: header.method,
    columns: sketch.columns.map((column, i) =>
      columnPart(columns[i] ?? '', column, settled.encoding, settings),
    ),
    faults: faultPart(sketch, bundle, settled),
    files: files.map(dataFile),
    source: { kind: 'own' },
    table: tablePart(sketch, columns, missingTokens, settings.profile.typeShare, settings.table),
    note: noteOf(files, settled.encoding),
  });
};
