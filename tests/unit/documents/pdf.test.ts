import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DocumentContent } from '../../../src/lib/documents/model';
import { type PdfWriter, createPdfWriter } from '../../../src/lib/documents/pdf/pdf-file';
import { fontCoverage } from '../../../src/lib/documents/pdf/font-coverage';
import { pairs, signatures, table } from '../../../src/lib/documents/table';
import { heading, paragraph } from '../../../src/lib/documents/text';
import { upright } from '../../../src/lib/documents/model';
import { heldFile, inspectFile } from '../../../src/lib/review/check-files';
import { documentFonts } from '../../fixtures/document-fonts';

const RARE = '龘㐂翀堃㎡℃①——≤Ωé';

const content = (part: Partial<DocumentContent>): DocumentContent => ({
  title: '虚构文书',
  fiction: '',
  warning: '',
  date: '2026-03-09',
  sections: upright([]),
  ...part,
});

const LONG = content({
  fiction: '全部内容为虚构',
  warning: '版式未与官方空白表核对：仅供填报与核对',
  sections: upright([
    table({
      columns: [
        { title: '序号', share: 10, align: 'center' },
        { title: '名称', share: 90 },
      ],
      rows: Array.from({ length: 120 }, (_, i) => [String(i + 1), `虚构装置第 ${i + 1} 号`]),
    }),
    signatures(['编制', '复核']),
  ]),
});

let write: PdfWriter;

beforeAll(async () => {
  write = await createPdfWriter(documentFonts());
}, 60_000);

/** Words of every page, each piece of text on a line of its own. */
const pagesOf = async (bytes: Uint8Array): Promise<readonly string[]> => {
  const task = getDocument({ data: bytes.slice(), useSystemFonts: false });
  const document = await task.promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join('\n'));
  }
  await task.destroy();
  return pages;
};

const wordsOf = async (part: Partial<DocumentContent>): Promise<string> =>
  (await pagesOf(await write(content(part)))).join('').replace(/\n/g, '');

describe('text', () => {
  it('stays text, rare characters and signs too', async () => {
    expect(await wordsOf({ sections: upright([paragraph(`${RARE}，壹佰万元整`)]) })).toContain(
      `${RARE}，壹佰万元整`,
    );
  });

  it('a character that the font lacks is named, never drawn as nothing', async () => {
    const has = fontCoverage(documentFonts().regular);
    expect(['𪚥', '🙂'].map((c) => has(c.codePointAt(0) ?? 0))).toEqual([false, false]);
    expect(await wordsOf({ sections: upright([paragraph('姓名 𪚥🙂')]) })).toContain(
      '姓名 ‹U+2A6A5›‹U+1F642›',
    );
  });

  it('both cuts of the font draw the same characters', () => {
    const { regular, bold } = documentFonts();
    const [a, b] = [fontCoverage(regular), fontCoverage(bold)];
    const differ = Array.from({ length: 0x30000 }, (_, code) => code).filter((code) => a(code) !== b(code));
    expect([differ, a(0x4e2d), a(0x10ffff)]).toEqual([[], true, false]);
  });

  it('what cannot be seen is named; a tab and a full-width space are spaces', async () => {
    const words = await wordsOf({ sections: upright([paragraph('甲\u202e乙\t丙　丁')]) });
    expect(words).toContain('甲‹U+202E›乙 丙 丁');
  });

  it('a cell larger than a page loses nothing', async () => {
    const cell = Array.from({ length: 900 }, (_, i) => `第${i}句。`).join('');
    const words = await wordsOf({ sections: upright([pairs([['说明', cell]])]) });
    for (const i of [0, 300, 600, 899]) expect(words).toContain(`第${i}句。`);
  });
});

describe('pages', () => {
  let pages: readonly string[];
  beforeAll(async () => {
    pages = await pagesOf(await write(LONG));
  });

  it('bear number and count, the warning, the mark of fiction and the title', () => {
    expect(pages.length).toBeGreaterThan(2);
    for (const [index, words] of pages.entries()) {
      const flat = words.replace(/\n/g, '');
      expect(flat).toContain(`第 ${index + 1} 页 共 ${pages.length} 页`);
      expect(flat).toContain('版式未与官方空白表核对');
      expect(flat).toContain('虚构文书 【虚构示例】');
    }
  });

  it('repeat the head of a table, and part no row', () => {
    const heads = pages.filter((words) => words.split('\n').includes('名称'));
    expect(heads).toHaveLength(pages.length);
    const rows = pages.flatMap((words) =>
      words.split('\n').filter((line) => /^虚构装置第 \d+ 号$/.test(line)),
    );
    expect(rows).toHaveLength(120);
  });

  it('stand or lie as their section says, the first too', async () => {
    const lying = { landscape: true, children: [paragraph('横')] };
    const bytes = await write(content({ sections: [lying, ...upright([paragraph('竖')]), lying] }));
    const task = getDocument({ data: bytes.slice() });
    const pdf = await task.promise;
    const shapes = await Promise.all(
      [1, 2, 3].map(async (number) => {
        const [, , width = 0, height = 0] = (await pdf.getPage(number)).view;
        return width > height ? '横' : '竖';
      }),
    );
    await task.destroy();
    expect(shapes).toEqual(['横', '竖', '横']);
  });

  it('a heading never stands last on a page', async () => {
    for (const lines of [28, 30, 32, 34, 36, 38, 40, 42]) {
      const blocks = Array.from({ length: lines }, (_, i) => paragraph(`第 ${i} 行`));
      const found = await pagesOf(
        await write(
          content({
            sections: upright([
              ...blocks,
              heading('末节'),
              pairs([
                ['甲', '乙'],
                ['丙', '丁'],
              ]),
            ]),
          }),
        ),
      );
      const at = found.find((words) => words.includes('末节'));
      expect(at?.split('\n')).toEqual(expect.arrayContaining(['末节', '甲', '丁']));
    }
  });
});

describe('bytes', () => {
  it('the same content gives the same bytes, another content another id', async () => {
    const again = await createPdfWriter(documentFonts());
    const first = await write(LONG);
    expect(await again(LONG)).toEqual(first);
    const idOf = (bytes: Uint8Array): string =>
      /\/ID \[<([0-9a-f]+)>/.exec(new TextDecoder('latin1').decode(bytes))?.[1] ?? '';
    const other = await write({ ...LONG, sections: upright([paragraph('乙')]) });
    expect(idOf(first)).toMatch(/^[0-9a-f]{32}$/);
    expect(idOf(other)).not.toBe(idOf(first));
  });

  it('know no clock: the date of the document is the only one', async () => {
    const text = new TextDecoder('latin1').decode(await write(LONG));
    expect([...text.matchAll(/D:(\d{8})/g)].map(([, day]) => day)).toEqual(['20260309']);
    expect([...text.matchAll(/<xmp:\w+Date>([^<]*)/g)].map(([, day]) => day)).toEqual([
      '2026-03-09T00:00:00Z',
    ]);
  });

  it('pass the check for active content that the review desk makes', async () => {
    const found = await inspectFile(heldFile('documents/a.pdf', 'a.pdf', await write(LONG)));
    expect(found).toEqual({ safety: [], usability: [] });
  });
});
