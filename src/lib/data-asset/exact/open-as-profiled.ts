import type { DataAsset } from '../../case/data-assets-section';
import { type Result, refuse } from '../../kernel/result';
import { type SourceChoice, type SourceFile, type TableSource, openDataset } from '../source/table-source';

/** Column names that the program gave because the file has none. */
const UNNAMED = /^列\d+$/;
/** Rows that are tried as the header when nobody remembers which it was. */
const ROWS_TRIED = 30;

const hasColumnsOf = (asset: DataAsset, sources: Result<readonly TableSource[]>): boolean => {
  const header = sources.ok ? (sources.value[0]?.header ?? []) : [];
  return header.length === asset.columns.length && asset.columns.every(({ name }, i) => header[i] === name);
};

/**
 * The files of an asset, opened as they were for its profile. After a reload nobody remembers a header that was said to be missing or to
 * stand lower down: the columns of the profile tell.
 * @param choice what is still known
 *
 * Errors: `E_FILE_OTHER` when the columns are others; those of `openDataset`.
 */
export const openAsProfiled = async (
  asset: DataAsset,
  files: readonly SourceFile[],
  choice: SourceChoice,
): Promise<Result<readonly TableSource[]>> => {
  const unnamed = asset.columns.length > 0 && asset.columns.every(({ name }) => UNNAMED.test(name));
  const first = await openDataset(files, unnamed ? { header: false, ...choice } : choice);
  if (hasColumnsOf(asset, first)) return first;
  if (choice.header === undefined && choice.headerRow === undefined && !unnamed) {
    const [file] = files;
    for (let headerRow = 1; file !== undefined && headerRow <= ROWS_TRIED; headerRow += 1) {
      // One file tells; the others are opened only for the row that fits.
      if (!hasColumnsOf(asset, await openDataset([file], { ...choice, headerRow }))) continue;
      const sources = await openDataset(files, { ...choice, headerRow });
      if (hasColumnsOf(asset, sources)) return sources;
    }
  }
  return first.ok
    ? refuse('E_FILE_OTHER', '列与画像时不同', asset.fileName, '打开方式改过的，请重新画像')
    : first;
};
