import type { ParagraphBlock, TextStyle } from './model';

/** Colour of what must not be overlooked: fiction, an unverified layout, a value still to be filled. */
export const ALARM = '9B1C1C';

/** Font size of notes and of the second line of a cell, in half-points. */
export const SMALL = 16;

const block = (role: ParagraphBlock['role'], text: string, style: TextStyle = {}): ParagraphBlock => ({
  kind: 'paragraph',
  role,
  text,
  style,
});

/** One paragraph of plain text. */
export const paragraph = (text: string, style: TextStyle = {}): ParagraphBlock => block('body', text, style);

export const title = (text: string): ParagraphBlock => block('title', text);

export const heading = (text: string): ParagraphBlock => block('heading', text, { keep: true });

/** Name of one table among several under a heading. */
export const caption = (text: string): ParagraphBlock => paragraph(text, { strong: true, keep: true });

/** A note in small print; with `keep`, it introduces the table that follows. */
export const note = (text: string, keep = false): ParagraphBlock => paragraph(text, { size: SMALL, keep });

/** A boxed statement that cannot be overlooked: fiction, an unverified layout. */
export const notice = (text: string): ParagraphBlock => block('notice', text);
