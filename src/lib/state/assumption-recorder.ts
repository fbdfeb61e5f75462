import { NEED_FIELD, reduceAssumptions } from '../case/assumption-log';
import type { CaseRecord } from '../case/case-record';
import type { CollateralOffer } from '../case/exchange';
import type { AssumptionEntry, AssumptionLog } from '../case/patents-section';
import { parseFenText } from '../kernel/fen';
import { mustBeOk } from '../kernel/result';
import type { WorksheetForm } from '../patent/worksheet/worksheet-form';
import { type DataForms, dataPricingFields } from './data-assumption-fields';
import {
  type Assumption,
  answerFields,
  forecastFields,
  reconciliationFields,
  schemeFields,
  sealFields,
  worksheetFields,
} from './assumption-fields';

/** Titles of worksheet fields; `null` while they are not known. Only the words of an entry depend on them. */
export type Forms = readonly WorksheetForm[] | null;

type Change = Pick<AssumptionEntry, 'field' | 'label' | 'from' | 'to'>;

/** Fields of those items that one list holds and the other does not; edits keep the items that they leave alone. */
const ofChanged = <T>(
  before: readonly T[],
  after: readonly T[],
  fields: (item: T) => readonly Assumption[],
): { readonly old: readonly Assumption[]; readonly now: readonly Assumption[] } => {
  if (before === after) return { old: [], now: [] };
  const [had, has] = [new Set(before), new Set(after)];
  return {
    old: before.filter((item) => !has.has(item)).flatMap(fields),
    now: after.filter((item) => !had.has(item)).flatMap(fields),
  };
};

const caseFields = ({ valuationDate, overlay }: CaseRecord): readonly Assumption[] => [
  { field: 'valuationDate', label: '评估基准日', text: valuationDate },
  {
    field: 'overlay',
    label: '机构参数包',
    text: overlay === null ? null : `${overlay.institution} ${overlay.version}（${overlay.sha256}）`,
  },
];

/**
 * Assumptions that differ between two states of a case, in the order of the record: the valuation date, rates, sales, lives and their limits,
 * worksheets, shares, weights of methods, scheme and scenario, expert answers, pricing of data assets, the institution's
 * parameters. What is no
 * assumption (facts, lists, papers, the log itself) gives nothing.
 */
export const assumptionChanges = (
  before: CaseRecord,
  after: CaseRecord,
  forms: Forms = null,
  dataForms: DataForms = null,
): readonly Change[] => {
  const [a, b] = [before.sections.patents, after.sections.patents];
  const parts = [
    { old: caseFields(before), now: caseFields(after) },
    ofChanged(before.sections.dataAssets.assets, after.sections.dataAssets.assets, (asset) =>
      dataPricingFields(asset, dataForms),
    ),
    ...(a === b
      ? []
      : [
          { old: schemeFields(a.scheme, a.scenario), now: schemeFields(b.scheme, b.scenario) },
          ofChanged(a.forecasts, b.forecasts, forecastFields),
          ofChanged(a.worksheets, b.worksheets, (sheet) => worksheetFields(sheet, forms)),
          ofChanged(a.reconciliations, b.reconciliations, reconciliationFields),
          ofChanged(a.answers, b.answers, answerFields),
          ofChanged(a.appraisals, b.appraisals, sealFields),
        ]),
  ];
  return parts.flatMap(({ old, now }) => {
    const was = new Map(old.map((item) => [item.field, item]));
    const is = new Map(now.map((item) => [item.field, item]));
    return [...new Set([...was.keys(), ...is.keys()])].flatMap((field) => {
      const [o, n] = [was.get(field), is.get(field)];
      const [from, to] = [o?.text ?? null, n?.text ?? null];
      return from === to ? [] : [{ field, label: n?.label ?? o?.label ?? field, from, to }];
    });
  });
};

/** What is known of an act besides the two states. */
export interface Act {
  /** Last known value of the pledge, 分. */
  readonly valueFen: string | null;
  readonly reason: string;
  readonly forms: Forms;
  readonly dataForms?: DataForms;
}

const OUTSIDE = '程序补记：此前的修改没有经过记录';

const appendChange = (log: AssumptionLog, change: Change, by: string, act: Act): AssumptionLog => {
  const entry = { ...change, by, reason: act.reason, valueBeforeFen: act.valueFen, valueAfterFen: null };
  const next = reduceAssumptions(log, { kind: 'assumption-changed', change: entry });
  if (next.ok || next.failure.code !== 'E_LOG_GAP') return mustBeOk(next);
  // Somebody changed the field where no log was kept: that is an entry of its own, nothing is passed over.
  const last = log.entries.findLast(({ field }) => field === change.field)?.to ?? null;
  const bridge = { ...entry, from: last, to: change.from, valueBeforeFen: null, reason: OUTSIDE };
  const bridged = mustBeOk(reduceAssumptions(log, { kind: 'assumption-changed', change: bridge }));
  return mustBeOk(reduceAssumptions(bridged, { kind: 'assumption-changed', change: entry }));
};

const needEntered = (log: AssumptionLog, amountFen: string, by: string, act: Act): AssumptionLog => {
  const entered = (known: AssumptionLog, fen: string, reason: string) =>
    reduceAssumptions(known, { kind: 'need-entered', amountFen: fen, valueFen: act.valueFen, by, reason });
  const next = entered(log, amountFen, act.reason);
  const last = log.entries.findLast(({ field }) => field === NEED_FIELD)?.to ?? null;
  if (next.ok || next.failure.code !== 'E_LOG_GAP' || last === null || log.needFen === null)
    return mustBeOk(next);
  // A file whose need is not the one that its log ends with: the step between is an entry of its own.
  const bridged = mustBeOk(entered({ ...log, needFen: last }, log.needFen, OUTSIDE));
  return mustBeOk(entered(bridged, amountFen, act.reason));
};

/**
 * The log after one act. It starts when the need is entered (or, in a case where it stood already, with the first act seen);
 * from then on every changed assumption and every change of the need is an entry. A need taken away leaves the last one.
 */
export const logged = (before: CaseRecord, after: CaseRecord, act: Act): AssumptionLog => {
  const had = before.sections.enterprise.need.amountFen;
  const has = after.sections.enterprise.need.amountFen;
  const { assumptionLog, desk } = after.sections.patents;
  const by = desk.preparer;
  let log = assumptionLog;
  if (log.needFen === null && had !== null) log = needEntered(log, had, by, act);
  const started = log.needFen !== null;
  if (has !== null && has !== log.needFen) log = needEntered(log, has, by, act);
  if (!started) return log;
  return assumptionChanges(before, after, act.forms, act.dataForms).reduce(
    (grown, change) => appendChange(grown, change, by, act),
    log,
  );
};

const withLog = (record: CaseRecord, assumptionLog: AssumptionLog): CaseRecord => ({
  ...record,
  sections: { ...record.sections, patents: { ...record.sections.patents, assumptionLog } },
});

const stored = (valueFen: string | null): string | null =>
  valueFen === null || valueFen.startsWith('-') ? null : valueFen;

const DATA_OFFER = 'data-offer.';

/**
 * Value of the pledge as the workers left it: that of the patents and of every data asset that has one. `null` = nothing is
 * valued.
 */
export const pledgedValue = (offers: readonly CollateralOffer[]): string | null => {
  const data = offers.flatMap(({ id, valueFen }) =>
    id.startsWith(DATA_OFFER) && valueFen !== null ? [BigInt(valueFen)] : [],
  );
  const patents = patentsValue(offers);
  const all = patents === null ? data : [BigInt(patents), ...data];
  return all.length === 0 ? null : all.reduce((a, b) => a + b, 0n).toString();
};

/** The offer of the pool, or, where that is withheld because some patents have no value, the sum of the bundles that have one. */
const patentsValue = (offers: readonly CollateralOffer[]): string | null => {
  const offer = offers.find(({ id }) => id === 'offer/patent-pool');
  if (offer === undefined) return null;
  if (offer.valueFen !== null) return offer.valueFen;
  const bundles = offer.trace.children
    .filter(({ id }) => id === 'offer/patent-pool/value')
    .flatMap(({ children }) => children)
    .flatMap(({ unit, value }) => (unit === 'fen' && value !== null ? [value] : []))
    .flatMap((text) => {
      const fen = parseFenText(text);
      return fen.ok ? [fen.value] : [];
    });
  return bundles.length === 0 ? null : bundles.reduce((a, b) => a + b, 0n).toString();
};

interface Waiting {
  /** Order numbers of the entries of one act. */
  readonly first: number;
  readonly last: number;
}

const settled = (
  entries: readonly AssumptionEntry[],
  { first, last }: Waiting,
  part: Partial<Pick<AssumptionEntry, 'valueBeforeFen' | 'valueAfterFen'>>,
): readonly AssumptionEntry[] =>
  entries.map((entry) =>
    entry.order >= first && entry.order <= last && entry.field !== NEED_FIELD ? { ...entry, ...part } : entry,
  );

/**
 * Keeps the log of one open case: `observe` sees every change, `valued` every answer of the workers. An entry is there at
 * once; the value after it follows when the state it led to has been valued, and stays `null` when it never was. Several acts
 * before an answer keep their own entries; each begins from the last value that was known.
 */
export class AssumptionRecorder {
  #known: string | null;
  #waiting: readonly Waiting[] = [];

  constructor(record: CaseRecord) {
    const { entries } = record.sections.patents.assumptionLog;
    this.#known = entries
      .flatMap(({ valueBeforeFen, valueAfterFen }) => [valueBeforeFen, valueAfterFen])
      .reduce((known, value) => value ?? known, null);
  }

  /** The changed record with its log; the very same object when nothing had to be logged. */
  observe(
    before: CaseRecord,
    after: CaseRecord,
    reason: string,
    forms: Forms,
    dataForms: DataForms = null,
  ): CaseRecord {
    const { assumptionLog } = after.sections.patents;
    const log = logged(before, after, { valueFen: this.#known, reason, forms, dataForms });
    if (log === assumptionLog) return after;
    const [first, last] = [assumptionLog.entries.length + 1, log.entries.length];
    if (last >= first) this.#waiting = [...this.#waiting, { first, last }];
    return withLog(after, log);
  }

  /** Takes the value of a state that had `seen` entries. Answers the record with the values that follow from it. */
  valued(current: CaseRecord, seen: number, answer: string | null): CaseRecord {
    const valueFen = stored(answer);
    const acts = this.#waiting;
    this.#waiting = acts.filter(({ last }) => last > seen);
    this.#known = valueFen ?? this.#known;
    if (valueFen === null) return current;
    const log = current.sections.patents.assumptionLog;
    const own = acts.find(({ last }) => last === seen);
    const next = acts.find(({ first }) => first === seen + 1);
    let entries = log.entries;
    if (own !== undefined) entries = [...settled(entries, own, { valueAfterFen: valueFen })];
    if (next !== undefined) entries = [...settled(entries, next, { valueBeforeFen: valueFen })];
    return entries === log.entries ? current : withLog(current, { ...log, entries });
  }
}
