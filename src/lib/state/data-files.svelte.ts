import type { FilesAtHand } from '../bridge/data-quality-contract';

/** Files as they were chosen, with where the browser finds them again, if it does. */
export interface ChosenFiles extends FilesAtHand {
  readonly handles: readonly FileSystemFileHandle[];
}

/**
 * Files of data assets as they were chosen in this session, by asset id. They are never stored: after a reload the person chooses
 * them again, or allows them to be taken from where they were (`KeptAssetFiles`).
 */
export class DataFiles {
  #atHand = $state.raw<ReadonlyMap<string, ChosenFiles>>(new Map());

  /** @param choice how the files were opened when they were profiled */
  put(
    asset: string,
    files: readonly File[],
    choice: FilesAtHand['choice'] = {},
    handles: readonly FileSystemFileHandle[] = [],
  ): void {
    this.#atHand = new Map([...this.#atHand, [asset, { files: [...files], choice, handles }]]);
  }

  /** `null` when the files are not at hand. */
  of(asset: string): FilesAtHand | null {
    const known = this.#atHand.get(asset);
    return known === undefined ? null : { files: known.files, choice: known.choice };
  }

  /** Where the files at hand were found; empty where the browser has no handles. */
  handlesOf(asset: string): readonly FileSystemFileHandle[] {
    return this.#atHand.get(asset)?.handles ?? [];
  }

  /** Files of all other assets. */
  others(asset: string): readonly (FilesAtHand & { readonly asset: string })[] {
    return [...this.#atHand]
      .filter(([id]) => id !== asset)
      .map(([id, { files, choice }]) => ({ files, choice, asset: id }));
  }

  forget(asset: string): void {
    this.#atHand = new Map([...this.#atHand].filter(([id]) => id !== asset));
  }
}

/** The files of this page. */
export const dataFiles = new DataFiles();
