import type { Result } from '../../kernel/result';
import type { TornadoBar } from '../../valuation/compare/tornado';

/** What-ifs of one forecast or worksheet. They explore, they do not value: nothing of it enters a figure. */

export interface WhatIfGrid {
  /** What moves from row to row and from column to column, e.g. 折现率 r, 许可费率 k. */
  readonly rowLabel: string;
  readonly columnLabel: string;
  /** Decimal texts; the middle one is where the input stands. */
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** 分 by row, then by column; `null` where the method refuses the pair. */
  readonly valuesFen: readonly (readonly (string | null)[])[];
}

/** At which value of one input the amount asked for is just met. */
export interface BreakevenLine {
  readonly key: string;
  /** Input that is moved, e.g. 许可费率. */
  readonly input: string;
  readonly unit: 'ratio' | 'year' | 'fen' | 'none';
  /** Where it stands now. */
  readonly base: string;
  /** What is to be met, e.g. 融资需求, 录入的授信金额. */
  readonly target: string;
  readonly targetFen: string;
  /** The value of the input at which the value of the patents just meets the target, or why there is none. */
  readonly result: Result<{ readonly at: string; readonly valueFen: string }>;
}

export interface WhatIf {
  readonly entry: string;
  readonly product: string;
  readonly baseFen: string;
  /** Widest first. */
  readonly bars: readonly TornadoBar[];
  /** r ± 2 points × k ± 20 %; `null` when the method has no discount rate. */
  readonly grid: WhatIfGrid | null;
  /** Empty when neither a need nor a credit has been entered. */
  readonly breakevens: readonly BreakevenLine[];
}
