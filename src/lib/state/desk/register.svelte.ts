import type { DeskEntry, DeskFacts, DeskFingerprint, SeenEntry } from '../../case/desk/entry';
import { readRegisterFile, registerFile } from '../../case/desk/register-file';
import { CaseIndex } from '../../case/desk/case-index';
import { PatentIndex, type SamePatents, isSameCase } from '../../case/desk/same-patents';
import type { Failure, Result } from '../../kernel/result';
import { timeStamp, today } from '../clock';
import { handToBrowser } from '../download';
import type { RegisterEntry } from '../../review/check-standing';
import type { GivenOpinion } from '../../review/desk/statistics/opinions';
import type { Workbench } from '../workbench.svelte';

/** An entry as the verifier asks for what came in before; `null` = it is no package with a case. */
const receivedAs = ({
  id,
  kind,
  facts,
  receivedOn,
  firstSeen,
  releasedOn,
}: DeskEntry): RegisterEntry | null =>
  kind === 'folder' || facts.caseId === null
    ? null
    : {
        id,
        receivedOn: receivedOn ?? firstSeen.slice(0, 10),
        caseId: facts.caseId,
        revision: facts.revision,
        previous: facts.previous,
        patents: [],
        released: releasedOn !== null,
      };

/** What a list of received packages says of the case of one, as text: while it is the same, the package stands as it stood. */
export const standingIn = (
  received: readonly RegisterEntry[],
  id: string | null,
  { caseId, previous }: DeskFacts,
): string =>
  JSON.stringify(
    received
      .filter((one) => one.id === id || one.id === previous || (caseId !== null && one.caseId === caseId))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  );

/** The register of packages and filings on this computer. */
export class DeskRegister {
  entries = $state.raw<readonly DeskEntry[]>([]);
  failures = $state.raw<readonly Failure[]>([]);
  opinionFailures = $state.raw<readonly Failure[]>([]);
  loaded = $state(false);
  /** Entries that could not be read: nothing was compared with them. `null` = the register itself could not be read. */
  unread = $state<number | null>(0);
  /** The latest opinion on each entry: role and opinion. */
  opinions = $state.raw<ReadonlyMap<string, string>>(new Map());
  /** Every opinion on this computer, those about one entry oldest first. */
  given = $state.raw<readonly GivenOpinion[]>([]);
  notice = $state('');
  readonly #bench: Workbench;
  #index = new PatentIndex();
  #byId = new Map<string, DeskEntry>();
  #cases = new CaseIndex();
  #received: readonly RegisterEntry[] | null = null;
  #loading: Promise<void> | null = null;

  constructor(bench: Workbench) {
    this.#bench = bench;
  }

  /** Reads the register once; later calls wait for the same reading. */
  load(): Promise<void> {
    this.#loading ??= this.reload();
    return this.#loading;
  }

  async reload(): Promise<void> {
    const listed = await (await this.#bench.vault).desk.entries();
    if (listed.ok) this.#take(listed.value.value);
    this.unread = listed.ok ? listed.value.failures.length : null;
    this.failures = listed.ok ? listed.value.failures : [listed.failure];
    this.loaded = true;
    await this.readOpinions();
  }

  /** Reads which opinion was given last on each entry. */
  async readOpinions(): Promise<void> {
    const given = await (await this.#bench.vault).desk.allOpinions();
    this.opinionFailures = given.ok ? given.value.failures : [given.failure];
    if (!given.ok) return;
    this.given = given.value.value.map(({ entry, role, opinion, at, fiction }) => ({
      entry,
      role,
      opinion,
      at,
      fiction,
    }));
    this.opinions = new Map(
      this.given.map(({ entry, role, opinion }) => [entry, `${role.title}：${opinion.label}`]),
    );
  }

  find(id: string): DeskEntry | null {
    // Read through the list, so that a page follows its changes.
    return this.entries.length === 0 ? null : (this.#byId.get(id) ?? null);
  }

  /** What an entry is called where another one is spoken of. */
  nameOf(id: string): string {
    const entry = this.#byId.get(id);
    if (entry === undefined) return `${id.slice(0, 12)}…`;
    return entry.facts.caseTitle === '' ? entry.fileName : `${entry.facts.caseTitle}（${entry.fileName}）`;
  }

  /** Packages received, as the verifier asks for them. Patents are left to `samePatents`, which knows one number in all its forms. */
  received(except: string | null): readonly RegisterEntry[] {
    const all = (this.#received ??= this.entries.flatMap((entry) => receivedAs(entry) ?? []));
    return except === null ? all : all.filter(({ id }) => id !== except);
  }

  /** What `standingIn` says of the register as it is now. */
  standing(id: string | null, facts: DeskFacts, except: string | null): string {
    const { caseId, previous } = facts;
    // Read through the list, so that a page follows its changes.
    if (this.entries.length === 0) return '[]';
    const ids = new Set([id, previous, ...this.#cases.of(caseId)]);
    const about = [...ids].flatMap((one) => {
      const entry = one === null || one === except ? undefined : this.#byId.get(one);
      return entry === undefined ? [] : (receivedAs(entry) ?? []);
    });
    return standingIn(about, id, facts);
  }

  /** Other cases of the register whose data has no fingerprint: whether it is the same data cannot be said. */
  unprintedElsewhere({ id, facts }: Pick<DeskEntry, 'id' | 'facts'>): readonly DeskEntry[] {
    return this.entries.filter(
      (other) =>
        other.id !== id &&
        other.releasedOn === null &&
        (other.facts.unprinted?.length ?? 0) > 0 &&
        !isSameCase(facts, other.facts),
    );
  }

  samePatents(entry: Pick<DeskEntry, 'id' | 'facts'>): readonly SamePatents[] {
    // Read through the list, so that a page follows its changes.
    return this.entries.length === 0 ? [] : this.#index.of(entry);
  }

  /** Takes in what was seen. `before` = it was known. */
  async register(
    seen: SeenEntry,
    fingerprints: readonly DeskFingerprint[],
  ): Promise<Result<{ entry: DeskEntry; before: DeskEntry | null }>> {
    const kept = await (await this.#bench.vault).desk.register(seen, fingerprints, timeStamp());
    if (kept.ok) this.#put(kept.value.entry);
    return kept;
  }

  async update(id: string, change: (entry: DeskEntry) => DeskEntry): Promise<void> {
    const changed = await (await this.#bench.vault).desk.update(id, change);
    if (changed.ok) this.#put(changed.value);
    else this.failures = [changed.failure];
  }

  async remove(id: string): Promise<void> {
    const gone = await (await this.#bench.vault).desk.remove(id);
    if (gone.ok) this.#take(this.entries.filter((entry) => entry.id !== id));
    else this.failures = [gone.failure];
  }

  async exportFile(): Promise<void> {
    const fingerprints = await (await this.#bench.vault).desk.fingerprints();
    if (!fingerprints.ok) {
      this.failures = [fingerprints.failure];
      return;
    }
    const bytes = registerFile(this.entries, fingerprints.value, timeStamp());
    handToBrowser(`复核台账_${today()}.json`, bytes);
  }

  async importFile(file: File): Promise<void> {
    const read = readRegisterFile(new Uint8Array(await file.arrayBuffer()), file.name);
    if (!read.ok) {
      this.failures = [read.failure];
      return;
    }
    const { entries, fingerprints, damaged } = read.value;
    const taken = await (await this.#bench.vault).desk.importEntries(entries, fingerprints);
    if (!taken.ok) {
      this.failures = [taken.failure];
      return;
    }
    await this.reload();
    this.notice = `导入 ${taken.value.added} 条，已有 ${taken.value.known} 条没有改动${damaged > 0 ? `，${damaged} 条无法识别未导入` : ''}。`;
  }

  #take(entries: readonly DeskEntry[]): void {
    this.entries = entries;
    this.#received = null;
    this.#index = new PatentIndex(entries);
    this.#cases = new CaseIndex(entries);
    this.#byId = new Map(entries.map((entry) => [entry.id, entry]));
  }

  #put(entry: DeskEntry): void {
    this.#received = null;
    this.#index.put(entry);
    this.#cases.put(entry);
    const known = this.#byId.has(entry.id);
    this.#byId.set(entry.id, entry);
    this.entries = known
      ? this.entries.map((one) => (one.id === entry.id ? entry : one))
      : [entry, ...this.entries];
  }
}
