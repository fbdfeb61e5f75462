import { type Block, type Cell, type ParagraphBlock, TEXT_WIDTH, type TableContent } from '../model';
import { staysWhole } from '../table';
import { SMALL } from '../text';

/**
 * Upper bounds of heights in points, before anything is laid out: so that a heading stays with what it heads and nothing
 * that is kept together is larger than a page.
 */

/** Height of a line of the font, and width of a character outside and inside ASCII, in shares of the size. */
const LINE_SHARE = 1.45;
const WIDE = 1;
const NARROW = 0.62;

/** No row and no short table above this height is kept on one page: a turned page would not hold it. */
export const TALLEST = 420;

/** Default size of text, of a heading and of a title, in half-points. */
export const BODY = 21;
export const HEADING = 24;
export const TITLE = 36;

/** Space above and below the text in a cell. */
export const PADDING = 2;

/** Twentieths of a point to points. */
export const pt = (twips: number): number => twips / 20;

/** A line that is too long loses up to one character at its end. */
const linesIn = (text: string, size: number, width: number): number =>
  text
    .split('\n')
    .map((line) => size * [...line].reduce((sum, c) => sum + (c.charCodeAt(0) < 128 ? NARROW : WIDE), 0))
    .reduce(
      (sum, length) => sum + (length <= width ? 1 : Math.ceil(length / Math.max(width - size, size))),
      0,
    );

const textHeight = (text: string, halfPoints: number, width: number): number =>
  (linesIn(text, halfPoints / 2, width) * halfPoints * LINE_SHARE) / 2;

const cellHeight = (cell: Cell, halfPoints: number, width: number): number =>
  typeof cell === 'string'
    ? textHeight(cell, halfPoints, width)
    : textHeight(cell.text, halfPoints, width) + textHeight(cell.below, SMALL, width);

/** Width of the text in each column. */
export const textWidths = ({ columns, width = TEXT_WIDTH, gap = 80 }: TableContent): readonly number[] =>
  columns.map(({ share }) => (pt(width) * share) / 100 - 2 * pt(gap) - 0.5);

/** Heights of the head, 0 without one, and of every row. */
export const rowHeights = (content: TableContent): { head: number; rows: readonly number[] } => {
  const { columns, rows, headless = false, height = 0, size = BODY } = content;
  const widths = textWidths(content);
  const tallest = (cells: readonly Cell[]): number =>
    Math.max(...columns.map((_, i) => cellHeight(cells[i] ?? '', size, widths[i] ?? 1))) + 2 * PADDING + 0.5;
  return {
    head: headless ? 0 : tallest(columns.map(({ title }) => title)),
    rows: rows.map((cells) => Math.max(pt(height), tallest(cells))),
  };
};

const sum = (heights: readonly number[]): number => heights.reduce((total, one) => total + one, 0);

/** Whether a table is kept on one page: it is short, and it fits. */
export const isWhole = (content: TableContent): boolean => {
  const { head, rows } = rowHeights(content);
  return staysWhole(content) && head + sum(rows) <= TALLEST;
};

/** Sizes and the spaces above and below, by role. */
const ROLE: Record<ParagraphBlock['role'], { readonly size: number; readonly around: number }> = {
  title: { size: TITLE, around: 10 },
  heading: { size: HEADING, around: 17 },
  body: { size: BODY, around: 6 },
  notice: { size: BODY, around: 27 },
};

const paragraphHeight = ({ role, text, style }: ParagraphBlock): number => {
  const { size, around } = ROLE[role];
  return textHeight(text, style.size ?? size, pt(TEXT_WIDTH)) + around;
};

/** How much of a block must stand below what it is kept with: all of a short one, head and first row of a long table. */
const leastHeight = (block: Block): number => {
  if (block.kind === 'paragraph') return paragraphHeight(block);
  const { head, rows } = rowHeights(block.content);
  return Math.min(TALLEST, isWhole(block.content) ? head + sum(rows) : head + (rows[0] ?? 0)) + 4;
};

/** For each block that stays with the next: the room from its top that it needs; `null` for the others. */
export const neededHeights = (blocks: readonly Block[]): readonly (number | null)[] => {
  const needed: (number | null)[] = [];
  let below = 0;
  for (const block of [...blocks].reverse()) {
    const kept = block.kind === 'paragraph' && (block.role === 'heading' || block.style.keep === true);
    below = kept ? paragraphHeight(block) + below : leastHeight(block);
    needed.push(kept ? below : null);
  }
  return needed.reverse();
};
