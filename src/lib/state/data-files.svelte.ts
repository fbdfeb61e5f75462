import type { FilesAtHand } from '../bridge/data-quality-contract';

/**
 * Files of data assets as they were dropped in this session, by asset id. They are never stored: after a reload the person
 * drops them again.
 */
export class DataFiles {
  #atHand = $state.raw<ReadonlyMap<string, FilesAtHand>>(new Map());

  /** @param choice how the files were opened when they were profiled */
  put(asset: string, files: readonly File[], choice: FilesAtHand['choice'] = {}): void {
    this.#atHand = new Map([...this.#atHand, [asset, { files: [...files], choice }]]);
  }

  /** `null` when the files are not at hand. */
  of(asset: string): FilesAtHand | null {
    return this.#atHand.get(asset) ?? null;
  }

  /** Files of all other assets. */
  others(asset: string): readonly (FilesAtHand & { readonly asset: string })[] {
    return [...this.#atHand].filter(([id]) => id !== asset).map(([id, files]) => ({ ...files, asset: id }));
  }

  forget(asset: string): void {
    this.#atHand = new Map([...this.#atHand].filter(([id]) => id !== asset));
  }
}

/** The files of this page. */
export const dataFiles = new DataFiles();
