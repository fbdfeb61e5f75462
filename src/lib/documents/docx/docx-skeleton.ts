import {
  AlignmentType,
  Document,
  Footer,
  Header,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  TextRun,
} from 'docx';
import { readZip } from '../../container/zip';
import { keepPacked } from '../../container/zip-deflate';
import { mustBeOk } from '../../kernel/result';
import { decodeUtf8 } from '../../kernel/utf8';
import { A4, MARGIN, RUNNING_SIZE } from '../page';

/** The readers of these documents set body text in 宋体; no font travels with the file. */
const FONT = { ascii: '宋体', hAnsi: '宋体', eastAsia: '宋体', cs: '宋体' };

export type Slot = 'title' | 'header' | 'footer';

/** Stands where words of a document go. */
const slot = (name: Slot): string => `\ue001${name}\ue001`;
const SLOTS = /\ue001(title|header|footer)\ue001/g;

/** Words of one document, as XML, in their places. */
export const filledIn = (part: string, words: Readonly<Record<Slot, string>>): string =>
  part.replace(SLOTS, (_, name: Slot) => words[name]);

const header = (): Header =>
  new Header({
    children: [
      new Paragraph({
        alignment: AlignmentType.RIGHT,
        children: [new TextRun({ size: RUNNING_SIZE, text: slot('header') })],
      }),
    ],
  });

const footer = (words: boolean): Footer =>
  new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [
          new TextRun({
            size: RUNNING_SIZE,
            children: [
              ...(words ? [slot('footer')] : []),
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

/** Header and footer are given once: sections that name none go on with those before them. */
const documentOf = (landscapes: readonly boolean[], words: boolean): Document =>
  new Document({
    title: slot('title'),
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
    sections: landscapes.map((landscape, at) => ({
      properties: {
        page: {
          size: { ...A4, ...(landscape ? { orientation: PageOrientation.LANDSCAPE } : {}) },
          margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
        },
      },
      ...(at === 0 ? { headers: { default: header() }, footers: { default: footer(words) } } : {}),
      children: [],
    })),
  });

/** A Word file but for its words, as the library makes it. */
export interface Skeleton {
  /** `word/document.xml` before and after the content. */
  readonly around: readonly [before: string, after: string];
  /** `w:sectPr` of each section. */
  readonly sections: readonly string[];
  /** Parts that are the same in every document. */
  readonly fixed: ReadonlyMap<string, Uint8Array>;
  /** Parts in which words are missing, as text. */
  readonly worded: ReadonlyMap<string, string>;
}

const MAIN = 'word/document.xml';
const CORE = 'docProps/core.xml';

const SECTION = /<w:sectPr>.*?<\/w:sectPr>/gs;

const BODY = '<w:body>';

const make = async (landscapes: readonly boolean[], words: boolean): Promise<Skeleton> => {
  const bytes = new Uint8Array(await Packer.toArrayBuffer(documentOf(landscapes, words)));
  const fixed = new Map<string, Uint8Array>();
  const worded = new Map<string, string>();
  let main = '';
  for (const [name, part] of mustBeOk(await readZip(bytes))) {
    const text = mustBeOk(decodeUtf8(part));
    if (name === MAIN) main = text;
    else if (name === CORE || text.search(SLOTS) >= 0) worded.set(name, text);
    else fixed.set(name, keepPacked(part));
  }
  const begin = main.indexOf(BODY) + BODY.length;
  const end = main.lastIndexOf('</w:body>');
  return {
    around: [main.slice(0, begin), main.slice(end)],
    sections: main.match(SECTION) ?? [],
    fixed,
    worded,
  };
};

const kept = new Map<string, Promise<Skeleton>>();

/** What the library writes of a document of sections so turned, with words in its footer or none; made once. */
export const skeletonOf = (landscapes: readonly boolean[], words: boolean): Promise<Skeleton> => {
  const key = `${landscapes.map((turned) => (turned ? 'L' : 'P')).join('')} ${words}`;
  const known = kept.get(key) ?? make(landscapes, words);
  kept.set(key, known);
  return known;
};
