import type { ExactProposals, FingerprintOverlap } from '../bridge/exact-contract';
import type { Progress } from '../bridge/job';
import type { DataAsset } from '../case/data-assets-section';
import { canonicalJson } from '../kernel/canonical-json';
import type { Failure, Result } from '../kernel/result';
import { encodeUtf8 } from '../kernel/utf8';
import { keptAssetFiles } from './asset-files.svelte';
import { dataFiles } from './data-files.svelte';
import { handToBrowser, safeFileName } from './download';
import { type ScreenTable, type Screened, toggled, withSet } from './exact-edits';
import type { OpenCase } from './open-case.svelte';
import { withOverlaps } from './overlap-records';
import { changeAsset, withTable } from './profile-edits';

type Sets = readonly (readonly string[])[];
export type Reference = ExactProposals['references'][number];

const NOTHING: ExactProposals = { keys: [], quasi: [], references: [], personal: [] };

/** Second readings of one data asset: what is to be counted, the counting, and its fingerprint. */
export class ExactDesk {
  readonly #open: OpenCase;
  readonly asset: string;
  proposals = $state.raw<ExactProposals>(NOTHING);
  keys = $state.raw<Sets>([]);
  group = $state.raw<readonly string[]>([]);
  references = $state.raw<readonly Reference[]>([]);
  /** Key columns to be fingerprinted beside the rows. */
  printKeys = $state.raw<Sets>([]);
  overlaps = $state.raw<readonly FingerprintOverlap[] | null>(null);
  /** What the profiles of this session said of columns that belong together, and which were compared; `null` before anybody asked. */
  screened = $state.raw<Screened | null>(null);
  progress = $state.raw<Progress | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** What was done last, in words. */
  said = $state('');
  #stop: AbortController | null = null;
  /** The profile that the proposals are for. */
  #proposedFor = '';

  constructor(open: OpenCase, asset: string) {
    this.#open = open;
    this.asset = asset;
  }

  get busy(): boolean {
    return this.progress !== null;
  }

  get hasFiles(): boolean {
    return dataFiles.of(this.asset) !== null;
  }

  /** References that can be counted now: their file is at hand. */
  isAtHand(asset: string): boolean {
    return dataFiles.of(asset) !== null;
  }

  putFiles(files: readonly File[], handles: readonly FileSystemFileHandle[] = []): void {
    dataFiles.put(this.asset, files, {}, handles);
    this.failure = null;
  }

  /** Asks once for each profile what may be counted, and chooses all of it; what a person chose since stays. */
  async propose({ files, sha256, columns }: DataAsset): Promise<void> {
    const profile = JSON.stringify([files, sha256, columns.map(({ name }) => name)]);
    if (profile === this.#proposedFor) return;
    this.#proposedFor = profile;
    const { record, workbench } = this.#open;
    const asked = await workbench.bridge.call('profile', 'exactProposals', {
      caseRecord: record,
      asset: this.asset,
    });
    if (!asked.ok) {
      this.failure = asked.failure;
      return;
    }
    this.proposals = asked.value;
    this.keys = asked.value.keys;
    this.group = asked.value.quasi.map(({ column }) => column);
    this.references = asked.value.references.filter(({ other }) => this.isAtHand(other));
  }

  addKey(set: readonly string[]): void {
    this.keys = withSet(this.keys, set);
  }

  dropKey(set: readonly string[]): void {
    this.keys = this.keys.filter((one) => one !== set);
  }

  toggleGroup(column: string): void {
    this.group = toggled(this.group, column);
  }

  addReference(reference: Reference): void {
    this.references = [...this.references, reference];
  }

  dropReference(reference: Reference): void {
    this.references = this.references.filter((one) => one !== reference);
  }

  addPrintKey(set: readonly string[]): void {
    this.printKeys = withSet(this.printKeys, set);
  }

  dropPrintKey(set: readonly string[]): void {
    this.printKeys = this.printKeys.filter((one) => one !== set);
  }

  /** @param tables this asset first, then the others, each with its profile bundle */
  async screen(tables: readonly ScreenTable[]): Promise<void> {
    const { record, workbench } = this.#open;
    const said = await this.#run((options) =>
      workbench.bridge.call('profile', 'screenTables', { caseRecord: record, tables }, options),
    );
    this.screened = said === null ? null : { said, tables };
  }

  async count(): Promise<void> {
    const atHand = dataFiles.of(this.asset);
    if (atHand === null) return;
    const { record, workbench } = this.#open;
    const { keys, group, references, asset } = this;
    const done = await this.#run((options) =>
      workbench.bridge.call(
        'profile',
        'countExactly',
        {
          caseRecord: record,
          asset,
          question: { keys, groups: group.length === 0 ? [] : [group], references },
          atHand,
          others: dataFiles.others(asset),
        },
        options,
      ),
    );
    if (done === null) return;
    this.#change((known) => withTable(known, done));
    this.#keepFiles();
    this.said = '已逐一数清，结果记入案卷';
  }

  /** @param salt goes to the worker and is kept nowhere */
  async fingerprint(salt: string): Promise<void> {
    const atHand = dataFiles.of(this.asset);
    if (atHand === null) return;
    const { record, workbench } = this.#open;
    const { asset, printKeys: keys } = this;
    const made = await this.#run((options) =>
      workbench.bridge.call(
        'profile',
        'fingerprintData',
        { caseRecord: record, asset, salt, keys, atHand },
        options,
      ),
    );
    if (made === null) return;
    this.#change((known) => ({ ...known, fingerprint: made, overlaps: [] }));
    this.#keepFiles();
    this.overlaps = null;
    this.said = '已生成指纹，记入案卷';
  }

  dropFingerprint(): void {
    this.#change((known) => ({ ...known, fingerprint: null, overlaps: [] }));
    this.overlaps = null;
    this.said = '';
  }

  async compare(files: readonly File[]): Promise<void> {
    const { record, workbench } = this.#open;
    const { asset } = this;
    this.overlaps = await this.#run((options) =>
      workbench.bridge.call('profile', 'compareFingerprints', { caseRecord: record, asset, files }, options),
    );
    const { overlaps } = this;
    if (overlaps !== null && overlaps.length > 0) this.#change((known) => withOverlaps(known, overlaps));
  }

  download({ title, fingerprint }: DataAsset): void {
    if (fingerprint === null) return;
    handToBrowser(`${safeFileName(title)}.指纹.json`, encodeUtf8(`${canonicalJson(fingerprint)}\n`));
  }

  cancel(): void {
    this.#stop?.abort();
  }

  /** Files that were just proved to be the profiled ones are found again next time. */
  #keepFiles(): void {
    const handles = dataFiles.handlesOf(this.asset);
    const choice = dataFiles.of(this.asset)?.choice ?? {};
    if (handles.length > 0) void keptAssetFiles(this.#open).keep(this.asset, handles, choice);
  }

  async #run<T>(
    call: (options: { signal: AbortSignal; onProgress: (progress: Progress) => void }) => Promise<Result<T>>,
  ): Promise<T | null> {
    if (this.busy) return null;
    this.#stop = new AbortController();
    this.failure = null;
    this.said = '';
    this.progress = { phase: '准备', done: 0, total: null, unit: '字节' };
    const done = await call({
      signal: this.#stop.signal,
      onProgress: (progress) => {
        if (this.progress !== null) this.progress = progress;
      },
    });
    this.progress = null;
    if (done.ok) return done.value;
    if (done.failure.code === 'E_CANCELLED') this.said = '已取消，案卷没有改变';
    else this.failure = done.failure;
    return null;
  }

  #change(change: (asset: DataAsset) => DataAsset): void {
    this.#open.changeSection('dataAssets', (section) => changeAsset(section, this.asset, change));
  }
}

const desks = new WeakMap<OpenCase, Map<string, ExactDesk>>();

/** The desk of an asset: counting goes on while a person looks at another page. */
export const exactDesk = (open: OpenCase, asset: string): ExactDesk => {
  const ofCase = desks.get(open) ?? new Map<string, ExactDesk>();
  desks.set(open, ofCase);
  const known = ofCase.get(asset);
  if (known !== undefined) return known;
  const desk = new ExactDesk(open, asset);
  ofCase.set(asset, desk);
  return desk;
};
