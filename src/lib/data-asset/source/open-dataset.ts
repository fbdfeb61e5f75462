import { type Result, ok, refuse } from '../../kernel/result';
import { openSource } from './open-source';
import { reordered } from './reordered';
import type { SourceChoice, SourceFile, TableSource } from './source-model';

const listed = (names: readonly string[]): string =>
  `“${names.slice(0, 10).join('”“')}”${names.length > 10 ? ` 等 ${names.length} 列` : ''}`;

const differing = (
  first: TableSource,
  columns: readonly string[],
  source: TableSource,
): Result<never> | null => {
  const missing = columns.filter((name) => !source.header.includes(name));
  const extra = source.header.filter((name) => !columns.includes(name));
  if (missing.length === 0 && extra.length === 0) return null;
  const parts = [
    ...(missing.length > 0 ? [`缺少 ${listed(missing)}`] : []),
    ...(extra.length > 0 ? [`多出 ${listed(extra)}`] : []),
  ];
  return refuse(
    'E_COLUMNS_DIFFER',
    `与“${first.file.name}”的列不同：${parts.join('，')}`,
    `${source.file.name} › ${missing[0] ?? extra[0] ?? ''}`,
    '请统一各文件的列名，或把列不同的文件分开画像',
  );
};

/** Names of JSON Lines files have no order of their own: all names of all files together, or those of a file with a header. */
const columnsOf = (sources: readonly TableSource[]): readonly string[] => {
  const fixed = sources.find(({ format }) => format !== 'jsonl');
  return fixed?.header ?? [...new Set(sources.flatMap(({ header }) => header))];
};

/**
 * Several files as one dataset: the same columns, mapped by name to the order of the first file. JSON Lines files take the names
 * of all of them together, as a key may be missing in each record anyway.
 *
 * Errors: those of `openSource`; `E_COLUMNS_DIFFER` naming file and columns; `E_FILES_SAME` when a file is given twice;
 * `E_EMPTY` without files.
 */
export const openDataset = async (
  files: readonly SourceFile[],
  choice: SourceChoice = {},
): Promise<Result<readonly TableSource[]>> => {
  const sources: TableSource[] = [];
  for (const file of files) {
    const opened = await openSource(file, choice);
    if (!opened.ok) return opened;
    sources.push(opened.value);
  }
  const [first] = sources;
  if (first === undefined) return refuse('E_EMPTY', '没有选择文件', '', '请选择至少一个文件');
  const same = sources.find(({ file }, i) => sources.findIndex((other) => sameFile(other.file, file)) !== i);
  if (same !== undefined)
    return refuse('E_FILES_SAME', '同一个文件选了两次，记录会被重复计算', same.file.name, '请去掉重复的文件');
  const columns = columnsOf(sources);
  const mapped: TableSource[] = [];
  for (const source of sources) {
    if (source.format === 'jsonl') {
      const unknown = source.header.filter((name) => !columns.includes(name));
      const wrong = unknown.length === 0 ? null : differing(first, columns, source);
      if (wrong !== null) return wrong;
      const again = await openSource(source.file, { ...choice, columns });
      if (!again.ok) return again;
      mapped.push(again.value);
      continue;
    }
    const wrong = differing(first, columns, source);
    if (wrong !== null) return wrong;
    mapped.push(source.header.every((name, i) => name === columns[i]) ? source : reordered(source, columns));
  }
  return ok(mapped);
};

const sameFile = (a: SourceFile, b: SourceFile): boolean =>
  a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;
