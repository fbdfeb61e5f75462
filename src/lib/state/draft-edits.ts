import type {
  DraftItem,
  Judge,
  LicenceItem,
  SchemeItem,
  ValueItem,
  WeightsItem,
} from '../rulebook/overlay-draft';

/** New items of a release draft, and what a click changes in a judgement matrix. */

/** The 1–9 scale and its reciprocals, strongest first. */
export const JUDGEMENTS: readonly string[] = [
  ...Array.from({ length: 9 }, (_, i) => String(9 - i)),
  ...Array.from({ length: 8 }, (_, i) => `1/${i + 2}`),
];

const reciprocal = (judgement: string): string => {
  if (judgement === '1') return '1';
  return judgement.startsWith('1/') ? judgement.slice(2) : `1/${judgement}`;
};

/** A judge who has not told anything apart yet. */
export const newJudge = (name: string, order: number): Judge => ({
  name,
  matrix: Array.from({ length: order }, () => Array.from({ length: order }, () => '1')),
});

/** The judgement row over column, and its reciprocal at the mirror place. */
export const withJudgement = (judge: Judge, row: number, column: number, judgement: string): Judge => ({
  ...judge,
  matrix: judge.matrix.map((line, i) =>
    line.map((cell, j) => {
      if (i === row && j === column) return judgement;
      return i === column && j === row ? reciprocal(judgement) : cell;
    }),
  ),
});

/** Identity of a new item: a number that no other item of the draft has. */
export const freeKey = (items: readonly DraftItem[]): string => {
  const taken = new Set(items.map(({ key }) => key));
  let n = items.length + 1;
  while (taken.has(`item-${n}`)) n += 1;
  return `item-${n}`;
};

/** @param order number of keys that are weighed: 3 for 法律, 技术, 经济 */
export const newWeightsItem = (key: string, rule: string, effectiveFrom: string, order = 3): WeightsItem => ({
  kind: 'weights',
  key,
  rule,
  effectiveFrom,
  effectiveTo: '',
  reason: '',
  basis: 'ahp',
  judges: [newJudge('', order)],
  sample: null,
  entered: Array.from({ length: order }, () => ''),
});

export const newValueItem = (
  key: string,
  given: { readonly rule: string; readonly text: string; readonly reason: string },
  effectiveFrom: string,
): ValueItem => ({ kind: 'value', key, effectiveFrom, effectiveTo: '', ...given });

export const newSchemeItem = (key: string, fileName: string, text: string): SchemeItem => ({
  kind: 'scheme',
  key,
  reason: '',
  fileName,
  text,
});

export const newLicenceItem = (
  key: string,
  table: {
    readonly fileName: string;
    readonly header: readonly string[];
    readonly rows: readonly { readonly record: number; readonly cells: readonly string[] }[];
  },
): LicenceItem => ({
  kind: 'licence',
  key,
  reason: '',
  fileName: table.fileName,
  header: [...table.header],
  rows: table.rows.map(({ record, cells }) => ({ record, cells: [...cells] })),
  publishedOn: {},
  confirmedEmpty: [],
});

/** JSON text as a person edits it: a text without its quotation marks, anything else as it is. */
export const valueAsTyped = (json: string): string => {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'string' ? value : json;
  } catch {
    return json;
  }
};

/**
 * What was typed as JSON text. Where a text stood, a text stands again; elsewhere what is typed is JSON already, and the
 * review says what is wrong with it.
 */
export const valueFromTyped = (typed: string, before: string): string => {
  try {
    const old: unknown = JSON.parse(before);
    return typeof old === 'string' ? JSON.stringify(typed.trim()) : typed;
  } catch {
    return typed;
  }
};
