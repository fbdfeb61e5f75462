import type { Figure } from '../case/exchange';
import type { TraceNode } from '../kernel/trace';
import { NOT_GIVEN, readableWords } from './display';
import type { Block, Cell } from '../documents/model';
import { table } from '../documents/table';
import { caption } from '../documents/text';
import { moneyCell, shownText } from './figure-display';
import { isDataStep } from './valuation-data';
import { type Ranged, rangedFigures, reasonOf, subjectText } from './valuation-figures';

type Line = readonly [label: string, source: string, value: Cell];

const valueCell = ({ value, unit }: TraceNode): Cell => {
  if (unit !== 'fen') return shownText(value, unit);
  const cell = moneyCell(value);
  return typeof cell === 'string' ? cell : { ...cell, text: `${cell.text} 万元` };
};

/** `第 3 年折现系数` says less than `折现系数` inside the line of the third year. */
const inLine = (label: string): string => label.replace(/^第 \d+ 年/, '');

/** The formula of a step, with the formulas of the steps right below it. */
const formulaText = ({ formula, children }: TraceNode): string => {
  const below = children.flatMap((child) =>
    child.formula === undefined ? [] : [`${inLine(child.label)}：${child.formula}`],
  );
  return readableWords([formula ?? '', ...below].filter((part) => part !== '').join('；'));
};

/** An input shows what was said of it, a step its formula. Parameters stand in their own table. */
const stepLines = ({ children }: TraceNode): readonly Line[] =>
  children
    .filter(({ source }) => source?.kind !== 'parameter')
    .map((node) => {
      const said = node.children.length === 0 ? (node.note ?? '') : formulaText(node);
      return [node.label, said === '' ? NOT_GIVEN : said, valueCell(node)];
    });

const endLine = ({ label, trace }: Figure): Line => [
  label,
  readableWords(trace.formula ?? trace.note ?? NOT_GIVEN),
  valueCell(trace),
];

const resultLine = ({ label, trace }: Figure): Line => [
  label,
  readableWords(trace.formula ?? reasonOf(trace)) || NOT_GIVEN,
  valueCell(trace),
];

const derivation = ({ figure, ends }: Ranged): readonly Block[] => [
  caption(`${figure.label} · ${subjectText(figure.subject)}`),
  table({
    size: 17,
    gap: 60,
    columns: [
      { title: '步骤', share: 23 },
      { title: '算式或来源', share: 60 },
      { title: '结果', share: 17, align: 'right' },
    ],
    rows: [...stepLines(figure.trace), resultLine(figure), ...(ends ?? []).map(endLine)],
  }),
];

/** What is weighed, drawn or split out of a value stands with the methods: its steps are those of the value itself. */
const ownSteps = (figure: Figure): boolean =>
  !isDataStep(figure) &&
  !figure.id.startsWith('patent-product/') &&
  !/^patent-value\/[^/]+\/(?:p10|p50|p90|patent\/.+)$/.test(figure.id);

/** How every value that belongs to an asset came about: inputs, one line per year, result. Empty when nothing was valued. */
export const derivationBlocks = (figures: readonly Figure[]): readonly Block[] =>
  rangedFigures(
    figures.filter((figure) => figure.unit === 'fen' && figure.subject.kind !== 'case' && ownSteps(figure)),
  ).flatMap(derivation);
