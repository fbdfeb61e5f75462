import type { Block, DocumentContent } from './model';
import { FICTION_MARK, printable, shorten } from './printable';
import { notice, title } from './text';

/** What both writers print around the content, so that Word and PDF never differ in it. */

/** Sizes of an A4 page and of its margins, in twentieths of a point. */
export const A4 = { width: 11906, height: 16838 } as const;
export const MARGIN = 1134;

/** Size of header and footer, in half-points. */
export const RUNNING_SIZE = 18;

/** Longest warning that fits the running footer, and longest text across a page. */
const FOOTER_LIMIT = 60;
const WATERMARK_LIMIT = 16;

export const headerText = ({ title: name, fiction }: DocumentContent): string =>
  printable(fiction === '' ? name : `${name}　【${FICTION_MARK}】`);

/** The words before the page numbers; empty for none. */
export const footerText = ({ warning }: DocumentContent): string =>
  warning === '' ? '' : `${printable(shorten(warning, FOOTER_LIMIT))}　`;

/** Text across every page; empty for none. */
export const watermarkText = ({ fiction, watermark = '' }: DocumentContent): string =>
  shorten(printable(fiction === '' ? watermark : FICTION_MARK).replace(/\s+/g, ' '), WATERMARK_LIMIT);

/** What stands on the first page before the content. */
export const opening = (content: DocumentContent): readonly Block[] => [
  ...(content.fiction === '' ? [] : [notice(`虚构：${content.fiction}`)]),
  title(content.title),
  ...(content.warning === '' ? [] : [notice(content.warning)]),
];
