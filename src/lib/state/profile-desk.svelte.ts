import type { Progress } from '../bridge/job';
import type { PickedFile, ProfiledData, TableInspection } from '../bridge/profile-contract';
import type { Failure } from '../kernel/result';
import type { ScanHead } from '../vault/scans';
import { timeStamp } from './clock';
import { dataFiles } from './data-files.svelte';
import type { FilesAtHand } from '../bridge/data-quality-contract';
import { handToBrowser, safeFileName } from './download';
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
}

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

const choiceOf = (text: string): Choice => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
};

/** Scanning the owner's tables: chosen files, progress, unfinished scans, and bundles of this session. */
export class ProfileDesk {
  readonly #open: OpenCase;
  chosen = $state.raw<Chosen | null>(null);
  inspection = $state.raw<TableInspection | null>(null);
  progress = $state.raw<Progress | null>(null);
  failure = $state.raw<Failure | null>(null);
  cancelled = $state(false);
  unfinished = $state.raw<readonly ScanHead[]>([]);
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
  async take(files: readonly File[], asset: string | null = null): Promise<void> {
    if (files.length === 0 || this.busy) return;
    const known = this.unfinished.find((head) => isSame(head, files));
    if (known !== undefined) {
      await this.resume(known, files);
      return;
    }
    const before = asset === null ? undefined : dataFiles.of(asset)?.choice;
    await this.choose(before ?? {}, { files, choice: {}, asset });
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
  async resume(head: ScanHead, files: readonly File[]): Promise<void> {
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
    const chosen = { files: same, choice: choiceOf(head.choice), asset: head.asset };
    await this.#run(chosen, head, new Blob([bundle.value.slice()]));
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
    const { files, choice, asset } = chosen;
    const { record, workbench } = this.#open;
    const total = files.reduce((sum, file) => sum + file.size, 0);
    const id = head?.id ?? `scan-${crypto.randomUUID()}`;
    const keeper = new ScanKeeper(await workbench.vault);
    this.#stop = new AbortController();
    this.progress = { phase: '扫描数据', done: head?.bytesDone ?? 0, total, unit: '字节' };
    const scanned = await workbench.bridge.call(
      'profile',
      'profileTable',
      { files: picked(files), choice, resume, workers: null, caseRecord: record },
      {
        signal: this.#stop.signal,
        onProgress: ({ checkpoint, ...progress }) => {
          if (this.progress !== null) this.progress = progress;
          if (checkpoint === undefined) return;
          const of: ScanHead = {
            id,
            caseId: record.id,
            asset,
            savedAt: timeStamp(),
            files: files.map(({ name, size, lastModified }) => ({ name, bytes: size, lastModified })),
            choice: JSON.stringify(choice),
            bytesDone: progress.done,
            bytesTotal: total,
            rows: progress.scan?.rows ?? 0,
          };
          keeper.keep(of, checkpoint);
        },
      },
    );
    if (scanned.ok) await keeper.finish(id);
    else await keeper.settled();
    this.progress = null;
    if (scanned.ok) this.#keep(scanned.value, chosen);
    else if (scanned.failure.code === 'E_CANCELLED') this.cancelled = true;
    else this.failure = scanned.failure;
    await this.#loadUnfinished();
  }

  #keep({ profile, bundle }: ProfiledData, chosen: Chosen | null): void {
    let asset = '';
    this.#open.changeSection('dataAssets', (section) => {
      const taken = takeProfile(section, profile, chosen?.asset ?? null);
      ({ asset } = taken);
      return taken.section;
    });
    this.bundles = new Map([...this.bundles, [asset, bundle]]);
    if (chosen !== null) dataFiles.put(asset, chosen.files, chosen.choice);
    this.chosen = null;
    this.inspection = null;
  }

  #clear(): void {
    this.failure = null;
    this.cancelled = false;
    this.inspection = null;
  }

  async #loadUnfinished(): Promise<void> {
    const vault = await this.#open.workbench.vault;
    const listed = await vault.listScans(this.#open.record.id);
    this.unfinished = listed.ok ? listed.value : [];
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
