import type { FilingAct, FilingEvent, FilingKind, FilingRecord } from '../case/filings-section';
import { today } from './clock';
import { nextId } from './free-id';
import type { OpenCase } from './open-case.svelte';

/** What a click changes in the filings of a case. */

type Named = Pick<FilingRecord, 'id' | 'kind' | 'act'>;

const blank = (named: Named): FilingRecord => ({
  ...named,
  sources: [],
  omitted: null,
  entered: {},
  clauses: [],
  signers: [],
  event: null,
});

const changeRecords = (open: OpenCase, edit: (records: readonly FilingRecord[]) => FilingRecord[]): void =>
  open.changeSection('filings', (section) => ({ ...section, records: edit(section.records) }));

/** Changes what was said of one filing; the first word makes its record. */
const changeFiling = (
  open: OpenCase,
  { id, kind, act }: Named,
  edit: (record: FilingRecord) => Partial<FilingRecord>,
): void =>
  changeRecords(open, (records) => {
    const before = records.find((record) => record.id === id);
    const record = before ?? blank({ id, kind, act });
    const changed = { ...record, ...edit(record) };
    return before === undefined
      ? [...records, changed]
      : records.map((one) => (one.id === id ? changed : one));
  });

/** Enters a value that nothing else in the case holds, or takes it back. */
export const enterField = (
  open: OpenCase,
  named: Named,
  key: string,
  value: string | null,
  by: string,
): void =>
  changeFiling(open, named, ({ entered }) => {
    const others = Object.entries(entered).filter(([known]) => known !== key);
    const own = value === null || value === '' ? [] : [[key, { value, by, on: today() }] as const];
    return { entered: Object.fromEntries([...others, ...own]) };
  });

/** Chooses an optional clause, with own words or the sample's, or drops it. */
export const chooseClause = (open: OpenCase, named: Named, code: string, text: string | null): void =>
  changeFiling(open, named, ({ clauses }) => ({
    clauses: [...clauses.filter((one) => one.code !== code), ...(text === null ? [] : [{ code, text }])],
  }));

export const setSigners = (open: OpenCase, named: Named, signers: FilingRecord['signers']): void =>
  changeFiling(open, named, () => ({ signers }));

const NO_EVENT: FilingEvent = { happenedOn: null, reason: '', changes: [], newEnd: null };

export const setEvent = (open: OpenCase, named: Named, part: Partial<FilingEvent>): void =>
  changeFiling(open, named, ({ event }) => ({ event: { ...(event ?? NO_EVENT), ...part } }));

/** Says that a filing is not made, with the reason, or that it is after all. */
export const omitFiling = (open: OpenCase, named: Named, reason: string | null): void =>
  changeFiling(open, named, () => ({ omitted: reason }));

/** Takes an omitted filing back in by its id alone. */
export const resumeFiling = (open: OpenCase, id: string): void =>
  changeRecords(open, (records) =>
    records.map((record) => (record.id === id ? { ...record, omitted: null } : record)),
  );

/** Adds a change, an extension or a cancellation of what a filing registered. */
export const addLaterAct = (
  open: OpenCase,
  { kind, sources }: { readonly kind: FilingKind; readonly sources: readonly { readonly id: string }[] },
  act: FilingAct,
): void =>
  changeRecords(open, (records) => {
    const changes = act === 'change' ? [{ what: '', before: '', after: '' }] : [];
    const id = nextId(`${kind}-${act}`, records);
    // Patents are filed together: all that are pledged when it is filed.
    const covered = kind === 'patent-pledge' ? [] : sources.map((source) => source.id);
    return [...records, { ...blank({ id, kind, act }), sources: covered, event: { ...NO_EVENT, changes } }];
  });

/** What was said of the papers of filings goes with them: a new one that gets the id must not inherit it. */
const dropPapers = (open: OpenCase, ids: readonly string[]): void => {
  if (ids.length === 0) return;
  open.changeSection('registration', (section) => ({
    ...section,
    papers: Object.fromEntries(
      Object.entries(section.papers).filter(([key]) => !ids.some((id) => key.startsWith(`${id}/`))),
    ),
  }));
};

export const removeFiling = (open: OpenCase, id: string): void => {
  changeRecords(open, (records) => records.filter((record) => record.id !== id));
  dropPapers(open, [id]);
};

/** Takes out of every filing a source that is taken away; a filing that was about nothing else goes too. */
export const forgetSource = (open: OpenCase, source: string): void => {
  const { records } = open.record.sections.filings;
  const touched = records.filter(({ sources }) => sources.includes(source));
  if (touched.length === 0) return;
  const emptied = new Set(
    touched.filter(({ sources }) => sources.every((id) => id === source)).map(({ id }) => id),
  );
  changeRecords(open, (all) =>
    all
      .filter(({ id }) => !emptied.has(id))
      .map((record) => ({ ...record, sources: record.sources.filter((id) => id !== source) })),
  );
  dropPapers(open, [...emptied]);
};
