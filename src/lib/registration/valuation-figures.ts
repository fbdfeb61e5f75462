import type { CollateralOffer, Figure, Subject } from '../case/exchange';
import { type Confidence, weakest } from '../kernel/confidence';
import { type TraceNode, walkTrace } from '../kernel/trace';
import type { RulesAt } from '../rulebook/model';
import { NOT_GIVEN, confidenceText, readableWords, shorten } from './display';
import { moneyCell, rangeText, shownText } from './figure-display';
import type { Block, Cell, Column } from '../documents/model';
import { table } from '../documents/table';
import { paragraph } from '../documents/text';
import { assetClassTitle } from './rule-titles';

type Row = readonly Cell[];

const SIZE = 19;

/** Figures about the whole case say so in two words instead of its title. */
export const subjectText = ({ kind, title }: Subject): string => (kind === 'case' ? '本案卷' : title);

/** Longest reason that stands in a cell; the whole of it is in the trace. */
const REASON_LIMIT = 120;

/** Why a figure is unknown: the first reason that its trace gives, else how it would come about. */
export const reasonOf = (trace: TraceNode): string => {
  for (const { value, note } of walkTrace(trace))
    if (value === null && note !== undefined) return shorten(readableWords(note), REASON_LIMIT);
  return shorten(readableWords(trace.formula ?? ''), REASON_LIMIT);
};

const withReason = (label: string, value: string | null, trace: TraceNode): Cell => {
  const below = value === null ? reasonOf(trace) : '';
  return below === '' ? label : { text: label, below };
};

/** A figure with the two figures of its range, where a method reports them apart as `<id>/low` and `<id>/high`. */
export interface Ranged {
  readonly figure: Figure;
  readonly ends: readonly [low: Figure, high: Figure] | null;
}

/** Figures in their order, each range joined to the figure it belongs to. */
export const rangedFigures = (figures: readonly Figure[]): readonly Ranged[] => {
  const byId = new Map(figures.map((figure) => [figure.id, figure]));
  const joined = new Set<string>();
  const ranged = figures.map((figure): Ranged => {
    const low = byId.get(`${figure.id}/low`);
    const high = byId.get(`${figure.id}/high`);
    if (figure.interval !== undefined || low === undefined || high === undefined)
      return { figure, ends: null };
    joined.add(low.id).add(high.id);
    return { figure, ends: [low, high] };
  });
  return ranged.filter(({ figure }) => !joined.has(figure.id));
};

/** `敏感性低端`, `敏感性高端` → `敏感性低端 – 高端`. */
const endsText = (low: string, high: string): string => {
  const rest = [...high];
  for (const letter of low) {
    if (rest[0] !== letter) break;
    rest.shift();
  }
  return `${low} – ${rest.join('')}`;
};

const endsCell = ({ figure: { interval, unit }, ends }: Ranged): Cell => {
  if (interval !== undefined) return rangeText(interval.low, interval.high, unit);
  if (ends === null) return NOT_GIVEN;
  const [low, high] = ends;
  return {
    text: rangeText(low.value, high.value, unit),
    below: endsText(low.label, high.label),
  };
};

const confidenceOf = ({ figure, ends }: Ranged): Confidence =>
  weakest([figure, ...(ends ?? [])].map(({ confidence }) => confidence));

const shared = (subject: Subject, confidence: Confidence, cells: readonly [Cell, Cell, Cell]): Row => [
  subjectText(subject),
  ...cells,
  confidenceText(confidence),
];

/** A short code of a method is spelled out in the formula of its trace. */
const isCode = (text: string): boolean => /^[a-z]+(-[a-z]+)*$/.test(text);

const valueText = ({ value, unit, trace }: Figure): string =>
  unit === 'text' && value !== null && isCode(value) ? (trace.formula ?? value) : shownText(value, unit);

const figureRow = (ranged: Ranged): Row => {
  const { subject, label, value, unit, trace } = ranged.figure;
  const shown = unit === 'fen' ? moneyCell(value) : valueText(ranged.figure);
  return shared(subject, confidenceOf(ranged), [withReason(label, value, trace), shown, endsCell(ranged)]);
};

const offerRows = (rules: RulesAt, offer: CollateralOffer): readonly Row[] => {
  const { subject, confidence, valueFen, enteredCreditFen, trace } = offer;
  const label = `可作押品的价值：${assetClassTitle(rules, offer.assetClass)}`;
  return [
    shared(subject, confidence, [withReason(label, valueFen, trace), moneyCell(valueFen), NOT_GIVEN]),
    ...(enteredCreditFen === null
      ? []
      : [
          shared(subject, confidence, [
            '录入的授信金额（非由估值推得）',
            moneyCell(enteredCreditFen),
            NOT_GIVEN,
          ]),
        ]),
  ];
};

const columns = (unit: string): readonly Column[] => [
  { title: '对象', share: 24 },
  { title: '项目', share: 28 },
  { title: `数值${unit}`, share: 18, align: 'right' },
  { title: `区间${unit}`, share: 20, align: 'right' },
  { title: '可信度', share: 10, align: 'center' },
];

const figureTable = (rows: readonly Row[], unit: string): readonly Block[] =>
  rows.length === 0 ? [paragraph('没有结果。')] : [table({ size: SIZE, columns: columns(unit), rows })];

/** Values first, then what is offered as collateral, then the sums of the whole case. */
export const moneyBlocks = (
  figures: readonly Figure[],
  offers: readonly CollateralOffer[],
  rules: RulesAt,
): readonly Block[] => {
  const ranged = rangedFigures(figures.filter(({ unit }) => unit === 'fen'));
  const ofCase = ({ figure: { subject } }: Ranged): boolean => subject.kind === 'case';
  return figureTable(
    [
      ...ranged.filter((one) => !ofCase(one)).map(figureRow),
      ...offers.flatMap((offer) => offerRows(rules, offer)),
      ...ranged.filter(ofCase).map(figureRow),
    ],
    '（万元）',
  );
};

/** Figures that are neither money nor in the table of patents. */
export const otherBlocks = (figures: readonly Figure[], shown: ReadonlySet<string>): readonly Block[] =>
  figureTable(
    rangedFigures(figures.filter(({ id, unit }) => unit !== 'fen' && !shown.has(id))).map(figureRow),
    '',
  );
