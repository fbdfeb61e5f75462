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
import { rezip } from '../../../../src/lib/container/rezip';
import type { Result } from '../../../../src/lib/kernel/result';
import type { Block, DocumentContent, DocumentSection } from '../../../../src/lib/documents/model';
import { fixCoreProperties } from '../../../../src/lib/documents/ooxml-dates';
import {
  A4,
  MARGIN,
  RUNNING_SIZE,
  footerText,
  headerText,
  opening,
  watermarkText,
} from '../../../../src/lib/documents/page';
import { tableOf } from './docx-table';
import { paragraphOf } from './docx-text';
import { addWatermark } from '../../../../src/lib/documents/docx/docx-watermark';

/** The readers of these documents set body text in 宋体; no font travels with the file. */
const FONT = { ascii: '宋体', hAnsi: '宋体', eastAsia: '宋体', cs: '宋体' };

const header = (content: DocumentContent): Header =>
  new Header({
    children: [
      new Paragraph({
        alignment: AlignmentType.RIGHT,
        children: [new TextRun({ size: RUNNING_SIZE, text: headerText(content) })],
      }),
    ],
  });

const footer = (content: DocumentContent): Footer => {
  const words = footerText(content);
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [
          new TextRun({
            size: RUNNING_SIZE,
            children: [
              ...(words === '' ? [] : [words]),
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
};

const blockOf = (block: Block): Paragraph | Table =>
  block.kind === 'table' ? tableOf(block.content) : paragraphOf(block);

/** Header and footer are given once: sections that name none go on with those before them. */
const sectionOf = (
  content: DocumentContent,
  { landscape, children }: DocumentSection,
  at: number,
): ISectionOptions => ({
  properties: {
    page: {
      size: { ...A4, ...(landscape ? { orientation: PageOrientation.LANDSCAPE } : {}) },
      margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
    },
  },
  ...(at === 0 ? { headers: { default: header(content) }, footers: { default: footer(content) } } : {}),
  children: [...(at === 0 ? opening(content) : []), ...children].map(blockOf),
});

const documentOf = (content: DocumentContent): Document =>
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

/** The whole file as the library writes it: what `writeDocx` is held against. */
export const libraryDocx = async (content: DocumentContent): Promise<Result<Uint8Array>> => {
  const bytes = new Uint8Array(await Packer.toArrayBuffer(documentOf(content)));
  const dated = fixCoreProperties(content.date);
  const marked = addWatermark(watermarkText(content));
  return rezip(bytes, (name, part) => marked(name, dated(name, part)), 'deflate');
};
