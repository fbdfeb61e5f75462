import { firstEntry } from '../../case/desk/entry';
import type { DeskEntry, SeenEntry } from '../../case/desk/entry';
import type { SamePatents } from '../../case/desk/same-patents';
import type { Failure } from '../../kernel/result';
import type { FilingChecklist } from '../../review/desk/filing/filing-papers';
import type { ReadPaper } from '../../review/desk/filing/read-paper';
import type { ReviewedFiling } from '../../review/desk/filing/review-filing';
import type { DeskPlace } from '../../bridge/desk-contract';
import { timeStamp } from '../clock';
import { deskPlace } from './desk-place';
import type { Workbench } from '../workbench.svelte';
import { isLeftover, pathOf } from './chosen-files';
import { registerFindings } from './register-findings';
import type { OpinionDesk } from './opinion-desk.svelte';
import type { DeskRegister } from './register.svelte';

/** Most files of one folder. */
const MOST_FILES = 2_000;

/** The answers with one given anew, or taken back. */
const withAnswer = <T>(
  answers: Readonly<Record<string, T>>,
  key: string,
  answer: T | null,
): Readonly<Record<string, T>> => {
  const others = Object.entries(answers).filter(([one]) => one !== key);
  return Object.fromEntries(answer === null ? others : [...others, [key, answer]]);
};

/** One ordinary filing: a folder of scans, Word and Excel, held against the checklist. */
export class FilingDesk {
  /** Name of the folder. */
  title = $state('');
  papers = $state.raw<readonly ReadPaper[]>([]);
  checklist = $state.raw<FilingChecklist | null>(null);
  matches = $state.raw<Readonly<Record<string, string>>>({});
  /** Paths whose paper a person confirmed; the others follow the name of the file. */
  suggested = $state.raw<Readonly<Record<string, string>>>({});
  needs = $state.raw<Readonly<Record<string, boolean>>>({});
  reviewed = $state.raw<ReviewedFiling | null>(null);
  entry = $state.raw<DeskEntry | null>(null);
  samePatents = $state.raw<readonly SamePatents[]>([]);
  failures = $state.raw<readonly Failure[]>([]);
  done = $state(0);
  total = $state(0);
  readonly #bench: Workbench;
  readonly #register: DeskRegister;
  #stop: AbortController | null = null;
  #turn = 0;
  /** Number of the folder at hand: what was asked for an earlier one is dropped. */
  #opened = 0;
  /** Files of the folder that were not read. */
  #unread: readonly string[] = [];
  /** Every file was read or is named as not read: only then is the folder judged. */
  #complete = false;

  constructor(
    bench: Workbench,
    register: DeskRegister,
    /** The opinion on this folder. */
    readonly opinion: OpinionDesk,
  ) {
    this.#bench = bench;
    this.#register = register;
  }

  get running(): boolean {
    return this.done < this.total;
  }

  #place(): Promise<DeskPlace> {
    return deskPlace(this.#bench, null);
  }

  /** Takes a folder in the place of the one before. */
  async open(files: readonly File[]): Promise<void> {
    const listed = files
      .filter((file) => !isLeftover(file))
      .map((file) => ({ file, path: pathOf(file) }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
    this.#halt();
    const opened = this.#opened;
    this.title = listed[0]?.path.includes('/') === true ? (listed[0].path.split('/')[0] ?? '') : '未命名材料';
    this.papers = [];
    this.matches = {};
    this.suggested = {};
    this.needs = {};
    this.reviewed = null;
    this.entry = null;
    this.samePatents = [];
    this.failures = [];
    await this.#register.load();
    if (opened !== this.#opened) return;
    const checklist = await this.#bench.bridge.call('registration', 'filingChecklist', await this.#place());
    if (opened !== this.#opened) return;
    if (!checklist.ok) {
      this.failures = [checklist.failure];
      return;
    }
    this.checklist = checklist.value;
    if (listed.length > MOST_FILES)
      this.failures = [
        {
          code: 'E_MANY',
          message: `文件夹里有 ${listed.length} 个文件，只核对前 ${MOST_FILES} 个`,
          path: this.title,
          remedy: '请确认选对了文件夹，或分几次核对',
        },
      ];
    this.#unread = listed.slice(MOST_FILES).map(({ path }) => path);
    await this.#readAll(listed.slice(0, MOST_FILES), opened);
    if (opened !== this.#opened) return;
    this.#complete = true;
    await this.judge();
  }

  /** Stops the reading. A folder read in part is neither judged nor kept: what is missing of it is not known. */
  cancel(): void {
    const { running } = this;
    this.#halt();
    if (running)
      this.failures = [
        {
          code: 'E_CANCELLED',
          message: '已停下，文件夹没有读完，不作判断',
          path: this.title,
          remedy: '请重新选择文件夹',
        },
      ];
  }

  #halt(): void {
    this.#stop?.abort();
    this.#opened += 1;
    this.#turn += 1;
    this.#complete = false;
    this.#unread = [];
    this.done = 0;
    this.total = 0;
  }

  async #readAll(listed: readonly { file: File; path: string }[], opened: number): Promise<void> {
    const stop = new AbortController();
    this.#stop = stop;
    this.done = 0;
    this.total = listed.length;
    const place = await this.#place();
    for (const { file, path } of listed) {
      if (opened !== this.#opened) return;
      const read = await this.#bench.bridge.call(
        'registration',
        'readPaper',
        { ...place, path, file },
        { signal: stop.signal },
      );
      if (opened !== this.#opened) return;
      if (read.ok) {
        const { paper, suggested } = read.value;
        this.papers = [...this.papers, paper];
        if (suggested !== null) this.suggested = { ...this.suggested, [path]: suggested };
      } else {
        this.#unread = [...this.#unread, path];
        this.failures = [...this.failures, read.failure];
      }
      this.done += 1;
    }
  }

  match(path: string, code: string | null): Promise<void> {
    this.matches = withAnswer(this.matches, path, code);
    return this.judge();
  }

  /** Confirms every suggestion that nobody has answered yet. */
  takeSuggestions(): Promise<void> {
    this.matches = { ...this.suggested, ...this.matches };
    return this.judge();
  }

  setNeed(code: string, needed: boolean | null): Promise<void> {
    this.needs = withAnswer(this.needs, code, needed);
    return this.judge();
  }

  async judge(): Promise<void> {
    if (!this.#complete) return;
    const turn = (this.#turn += 1);
    const asked = {
      papers: this.papers,
      unread: this.#unread,
      answers: { matches: this.matches, needs: this.needs },
    };
    const place = await this.#place();
    const result = await this.#bench.bridge.call('registration', 'reviewFiling', { ...place, ...asked });
    if (turn !== this.#turn) return;
    if (!result.ok) {
      this.failures = [result.failure];
      return;
    }
    this.reviewed = result.value;
    const seen = this.#seen(result.value);
    this.samePatents = this.#register.samePatents(seen);
    this.entry = this.#register.find(seen.id) ?? firstEntry(seen, timeStamp());
    const basis = {
      answers: result.value.answers,
      grounds: null,
      register: registerFindings(
        { samePatents: this.samePatents, overlaps: [], notCompared: 0, unprintedElsewhere: [] },
        { caseRead: true, unprinted: [], registerUnread: this.#register.unread },
        (id) => this.#register.nameOf(id),
      ),
    };
    await this.opinion.turnTo({ entry: { ...this.entry, answers: seen.answers, facts: seen.facts }, basis });
  }

  /** Puts the filing into the register. */
  async keep(): Promise<void> {
    if (this.reviewed === null || !this.#complete) return;
    const opened = this.#opened;
    const kept = await this.#register.register(this.#seen(this.reviewed), []);
    if (opened !== this.#opened) return;
    if (kept.ok) this.entry = kept.value.entry;
    else this.failures = [kept.failure];
  }

  #seen({ id, answers, patents }: ReviewedFiling): SeenEntry {
    return {
      id,
      kind: 'folder',
      fileName: this.title.slice(0, 500),
      bytes: this.papers.reduce((sum, { bytes }) => sum + bytes, 0),
      answers: {
        safety: answers.safety.verdict,
        integrity: answers.integrity.verdict,
        authenticity: answers.authenticity.verdict,
        usability: answers.usability.verdict,
        recalculation: answers.recalculation.verdict,
      },
      facts: {
        caseId: null,
        caseTitle: this.title.slice(0, 500),
        revision: null,
        previous: null,
        fiction: '',
        region: null,
        purpose: '普通申报材料',
        registry: '',
        recipient: null,
        pledgor: null,
        pledgee: null,
        declaredFen: null,
        patents: [...patents],
      },
    };
  }
}
