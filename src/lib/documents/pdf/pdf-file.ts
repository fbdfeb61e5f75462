import type { PdfDefinition, PdfMake, PdfNode } from 'pdfmake/build/pdfmake.min.js';
import { sha256Hex } from '../../kernel/hashing';
import { encodeUtf8 } from '../../kernel/utf8';
import {
  type Block,
  type DocumentContent,
  type DocumentSection,
  LANDSCAPE_WIDTH,
  TEXT_WIDTH,
} from '../model';
import { MARGIN, RUNNING_SIZE, footerText, headerText, opening, watermarkText } from '../page';
import { ALARM } from '../text';
import { fontCoverage } from './font-coverage';
import { BODY, neededHeights, pt } from './pdf-height';
import { tableNode } from './pdf-table';
import { type Drawable, drawableWith, paragraphNode } from './pdf-text';

/** The two cuts of one font family, as whole TrueType files. */
export interface PdfFonts {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
}

/** Writes one document as PDF. */
export type PdfWriter = (content: DocumentContent) => Promise<Uint8Array>;

const FAMILY = 'document';
const FILE = { regular: 'regular.ttf', bold: 'bold.ttf' } as const;

const EDGE = MARGIN / 20;
const RUNNING = RUNNING_SIZE / 2;

/** Nothing is gained by moving what already stands this near the top. In points. */
const TOP_OF_PAGE = 20;

/** Length of the text across a page, and its greatest size, in points. */
const ACROSS = 420;
const TALLEST = 90;
const watermarkSize = (text: string): number =>
  Math.min(TALLEST, Math.floor(ACROSS / Math.max([...text].length, 1)));

/** Midnight UTC of a calendar day. */
const dayOf = (date: string): Date => {
  const [year = 1980, month = 1, day = 1] = date.split('-').map(Number);
  // eslint-disable-next-line no-restricted-globals -- a day that was given, not the clock; the writer wants this type
  return new Date(Date.UTC(year, month - 1, day));
};

const blockNode = (block: Block, room: number, drawable: Drawable): PdfNode =>
  block.kind === 'table' ? tableNode(block.content, drawable) : paragraphNode(block, room, drawable);

/** A block that stays with the next bears the room it needs as its level: the one number that a node may carry. */
const nodesOf = (blocks: readonly Block[], room: number, drawable: Drawable): readonly PdfNode[] => {
  const needed = neededHeights(blocks);
  return blocks.map((block, i) => {
    const below = needed[i] ?? null;
    return { ...blockNode(block, room, drawable), ...(below === null ? {} : { headlineLevel: below }) };
  });
};

const orientation = (landscape: boolean): 'landscape' | 'portrait' => (landscape ? 'landscape' : 'portrait');

/** Pages of one orientation; the first goes on from nothing, every other begins a page. */
const sectionNode = (
  content: DocumentContent,
  { landscape, children }: DocumentSection,
  at: number,
  drawable: Drawable,
): PdfNode => ({
  ...(at === 0 ? {} : { pageBreak: 'before' as const }),
  pageOrientation: orientation(landscape),
  stack: nodesOf(
    [...(at === 0 ? opening(content) : []), ...children],
    pt(landscape ? LANDSCAPE_WIDTH : TEXT_WIDTH),
    drawable,
  ),
});

const running = (text: string, alignment: 'center' | 'right', top: number): PdfNode => ({
  text,
  alignment,
  fontSize: RUNNING,
  margin: [EDGE, top, EDGE, 0],
});

/**
 * Whether a block that stays with the next has too little room below it. Not asked of the nodes that follow: what is
 * kept on one page reports the page where it would have begun.
 */
const wantsPage: PdfDefinition['pageBreakBefore'] = ({
  headlineLevel,
  startPosition: { top, pageInnerHeight },
}) => headlineLevel !== undefined && top > EDGE + TOP_OF_PAGE && top + headlineLevel > EDGE + pageInnerHeight;

const definitionOf = (content: DocumentContent, contentHash: string, drawable: Drawable): PdfDefinition => {
  const head = drawable(headerText(content));
  const words = drawable(footerText(content));
  const across = drawable(watermarkText(content));
  return {
    version: '1.7',
    lang: 'zh-CN',
    compress: true,
    // The id of the file is made from these: the same content has the same id, another content another.
    info: {
      title: content.title,
      creator: '知押 Zhiya',
      producer: '知押 Zhiya',
      creationDate: dayOf(content.date),
      ContentSHA256: contentHash,
    },
    pageSize: 'A4',
    pageOrientation: orientation(content.sections[0]?.landscape === true),
    pageMargins: [EDGE, EDGE, EDGE, EDGE],
    defaultStyle: { font: FAMILY, fontSize: BODY / 2 },
    header: () => running(head, 'right', EDGE - 26),
    footer: (page, count) => running(`${words}第 ${page} 页 共 ${count} 页`, 'center', 14),
    ...(across === ''
      ? {}
      : {
          watermark: {
            text: across,
            color: `#${ALARM}`,
            opacity: 0.07,
            fontSize: watermarkSize(across),
            bold: true,
            angle: -45,
          },
        }),
    pageBreakBefore: wantsPage,
    content: content.sections.map((section, at) => sectionNode(content, section, at, drawable)),
  };
};

/** Node hands a CommonJS module over whole, a bundler as its default. */
const loadPdfMake = async (): Promise<PdfMake> => {
  const module: { default?: PdfMake } = await import('pdfmake/build/pdfmake.min.js');
  if (module.default === undefined) throw new Error('the PDF library has no entry');
  return module.default;
};

/**
 * A writer of PDF with the given fonts. The library (1 MB) is loaded here and not before. Fonts are embedded with the
 * glyphs that are used, text stays text, and the bytes depend on content and fonts only: neither clock nor zone nor
 * machine. A character that a font lacks is named by its code point. Throws for bytes that are no font.
 */
export const createPdfWriter = async ({ regular, bold }: PdfFonts): Promise<PdfWriter> => {
  const inRegular = fontCoverage(regular);
  const inBold = fontCoverage(bold);
  const drawable = drawableWith((code) => inRegular(code) && inBold(code));
  const pdfMake = await loadPdfMake();
  pdfMake.virtualfs.writeFileSync(FILE.regular, regular);
  pdfMake.virtualfs.writeFileSync(FILE.bold, bold);
  pdfMake.addFonts({
    [FAMILY]: { normal: FILE.regular, bold: FILE.bold, italics: FILE.regular, bolditalics: FILE.bold },
  });
  pdfMake.setUrlAccessPolicy(() => false);
  pdfMake.setLocalAccessPolicy?.(() => false);
  return async (content) => {
    const hash = await sha256Hex(encodeUtf8(JSON.stringify(content)));
    const bytes = await pdfMake.createPdf(definitionOf(content, hash, drawable)).getBuffer();
    return new Uint8Array(bytes);
  };
};
