import * as v from 'valibot';
import type { CaseRecord } from '../../case/case-record';
import type { CollateralItem } from '../../case/collateral-section';
import type { FilingAct, FilingRecord } from '../../case/filings-section';
import { RECEIPT_STATES } from '../../case/security-history';
import { type Result, fail, ok, refuse } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { readTyped } from '../../rulebook/read-rule';
import { pledgedPatents } from '../patent-values';
import type { CreditTerms } from '../../case/structure-ask';
import { type Filing, type FilingSource, NOTHING, isEnterprise } from './filing';
import { registryOf } from './class-registry';
import { type FilingIndexEntry, filingDefinition, filingIndex } from './filing-shapes';
import { dataGroup } from './data-sources';
import { PRESENT_READING, type Reading } from './reading';

export const INDEX_RULE = 'registration.filings';

const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

interface Group {
  readonly sources: readonly FilingSource[];
  readonly cards: readonly CollateralItem[];
  readonly provider: string | null;
}

/** One group for the enterprise's own assets, one for every other owner, in the order of their first ids. */
const byOwner = (caseRecord: CaseRecord, cards: readonly CollateralItem[]): readonly Group[] => {
  const groups = new Map<string, CollateralItem[]>();
  for (const card of [...cards].sort(byId)) {
    const key = isEnterprise(caseRecord, card.owner) ? '' : card.owner.trim();
    groups.set(key, [...(groups.get(key) ?? []), card]);
  }
  return [...groups]
    .sort(([a], [b]) => (a === '' ? -1 : b === '' ? 1 : 0))
    .map(([owner, items]) => ({
      sources: items.map((item) => ({ ...NOTHING, id: item.id, title: item.title, item })),
      cards: items,
      provider: owner === '' ? null : owner,
    }));
};

const IP_REGISTRIES = ['PATENT', 'TRADEMARK'];
const IP_RIGHTS = ['专利权', '商标专用权', '商标权'];

/** Whether a subsidy of the region can be claimed for what is pledged here, or one was entered. */
const hasSubsidy = (caseRecord: CaseRecord, rules: RulesAt, kinds: ReadonlySet<string>): boolean => {
  const { credit } = caseRecord.sections.collateral;
  if (credit.some(({ subsidy }) => subsidy.kind === 'by-region' || subsidy.kind === 'entered')) return true;
  if (!kinds.has('patent-pledge') && !kinds.has('mark-pledge')) return false;
  const scheme = readTyped(rules, 'collateral.subsidy.scheme', v.object({ rights: v.array(v.string()) }));
  if (!scheme.ok) return false;
  const { rights } = scheme.value.value;
  return rights.length === 0 || rights.some((right) => IP_RIGHTS.includes(right));
};

type Uses = (one: Pick<CollateralItem, 'use'>) => boolean;
const isUsed: Uses = ({ use }) => use !== 'never';
const whatever: Uses = () => true;

/** Plans that the claim may be for: those that say so, else all of them. */
const claimed = ({ sections: { collateral } }: CaseRecord): readonly CreditTerms[] => {
  const own = collateral.credit.filter(
    ({ subsidy }) => subsidy.kind === 'by-region' || subsidy.kind === 'entered',
  );
  return own.length > 0 ? own : collateral.credit;
};

const groupsOf = (
  caseRecord: CaseRecord,
  rules: RulesAt,
  entry: FilingIndexEntry,
  kinds: ReadonlySet<string>,
  uses: Uses,
  reading: Reading,
): readonly Group[] => {
  const { collateral } = caseRecord.sections;
  const wanted = new Set(entry.classes);
  const cards = collateral.items.filter(
    (item) => uses(item) && wanted.has(registryOf(rules, item.assetClass) ?? ''),
  );
  switch (entry.subject) {
    case 'patents': {
      const patents = uses === isUsed ? pledgedPatents(caseRecord) : caseRecord.sections.patents.records;
      const sources = patents.map((patent) => ({ ...NOTHING, id: patent.id, title: patent.title, patent }));
      return sources.length === 0 ? [] : [{ sources, cards, provider: null }];
    }
    case 'assets':
      return byOwner(caseRecord, cards);
    case 'data': {
      const sources = dataGroup(caseRecord, cards, reading);
      return sources.length === 0 ? [] : [{ sources, cards, provider: null }];
    }
    case 'supports': {
      const own = collateral.support.filter((one) => uses(one) && entry.supports.includes(one.kind));
      const sources = own.map((support) => ({
        ...NOTHING,
        id: support.id,
        title: support.title,
        support,
      }));
      return sources.length === 0 ? [] : [{ sources, cards: [], provider: null }];
    }
    case 'credit': {
      if (!hasSubsidy(caseRecord, rules, kinds)) return [];
      const sources = claimed(caseRecord).map((credit) => ({
        ...NOTHING,
        id: credit.id,
        title: credit.title,
        credit,
      }));
      // The claim names the registration of the patents or marks that is in force.
      const registered = collateral.items.filter(
        (item) =>
          isUsed(item) &&
          RECEIPT_STATES.includes(item.perfection) &&
          IP_REGISTRIES.includes(registryOf(rules, item.assetClass) ?? ''),
      );
      return [{ sources, cards: registered, provider: null }];
    }
  }
};

/** Whether a person said something of a filing that registers under this id. */
const saidOf = ({ sections }: CaseRecord, id: string): boolean =>
  sections.filings.records.some((record) => record.id === id && record.act === 'register') ||
  Object.keys(sections.registration.papers).some((key) => key.startsWith(`${id}/`));

/** The kind for the enterprise's own; for another owner the asset under which something was said, else the first one. */
const idOf = (caseRecord: CaseRecord, entry: FilingIndexEntry, group: Group, at: number): string => {
  if (at === 0 && group.provider === null) return entry.kind;
  const ids = group.sources.map(({ id }) => `${entry.kind}.${id}`);
  return ids.find((id) => saidOf(caseRecord, id)) ?? ids[0] ?? `${entry.kind}.${at}`;
};

const narrowed = (
  entry: FilingIndexEntry,
  group: Group,
  wanted: readonly string[],
  reading: Reading,
): Group => {
  const ids = new Set(wanted);
  if (ids.size === 0) return group;
  const sources = group.sources.filter(({ id }) => ids.has(id));
  // Patents and a claim have cards of their own; elsewhere a card is a source, or the registration of data that has no other.
  if (entry.subject === 'patents' || entry.subject === 'credit') return { ...group, sources };
  const ofSources = sources.flatMap(({ item }) => item ?? []);
  const taken = new Set(group.sources.flatMap(({ item }) => item?.id ?? []));
  const shared = reading === 2 ? [] : group.cards.filter(({ id }) => !taken.has(id));
  return { ...group, sources, cards: [...ofSources, ...shared] };
};

interface Named {
  readonly id: string;
  readonly act: FilingAct;
  readonly record: FilingRecord | null;
  readonly before: FilingRecord | null;
}

const filingOf = (
  rules: RulesAt,
  entry: FilingIndexEntry,
  group: Group,
  named: Named,
  reading: Reading,
): Result<Filing> => {
  const read = readTyped(rules, entry.definition, filingDefinition);
  if (!read.ok) return read;
  const definition = read.value.value;
  const rule = definition.acts.find(({ act }) => act === named.act);
  if (rule === undefined)
    return refuse(
      'E_ACT',
      `${entry.title}没有这一种办理`,
      `登记包 › ${entry.title}`,
      '请删去这一项办理，或选择别的登记机构',
    );
  const { sources, cards, provider } = narrowed(entry, group, named.record?.sources ?? [], reading);
  return ok({
    id: named.id,
    kind: entry.kind,
    act: named.act,
    title: rule.title,
    index: entry,
    definition,
    rule,
    sources,
    cards,
    provider,
    record: named.record,
    before: named.before,
    reading,
  });
};

/** What is filed, what is left out by a person's word, and which assets no filing of this program covers. */
export interface FilingPlan {
  readonly filings: readonly Filing[];
  readonly omitted: readonly { readonly filing: Filing; readonly reason: string }[];
  readonly uncovered: readonly CollateralItem[];
}

/**
 * The filings of a case in the order of the rulebook: one that registers for every kind (and every provider) of which the case has
 * something, then the changes, extensions and cancellations that a person added. Fails when a rule that is needed is not in force.
 */
export const filingPlan = (
  caseRecord: CaseRecord,
  rules: RulesAt,
  reading: Reading = PRESENT_READING,
): Result<FilingPlan> => {
  const index = readTyped(rules, INDEX_RULE, filingIndex);
  if (!index.ok) return index;
  const { records } = caseRecord.sections.filings;
  const byRecord = new Map(records.map((record) => [record.id, record]));
  const filings: Filing[] = [];
  const omitted: { filing: Filing; reason: string }[] = [];
  const kinds = new Set<string>();
  const covered = new Set<string>();
  for (const entry of index.value.value) {
    const groups = groupsOf(caseRecord, rules, entry, kinds, isUsed, reading);
    if (groups.length > 0) kinds.add(entry.kind);
    if (entry.subject !== 'credit')
      for (const { cards } of groups) for (const { id } of cards) covered.add(id);
    const registering = groups.map((group, at) => {
      const id = idOf(caseRecord, entry, group, at);
      const record = byRecord.get(id);
      const own = record?.act === 'register' ? record : null;
      return { group, id, act: 'register' as const, record: own, before: null };
    });
    // What follows a registration is about what was registered, whether the structure still uses it or not.
    const all = groupsOf(caseRecord, rules, entry, kinds, whatever, reading);
    const added = records
      .filter(({ kind, act }) => kind === entry.kind && act !== 'register')
      .flatMap((record) => {
        const named = new Set(record.sources);
        const group =
          named.size === 0 ? groups[0] : all.find(({ sources }) => sources.some(({ id }) => named.has(id)));
        if (group === undefined) return [];
        const at = group.provider === null ? 0 : 1;
        const before = byRecord.get(idOf(caseRecord, entry, group, at)) ?? null;
        return [{ group, id: record.id, act: record.act, record, before }];
      });
    for (const { group, ...named } of [...registering, ...added]) {
      const filing = filingOf(rules, entry, group, named, reading);
      if (!filing.ok) return fail(filing.failure);
      const reason = named.record?.omitted ?? null;
      if (reason === null) filings.push(filing.value);
      else omitted.push({ filing: filing.value, reason });
    }
  }
  const uncovered = caseRecord.sections.collateral.items.filter(
    ({ id, use, assetClass }) =>
      use !== 'never' && !covered.has(id) && registryOf(rules, assetClass) !== 'PATENT',
  );
  return ok({ filings, omitted, uncovered });
};
