/** How far a figure or a rule can be trusted. Travels with every figure into the product. */
export type Confidence = 'verified' | 'secondary' | 'assumption';

const ORDER: Record<Confidence, number> = { verified: 0, secondary: 1, assumption: 2 };

export const CONFIDENCE_LABEL: Record<Confidence, string> = {
  verified: '已核实',
  secondary: '二手来源',
  assumption: '假设',
};

/** The weaker of two confidences. */
export const weaker = (a: Confidence, b: Confidence): Confidence => (ORDER[b] > ORDER[a] ? b : a);

/** The weakest of several confidences; `verified` for none, because nothing weak was read. */
export const weakest = (all: Iterable<Confidence>): Confidence => {
  let worst: Confidence = 'verified';
  for (const c of all) if (ORDER[c] > ORDER[worst]) worst = c;
  return worst;
};
