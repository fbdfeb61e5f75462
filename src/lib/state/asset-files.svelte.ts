import type { FilesAtHand } from '../bridge/data-quality-contract';
import type { Failure } from '../kernel/result';
import { dataFiles } from './data-files.svelte';
import { choiceOf, filesOfHandles } from './kept-files';
import type { OpenCase } from './open-case.svelte';

interface Kept {
  readonly handles: readonly FileSystemFileHandle[];
  readonly choice: FilesAtHand['choice'];
}

/**
 * Files of the data assets of a case that the browser finds again after a reload. Taking them asks the person; whether they are the
 * profiled ones is proved by who reads them.
 */
export class KeptAssetFiles {
  readonly #open: OpenCase;
  #kept = $state.raw<ReadonlyMap<string, Kept>>(new Map());
  #failures = $state.raw<ReadonlyMap<string, Failure>>(new Map());

  constructor(open: OpenCase) {
    this.#open = open;
    void this.#load();
  }

  /** Kept, and not at hand yet. */
  isKept(asset: string): boolean {
    return this.#kept.has(asset) && dataFiles.of(asset) === null;
  }

  /** Why the files could not be taken. */
  failureOf(asset: string): Failure | null {
    return this.#failures.get(asset) ?? null;
  }

  /** Remembers where the files of an asset are; without handles forgets where they were. */
  async keep(
    asset: string,
    handles: readonly FileSystemFileHandle[],
    choice: FilesAtHand['choice'],
  ): Promise<void> {
    if (handles.length === 0) {
      await this.forget(asset);
      return;
    }
    const { workbench, record } = this.#open;
    this.#kept = new Map([...this.#kept, [asset, { handles, choice }]]);
    // A browser that cannot store handles refuses; the files are then chosen again.
    await (
      await workbench.vault
    ).putAssetFiles({ caseId: record.id, asset, choice: JSON.stringify(choice), handles: [...handles] });
  }

  /** Takes the files from where they were. Call it from a click: the browser may ask. */
  async take(asset: string): Promise<void> {
    const kept = this.#kept.get(asset);
    if (kept === undefined) return;
    const files = await filesOfHandles(kept.handles);
    if (typeof files !== 'string') {
      dataFiles.put(asset, files, kept.choice, kept.handles);
      this.#tell(asset, null);
      return;
    }
    this.#tell(asset, {
      code: files === 'denied' ? 'E_FILE_DENIED' : 'E_FILE_GONE',
      message:
        files === 'denied' ? '浏览器没有得到读取这个文件的许可' : '文件已不在原处，可能被移动、改名或删除',
      path: kept.handles.map(({ name }) => name).join('、'),
      remedy: files === 'denied' ? '可以再点一次并选择允许，或重新选择文件' : '请重新选择文件',
    });
  }

  async forget(asset: string): Promise<void> {
    this.#kept = new Map([...this.#kept].filter(([id]) => id !== asset));
    this.#tell(asset, null);
    const { workbench, record } = this.#open;
    await (await workbench.vault).deleteAssetFiles(record.id, asset);
  }

  #tell(asset: string, failure: Failure | null): void {
    const others = [...this.#failures].filter(([id]) => id !== asset);
    this.#failures = new Map(failure === null ? others : [...others, [asset, failure]]);
  }

  async #load(): Promise<void> {
    const vault = await this.#open.workbench.vault;
    const listed = await vault.listAssetFiles(this.#open.record.id);
    if (!listed.ok) return;
    const found = listed.value.map(
      ({ asset, handles, choice }) => [asset, { handles, choice: choiceOf(choice) }] as const,
    );
    // What was kept meanwhile is newer.
    this.#kept = new Map([...found, ...this.#kept]);
  }
}

const ofCases = new WeakMap<OpenCase, KeptAssetFiles>();

/** The kept files of an open case. */
export const keptAssetFiles = (open: OpenCase): KeptAssetFiles => {
  const known = ofCases.get(open);
  if (known !== undefined) return known;
  const kept = new KeptAssetFiles(open);
  ofCases.set(open, kept);
  return kept;
};
