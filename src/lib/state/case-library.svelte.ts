import type { CaseRecord } from '../case/case-record';
import { newCase, parseCaseJson } from '../case/case-json';
import { decodeUtf8 } from '../kernel/utf8';
import { type Failure, type Result, fail, ok } from '../kernel/result';
import type { ListedCase } from '../vault/case-list';
import { timeStamp, today } from './clock';
import type { Workbench } from './workbench.svelte';

const ZIP_MAGIC = [0x50, 0x4b];

/** What the pages offer first; shown on the patent page and changeable there. */
const FIRST_SCHEME = { scheme: 'gbt-42748-framework', scenario: 'finance' };

const caseId = (): string => `case-${crypto.randomUUID().slice(0, 8)}`;

/** A case that was taken in, and what about it a person should know before opening it. */
export interface TakenIn {
  readonly id: string;
  readonly failures: readonly Failure[];
}

/** The cases on this computer, and the ways in: new, sample, case file. */
export class CaseLibrary {
  cases = $state.raw<readonly ListedCase[]>([]);
  failures = $state.raw<readonly Failure[]>([]);
  loaded = $state(false);
  readonly #bench: Workbench;

  constructor(bench: Workbench) {
    this.#bench = bench;
  }

  async load(): Promise<void> {
    const vault = await this.#bench.vault;
    const listed = await vault.list();
    this.loaded = true;
    if (!listed.ok) {
      this.failures = [listed.failure];
      return;
    }
    this.cases = listed.value.value;
    this.failures = listed.value.failures;
  }

  /** Makes and saves an empty case; answers its id. */
  create(mode: 'bank' | 'enterprise'): Promise<Result<TakenIn>> {
    const empty = newCase({
      id: caseId(),
      title: '未命名案卷',
      valuationDate: today(),
      region: 'cn-33',
      mode,
    });
    const patents = { ...empty.sections.patents, ...FIRST_SCHEME };
    return this.#keep({ ...empty, sections: { ...empty.sections, patents } }, new Map());
  }

  /** Opens the sample that is shipped with the program, under an id of its own. */
  async openSample(address: string): Promise<Result<TakenIn>> {
    const response = await fetch(address);
    if (!response.ok)
      return fail({ code: 'E_SAMPLE', message: '示例文件读不出来', path: address, remedy: '请刷新页面重试' });
    const sample = parseCaseJson(await response.text());
    if (!sample.ok) return sample;
    const attachments = new Map<string, Uint8Array>();
    for (const { name, sha256 } of sample.value.attachments) {
      const file = await fetch(address.replace(/[^/]+$/, encodeURIComponent(name)));
      if (file.ok) attachments.set(sha256, new Uint8Array(await file.arrayBuffer()));
    }
    return this.#keep({ ...sample.value, id: caseId() }, attachments);
  }

  /** Opens a case file (`.zhiya`) or the JSON of a case. An existing case of the same id is never overwritten. */
  async openFile(file: File): Promise<Result<TakenIn>> {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (ZIP_MAGIC.every((byte, i) => bytes[i] === byte)) {
      const opened = await this.#bench.bridge.call('intake', 'openCaseFile', { bytes });
      if (!opened.ok)
        return { ok: false, failure: { ...opened.failure, path: `${file.name} › ${opened.failure.path}` } };
      return this.#keep(opened.value.caseRecord, opened.value.attachments, opened.value.findings);
    }
    const text = decodeUtf8(bytes);
    if (!text.ok) return text;
    const parsed = await this.#bench.scribe.read(text.value);
    return parsed.ok ? this.#keep(parsed.value, new Map()) : parsed;
  }

  async remove(entry: ListedCase): Promise<void> {
    const vault = await this.#bench.vault;
    const moved = await vault.moveToBin(entry.caseId, entry.revision, today());
    if (!moved.ok) this.failures = [moved.failure];
    await this.load();
  }

  async restore(id: string): Promise<void> {
    const vault = await this.#bench.vault;
    const restored = await vault.restoreFromBin(id);
    if (!restored.ok) this.failures = [restored.failure];
    await this.load();
  }

  async #keep(
    caseRecord: CaseRecord,
    attachments: ReadonlyMap<string, Uint8Array>,
    findings: readonly { code: string; path: string; message: string }[] = [],
  ): Promise<Result<TakenIn>> {
    const vault = await this.#bench.vault;
    const kept = await vault.importCase({ caseRecord, attachments }, { savedAt: timeStamp(), message: '' });
    if (!kept.ok) return kept;
    const seen = findings.map((finding) => ({
      ...finding,
      remedy: '其余内容完好；请向提供案卷文件的人要完整的一份',
    }));
    return ok({ id: kept.value.caseRecord.id, failures: [...seen, ...kept.value.failures] });
  }
}
