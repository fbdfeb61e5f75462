import type { DeskApi, DeskPlace, DeskRoleView, OpinionDraft } from '../../bridge/desk-contract';
import type { DeskEntry } from '../../case/desk/entry';
import type { DeskOpinion } from '../../case/desk/opinion';
import type { Failure, Result } from '../../kernel/result';
import type { OpinionBasis } from '../../review/desk/opinion/reasons';
import type { RoleCode } from '../../review/desk/opinion/roles';
import { timeStamp } from '../clock';
import { handToBrowser, safeFileName } from '../download';
import { sitting } from '../sitting.svelte';
import { deskPlace } from './desk-place';
import type { Workbench } from '../workbench.svelte';

const MEMORY = 'zhiya-desk-role';
const CODES: readonly RoleCode[] = ['county', 'agency', 'subsidy', 'bank'];

/** Which desk this computer stands at: said once, remembered by the browser. */
const rememberedRole = (): RoleCode => {
  try {
    const held = localStorage.getItem(MEMORY);
    return CODES.find((code) => code === held) ?? 'county';
  } catch {
    return 'county';
  }
};

/** What an opinion is about. */
export interface OpinionSubject {
  readonly entry: DeskEntry;
  readonly basis: OpinionBasis;
}

/** The opinion on one package or filing: drawn from the findings, confirmed by a person, only ever added. */
export class OpinionDesk {
  role = $state<RoleCode>(rememberedRole());
  roles = $state.raw<readonly DeskRoleView[]>([]);
  subject = $state.raw<OpinionSubject | null>(null);
  draft = $state.raw<OpinionDraft | null>(null);
  settled = $state.raw<Readonly<Record<string, string>>>({});
  /** Code of the opinion chosen; `null` = the draft. */
  chosen = $state<string | null>(null);
  note = $state('');
  given = $state.raw<readonly DeskOpinion[]>([]);
  failures = $state.raw<readonly Failure[]>([]);
  /** An opinion is being given: nothing else is given meanwhile. */
  giving = $state(false);
  readonly #bench: Workbench;
  #turn = 0;

  constructor(bench: Workbench) {
    this.#bench = bench;
  }

  get roleView(): DeskRoleView | null {
    return this.roles.find(({ code }) => code === this.role) ?? null;
  }

  /** Turns to another package; what was not given is dropped. */
  async turnTo(subject: OpinionSubject): Promise<void> {
    const same = this.subject?.entry.id === subject.entry.id;
    this.subject = subject;
    // A draft under way belongs to what was shown before.
    this.#turn += 1;
    if (!same) {
      this.draft = null;
      this.failures = [];
      this.settled = {};
      this.chosen = null;
      this.note = '';
      this.given = [];
    }
    const listed = await (await this.#bench.vault).desk.opinions(subject.entry.id);
    if (this.subject !== subject) return;
    this.failures = listed.ok ? listed.value.failures : [listed.failure];
    if (listed.ok) this.given = listed.value.value;
    await this.#redraft();
  }

  async setRole(role: RoleCode): Promise<void> {
    this.role = role;
    this.chosen = null;
    try {
      localStorage.setItem(MEMORY, role);
    } catch {
      // A browser that keeps nothing asks again.
    }
    await this.#redraft();
  }

  async settle(key: string, how: string): Promise<void> {
    this.settled = { ...this.settled, [key]: how };
    await this.#redraft();
  }

  #place(): Promise<DeskPlace> {
    return deskPlace(this.#bench, this.subject?.entry.facts.region ?? null);
  }

  async #redraft(): Promise<void> {
    const { subject } = this;
    if (subject === null) return;
    const turn = (this.#turn += 1);
    const { bridge } = this.#bench;
    const { role, settled } = this;
    const place = await this.#place();
    const roles = await bridge.call('registration', 'deskRoles', place);
    const draft = await bridge.call('registration', 'draftOpinion', {
      ...place,
      role,
      basis: subject.basis,
      settled,
    });
    if (turn !== this.#turn) return;
    if (roles.ok) this.roles = roles.value.roles;
    if (draft.ok) this.draft = draft.value;
    else {
      this.draft = null;
      this.failures = [draft.failure];
    }
  }

  /** Gives the opinion on what is shown now; a package opened meanwhile is left alone. `null` = none was given. */
  async give(): Promise<DeskOpinion | null> {
    const { subject, draft, role, settled } = this;
    if (subject === null || draft === null || this.giving) return null;
    const decision = {
      opinion: this.chosen ?? draft.draft?.code ?? '',
      note: this.note,
      by: sitting.name,
      at: timeStamp(),
      previous: this.given.at(-1)?.sha256 ?? null,
    };
    this.giving = true;
    try {
      const kept = await this.#seal({ role, basis: subject.basis, settled, entry: subject.entry, decision });
      const same = this.subject?.entry.id === subject.entry.id;
      if (same) this.failures = kept.ok ? [] : [kept.failure];
      if (!kept.ok) return null;
      if (same && !this.given.some(({ sha256 }) => sha256 === kept.value.sha256))
        this.given = [...this.given, kept.value];
      // A second one by a second click would say the same again.
      if (same) this.note = '';
      return kept.value;
    } finally {
      this.giving = false;
    }
  }

  async #seal(asked: Omit<DeskApi['giveOpinion']['input'], keyof DeskPlace>): Promise<Result<DeskOpinion>> {
    const place = await deskPlace(this.#bench, asked.entry.facts.region);
    const made = await this.#bench.bridge.call('registration', 'giveOpinion', { ...place, ...asked });
    return made.ok ? (await this.#bench.vault).desk.addOpinion(made.value) : made;
  }

  /** Hands an opinion out as Word or as JSON. */
  async download(opinion: DeskOpinion, kind: 'docx' | 'json'): Promise<void> {
    const files = await this.#bench.bridge.call('registration', 'opinionFiles', { opinion });
    if (!files.ok) {
      this.failures = [files.failure];
      return;
    }
    const title = opinion.caseTitle === '' ? opinion.fileName : opinion.caseTitle;
    handToBrowser(`${safeFileName(`${opinion.role.title}意见_${title}`)}.${kind}`, files.value[kind]);
  }
}
