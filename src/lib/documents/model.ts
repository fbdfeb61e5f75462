/** What a printed document holds, without a word about Word or PDF. Both are written from it. */

export type Alignment = 'left' | 'center' | 'right';

export interface TextStyle {
  readonly strong?: boolean;
  /** Half-points. */
  readonly size?: number;
  /** Six hexadecimal digits. */
  readonly color?: string;
  readonly align?: Alignment;
  /** Stay on the page of whatever follows. */
  readonly keep?: boolean;
}

export interface ParagraphBlock {
  readonly kind: 'paragraph';
  /** `notice` stands in a box that cannot be overlooked. */
  readonly role: 'title' | 'heading' | 'body' | 'notice';
  /** Line feeds are line breaks. Whatever it holds, it stays text. */
  readonly text: string;
  readonly style: TextStyle;
}

/** What stands in one cell; `below` is a second line in small print. */
export type Cell = string | { readonly text: string; readonly below: string };

export interface Column {
  readonly title: string;
  /** Share of the width of the table, in percent; together 100. */
  readonly share: number;
  readonly align?: Alignment;
  /** Its cells name what stands beside them. */
  readonly label?: boolean;
}

export interface TableContent {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Without a head row the titles of the columns are not printed. */
  readonly headless?: boolean;
  /** In twentieths of a point; default the width between the margins of an upright page. */
  readonly width?: number;
  /** Half-points. */
  readonly size?: number;
  /** Space left and right of the text in a cell, in twentieths of a point. */
  readonly gap?: number;
  /** Least height of a row, in twentieths of a point: room for a signature. */
  readonly height?: number;
}

export interface TableBlock {
  readonly kind: 'table';
  readonly content: TableContent;
}

export type Block = ParagraphBlock | TableBlock;

/** Pages of one orientation. */
export interface DocumentSection {
  readonly landscape: boolean;
  readonly children: readonly Block[];
}

export interface DocumentContent {
  readonly title: string;
  /** Stands at the head of the first page, its mark in every header; empty for a real case. */
  readonly fiction: string;
  /** Stands under the title in a box, and in every footer; empty for none. */
  readonly warning: string;
  /** Stands across every page, pale; an invented case bears its own mark there instead. Default: none. */
  readonly watermark?: string;
  /** Written as date of the document, `YYYY-MM-DD`: the valuation date, so that the bytes do not know the clock. */
  readonly date: string;
  readonly sections: readonly DocumentSection[];
}

/** Width between the margins of an A4 page, in twentieths of a point: upright and turned. */
export const TEXT_WIDTH = 9638;
export const LANDSCAPE_WIDTH = 14570;

/** The whole document on upright pages. */
export const upright = (children: readonly Block[]): readonly DocumentSection[] => [
  { landscape: false, children },
];
