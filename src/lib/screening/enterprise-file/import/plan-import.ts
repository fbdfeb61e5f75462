import type { CaseRecord } from '../../../case/case-record';
import type {
  EnterpriseFileSection,
  FileEvent,
  FileFact,
  FileProduct,
} from '../../../case/enterprise-file-section';
import { formatYuan, parseFenText } from '../../../kernel/fen';
import type { Table } from '../../../intake/table';
import type { FileCatalogue } from '../catalogue';
import { shownValue } from '../fact-values';
import { factLabel } from '../sources';
import { caseFact, sourceId } from './file-sources';
import type { DraftEvent, DraftFact, DraftProduct, ReadFileTable } from './import-model';
import type { Candidate, ImportConflict, SameFile } from './import-questions';

/** What an import would do, before anybody has answered. */
export interface FilePlan {
  readonly table: Table;
  /** Facts of the file, each field, period and value once. */
  readonly facts: readonly DraftFact[];
  readonly events: readonly DraftEvent[];
  readonly products: readonly DraftProduct[];
  readonly conflicts: readonly ImportConflict[];
  readonly again: SameFile | null;
  /** Facts that the case has from this very sheet, word for word. */
  readonly unchanged: number;
}

export const factKeyOf = ({ field, period }: Pick<FileFact, 'field' | 'period'>): string =>
  `fact ${field} ${period ?? ''}`;

export const eventKey = ({ kind, number }: Pick<FileEvent, 'kind' | 'number'>): string =>
  `event ${kind} ${number}`;

export const productKey = ({ name, year }: Pick<FileProduct, 'name' | 'year'>): string =>
  `product ${year ?? ''} ${name}`;

const eventText = ({ on, amountFen, state, repairedOn }: DraftEvent | FileEvent): string =>
  [
    on ?? '日期未知',
    amountFen === null ? '' : money(amountFen),
    state === null ? '现状未知' : { open: '未了结', closed: '已结', repaired: '已履行或修复' }[state],
    repairedOn ?? '',
  ]
    .filter((part) => part !== '')
    .join('，');

const productText = ({ revenueFen, patents }: DraftProduct | FileProduct): string =>
  `${revenueFen === null ? '收入未知' : money(revenueFen)}，${patents === null ? '所用专利未知' : patents.length === 0 ? '不使用专利' : `专利 ${patents.length} 件`}`;

const money = (fen: string): string => {
  const parsed = parseFenText(fen);
  return parsed.ok ? `${formatYuan(parsed.value)} 元` : fen;
};

const factText = (fact: Pick<FileFact, 'field' | 'value'>, catalogue: FileCatalogue): string => {
  const field = catalogue.fields.get(fact.field);
  if (field === undefined) return fact.value;
  return field.kind === 'money'
    ? money(fact.value)
    : `${shownValue(field, fact.value)}${field.unit === '' ? '' : ` ${field.unit}`}`;
};

/** Each field, period and value of the file once, from its first row. */
const unique = (facts: readonly DraftFact[]): readonly DraftFact[] => {
  const seen = new Set<string>();
  return facts.filter((fact) => {
    const key = `${factKeyOf(fact)} ${fact.value}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
};

const groupedBy = <T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const list = groups.get(key(item));
    if (list === undefined) groups.set(key(item), [item]);
    else list.push(item);
  }
  return groups;
};

const whereOf = (section: EnterpriseFileSection, from: FileFact['from']): string => {
  const source = from === null ? undefined : section.sources.find(({ id }) => id === from.source);
  if (source === undefined) return '案卷（未写来源）';
  return from?.row === null || from?.row === undefined
    ? `案卷（${source.title}）`
    : `案卷（${source.title} 第 ${from.row} 行）`;
};

interface Side {
  readonly where: string;
  readonly text: string;
  readonly settled: string | null;
}

const candidates = (inCase: readonly Side[], inFile: readonly Side[]): readonly Candidate[] => [
  ...inCase.map((side, i) => ({ ...side, id: `case:${i}`, inCase: true })),
  ...inFile.map((side, i) => ({ ...side, id: `file:${i}`, inCase: false })),
];

/** What stands in the case of one key; the part that the same sheet said before is left out. */
const oldFacts = (section: EnterpriseFileSection, own: ReadonlySet<string>): readonly FileFact[] =>
  section.facts.filter(({ from, edit }) => from === null || !own.has(from.source) || edit.trim() !== '');

const factConflicts = (
  section: EnterpriseFileSection,
  facts: readonly DraftFact[],
  own: ReadonlySet<string>,
  table: Table,
  catalogue: FileCatalogue,
): readonly ImportConflict[] => {
  const known = groupedBy(oldFacts(section, own), factKeyOf);
  return [...groupedBy(facts, factKeyOf)].flatMap(([key, said]): ImportConflict[] => {
    const before = known.get(key) ?? [];
    const values = new Set(before.map(({ value }) => value));
    const isNew = said.some(({ value }) => !values.has(value));
    const [first] = said;
    if (first === undefined || !isNew || (before.length === 0 && said.length === 1)) return [];
    const field = catalogue.fields.get(first.field);
    return [
      {
        key,
        kind: 'fact',
        label: field === undefined ? first.field : factLabel(field, first.period),
        candidates: candidates(
          before.map((fact) => ({
            where: whereOf(section, fact.from),
            text: factText(fact, catalogue),
            settled: fact.edit.trim() === '' ? null : fact.edit.trim(),
          })),
          said.map((fact) => ({
            where: `${table.fileName} 第 ${fact.row} 行`,
            text: factText(fact, catalogue),
            settled: null,
          })),
        ),
      },
    ];
  });
};

const eventIdentity = (e: DraftEvent | FileEvent): string =>
  JSON.stringify([e.kind, e.number, e.on, e.amountFen, e.state, e.repairedOn]);

const productIdentity = (p: DraftProduct | FileProduct): string =>
  JSON.stringify([p.name, p.year, p.revenueFen, p.patents]);

/** What the case does not have word for word, each once. */
const fresh = <D, F>(
  drafts: readonly D[],
  known: readonly F[],
  identity: (item: D | F) => string,
): readonly D[] => {
  const seen = new Set(known.map(identity));
  return drafts.filter((draft) => {
    const key = identity(draft);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
};

const eventConflicts = (
  section: EnterpriseFileSection,
  events: readonly DraftEvent[],
  table: Table,
  catalogue: FileCatalogue,
): readonly ImportConflict[] => {
  const known = groupedBy(section.events, eventKey);
  const numbered = events.filter(({ number }) => number !== '');
  return [...groupedBy(numbered, eventKey)].flatMap(([key, said]): ImportConflict[] => {
    const before = known.get(key) ?? [];
    const [first] = said;
    if (first === undefined || before.length + said.length < 2) return [];
    return [
      {
        key,
        kind: 'event',
        label: `${catalogue.eventKinds.get(first.kind)?.label ?? first.kind} ${first.number}`,
        candidates: candidates(
          before.map((event) => ({
            where: whereOf(section, event.from),
            text: eventText(event),
            settled: null,
          })),
          said.map((event) => ({
            where: `${table.fileName} 第 ${event.row} 行`,
            text: eventText(event),
            settled: null,
          })),
        ),
      },
    ];
  });
};

const productConflicts = (
  section: EnterpriseFileSection,
  products: readonly DraftProduct[],
  table: Table,
): readonly ImportConflict[] => {
  const known = groupedBy(section.products, productKey);
  return [...groupedBy(products, productKey)].flatMap(([key, said]): ImportConflict[] => {
    const before = known.get(key) ?? [];
    const [first] = said;
    if (first === undefined || before.length + said.length < 2) return [];
    return [
      {
        key,
        kind: 'product',
        label: `${first.year ?? ''} 年产品 ${first.name}`,
        candidates: candidates(
          before.map((product) => ({
            where: whereOf(section, product.from),
            text: productText(product),
            settled: null,
          })),
          said.map((product) => ({
            where: `${table.fileName} 第 ${product.row} 行`,
            text: productText(product),
            settled: null,
          })),
        ),
      },
    ];
  });
};

const saidBefore = (section: EnterpriseFileSection, own: ReadonlySet<string>): readonly FileFact[] =>
  section.facts.filter(({ from }) => from !== null && own.has(from.source));

/** The same sheet, read before with another outcome: what it said then would stand beside what it says now. */
const sameFile = (
  section: EnterpriseFileSection,
  facts: readonly DraftFact[],
  own: ReadonlySet<string>,
  table: Table,
): SameFile | null => {
  const before = section.sources.find(({ id }) => own.has(id));
  if (before === undefined) return null;
  const now = new Set(facts.map((draft) => JSON.stringify(caseFact(draft, table))));
  const then = saidBefore(section, own).filter(({ edit }) => edit.trim() === '');
  const isSame =
    then.length === now.size && then.every((fact) => now.has(JSON.stringify({ ...fact, edit: '' })));
  return isSame ? null : { title: before.title, importedOn: before.importedOn, by: before.by };
};

/** Source ids that this sheet has or would have. */
export const ownSources = (table: Table, catalogue: FileCatalogue): ReadonlySet<string> =>
  new Set(catalogue.groups.map(({ code }) => sourceId(table, code)));

/** Compares a table as read with what the case has. Nothing is replaced, and nothing is left out, without an answer. */
export const planFileImport = (
  table: Table,
  read: ReadFileTable,
  caseRecord: CaseRecord,
  catalogue: FileCatalogue,
): FilePlan => {
  const section = caseRecord.sections.enterpriseFile;
  const own = ownSources(table, catalogue);
  const facts = unique(read.facts);
  const before = new Set(saidBefore(section, own).map((fact) => JSON.stringify({ ...fact, edit: '' })));
  const events = fresh(read.events, section.events, eventIdentity);
  const products = fresh(read.products, section.products, productIdentity);
  return {
    table,
    facts,
    events,
    products,
    conflicts: [
      ...factConflicts(section, facts, own, table, catalogue),
      ...eventConflicts(section, events, table, catalogue),
      ...productConflicts(section, products, table),
    ],
    again: sameFile(section, facts, own, table),
    unchanged: facts.filter((draft) => before.has(JSON.stringify(caseFact(draft, table)))).length,
  };
};
