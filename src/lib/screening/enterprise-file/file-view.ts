import type { FileFact, FileSource } from '../../case/enterprise-file-section';
import type { Figure, Finding } from '../../case/exchange';
import { fixedText } from '../../kernel/decimal-text';
import { formatYuan, parseFenText } from '../../kernel/fen';
import type { TraceNode, Unit } from '../../kernel/trace';
import { STATEMENT_ITEMS } from '../accounts/statement';
import { YEAR_FIGURES } from './account-figures';
import { accountFigures, yearFigure } from './accounts-method';
import type { FileCatalogue, FileField, FileGroup } from './catalogue';
import { shownValue } from './fact-values';
import { fileContradictions, fileFact } from './file-fact';
import type { FactRead, FileEvents, FileGap } from './file-reads';
import { fileEvents, plainEvents } from './file-events';
import { type EnterpriseFile, factKey, factsAt } from './open-file';
import { byText } from './read-direct';
import { STATEMENT_CODES, accountYears } from './statements';

/** One value of a field as a page shows it. */
export interface ValueView {
  readonly period: string | null;
  /** `null` = not known; `why` says why. */
  readonly text: string | null;
  readonly why: FileGap | null;
  readonly message: string;
  readonly trace: TraceNode;
}

export interface FieldView extends Pick<FileField, 'code' | 'label' | 'kind' | 'period' | 'unit' | 'use'> {
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly values: readonly ValueView[];
}

export interface EventKindView {
  readonly code: string;
  readonly label: string;
  readonly weight: 'major' | 'minor';
  readonly where: string;
  readonly paper: string;
  readonly repair: string;
  readonly states: Readonly<Record<'open' | 'closed' | 'repaired', string>>;
  readonly found: FileEvents;
}

/** One of the nine groups: where it comes from, what is there and what is not. */
export interface GroupView extends FileGroup {
  readonly sources: readonly FileSource[];
  readonly fields: readonly FieldView[];
  readonly events: readonly EventKindView[];
  readonly known: number;
  readonly missing: number;
}

/** A line of the three-year table: an item or a ratio. */
export interface YearRow {
  readonly id: string;
  readonly label: string;
  /** Empty for an item of the statements. */
  readonly definition: string;
  readonly cells: readonly {
    readonly year: number;
    readonly value: string | null;
    readonly unit: Unit;
    readonly message: string;
    readonly trace: TraceNode;
  }[];
}

/** One side of a contradiction. */
export interface Reading {
  readonly fact: FileFact;
  readonly text: string;
  readonly source: string;
  readonly asOf: string | null;
}

export interface ContradictionView {
  readonly key: string;
  readonly label: string;
  readonly readings: readonly Reading[];
}

/** 一企一档 as a page shows it. */
export interface FileView {
  readonly groups: readonly GroupView[];
  readonly years: readonly number[];
  readonly items: readonly YearRow[];
  readonly ratios: readonly YearRow[];
  readonly figures: readonly Figure[];
  readonly consistency: readonly Finding[];
  readonly contradictions: readonly ContradictionView[];
}

const factText = (field: FileField, value: string): string => {
  if (field.kind === 'money') {
    const fen = parseFenText(value);
    return fen.ok ? `${formatYuan(fen.value)} 元` : value;
  }
  if (field.kind === 'ratio') return `${fixedText(value, 2, 2) ?? value} %`;
  return `${shownValue(field, value)}${field.unit === '' ? '' : ` ${field.unit}`}`;
};

const valueView = (field: FileField, read: FactRead): ValueView =>
  read.known
    ? { period: read.period, text: factText(field, read.value), why: null, message: '', trace: read.node }
    : {
        period: read.period,
        text: null,
        why: read.why,
        message: `${read.message}。${read.remedy}`,
        trace: read.node,
      };

const fieldView = (
  file: EnterpriseFile,
  field: FileField,
  periods: ReadonlyMap<string, readonly (string | null)[]>,
): FieldView => {
  const said = periods.get(field.code) ?? [];
  return {
    code: field.code,
    label: field.label,
    kind: field.kind,
    period: field.period,
    unit: field.unit,
    use: field.use,
    choices: field.choices.map(({ code, label }) => ({ value: code, label })),
    values: said.map((period) => valueView(field, fileFact(file, field.code, period))),
  };
};

/** Field → periods for which something is said, oldest first. */
const periodsOf = (file: EnterpriseFile): ReadonlyMap<string, readonly (string | null)[]> => {
  const periods = new Map<string, (string | null)[]>();
  for (const [field, stated] of file.facts)
    periods.set(
      field,
      [...stated.values()]
        .flatMap(([first]) => (first === undefined ? [] : [first.period]))
        .sort((a, b) => byText(a ?? '', b ?? '')),
    );
  return periods;
};

const groupView = (
  file: EnterpriseFile,
  catalogue: FileCatalogue,
  group: FileGroup,
  periods: ReadonlyMap<string, readonly (string | null)[]>,
): GroupView => {
  const fields = [...catalogue.fields.values()]
    .filter((field) => field.group === group.code)
    .map((field) => fieldView(file, field, periods));
  return {
    ...group,
    sources: file.caseRecord.sections.enterpriseFile.sources.filter((source) => source.group === group.code),
    fields,
    events: [...catalogue.eventKinds.values()]
      .filter((kind) => kind.group === group.code)
      .map(({ code, label, weight, search, repair, states }) => ({
        code,
        label,
        weight,
        where: search.where,
        paper: search.paper,
        repair,
        states,
        found: plainEvents(fileEvents(file, code)),
      })),
    known: fields.filter(({ values }) => values.some(({ text }) => text !== null)).length,
    missing: fields.filter(({ values }) => values.every(({ text }) => text === null)).length,
  };
};

/** The last full year, or the one before while the accounts of the last are neither there nor due. */
const lastYear = (file: EnterpriseFile): number => {
  const [first = 0, second] = accountYears(file);
  const isThere = STATEMENT_CODES.some((item) => factsAt(file, item, String(first)) !== undefined);
  return isThere || second === undefined ? first : second;
};

const itemRow = (file: EnterpriseFile, code: string, label: string, years: readonly number[]): YearRow => ({
  id: code,
  label,
  definition: '',
  cells: years.map((year) => {
    const read = fileFact(file, code, String(year));
    return {
      year,
      value: read.known ? read.value : null,
      unit: 'fen',
      message: read.known ? '' : read.message,
      trace: read.node,
    };
  }),
});

/** Items of the statements that no ratio reads but that belong on the sheet. */
const MORE_ITEMS: readonly string[] = ['netProfit', 'equity', 'taxPaid', 'exportSales'];

const contradictions = (file: EnterpriseFile, catalogue: FileCatalogue): readonly ContradictionView[] =>
  fileContradictions(file).map((read) => {
    const field = catalogue.fields.get(read.field);
    const facts = factsAt(file, read.field, read.period) ?? [];
    return {
      key: factKey(read.field, read.period),
      label: read.label,
      readings: facts.map((fact) => {
        const source = fact.from === null ? undefined : file.sources.get(fact.from.source);
        const row = fact.from?.row ?? null;
        return {
          fact,
          text: field === undefined ? fact.value : factText(field, fact.value),
          source: `${source?.title ?? '未写来源'}${row === null ? '' : ` 第 ${row} 行`}`,
          asOf: source?.asOf ?? null,
        };
      }),
    };
  });

/** Everything the page of the enterprise file shows. */
export const fileView = (file: EnterpriseFile, consistency: readonly Finding[]): FileView => {
  const { catalogue } = file;
  const last = lastYear(file);
  const years = [last - 2, last - 1, last];
  if (catalogue === null)
    return { groups: [], years, items: [], ratios: [], figures: [], consistency, contradictions: [] };
  const periods = periodsOf(file);
  const more = MORE_ITEMS.flatMap((code) => {
    const field = catalogue.fields.get(code);
    return field === undefined ? [] : [itemRow(file, code, field.label, years)];
  });
  return {
    groups: catalogue.groups.map((group) => groupView(file, catalogue, group, periods)),
    years,
    items: [...STATEMENT_CODES.map((code) => itemRow(file, code, STATEMENT_ITEMS[code], years)), ...more],
    ratios: YEAR_FIGURES.map((definition) => ({
      id: definition.id,
      label: definition.label,
      definition: definition.definition,
      cells: years.map((year) => {
        const { value, unit, trace } = yearFigure(file, definition, year);
        return { year, value, unit, message: trace.note ?? '', trace };
      }),
    })),
    figures: accountFigures(file),
    consistency,
    contradictions: contradictions(file, catalogue),
  };
};
