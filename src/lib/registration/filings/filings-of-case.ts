import * as v from 'valibot';
import type { CaseRecord } from '../../case/case-record';
import type { CollateralItem } from '../../case/collateral-section';
import type { FilingAct, FilingRecord } from '../../case/filings-section';
import { type Result, fail, ok, refuse } from '../../kernel/result';
import { classRuleId } from '../../rulebook/collateral-rules';
import type { RulesAt } from '../../rulebook/model';
import { readTyped } from '../../rulebook/read-rule';
import { pledgedPatents } from '../patent-values';
import { type Filing, type FilingSource, isEnterprise } from './filing';
import { type FilingIndexEntry, filingDefinition, filingIndex } from './filing-shapes';

const INDEX_RULE = 'registration.filings';

const classRegistry = v.object({ registry: v.string() });
const aliases = v.record(v.string(), v.string());

/** Code of the registry matrix that a class is registered under; `null` when the rulebook does not know the class. */
const registryOf = (rules: RulesAt, code: string): string | null => {
  const known = readTyped(rules, 'collateral.class-aliases', aliases);
  const own = known.ok && Object.hasOwn(known.value.value, code) ? known.value.value[code] : undefined;
  const id = classRuleId(own ?? code);
  const read = id === null ? null : readTyped(rules, id, classRegistry);
  return read?.ok === true ? read.value.value.registry : null;
};

const NOTHING = { patent: null, item: null, data: null, support: null, credit: null };

const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

/** Every asset of a kind: data with the one card that is kept for it, and the cards that stand alone. */
const dataSources = (caseRecord: CaseRecord, cards: readonly CollateralItem[]): readonly FilingSource[] => {
  const { assets } = caseRecord.sections.dataAssets;
  const [only] = cards;
  if (assets.length === 1 && cards.length === 1 && only !== undefined)
    return assets.map((data) => ({ ...NOTHING, id: data.id, title: data.title, data, item: only }));
  return [
    ...assets.map((data) => ({ ...NOTHING, id: data.id, title: data.title, data })),
    ...cards.map((item) => ({ ...NOTHING, id: item.id, title: item.title, item })),
  ];
};

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

const groupsOf = (
  caseRecord: CaseRecord,
  rules: RulesAt,
  entry: FilingIndexEntry,
  kinds: ReadonlySet<string>,
): readonly Group[] => {
  const { collateral } = caseRecord.sections;
  const wanted = new Set(entry.classes);
  const cards = collateral.items.filter(
    ({ use, assetClass }) => use !== 'never' && wanted.has(registryOf(rules, assetClass) ?? ''),
  );
  switch (entry.subject) {
    case 'patents': {
      const patents = pledgedPatents(caseRecord);
      const sources = patents.map((patent) => ({ ...NOTHING, id: patent.id, title: patent.title, patent }));
      return sources.length === 0 ? [] : [{ sources, cards, provider: null }];
    }
    case 'assets':
      return byOwner(caseRecord, cards);
    case 'data': {
      const sources = dataSources(caseRecord, cards);
      return sources.length === 0 ? [] : [{ sources, cards, provider: null }];
    }
    case 'supports': {
      const own = collateral.support.filter(
        ({ kind, use }) => use !== 'never' && entry.supports.includes(kind),
      );
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
      const [credit] = collateral.credit;
      const sources =
        credit === undefined ? [] : [{ ...NOTHING, id: credit.id, title: credit.title, credit }];
      // The claim names the registration of the patents or marks.
      const registered = collateral.items.filter(({ assetClass }) =>
        IP_REGISTRIES.includes(registryOf(rules, assetClass) ?? ''),
      );
      return [{ sources, cards: registered, provider: null }];
    }
  }
};

const idOf = (entry: FilingIndexEntry, group: Group, at: number): string =>
  at === 0 && group.provider === null ? entry.kind : `${entry.kind}.${group.sources[0]?.id ?? at}`;

const narrowed = (group: Group, wanted: readonly string[]): Group => {
  const ids = new Set(wanted);
  if (ids.size === 0) return group;
  return {
    ...group,
    sources: group.sources.filter(({ id }) => ids.has(id)),
    cards: group.cards.some(({ id }) => ids.has(id))
      ? group.cards.filter(({ id }) => ids.has(id))
      : group.cards,
  };
};

const filingOf = (
  rules: RulesAt,
  entry: FilingIndexEntry,
  group: Group,
  named: { readonly id: string; readonly act: FilingAct; readonly record: FilingRecord | null },
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
  const { sources, cards, provider } = narrowed(group, named.record?.sources ?? []);
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
export const filingPlan = (caseRecord: CaseRecord, rules: RulesAt): Result<FilingPlan> => {
  const index = readTyped(rules, INDEX_RULE, filingIndex);
  if (!index.ok) return index;
  const { records } = caseRecord.sections.filings;
  const byRecord = new Map(records.map((record) => [record.id, record]));
  const filings: Filing[] = [];
  const omitted: { filing: Filing; reason: string }[] = [];
  const kinds = new Set<string>();
  const covered = new Set<string>();
  for (const entry of index.value.value) {
    const groups = groupsOf(caseRecord, rules, entry, kinds);
    if (groups.length > 0) kinds.add(entry.kind);
    if (entry.subject !== 'credit')
      for (const { cards } of groups) for (const { id } of cards) covered.add(id);
    const registering = groups.map((group, at) => {
      const id = idOf(entry, group, at);
      const record = byRecord.get(id);
      return { group, id, act: 'register' as const, record: record?.act === 'register' ? record : null };
    });
    const added = records
      .filter(({ kind, act }) => kind === entry.kind && act !== 'register')
      .flatMap((record) => {
        const group =
          groups.find(({ sources }) => sources.some(({ id }) => record.sources.includes(id))) ?? groups[0];
        return group === undefined ? [] : [{ group, id: record.id, act: record.act, record }];
      });
    for (const { group, ...named } of [...registering, ...added]) {
      const filing = filingOf(rules, entry, group, named);
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
