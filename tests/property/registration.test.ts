import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { parseFenText } from '../../src/lib/kernel/fen';
import { mustBeOk } from '../../src/lib/kernel/result';
import { exactWan, percentText, printable } from '../../src/lib/registration/display';
import { writeDocx } from '../../src/lib/documents/docx/docx-file';
import { upright } from '../../src/lib/documents/model';
import { table } from '../../src/lib/documents/table';
import { paragraph } from '../../src/lib/documents/text';
import { fileNamePart } from '../../src/lib/registration/file-name';
import { docxText, partOf } from '../unit/registration/read-back';

const anyText = fc.string({ unit: 'binary', maxLength: 60 });

test('whatever a text holds, a document stays well-formed XML and shows it', async () => {
  await fc.assert(
    fc.asyncProperty(anyText, anyText, async (text, fiction) => {
      const bytes = await writeDocx({
        title: '虚构',
        fiction,
        warning: '',
        date: '2026-11-20',
        sections: upright([
          table({
            columns: [
              { title: '甲', share: 50 },
              { title: '乙', share: 50 },
            ],
            rows: [[{ text, below: text }, '']],
          }),
          paragraph(text),
        ]),
      });
      for (const part of ['word/document.xml', 'word/header1.xml']) {
        const parser = new SaxesParser();
        parser.on('error', (error) => {
          throw error;
        });
        parser.write(await partOf(bytes, part)).close();
      }
      const shown = (await docxText(bytes)).replace(/\s+/g, '');
      expect(shown).toContain(printable(text).replace(/\s+/g, ''));
    }),
    { numRuns: 15, seed: 20261122 },
  );
}, 60_000);

test('an exact amount in 万元 reads back to the same 分', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), (fen) => {
      const [whole = '', fraction = ''] = exactWan(fen).replaceAll(',', '').split('.');
      expect(mustBeOk(parseFenText(BigInt(whole + fraction.padEnd(6, '0')).toString()))).toBe(fen);
    }),
  );
});

test('a percentage is the ratio, two places to the right', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), (millionths) => {
      const digits = millionths.toString().padStart(7, '0');
      const ratio = `${digits.slice(0, -6)}.${digits.slice(-6)}`;
      const [whole = '', fraction = ''] = percentText(ratio).slice(0, -1).split('.');
      expect(BigInt(whole + fraction.padEnd(4, '0'))).toBe(millionths);
    }),
  );
});

test('EXP-09 a file name is never empty, long, hidden or a path', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (title) => {
      const name = fileNamePart(title);
      expect([...name].length).toBeLessThanOrEqual(60);
      expect(name).toMatch(/^[\p{Script=Han}A-Za-z0-9-]+$/u);
      expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)$/i);
    }),
  );
});
