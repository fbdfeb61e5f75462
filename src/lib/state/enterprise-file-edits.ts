import type { CaseRecord } from '../case/case-record';
import type {
  EnterpriseFileSection,
  FileEvent,
  FileFact,
  FileProduct,
  FileSource,
} from '../case/enterprise-file-section';
import { today } from './clock';
import type { OpenCase } from './open-case.svelte';
import { nextId } from './free-id';

type Search = EnterpriseFileSection['searches'][number];

const edit = (open: OpenCase, change: (section: EnterpriseFileSection) => EnterpriseFileSection): void =>
  open.changeSection('enterpriseFile', change);

/** A paper that somebody reads values from by hand. */
export interface Paper {
  readonly title: string;
  readonly asOf: string | null;
  readonly by: string;
}

const isPaper = (source: FileSource, group: string, { title, asOf, by }: Paper): boolean =>
  source.sha256 === null &&
  source.group === group &&
  source.title === title &&
  source.asOf === asOf &&
  source.by === by;

/** One value typed from a paper; the paper becomes a source of its group, once. */
export const typeFact = (
  open: OpenCase,
  group: string,
  paper: Paper,
  { field, period, value }: Pick<FileFact, 'field' | 'period' | 'value'>,
): void =>
  edit(open, (section) => {
    const known = section.sources.find((source) => isPaper(source, group, paper));
    const source: FileSource = known ?? {
      id: nextId('typed', section.sources),
      group,
      ...paper,
      sha256: null,
      attachment: null,
      sheet: null,
      columns: {},
      importedOn: today(),
      rows: null,
    };
    const fact: FileFact = { field, period, value, from: { source: source.id, row: null }, edit: '' };
    return {
      ...section,
      sources: known === undefined ? [...section.sources, source] : section.sources,
      facts: [...section.facts.filter((f) => !sameReading(f, fact)), fact],
    };
  });

/** The same paper says the same field once: what is typed again replaces it. */
const sameReading = (a: FileFact, b: FileFact): boolean =>
  a.field === b.field &&
  a.period === b.period &&
  a.from?.source === b.from?.source &&
  a.from?.row === b.from?.row;

const isFact = (a: FileFact, b: FileFact): boolean => sameReading(a, b) && a.value === b.value;

/** Settles a contradiction: this reading stands, with the reason; the others stay beside it. */
export const settleFact = (open: OpenCase, chosen: FileFact, reason: string): void =>
  edit(open, (section) => ({
    ...section,
    facts: section.facts.map((fact) => {
      if (fact.field !== chosen.field || fact.period !== chosen.period) return fact;
      return { ...fact, edit: isFact(fact, chosen) ? reason : '' };
    }),
  }));

/** Takes back everything that one source said. */
export const removeSource = (open: OpenCase, id: string): void =>
  edit(open, (section) => ({
    ...section,
    sources: section.sources.filter((source) => source.id !== id),
    facts: section.facts.filter(({ from }) => from?.source !== id),
    events: section.events.filter(({ from }) => from?.source !== id),
    products: section.products.filter(({ from }) => from?.source !== id),
  }));

export const dateSource = (open: OpenCase, id: string, asOf: string | null): void =>
  edit(open, (section) => ({
    ...section,
    sources: section.sources.map((source) => (source.id === id ? { ...source, asOf } : source)),
  }));

export const addSearch = (open: OpenCase, search: Search): void =>
  edit(open, (section) => ({ ...section, searches: [...section.searches, search] }));

export const removeSearches = (open: OpenCase, kind: string): void =>
  edit(open, (section) => ({ ...section, searches: section.searches.filter((s) => s.kind !== kind) }));

export const addEvent = (open: OpenCase, kind: string): void =>
  edit(open, (section) => ({
    ...section,
    events: [
      ...section.events,
      {
        id: nextId('event', section.events),
        kind,
        number: '',
        on: null,
        amountFen: null,
        state: null,
        repairedOn: null,
        detail: '',
        evidence: [],
        from: null,
      },
    ],
  }));

export const changeEvent = (open: OpenCase, id: string, part: Partial<FileEvent>): void =>
  edit(open, (section) => ({
    ...section,
    events: section.events.map((event) => (event.id === id ? { ...event, ...part } : event)),
  }));

export const removeEvent = (open: OpenCase, id: string): void =>
  edit(open, (section) => ({ ...section, events: section.events.filter((event) => event.id !== id) }));

export const addProduct = (open: OpenCase, year: string): void =>
  edit(open, (section) => ({
    ...section,
    products: [
      ...section.products,
      {
        id: nextId('product', section.products),
        name: '',
        year,
        revenueFen: null,
        patents: null,
        evidence: [],
        from: null,
      },
    ],
  }));

export const changeProduct = (open: OpenCase, id: string, part: Partial<FileProduct>): void =>
  edit(open, (section) => ({
    ...section,
    products: section.products.map((product) => (product.id === id ? { ...product, ...part } : product)),
  }));

export const removeProduct = (open: OpenCase, id: string): void =>
  edit(open, (section) => ({
    ...section,
    products: section.products.filter((product) => product.id !== id),
  }));

/** Patents that a product can use: those of the case. */
export const patentChoices = ({ sections }: CaseRecord): readonly { value: string; label: string }[] =>
  sections.patents.records.map(({ id, applicationNumber, title }) => ({
    value: id,
    label: `${applicationNumber} ${title}`,
  }));
