import type { CaseRecord } from '../../case/case-record';
import type { FilingAct, FilingKind } from '../../case/filings-section';
import type { Outputs } from '../../case/method';
import type { Failure, Result } from '../../kernel/result';
import { ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { readTyped } from '../../rulebook/read-rule';
import { missingFields } from '../form-model';
import { AGENT_FIELD, WITH_AGENT, asksForAgent } from './agent';
import { type FilingBoundField, filingFields } from './bind-filing';
import { type WholeFiling, type WholePlan, boundFilings } from './bound-filings';
import { type EntrySheet, entrySheet } from './entry-sheet';
import { enteredOf } from './filing';
import { filingChecks } from './filing-checks';
import type { FilingPaperItem } from './filing-papers';
import { filingIndex } from './filing-shapes';
import { INDEX_RULE } from './filings-of-case';

/** A field that a person enters with the filing, because nothing else in the case holds it. */
export interface AskedField {
  readonly key: string;
  readonly label: string;
  /** Section, and the source it is about. */
  readonly of: string;
  readonly type: FilingBoundField['type'];
  readonly required: boolean;
  readonly options: readonly string[];
  readonly hint: string;
  readonly value: string | null;
}

/** A required field that stands elsewhere in the case and is not filled there. */
export interface OpenElsewhere {
  readonly label: string;
  readonly place: string;
  /** JSON path of the place. */
  readonly path: string;
}

/** One filing as a page shows it. */
export interface FilingView {
  readonly id: string;
  readonly kind: FilingKind;
  readonly act: FilingAct;
  readonly title: string;
  readonly kindTitle: string;
  readonly registrar: string;
  readonly effect: string;
  readonly risk: readonly string[];
  readonly providerWord: string;
  readonly holderWord: string;
  readonly sources: readonly { readonly id: string; readonly title: string }[];
  readonly securedAmountFen: string | null;
  readonly formTitle: string;
  readonly layoutNote: string;
  readonly asked: readonly AskedField[];
  /** Whether an agent files for the parties; `used: null` = nobody has said. `null` = nothing of this filing hangs on it. */
  readonly agent: { readonly used: boolean | null } | null;
  readonly elsewhere: readonly OpenElsewhere[];
  readonly papers: readonly FilingPaperItem[];
  readonly contract: {
    readonly title: string;
    readonly items: readonly { readonly label: string; readonly missing: readonly string[] }[];
    readonly clauses: readonly {
      readonly code: string;
      readonly label: string;
      readonly text: string;
      readonly chosen: boolean;
    }[];
  } | null;
  readonly sheet: EntrySheet;
  /** Cards that bear the receipt, or the supports whose contract is one. */
  readonly cards: readonly string[];
  readonly supports: readonly string[];
  readonly registrationNumber: string | null;
  readonly registrationDate: string | null;
  /** Later acts that the registry knows. */
  readonly later: readonly { readonly act: FilingAct; readonly title: string }[];
  /** Fields and papers that are still open. */
  readonly open: number;
}

export interface FilingsView {
  readonly filings: readonly FilingView[];
  readonly omitted: readonly { readonly id: string; readonly title: string; readonly reason: string }[];
  readonly uncovered: readonly string[];
  /** Later acts of which nothing is in the case any more; a person can only delete them. */
  readonly orphaned: readonly { readonly id: string; readonly title: string }[];
  /** Contradictions that stop the export. */
  readonly contradictions: readonly Failure[];
}

/** Key under which a field is entered here; one that the case knows is shown only to take back what was entered before. */
const keyOf = ({ filing }: WholeFiling, subject: string, field: FilingBoundField): string | null => {
  if (field.entry !== null) return field.entry;
  const key = subject === 'case' ? field.code : `${subject}/${field.code}`;
  return enteredOf(filing, key) === null ? null : key;
};

/** Fields about the agent are asked for once it is said that there is one. */
const isAsked = ({ values }: WholeFiling, { code }: FilingBoundField): boolean =>
  !code.startsWith('agent_') || values.values.get(AGENT_FIELD)?.value === WITH_AGENT;

const askedOf = (whole: WholeFiling): readonly AskedField[] => {
  const titles = new Map(whole.filing.sources.map(({ id, title }) => [id, title]));
  return whole.form.sections.flatMap((section) =>
    section.rows.flatMap((row) =>
      filingFields({ ...section, rows: [row] }).flatMap((field): readonly AskedField[] => {
        const key = keyOf(whole, row.subject, field);
        if (key === null || !isAsked(whole, field)) return [];
        const known = field.entry === null;
        return [
          {
            key,
            label: field.label,
            of: [section.title, titles.get(row.subject) ?? ''].filter((part) => part !== '').join(' › '),
            type: field.type,
            required: field.required && !known,
            options: field.options,
            hint: known ? `案卷别处已有：${field.trace.label}，请清空这里` : field.hint,
            value: known ? enteredOf(whole.filing, key) : field.value,
          },
        ];
      }),
    ),
  );
};

const elsewhereOf = ({ form }: WholeFiling): readonly OpenElsewhere[] =>
  missingFields(form).flatMap(({ field }) => {
    const entered = 'entry' in field && field.entry !== null;
    const path = field.trace.source?.kind === 'field' ? field.trace.source.path : '';
    return entered ? [] : [{ label: field.label, place: field.trace.label, path }];
  });

const isOpen = ({ need, status }: FilingPaperItem): boolean => need !== 'not-needed' && status !== 'present';

const viewOf = (rules: RulesAt, whole: WholeFiling): Result<FilingView> => {
  const { filing, form, papers, contract, values } = whole;
  const sheet = entrySheet(rules, whole);
  if (!sheet.ok) return sheet;
  const agent = asksForAgent(rules, filing);
  if (!agent.ok) return agent;
  const answer = values.values.get(AGENT_FIELD)?.value ?? null;
  const { definition, index } = filing;
  return ok({
    id: filing.id,
    kind: filing.kind,
    act: filing.act,
    title: filing.title,
    kindTitle: index.title,
    registrar: definition.registry.registrar,
    effect: definition.effect,
    risk: definition.risk,
    providerWord: definition.providerWord,
    holderWord: definition.holderWord,
    sources: filing.sources.map(({ id, title }) => ({ id, title })),
    securedAmountFen: values.values.get('secured_amount')?.value ?? null,
    formTitle: form.title,
    layoutNote: form.layoutVerified ? '' : form.layoutNote,
    asked: askedOf(whole),
    agent: agent.value ? { used: answer === null ? null : answer === WITH_AGENT } : null,
    elsewhere: elsewhereOf(whole),
    papers,
    contract:
      contract === null
        ? null
        : {
            title: contract.title,
            items: contract.items.map(({ label, missing }) => ({
              label,
              missing: missing.map((one) => one.label),
            })),
            clauses: contract.clauses.map(({ code, label, text, chosen }) => ({ code, label, text, chosen })),
          },
    sheet: sheet.value,
    cards: filing.cards.map(({ id }) => id),
    supports: filing.sources.flatMap(({ support }) => (support === null ? [] : [support.id])),
    registrationNumber: values.values.get('reg_no')?.value ?? null,
    registrationDate: values.values.get('reg_date')?.value ?? null,
    later: definition.acts.filter(({ act }) => act !== 'register').map(({ act, title }) => ({ act, title })),
    open: missingFields(form).length + papers.filter(isOpen).length,
  });
};

const ACT: Readonly<Record<FilingAct, string>> = {
  register: '登记',
  change: '变更',
  extend: '展期',
  cancel: '注销',
};

const orphanedOf = (
  { sections }: CaseRecord,
  rules: RulesAt,
  { filings, omitted }: WholePlan,
): FilingsView['orphaned'] => {
  const shown = new Set([...filings, ...omitted].map(({ filing }) => filing.id));
  const index = readTyped(rules, INDEX_RULE, filingIndex);
  const titles = new Map(index.ok ? index.value.value.map(({ kind, title }) => [kind, title]) : []);
  return sections.filings.records
    .filter(({ id, act }) => act !== 'register' && !shown.has(id))
    .map(({ id, kind, act }) => ({ id, title: `${titles.get(kind) ?? kind} › ${ACT[act]}` }));
};

/** Every filing of a case as a page shows it. Errors: those of the rulebook. */
export const filingsView = (
  caseRecord: CaseRecord,
  outputs: Outputs,
  rules: RulesAt,
): Result<FilingsView> => {
  const plan = boundFilings(caseRecord, rules);
  if (!plan.ok) return plan;
  const filings: FilingView[] = [];
  for (const whole of plan.value.filings) {
    const view = viewOf(rules, whole);
    if (!view.ok) return view;
    filings.push(view.value);
  }
  return ok({
    filings,
    omitted: plan.value.omitted.map(({ filing, reason }) => ({ id: filing.id, title: filing.title, reason })),
    uncovered: plan.value.uncovered.map(({ title }) => title),
    orphaned: orphanedOf(caseRecord, rules, plan.value),
    contradictions: filingChecks(plan.value.filings, outputs),
  });
};
