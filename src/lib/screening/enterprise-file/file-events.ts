import { mapOf } from '../../kernel/nested-map';
import type { EnterpriseFileSection, FileEvent } from '../../case/enterprise-file-section';
import type { Evidence } from '../../case/schema-parts';
import { daysBetween, parsePlainDate } from '../../kernel/plain-date';
import { type TraceNode, derive, leaf } from '../../kernel/trace';
import { ruleLeaf } from '../../rulebook/read-rule';
import type { FileCatalogue, FileEventKind } from './catalogue';
import type { EventStanding, FileEvents, ReadEvent } from './file-reads';
import type { EnterpriseFile } from './open-file';
import { byText } from './read-direct';

type Search = EnterpriseFileSection['searches'][number];

const standingOf = ({ state, repairedOn }: FileEvent, valuationDate: string): EventStanding => {
  if (state === null) return 'unknown';
  if (state !== 'repaired') return state;
  if (repairedOn === null) return 'unknown';
  return repairedOn > valuationDate ? 'open' : 'repaired';
};

const amountText = (fen: string | null): string => (fen === null ? '' : `，金额 ${fen} 分`);

const eventNode = (
  event: FileEvent,
  kind: FileEventKind,
  standing: EventStanding,
  file: EnterpriseFile,
): TraceNode => {
  const source = event.from === null ? null : (file.sources.get(event.from.source) ?? null);
  const state =
    standing === 'unknown'
      ? event.state === 'repaired'
        ? `${kind.states.repaired}，没有写明日期`
        : '现状没有写明'
      : standing === 'repaired'
        ? `${kind.states.repaired}（${event.repairedOn ?? ''}）`
        : kind.states[standing];
  const row = event.from?.row ?? null;
  const column = source?.columns['@number'];
  const path = `sections.enterpriseFile.events[${event.id}]`;
  return leaf({
    id: `field/${path}`,
    label: `${kind.label} ${event.number}`.trim(),
    value: `${event.on ?? '日期未知'}${amountText(event.amountFen)}，${state}`,
    unit: 'text',
    confidence: source === null && event.evidence.length === 0 ? 'assumption' : 'verified',
    source:
      source !== null && source.sha256 !== null && row !== null && column !== undefined
        ? {
            kind: 'cell',
            file: source.sha256,
            fileName: source.title,
            ...(source.sheet === null ? {} : { sheet: source.sheet }),
            row,
            column,
          }
        : { kind: 'field', path, label: kind.label, ...(source === null ? {} : { by: source.by }) },
    ...(event.detail.trim() === '' ? {} : { note: event.detail.trim() }),
  });
};

/** A paper that is described, or an attachment that is in the case. */
const isPresent = (file: EnterpriseFile, { attachment, description }: Evidence): boolean =>
  attachment === null
    ? description.trim() !== ''
    : file.caseRecord.attachments.some((a) => a.id === attachment);

/** Why a search does not count; `null` = it does. */
const searchFault = (file: EnterpriseFile, { on, by, evidence }: Search, days: number): string | null => {
  const day = on === null ? null : parsePlainDate(on);
  if (day === null || !day.ok) return '查询没有写明日期';
  if (by.trim() === '') return '查询没有写明由谁查询';
  if (!evidence.some((paper) => isPresent(file, paper))) return '查询没有附查询结果';
  if (evidence.some((paper) => paper.attachment !== null && !isPresent(file, paper)))
    return '查询所附的文件不在案卷中';
  const away = daysBetween(day.value, file.valuationDate);
  return Math.abs(away) > days
    ? `查询日 ${day.value} 与评估基准日 ${file.valuationDate} 相隔 ${Math.abs(away)} 天，超过 ${days} 天`
    : null;
};

const searchNode = (search: Search, fault: string | null, label: string, index: number): TraceNode => {
  const path = `sections.enterpriseFile.searches[${search.kind}${index === 0 ? '' : `#${index + 1}`}]`;
  const paper = search.evidence
    .map((e) => e.description.trim())
    .filter((text) => text !== '')
    .join('、');
  return leaf({
    id: `field/${path}`,
    label: `${label}查询`,
    value: search.on,
    unit: 'date',
    confidence: 'verified',
    source: { kind: 'field', path, label: `${label}查询`, by: search.by },
    ...(fault === null && paper === '' ? {} : { note: fault ?? `依据：${paper}` }),
  });
};

interface Searched {
  readonly on: string | null;
  /** Why none counts; empty when one does. */
  readonly fault: string;
  readonly nodes: () => readonly TraceNode[];
}

const searchesOf = (file: EnterpriseFile, kind: FileEventKind, days: number): Searched => {
  const own = file.caseRecord.sections.enterpriseFile.searches
    .filter((search) => search.kind === kind.code)
    .sort((a, b) => byText(`${a.on ?? ''} ${a.by}`, `${b.on ?? ''} ${b.by}`));
  const judged = own.map((search) => ({ search, fault: searchFault(file, search, days) }));
  const good = judged.filter(({ fault }) => fault === null);
  return {
    on: good.at(-1)?.search.on ?? null,
    fault: good.length > 0 ? '' : (judged.at(-1)?.fault ?? `没有查询过${kind.label}`),
    nodes: () => judged.map(({ search, fault }, index) => searchNode(search, fault, kind.label, index)),
  };
};

const foundWords = (kind: FileEventKind, events: readonly ReadEvent[]): string => {
  const count = (standing: EventStanding): number => events.filter((e) => e.standing === standing).length;
  const parts = (['open', 'repaired', 'closed'] as const).flatMap((standing) =>
    count(standing) === 0 ? [] : [`${kind.states[standing]} ${count(standing)} 条`],
  );
  if (count('unknown') > 0) parts.push(`现状不明 ${count('unknown')} 条`);
  return `${kind.label} ${events.length} 条：${parts.join('、')}`;
};

/** An event with where it stands; its leaf is made when somebody looks. */
class LateEvent implements ReadEvent {
  private made: TraceNode | null = null;

  constructor(
    readonly event: FileEvent,
    readonly standing: EventStanding,
    private readonly kind: FileEventKind,
    private readonly file: EnterpriseFile,
  ) {}

  get node(): TraceNode {
    return (this.made ??= eventNode(this.event, this.kind, this.standing, this.file));
  }
}

/** What is known of one kind of event; its words and its nodes are made when somebody looks. Not plain data. */
class LateEvents implements FileEvents {
  readonly state: FileEvents['state'];
  readonly searched: boolean;
  private made: readonly TraceNode[] | null = null;

  constructor(
    private readonly of: FileEventKind,
    private readonly search: Searched,
    readonly events: readonly ReadEvent[],
    private readonly catalogue: FileCatalogue,
  ) {
    this.searched = search.fault === '';
    this.state = events.length > 0 ? 'found' : this.searched ? 'none-found' : 'unknown';
  }

  get kind(): string {
    return this.of.code;
  }
  get label(): string {
    return this.of.label;
  }
  get searchedOn(): string | null {
    return this.search.on;
  }
  get message(): string {
    if (this.state === 'found') return foundWords(this.of, this.events);
    return this.state === 'none-found'
      ? `${this.search.on ?? ''} 查询，没有${this.label}`
      : `${this.search.fault}，不能认定没有${this.label}`;
  }
  get remedy(): string {
    const { where, paper } = this.of.search;
    return this.searched ? '' : `在${where}查询，登记查询日、查询人，并附${paper}`;
  }
  get nodes(): readonly TraceNode[] {
    const { freshness, freshnessRule } = this.catalogue;
    return (this.made ??= [
      ...this.events.map(({ node }) => node),
      ...this.search.nodes(),
      ruleLeaf(freshnessRule, '查询的有效天数', String(freshness.searchDays), 'day'),
    ]);
  }
}

/** What is known of events as plain data. */
export const plainEvents = ({
  kind,
  label,
  state,
  searched,
  searchedOn,
  events,
  message,
  remedy,
  nodes,
}: FileEvents): FileEvents => ({
  kind,
  label,
  state,
  searched,
  searchedOn,
  events: events.map(({ event, standing, node }) => ({ event, standing, node })),
  message,
  remedy,
  nodes,
});

const known = (file: EnterpriseFile, catalogue: FileCatalogue, kind: FileEventKind): FileEvents => {
  const searched = searchesOf(file, kind, catalogue.freshness.searchDays);
  const events = file.caseRecord.sections.enterpriseFile.events
    .filter((event) => event.kind === kind.code)
    .sort((a, b) => byText(`${a.on ?? ''} ${a.number} ${a.id}`, `${b.on ?? ''} ${b.number} ${b.id}`))
    .map((event) => new LateEvent(event, standingOf(event, file.valuationDate), kind, file));
  return new LateEvents(kind, searched, events, catalogue);
};

const untold = new WeakMap<FileCatalogue, Map<string, FileEvents>>();

/** Nobody has searched or said: the same for every case, so it is worded once. */
const nothingSaid = (
  file: EnterpriseFile,
  catalogue: FileCatalogue,
  kind: FileEventKind,
): FileEvents | null => {
  const { events, searches } = file.caseRecord.sections.enterpriseFile;
  if (events.some((e) => e.kind === kind.code) || searches.some((s) => s.kind === kind.code)) return null;
  const kinds = mapOf(untold, catalogue);
  const before = kinds.get(kind.code);
  if (before !== undefined) return before;
  const read = known(file, catalogue, kind);
  kinds.set(kind.code, read);
  return read;
};

/** What is known of one kind of event, with the search behind it. No event without a search that counts is `unknown`. */
export const fileEvents = (file: EnterpriseFile, kind: string): FileEvents => {
  const before = file.events.get(kind);
  if (before !== undefined) return before;
  const read = readEvents(file, kind);
  file.events.set(kind, read);
  return read;
};

const readEvents = (file: EnterpriseFile, kind: string): FileEvents => {
  const found = file.catalogue?.eventKinds.get(kind);
  if (file.catalogue !== null && found !== undefined)
    return nothingSaid(file, file.catalogue, found) ?? known(file, file.catalogue, found);
  const message = file.failure?.message ?? `一企一档目录中没有事项 ${kind}`;
  return {
    kind,
    label: kind,
    state: 'unknown',
    searched: false,
    searchedOn: null,
    events: [],
    message,
    remedy: file.failure?.remedy ?? '请核对规则所读的事项名',
    nodes: [
      derive({ id: `events/${kind}`, label: kind, value: null, unit: 'text', note: message, children: [] }),
    ],
  };
};
