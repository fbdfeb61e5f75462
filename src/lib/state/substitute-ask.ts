/** What substitutes were asked for: which asset drops out, and what it leaves open. */
export interface SubstituteAsk {
  readonly asset: string;
  readonly title: string;
  readonly holeFen: string;
}

/** Whether an answer is about what the form says now. One about another asset or amount is none. */
export const isSameAsk = (asked: SubstituteAsk | null, asset: string, holeFen: string | null): boolean =>
  asked !== null && asked.asset === asset && asked.holeFen === holeFen;
