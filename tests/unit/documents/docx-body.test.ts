import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeDocx } from '../../../src/lib/documents/docx/docx-file';
import {
  type Block,
  type Cell,
  type DocumentContent,
  type TableContent,
  type TextStyle,
  upright,
} from '../../../src/lib/documents/model';
import { caption, heading, note, notice, paragraph, title } from '../../../src/lib/documents/text';
import { pairs, signatures, table } from '../../../src/lib/documents/table';
import { TO_BE_FILLED, printable } from '../../../src/lib/documents/printable';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { readZip } from '../../../src/lib/container/zip';
import { sha256Hex } from '../../../src/lib/kernel/hashing';
import { libraryDocx } from './library/whole-file';

const partsOf = async (bytes: Uint8Array): Promise<Record<string, string>> =>
  Object.fromEntries(
    [...mustBeOk(await readZip(bytes))].map(([name, part]) => [name, new TextDecoder().decode(part)]),
  );

const isLibrarys = async (content: DocumentContent): Promise<void> => {
  const [own, its] = [await writeDocx(content), mustBeOk(await libraryDocx(content))];
  // Text says where they part, the checksum that nothing else does.
  expect(await partsOf(own)).toEqual(await partsOf(its));
  expect(await sha256Hex(own)).toBe(await sha256Hex(its));
};

const BARE = { title: '标题 <&>', fiction: '', warning: '', date: '2026-11-20' };

const UGLY = `甲 & 乙 <b>"'</b>\n第二行\t制表${TO_BE_FILLED}。\n\n\u202e末`;

test('every kind of block is what the library writes of it', async () => {
  const columns = [
    { title: '序号', share: 10, align: 'center' as const },
    { title: '名称 <&>', share: 55, label: true },
    { title: '金额', share: 35, align: 'right' as const },
  ];
  const blocks: Block[] = [
    title(UGLY),
    heading(UGLY),
    caption('表一'),
    note(UGLY, true),
    notice(UGLY),
    paragraph(UGLY, { strong: true, size: 20, color: '123456', align: 'right', keep: true }),
    paragraph('', { strong: false }),
    table({ columns, rows: [['1', UGLY, { text: '5', below: UGLY }], ['2']] }),
    table({
      columns,
      rows: Array.from({ length: 12 }, (_, i) => [`${i}`, '长'.repeat(60), '']),
      size: 16,
      gap: 40,
      width: 14570,
    }),
    pairs([['甲', UGLY]], 900),
    signatures(['经办', '复核']),
  ];
  const sections = [
    { landscape: false, children: blocks },
    { landscape: true, children: blocks.slice(0, -1) },
    { landscape: true, children: [paragraph('末段')] },
    { landscape: false, children: [] },
    { landscape: false, children: blocks.slice(3) },
  ];
  await isLibrarys({ ...BARE, sections });
  await isLibrarys({
    ...BARE,
    fiction: '虚构 & 示例',
    warning: UGLY,
    watermark: '内部',
    sections: sections.slice(1),
  });
  await isLibrarys({ ...BARE, watermark: '<&"', sections: upright(blocks) });
});

const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom('', TO_BE_FILLED, UGLY));
const align = fc.option(fc.constantFrom('left' as const, 'center' as const, 'right' as const), {
  nil: undefined,
});
const defined = <T extends object>(record: T): T =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
const flag = fc.option(fc.boolean(), { nil: undefined });
const size = fc.option(fc.integer({ min: 8, max: 60 }), { nil: undefined });

const anyParagraph = fc
  .tuple(text, fc.record({ strong: flag, keep: flag, size, align }), fc.integer({ min: 0, max: 3 }))
  .map(([words, style, role]): Block => {
    const make =
      [(t: string) => paragraph(t, defined(style) as TextStyle), title, heading, notice][role] ?? title;
    return make(words);
  });

const anyTable = fc
  .record({
    shares: fc.array(fc.tuple(fc.integer({ min: 1, max: 90 }), flag, align), { minLength: 1, maxLength: 4 }),
    rows: fc.array(fc.array(fc.oneof(text, fc.record({ text, below: text })), { maxLength: 4 }), {
      minLength: 1,
      maxLength: 10,
    }),
    headless: flag,
    width: fc.option(fc.integer({ min: 1000, max: 15000 }), { nil: undefined }),
    size,
    gap: fc.option(fc.integer({ min: 0, max: 200 }), { nil: undefined }),
    height: fc.option(fc.integer({ min: 0, max: 2000 }), { nil: undefined }),
  })
  .map(({ shares, rows, ...rest }): Block => {
    const columns = shares.map(([share, label, side], i) =>
      defined({ title: `列${i}`, share, label, align: side }),
    );
    const content = { ...defined(rest), columns, rows: rows as readonly (readonly Cell[])[] };
    return table(content as TableContent);
  });

const anyBlocks = fc.array(fc.oneof(anyParagraph, anyTable), { maxLength: 5 });
const anySections = fc.array(fc.record({ landscape: fc.boolean(), children: anyBlocks }), {
  minLength: 1,
  maxLength: 3,
});

test('whatever the blocks hold, they are what the library writes', async () => {
  await fc.assert(
    fc.asyncProperty(text, text, text, anySections, async (name, fiction, warning, sections) => {
      await isLibrarys({ title: `题${printable(name)}`, fiction, warning, date: '2026-11-20', sections });
    }),
    { numRuns: 30 },
  );
});
