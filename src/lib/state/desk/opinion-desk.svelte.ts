import type { DeskPlace, DeskRoleView, OpinionDraft } from '../../bridge/desk-contract';
import type { DeskEntry } from '../../case/desk/entry';
import type { DeskOpinion } from '../../case/desk/opinion';
import type { Failure } from '../../kernel/result';
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
    if (!same) {
      this.settled = {};
      this.chosen = null;
      this.note = '';
      this.given = [];
    }
    const listed = await (await this.#bench.vault).desk.opinions(subject.entry.id);
    this.failures = listed.ok ? listed.value.failures : [listed.failure];
    if (listed.ok && this.subject === subject) this.given = listed.value.value;
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
    const place = await this.#place();
    const roles = await bridge.call('registration', 'deskRoles', place);
    const draft = await bridge.call('registration', 'draftOpinion', {
      ...place,
      role: this.role,
      basis: subject.basis,
      settled: this.settled,
    });
    if (turn !== this.#turn) return;
    if (roles.ok) this.roles = roles.value.roles;
    if (draft.ok) this.draft = draft.value;
    else this.failures = [draft.failure];
  }

  async give(): Promise<DeskOpinion | null> {
    const { subject } = this;
    const opinion = this.chosen ?? this.draft?.draft?.code ?? '';
    if (subject === null) return null;
    const made = await this.#bench.bridge.call('registration', 'giveOpinion', {
      ...(await this.#place()),
      role: this.role,
      basis: subject.basis,
      settled: this.settled,
      entry: subject.entry,
      decision: {
        opinion,
        note: this.note,
        by: sitting.name,
        at: timeStamp(),
        previous: this.given.at(-1)?.sha256 ?? null,
      },
    });
    if (!made.ok) {
      this.failures = [made.failure];
      return null;
    }
    const kept = await (await this.#bench.vault).desk.addOpinion(made.value);
    if (!kept.ok) {
      this.failures = [kept.failure];
      return null;
    }
    this.failures = [];
    this.given = [...this.given, kept.value];
    return kept.value;
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
