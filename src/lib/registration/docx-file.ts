import {
  AlignmentType,
  Document,
  Footer,
  Header,
  type ISectionOptions,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  type Table,
  TextRun,
} from 'docx';
import { rezip } from '../container/rezip';
import type { Result } from '../kernel/result';
import { printable, shorten } from './display';
import { notice, title } from './docx-text';
import { fixCoreProperties } from './ooxml-dates';

/** The readers of these documents set body text in 宋体; no font travels with the file. */
const FONT = { ascii: '宋体', hAnsi: '宋体', eastAsia: '宋体', cs: '宋体' };

const A4 = { width: 11906, height: 16838 };
const MARGIN = 1134;

/** Longest warning that fits the running footer. */
const FOOTER_LIMIT = 60;

/** Stands in the running header of an invented case; the whole statement stands on the first page. */
export const FICTION_MARK = '虚构示例';

export type Block = Paragraph | Table;

/** Pages of one orientation. */
export interface DocxSection {
  readonly landscape: boolean;
  readonly children: readonly Block[];
}

export interface DocxContent {
  readonly title: string;
  /** Stands at the head of the first page, its mark in every header; empty for a real case. */
  readonly fiction: string;
  /** Stands under the title in a box, and in every footer; empty for none. */
  readonly warning: string;
  /** Written as date of the document, `YYYY-MM-DD`: the valuation date, so that the bytes do not know the clock. */
  readonly date: string;
  readonly sections: readonly DocxSection[];
}

/** The whole document on upright pages. */
export const upright = (children: readonly Block[]): readonly DocxSection[] => [
  { landscape: false, children },
];

const header = ({ title: name, fiction }: DocxContent): Header =>
  new Header({
    children: [
      new Paragraph({
        alignment: AlignmentType.RIGHT,
        children: [
          new TextRun({ size: 18, text: printable(fiction === '' ? name : `${name}　【${FICTION_MARK}】`) }),
        ],
      }),
    ],
  });

const footer = ({ warning }: DocxContent): Footer =>
  new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [
          new TextRun({
            size: 18,
            children: [
              ...(warning === '' ? [] : [`${printable(shorten(warning, FOOTER_LIMIT))}　`]),
              '第 ',
              PageNumber.CURRENT,
              ' 页 共 ',
              PageNumber.TOTAL_PAGES,
              ' 页',
            ],
          }),
        ],
      }),
    ],
  });

const opening = (content: DocxContent): readonly Block[] => [
  ...(content.fiction === '' ? [] : [notice(`虚构：${content.fiction}`)]),
  title(content.title),
  ...(content.warning === '' ? [] : [notice(content.warning)]),
];

/** Header and footer are given once: sections that name none go on with those before them. */
const sectionOf = (
  content: DocxContent,
  { landscape, children }: DocxSection,
  at: number,
): ISectionOptions => ({
  properties: {
    page: {
      size: { ...A4, ...(landscape ? { orientation: PageOrientation.LANDSCAPE } : {}) },
      margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
    },
  },
  ...(at === 0 ? { headers: { default: header(content) }, footers: { default: footer(content) } } : {}),
  children: [...(at === 0 ? opening(content) : []), ...children],
});

const documentOf = (content: DocxContent): Document =>
  new Document({
    title: content.title,
    creator: '知押 Zhiya',
    lastModifiedBy: '知押 Zhiya',
    revision: 1,
    styles: {
      default: {
        document: { run: { font: FONT, size: 21, language: { value: 'zh-CN', eastAsia: 'zh-CN' } } },
        title: {
          run: { font: FONT, size: 36, bold: true, color: '000000' },
          paragraph: { spacing: { after: 160 } },
        },
        heading1: {
          run: { font: FONT, size: 24, bold: true, color: '000000' },
          paragraph: { spacing: { before: 240, after: 100 } },
        },
      },
    },
    sections: content.sections.map((section, at) => sectionOf(content, section, at)),
  });

/**
 * Writes a docx whose bytes depend on its content only: clock, zone and locale leave no mark, because the dates the
 * library writes are replaced and the archive is packed again, deflated with fixed settings.
 */
export const writeDocx = async (content: DocxContent): Promise<Result<Uint8Array>> => {
  const bytes = new Uint8Array(await Packer.toArrayBuffer(documentOf(content)));
  return rezip(bytes, fixCoreProperties(content.date), 'deflate');
};
