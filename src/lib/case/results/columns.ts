import type { Confidence } from '../../kernel/confidence';
import { type SourceRef, type TraceNode, UNITS } from '../../kernel/trace';
import type { CollateralOffer, Figure, Finding, Severity, Subject, Verdict } from '../exchange';

/**
 * Version of `results/{figures,findings,offers}.json`: columns instead of objects. Every distinct text, source and trace node stands
 * once; a cell is the number of its text. Less than half the size of objects, and read without making one.
 */
export const RESULTS_SCHEMA = 'zhiya.results/3';

/** In a cell: nothing stands here. */
export const NOTHING = -1;

export const CONFIDENCES: readonly Confidence[] = ['verified', 'secondary', 'assumption'];
export const SUBJECT_KINDS: readonly Subject['kind'][] = [
  'case',
  'enterprise',
  'patent',
  'patent-pool',
  'data-asset',
  'asset',
  'support',
  'package',
];
export const VERDICTS: readonly Verdict[] = ['pass', 'fail', 'unknown'];
export const SEVERITIES: readonly Severity[] = ['block', 'hold', 'note'];
const YES_NO = ['yes', 'no'] as const;

/** One column of texts. */
export interface TextColumn {
  readonly name: string;
  /** Whether a cell may be `NOTHING`. */
  readonly mayBeEmpty: boolean;
  /** The only texts that may stand here; default any. */
  readonly oneOf?: readonly string[];
}

const full = (name: string, oneOf?: readonly string[]): TextColumn => ({
  name,
  mayBeEmpty: false,
  ...(oneOf === undefined ? {} : { oneOf }),
});
const gaps = (name: string): TextColumn => ({ name, mayBeEmpty: true });

/** Columns of the nodes of traces; beside them stand `source`, `children` and `ends`. */
export const NODE_COLUMNS: readonly TextColumn[] = [
  full('id'),
  full('label'),
  gaps('value'),
  full('unit', UNITS),
  gaps('formula'),
  gaps('method'),
  gaps('rounding'),
  full('confidence', CONFIDENCES),
  gaps('note'),
];

type Text = string | null | undefined;

/** Sources of cells of files: which file, where in it. Its row stands as decimal text. */
export const CELL_COLUMNS: readonly TextColumn[] = [
  full('file'),
  full('fileName'),
  gaps('sheet'),
  full('row'),
  full('column'),
];

export const cellTexts = (cell: Extract<SourceRef, { kind: 'cell' }>): readonly Text[] => [
  cell.file,
  cell.fileName,
  cell.sheet,
  String(cell.row),
  cell.column,
];

/** Sources of fields of the case. */
export const FIELD_COLUMNS: readonly TextColumn[] = [full('path'), full('label'), gaps('by')];

export const fieldTexts = (field: Extract<SourceRef, { kind: 'field' }>): readonly Text[] => [
  field.path,
  field.label,
  field.by,
];

/** The source of a node is 3 × its row in the table of its kind + the number of the kind. */
export const SOURCE_KINDS = ['cell', 'field', 'parameter'] as const satisfies readonly SourceRef['kind'][];

/** The texts of a node in the order of `NODE_COLUMNS`. */
export const nodeTexts = (node: TraceNode): readonly Text[] => [
  node.id,
  node.label,
  node.value,
  node.unit,
  node.formula,
  node.method,
  node.rounding,
  node.confidence,
  node.note,
];

/** How one kind of result stands in columns; beside them stands `trace`. */
export interface ResultKind<T extends { readonly trace: TraceNode }> {
  readonly columns: readonly TextColumn[];
  /** Its texts in the order of the columns. */
  readonly texts: (item: T) => readonly Text[];
  /** The other way round; `text` gives the cell of a column by name. Cells have been checked against the columns. */
  readonly make: (text: (column: string) => string | null, trace: TraceNode) => T;
  /** Why the cells of a row do not go together, or `null`. */
  readonly disagree?: (text: (column: string) => string | null) => string | null;
}

const SUBJECT = [full('subjectKind', SUBJECT_KINDS), full('subjectId'), full('subjectTitle')];
const subjectTexts = ({ kind, id, title }: Subject): readonly Text[] => [kind, id, title];

type Cell = (column: string) => string | null;

/** A cell of a column that has no gaps. */
const sure = <T extends string = string>(text: Cell, column: string): T => (text(column) ?? '') as T;
const subjectOf = (text: Cell): Subject => ({
  kind: sure(text, 'subjectKind'),
  id: sure(text, 'subjectId'),
  title: sure(text, 'subjectTitle'),
});

export const FIGURES: ResultKind<Figure> = {
  columns: [
    full('id'),
    ...SUBJECT,
    full('label'),
    gaps('value'),
    full('unit', UNITS),
    gaps('low'),
    gaps('high'),
    full('method'),
    full('confidence', CONFIDENCES),
  ],
  texts: (f) => [
    f.id,
    ...subjectTexts(f.subject),
    f.label,
    f.value,
    f.unit,
    f.interval?.low,
    f.interval?.high,
    f.method,
    f.confidence,
  ],
  make: (text, trace) => {
    const [low, high] = [text('low'), text('high')];
    return {
      id: sure(text, 'id'),
      subject: subjectOf(text),
      label: sure(text, 'label'),
      value: text('value'),
      unit: sure(text, 'unit'),
      ...(low === null || high === null ? {} : { interval: { low, high } }),
      method: sure(text, 'method'),
      confidence: sure(text, 'confidence'),
      trace,
    };
  },
  disagree: (text) => ((text('low') === null) === (text('high') === null) ? null : '区间只有一端'),
};

export const FINDINGS: ResultKind<Finding> = {
  columns: [
    full('rule'),
    full('method'),
    ...SUBJECT,
    full('title'),
    full('verdict', VERDICTS),
    full('severity', SEVERITIES),
    full('veto', YES_NO),
    full('message'),
    full('remedy'),
    full('confidence', CONFIDENCES),
  ],
  texts: (f) => [
    f.rule,
    f.method,
    ...subjectTexts(f.subject),
    f.title,
    f.verdict,
    f.severity,
    f.veto ? 'yes' : 'no',
    f.message,
    f.remedy,
    f.confidence,
  ],
  make: (text, trace) => ({
    rule: sure(text, 'rule'),
    method: sure(text, 'method'),
    subject: subjectOf(text),
    title: sure(text, 'title'),
    verdict: sure(text, 'verdict'),
    severity: sure(text, 'severity'),
    veto: text('veto') === 'yes',
    message: sure(text, 'message'),
    remedy: sure(text, 'remedy'),
    confidence: sure(text, 'confidence'),
    trace,
  }),
};

export const OFFERS: ResultKind<CollateralOffer> = {
  columns: [
    full('id'),
    ...SUBJECT,
    full('assetClass'),
    gaps('valueFen'),
    gaps('enteredCreditFen'),
    full('confidence', CONFIDENCES),
  ],
  texts: (o) => [
    o.id,
    ...subjectTexts(o.subject),
    o.assetClass,
    o.valueFen,
    o.enteredCreditFen,
    o.confidence,
  ],
  make: (text, trace) => ({
    id: sure(text, 'id'),
    subject: subjectOf(text),
    assetClass: sure(text, 'assetClass'),
    valueFen: text('valueFen'),
    enteredCreditFen: text('enteredCreditFen'),
    confidence: sure(text, 'confidence'),
    trace,
  }),
};
