import type { HandlingView } from '../bridge/handling-contract';
import type { CoachingGoal, Renewal, ScreeningSection } from '../case/screening-section';
import type { ProposedGoal } from '../screening/coaching/goals';
import type { ReleaseRecord } from '../vault/releases';
import { today } from './clock';
import type { OpenCase } from './open-case.svelte';
import { adoptRelease, dropOverlay } from './overlay-edits';
import { nextId } from './free-id';

type Provider = Renewal['providers'][number];
type Ranking = Renewal['ranking'][number];

const edit = (open: OpenCase, change: (section: ScreeningSection) => Partial<ScreeningSection>): void =>
  open.changeSection('screening', (section) => ({ ...section, ...change(section) }));

/** The way the case is handled, why and by whom. */
export const setRoute = (open: OpenCase, part: Partial<ScreeningSection['route']>): void =>
  edit(open, ({ route }) => ({ route: { ...route, ...part } }));

export const setSurvey = (open: OpenCase, part: Partial<ScreeningSection['survey']>): void =>
  edit(open, ({ survey }) => ({ survey: { ...survey, ...part } }));

const emptyRenewal = (): Renewal => ({
  oldContract: '',
  oldPrincipalFen: null,
  newPrincipalFen: null,
  oldEnd: null,
  serviced: null,
  operating: null,
  evidence: [],
  providers: [],
  ranking: [],
});

/** The case is a renewal from now on. The new loan is what is asked for, when that is known. */
export const startRenewal = (open: OpenCase): void =>
  edit(open, ({ renewal }) => ({
    renewal: renewal ?? {
      ...emptyRenewal(),
      newPrincipalFen: open.record.sections.enterprise.need.amountFen,
    },
  }));

export const endRenewal = (open: OpenCase): void => edit(open, () => ({ renewal: null }));

export const setRenewal = (open: OpenCase, part: Partial<Renewal>): void =>
  edit(open, ({ renewal }) => (renewal === null ? {} : { renewal: { ...renewal, ...part } }));

/** One more provider of security, about whom nothing is known yet. */
export const addProvider = (
  open: OpenCase,
  kind: Provider['kind'],
  name: string,
  subject: string | null,
): void => {
  const { renewal } = open.record.sections.screening;
  if (renewal === null) return;
  const provider: Provider = {
    id: nextId('provider', renewal.providers),
    name,
    subject,
    kind,
    knows: null,
    consents: null,
    on: null,
    evidence: [],
  };
  setRenewal(open, { providers: [...renewal.providers, provider] });
};

export const setProvider = (open: OpenCase, id: string, part: Partial<Provider>): void => {
  const { renewal } = open.record.sections.screening;
  if (renewal === null) return;
  setRenewal(open, { providers: renewal.providers.map((p) => (p.id === id ? { ...p, ...part } : p)) });
};

export const removeProvider = (open: OpenCase, id: string): void => {
  const { renewal } = open.record.sections.screening;
  if (renewal === null) return;
  setRenewal(open, { providers: renewal.providers.filter((p) => p.id !== id) });
};

/** One registered security of the old loan; a subject is listed once. */
export const addRanking = (open: OpenCase, subject: string): void => {
  const { renewal } = open.record.sections.screening;
  if (renewal === null || subject === '' || renewal.ranking.some((r) => r.subject === subject)) return;
  const entry: Ranking = { subject, registration: null, intervening: null, searchedOn: null, evidence: [] };
  setRenewal(open, { ranking: [...renewal.ranking, entry] });
};

export const setRanking = (open: OpenCase, subject: string, part: Partial<Ranking>): void => {
  const { renewal } = open.record.sections.screening;
  if (renewal === null) return;
  setRenewal(open, { ranking: renewal.ranking.map((r) => (r.subject === subject ? { ...r, ...part } : r)) });
};

export const removeRanking = (open: OpenCase, subject: string): void => {
  const { renewal } = open.record.sections.screening;
  if (renewal === null) return;
  setRenewal(open, { ranking: renewal.ranking.filter((r) => r.subject !== subject) });
};

/** Something to build up before asking again. */
export const addGoal = (open: OpenCase, goal: ProposedGoal): void =>
  edit(open, ({ coaching }) => ({
    coaching: {
      ...coaching,
      goals: [
        ...coaching.goals,
        {
          id: nextId('goal', coaching.goals),
          rule: goal.rule,
          subject: goal.subject,
          action: goal.action,
          owner: '',
          due: goal.due,
          state: 'open',
          note: '',
        },
      ],
    },
  }));

export const setGoal = (open: OpenCase, id: string, part: Partial<CoachingGoal>): void =>
  edit(open, ({ coaching }) => ({
    coaching: { ...coaching, goals: coaching.goals.map((g) => (g.id === id ? { ...g, ...part } : g)) },
  }));

const releaseOf = (open: OpenCase): string | null => {
  const { overlay } = open.record;
  return overlay === null ? null : `${overlay.institution}@${overlay.version}`;
};

/** Keeps today's verdicts as they are, under the release by which they were judged. */
export const recordRun = (
  open: OpenCase,
  { lines, method }: Pick<HandlingView, 'lines' | 'method'>,
  run: { readonly on: string; readonly by: string; readonly decision: string },
): void =>
  edit(open, ({ coaching }) => ({
    coaching: {
      ...coaching,
      runs: [
        ...coaching.runs,
        {
          id: nextId('run', coaching.runs),
          ...run,
          method,
          release: releaseOf(open),
          verdicts: lines.map(({ rule, subject, verdict }) => ({ rule, subject, verdict })),
        },
      ],
    },
  }));

/**
 * The case is judged by another release from now on (`null` = by none). What it came to before is kept beside it, with
 * the reason for the change.
 */
export const adoptWithReason = (
  open: OpenCase,
  release: ReleaseRecord | null,
  view: Pick<HandlingView, 'lines' | 'method'>,
  { by, reason, decision }: { readonly by: string; readonly reason: string; readonly decision: string },
): void => {
  const name = release === null ? '不使用机构参数' : `${release.institution} ${release.version}`;
  recordRun(open, view, {
    on: today(),
    by,
    decision: `${decision}（改用${name}之前；理由：${reason}）`.slice(0, 500),
  });
  if (release === null) dropOverlay(open);
  else adoptRelease(open, release);
};
