import { type Confidence, weaker } from './confidence';

/** Units of figures. Scale is part of the unit: 分 and 年 never share a field. */
export const UNITS = [
  'fen', // 分, integer text
  'ratio', // 0–1, decimal text
  'score', // 0–100 points
  'year',
  'day',
  'month',
  'count',
  'date', // YYYY-MM-DD
  'text',
  'none',
] as const;
export type Unit = (typeof UNITS)[number];

/** The instrument a parameter comes from. */
export interface Citation {
  /** Official title of the instrument, standard, paper or source. */
  readonly instrument: string;
  readonly number?: string;
  readonly issuer?: string;
  readonly article?: string;
  readonly quote?: string;
  readonly url?: string;
  /** For judgements and assumptions: why this value was chosen. */
  readonly reason?: string;
}

/** Where a leaf of a trace comes from. */
export type SourceRef =
  | {
      readonly kind: 'cell';
      /** SHA-256 of the file the cell was read from. */
      readonly file: string;
      readonly fileName: string;
      readonly sheet?: string;
      /** 1-based physical record number; the header is 1. */
      readonly row: number;
      /** Column header as printed in the file. */
      readonly column: string;
    }
  | { readonly kind: 'field'; readonly path: string; readonly label: string; readonly by?: string }
  | {
      readonly kind: 'parameter';
      readonly id: string;
      readonly effectiveFrom: string;
      readonly region: string;
      readonly citation: Citation;
      /** Name and version of the institution overlay that supplied it. */
      readonly overlay?: string;
    };

/** One figure and how it came about. Leaves carry a source; inner nodes a formula and children. */
export interface TraceNode {
  readonly id: string;
  readonly label: string;
  /** Exact text of the value; `null` is unknown, never zero. */
  readonly value: string | null;
  readonly unit: Unit;
  /** Human-readable formula with the numbers filled in. */
  readonly formula?: string;
  /** `method@version` on nodes that a registered method produced. */
  readonly method?: string;
  /** Named rounding step applied at this node, e.g. `四舍五入到分`. */
  readonly rounding?: string;
  readonly confidence: Confidence;
  readonly source?: SourceRef;
  readonly note?: string;
  readonly children: readonly TraceNode[];
}

type Leaf = Pick<TraceNode, 'id' | 'label' | 'value' | 'unit'> & {
  confidence: Confidence;
  source?: SourceRef;
  note?: string;
};

/** A leaf: an input cell, a form field, or a cited parameter. */
export const leaf = (node: Leaf): TraceNode => ({ ...node, children: [] });

type Inner = Omit<TraceNode, 'confidence' | 'source'> & { confidence?: Confidence };

/** An inner node. Its confidence is the weakest of its children and of its own, if stated. */
export const derive = (node: Inner): TraceNode => {
  let confidence: Confidence = node.confidence ?? 'verified';
  for (const child of node.children) confidence = weaker(confidence, child.confidence);
  return { ...node, confidence };
};

/** Depth-first walk over a trace. */
export function* walkTrace(node: TraceNode): Generator<TraceNode> {
  yield node;
  for (const child of node.children) yield* walkTrace(child);
}
