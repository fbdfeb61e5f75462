/** A scheme and its weights, flattened. Children of a node lie side by side; `…Ends` are exclusive ends. */
export interface ScoringPlan {
  readonly worst: Float64Array;
  readonly best: Float64Array;
  readonly leafWeights: Float64Array;
  readonly groupEnds: Int32Array;
  /** Per group the indicator that scales it instead of taking part in its mean, or −1. */
  readonly multipliers: Int32Array;
  readonly groupWeights: Float64Array;
  readonly dimensionEnds: Int32Array;
  readonly dimensionWeights: Float64Array;
}

/** Scores of one node, row by row. */
export interface NodeScores {
  /** 已测得分: over measured children only; NaN when nothing below is measured. */
  readonly point: Float64Array;
  /** Unmeasured indicators at their worst and at their best. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Share of weight that is measured, 0–1. */
  readonly coverage: Float64Array;
}

/** Scores of one node for one row. */
export interface NodeScore {
  readonly point: number;
  readonly low: number;
  readonly high: number;
  readonly coverage: number;
}

export const nodeAt = (node: NodeScores | undefined, row: number): NodeScore => ({
  point: node?.point[row] ?? NaN,
  low: node?.low[row] ?? NaN,
  high: node?.high[row] ?? NaN,
  coverage: node?.coverage[row] ?? 0,
});

/** All nodes of a block of rows, in scheme order. */
export interface BlockScores {
  readonly groups: readonly NodeScores[];
  readonly dimensions: readonly NodeScores[];
  readonly total: NodeScores;
  /** Scratch: measured weight of the node at hand. */
  readonly measured: Float64Array;
}

export const nodeScores = (rows: number): NodeScores => ({
  point: new Float64Array(rows),
  low: new Float64Array(rows),
  high: new Float64Array(rows),
  coverage: new Float64Array(rows),
});

export const blockScores = (plan: ScoringPlan, rows: number): BlockScores => ({
  groups: Array.from(plan.groupWeights, () => nodeScores(rows)),
  dimensions: Array.from(plan.dimensionWeights, () => nodeScores(rows)),
  total: nodeScores(rows),
  measured: new Float64Array(rows),
});

/** Columns of a scored list. */
export interface ScoreColumns {
  readonly total: NodeScores;
  /** One per first-level indicator, in scheme order. */
  readonly dimensions: readonly NodeScores[];
}
