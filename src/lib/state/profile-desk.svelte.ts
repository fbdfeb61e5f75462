import type { Progress } from '../bridge/job';
import { LINE_LIMITS } from '../bridge/worker-line';
import type { PickedFile, ProfiledData, TableInspection } from '../bridge/profile-contract';
import type { Failure } from '../kernel/result';
import type { ScanHead } from '../vault/scans';
import { keptAssetFiles } from './asset-files.svelte';
import { timeStamp } from './clock';
import { dataFiles } from './data-files.svelte';
import type { FilesAtHand } from '../bridge/data-quality-contract';
import { handToBrowser, safeFileName } from './download';
import { choiceOf, filesOfHandles } from './kept-files';
import type { OpenCase } from './open-case.svelte';
import { takeProfile } from './profile-edits';
import { ScanKeeper } from './scan-keeper';

export type Choice = FilesAtHand['choice'];

/** Files a person chose, and how they are to be opened. */
interface Chosen {
  readonly files: readonly File[];
  readonly choice: Choice;
  /** Asset that is scanned again. */
  readonly asset: string | null;
  /** Where the browser finds the files again; empty where it does not. */
  readonly handles: readonly FileSystemFileHandle[];
}

/** The scan workers end at once on a cancel; the profile worker then has so long to write down what was merged. */
const WRITE_DOWN_MS = 3000;

const picked = (files: readonly File[]): PickedFile[] =>
  files.map((file) => ({ name: file.name, blob: file, lastModified: file.lastModified }));

/** Nothing was guessed that a person should look at before a long scan. */
const isCertain = ({ files, header, rows, failure }: TableInspection): boolean =>
  failure === null &&
  files.every((file) => file.sheets.length <= 1 && file.encoding !== 'mixed' && file.notes.length === 0) &&
  rows.every((row) => row.length === header.length);

const isSame = (head: ScanHead, files: readonly File[]): boolean =>
  head.files.length === files.length &&
  head.files.every(({ name, bytes }) => files.some((file) => file.name === name && file.size === bytes));

/** In the order of the earlier sitting. */
const inOrderOf = (head: ScanHead, files: readonly File[]): readonly File[] =>
  head.files.flatMap(({ name, bytes }) => files.find((f) => f.name === name && f.size === bytes) ?? []);

/** Scanning the owner's tables: chosen files, progress, unfinished scans, and bundles of this session. */
export class ProfileDesk {
  readonly #open: OpenCase;
  chosen = $state.raw<Chosen | null>(null);
  inspection = $state.raw<TableInspection | null>(null);
  progress = $state.raw<Progress | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** Whether the last scan was cancelled, and whether a part of it is kept. */
  cancelled = $state<'kept' | 'nothing' | null>(null);
  /** Records that a break of the scan under way would not lose. */
  safe = $state(0);
  unfinished = $state.raw<readonly ScanHead[]>([]);
  /** Unfinished scans whose files the browser finds again, by scan. */
  kept = $state.raw<ReadonlyMap<string, readonly FileSystemFileHandle[]>>(new Map());
  /** Whether the unfinished scans have been looked up. */
  ready = $state(false);
  /** Bundles of this session by asset. */
  bundles = $state.raw<ReadonlyMap<string, Blob>>(new Map());
  #stop: AbortController | null = null;

  constructor(open: OpenCase) {
    this.#open = open;
    void this.#loadUnfinished();
  }

  get busy(): boolean {
    return this.progress !== null;
  }

  /** Looks at files; goes on by itself when nothing about them is in doubt. */
  async take(
    files: readonly File[],
    asset: string | null = null,
    handles: readonly FileSystemFileHandle[] = [],
  ): Promise<void> {
    if (files.length === 0 || this.busy) return;
    const known = this.unfinished.find((head) => isSame(head, files));
    if (known !== undefined) {
      await this.resume(known, files, handles);
      return;
    }
    const before = asset === null ? undefined : dataFiles.of(asset)?.choice;
    await this.choose(before ?? {}, { files, choice: {}, asset, handles });
    if (this.inspection !== null && isCertain(this.inspection)) await this.scan();
  }

  /** Opens the chosen files in another way. */
  async choose(choice: Choice, chosen: Chosen | null = this.chosen): Promise<void> {
    if (chosen === null) return;
    this.#clear();
    this.chosen = { ...chosen, choice };
    this.progress = { phase: '查看文件', done: 0, total: null, unit: '' };
    const looked = await this.#open.workbench.bridge.call('profile', 'inspectTable', {
      files: picked(chosen.files),
      choice,
    });
    this.progress = null;
    this.inspection = looked.ok ? looked.value : null;
    this.failure = looked.ok ? null : looked.failure;
  }

  /** Lets the chosen files go. */
  drop(): void {
    this.#clear();
    this.chosen = null;
  }

  async scan(): Promise<void> {
    if (this.chosen !== null && !this.busy) await this.#run(this.chosen, null, null);
  }

  /** Goes on with an unfinished scan; the worker makes sure that the files are the same. */
  async resume(
    head: ScanHead,
    files: readonly File[],
    handles: readonly FileSystemFileHandle[] = [],
  ): Promise<void> {
    if (this.busy) return;
    const vault = await this.#open.workbench.vault;
    const bundle = await vault.getScanBundle(head.id);
    if (!bundle.ok || bundle.value === null) {
      this.failure = bundle.ok
        ? {
            code: 'E_SCAN_GONE',
            message: '上次扫描的进度已不在本机',
            path: head.files[0]?.name ?? '',
            remedy: '请从头画像',
          }
        : bundle.failure;
      await this.forget(head);
      return;
    }
    const same = isSame(head, files) ? inOrderOf(head, files) : files;
    // Of files in another order the browser is asked again at the next sitting.
    const found = same.every((file, i) => file === files[i]) ? handles : [];
    const chosen = { files: same, choice: choiceOf(head.choice), asset: head.asset, handles: found };
    await this.#run(chosen, head, new Blob([bundle.value.slice()]));
  }

  /** Goes on with the files where they were, if the person still allows it. Call it from a click. */
  async resumeKept(head: ScanHead): Promise<void> {
    const handles = this.kept.get(head.id);
    if (handles === undefined || this.busy) return;
    const files = await filesOfHandles(handles);
    if (typeof files !== 'string') {
      await this.resume(head, files, handles);
      return;
    }
    this.#clear();
    this.failure = {
      code: files === 'denied' ? 'E_FILE_DENIED' : 'E_FILE_GONE',
      message:
        files === 'denied' ? '浏览器没有得到读取这个文件的许可' : '文件已不在原处，可能被移动、改名或删除',
      path: head.files.map(({ name }) => name).join('、'),
      remedy: '已扫完的部分还在；请用“选择同一个文件续扫”重新选择，或再点一次“继续画像”',
    };
  }

  cancel(): void {
    this.#stop?.abort();
  }

  async forget(head: ScanHead): Promise<void> {
    await (await this.#open.workbench.vault).deleteScan(head.id);
    await this.#loadUnfinished();
  }

  /** Takes bundles of parts of one data set, e.g. from two machines. */
  async takeBundles(files: readonly File[]): Promise<void> {
    if (files.length === 0 || this.busy) return;
    this.#clear();
    this.progress = { phase: '核对画像包', done: 0, total: null, unit: '' };
    const { record, workbench } = this.#open;
    const merged = await workbench.bridge.call('profile', 'mergeBundles', {
      bundles: files,
      caseRecord: record,
    });
    this.progress = null;
    if (merged.ok) this.#keep(merged.value, null);
    else this.failure = merged.failure;
  }

  async download(asset: string, title: string): Promise<void> {
    const bundle = this.bundles.get(asset);
    if (bundle === undefined) return;
    handToBrowser(`${safeFileName(title)}.画像包.json`, new Uint8Array(await bundle.arrayBuffer()));
  }

  async #run(chosen: Chosen, head: ScanHead | null, resume: Blob | null): Promise<void> {
    this.#clear();
    this.chosen = chosen;
    const { files, choice, asset, handles } = chosen;
    const { record, workbench } = this.#open;
    const total = files.reduce((sum, file) => sum + file.size, 0);
    const id = head?.id ?? `scan-${crypto.randomUUID()}`;
    this.safe = head?.rows ?? 0;
    const keeper = new ScanKeeper(await workbench.vault, handles);
    this.#stop = new AbortController();
    this.progress = { phase: '扫描数据', done: head?.bytesDone ?? 0, total, unit: '字节' };
    const scanned = await workbench.bridge.call(
      'profile',
      'profileTable',
      { files: picked(files), choice, resume, workers: null, caseRecord: record },
      {
        signal: this.#stop.signal,
        cancelMs: () => (this.progress?.scan === undefined ? LINE_LIMITS.cancelMs : WRITE_DOWN_MS),
        onProgress: ({ checkpoint, kept, ...progress }, handBack) => {
          if (this.progress !== null) this.progress = progress;
          if (checkpoint === undefined) return;
          const of: ScanHead = {
            id,
            caseId: record.id,
            asset,
            savedAt: timeStamp(),
            files: files.map(({ name, size, lastModified }) => ({ name, bytes: size, lastModified })),
            choice: JSON.stringify(choice),
            bytesDone: kept?.done ?? 0,
            bytesTotal: total,
            rows: kept?.rows ?? 0,
          };
          keeper.keep(of, checkpoint, (written) => {
            if (written) this.safe = of.rows;
            handBack(checkpoint.buffer);
          });
        },
      },
    );
    // 已取消 is said once what is kept of the scan is written: whoever leaves then loses nothing.
    if (scanned.ok) await keeper.finish(id);
    else await keeper.settled();
    if (scanned.ok) this.#keep(scanned.value, chosen);
    else if (scanned.failure.code !== 'E_CANCELLED') this.failure = scanned.failure;
    await this.#loadUnfinished();
    if (!scanned.ok && scanned.failure.code === 'E_CANCELLED')
      this.cancelled = this.unfinished.some((one) => one.id === id && one.rows > 0) ? 'kept' : 'nothing';
    this.progress = null;
  }

  #keep({ profile, bundle }: ProfiledData, chosen: Chosen | null): void {
    let asset = '';
    this.#open.changeSection('dataAssets', (section) => {
      const taken = takeProfile(section, profile, chosen?.asset ?? null);
      ({ asset } = taken);
      return taken.section;
    });
    this.bundles = new Map([...this.bundles, [asset, bundle]]);
    if (chosen !== null) {
      const { files, choice, handles } = chosen;
      dataFiles.put(asset, files, choice, handles);
      void keptAssetFiles(this.#open).keep(asset, handles, choice);
    }
    this.chosen = null;
    this.inspection = null;
  }

  #clear(): void {
    this.failure = null;
    this.cancelled = null;
    this.inspection = null;
  }

  async #loadUnfinished(): Promise<void> {
    const vault = await this.#open.workbench.vault;
    const listed = await vault.listScans(this.#open.record.id);
    const heads = listed.ok ? listed.value : [];
    const kept = new Map<string, readonly FileSystemFileHandle[]>();
    for (const { id, files } of heads) {
      const found = await vault.getScanFiles(id);
      if (found.ok && found.value?.length === files.length) kept.set(id, found.value);
    }
    this.unfinished = heads;
    this.kept = kept;
    this.ready = true;
  }
}

const desks = new WeakMap<OpenCase, ProfileDesk>();

/** The desk of an open case: a scan goes on while a person looks at another page. */
export const profileDesk = (open: OpenCase): ProfileDesk => {
  const known = desks.get(open);
  if (known !== undefined) return known;
  const desk = new ProfileDesk(open);
  desks.set(open, desk);
  return desk;
};
