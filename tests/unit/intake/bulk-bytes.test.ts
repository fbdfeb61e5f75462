import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CellDictionary } from '../../../src/lib/intake/bulk/cell-dictionary';
import {
  blankness,
  cellText,
  surelyFilled,
  surelySeen,
  surelyShort,
} from '../../../src/lib/intake/bulk/cell-text';
import { claimChars } from '../../../src/lib/intake/bulk/claim-chars';
import {
  TYPE_CODES,
  bodyDigits,
  canonicalNumber,
  numberOrder,
  publicationKeyBytes,
  publicationKeyOf,
  readNumberBytes,
} from '../../../src/lib/intake/bulk/identity-bytes';
import {
  coversSeparators,
  readSymbols,
  reduceFamily,
  sectionOf,
  subclassCode,
} from '../../../src/lib/intake/bulk/list-bytes';
import { NumberMemo } from '../../../src/lib/intake/bulk/number-memo';
import { RowScanner } from '../../../src/lib/intake/bulk/row-scanner';
import { publicationKey } from '../../../src/lib/intake/patent-duplicates';
import { markUnseen } from '../../../src/lib/kernel/characters';
import { parseIpc } from '../../../src/lib/kernel/ipc';
import { isMissing } from '../../../src/lib/kernel/missing';
import {
  checkDigitOf,
  parseApplicationNumber,
  parsePublicationNumber,
} from '../../../src/lib/kernel/patent-number';
import { utf8 } from '../../fixtures/intake-files';

const LF = 10;
/** Text between other text, as cells stand in a file. */
const inFile = (text: string): { bytes: Uint8Array; start: number; end: number } => {
  const [before, own, after] = [utf8('前,'), utf8(text), utf8(',后\n')];
  const bytes = new Uint8Array(before.length + own.length + after.length + 64);
  bytes.set(before);
  bytes.set(own, before.length);
  bytes.set(after, before.length + own.length);
  return { bytes, start: before.length, end: before.length + own.length };
};

const SPACES = [' ', '\t', '\u00a0', '\u3000', '\ufeff', '\u2003', '\u1680', '\u2028', '\n'];
const PIECES = [
  '',
  '无',
  '-',
  '——',
  'N/A',
  'G06Q',
  '阀',
  '𠀀',
  '\u200b',
  '\u202e',
  'x',
  '12',
  '㐂',
  '－－',
  '“',
  '一',
  'é',
  'ß',
];
const text = fc
  .array(fc.constantFrom(...SPACES, ...PIECES, ...PIECES), { maxLength: 12 })
  .map((parts) => parts.join(''));

describe('cells judged on their bytes', () => {
  it('are never called blank, filled, short or plain when their text says otherwise', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 60 }), (cell, limit) => {
        const { bytes, start, end } = inFile(cell);
        expect(cellText(bytes, start, end)).toBe(cell);
        const blank = blankness(bytes, start, end);
        if (blank !== null) expect(blank).toBe(cell.trim() === '');
        if (surelyFilled(bytes, start, end)) {
          expect(cell.trim()).toBe(cell);
          expect(isMissing(cell)).toBe(false);
        }
        if (surelyShort(bytes, start, end, limit)) expect(markUnseen(cell).length).toBeLessThanOrEqual(limit);
        if (surelySeen(bytes, start, end)) expect(markUnseen(cell)).toBe(cell);
        expect(claimChars(bytes, start, end)).toBe([...cell.replace(/\s+/g, '')].length);
      }),
      { numRuns: 2_000 },
    );
  });

  it('count doubled quotes once', () => {
    const { bytes, start, end } = inFile('一种""装置""');
    expect(claimChars(bytes, start, end)).toBe(6);
    expect(cellText(bytes, start, end)).toBe('一种"装置"');
  });
});

const digits = (n: number) => fc.stringMatching(new RegExp(`^\\d{${n}}$`));
const numberText = fc
  .tuple(
    fc.constantFrom('', 'CN', 'ZL', 'CNZL', 'cn', 'ZL:', ' '),
    fc.oneof(
      digits(12),
      digits(8),
      digits(9),
      digits(13),
      digits(11),
      fc
        .tuple(fc.integer({ min: 2003, max: 2199 }), fc.constantFrom('1', '2', '3', '8', '9'), digits(7))
        .map((parts) => parts.join('')),
      fc
        .tuple(
          fc.constantFrom('85', '99', '00', '03', '04', '84'),
          fc.constantFrom('1', '2', '3', '8'),
          digits(5),
        )
        .map((parts) => parts.join('')),
    ),
    fc.constantFrom('', '.', '.right', 'right', '.X', '.x', '.12', 'A'),
  )
  .map(([prefix, body, end]) => {
    const right = /^(\d{12}|\d{8})$/.test(body) ? checkDigitOf(body) : '0';
    return `${prefix}${body}${end.replace('right', right)}`;
  });

describe('application and publication numbers', () => {
  it('are read from bytes only as the grammar reads them', () => {
    let taken = 0;
    fc.assert(
      fc.property(numberText, (printed) => {
        const { bytes, start, end } = inFile(printed);
        const out = { body: 0, type: 0 };
        const parsed = parseApplicationNumber(printed);
        if (!readNumberBytes(bytes, start, end, out)) return;
        taken += 1;
        expect(parsed.ok).toBe(true);
        if (!parsed.ok) return;
        expect(canonicalNumber(out.body)).toBe(parsed.value.canonical);
        expect(TYPE_CODES[out.type]).toBe(parsed.value.type);
        const written: number[] = [];
        bodyDigits(out.body, (byte) => written.push(byte));
        expect(String.fromCharCode(...written)).toBe(parsed.value.canonical);
      }),
      { numRuns: 3_000 },
    );
    expect(taken).toBeGreaterThan(50);
  });

  it('the usual form is settled on its bytes', () => {
    for (const printed of [
      'CN201710601862.3',
      '201710601862.3',
      '2017106018623',
      'ZL201710601862.3',
      '201710601862',
      '85100001.3',
    ]) {
      const { bytes, start, end } = inFile(printed);
      const known = parseApplicationNumber(printed).ok;
      expect(readNumberBytes(bytes, start, end, { body: 0, type: 0 }), printed).toBe(known);
    }
  });

  it('bodies are ordered as their canonical texts', () => {
    const body = fc.oneof(
      fc.integer({ min: 200_300_000_000, max: 219_999_999_999 }),
      fc.integer({ min: 0, max: 99_999_999 }),
      fc.constantFrom(20_171_060, 201_710_600_000, 201_710_601_862, 20_171_061),
    );
    fc.assert(
      fc.property(body, body, (a, b) => {
        const [x, y] = [canonicalNumber(a), canonicalNumber(b)];
        expect(Math.sign(numberOrder(a) - numberOrder(b))).toBe(x < y ? -1 : x > y ? 1 : 0);
      }),
      { numRuns: 2_000 },
    );
  });

  it('publication keys are equal exactly where the duplicate search holds two documents for one', () => {
    const printed = fc
      .tuple(
        fc.constantFrom('CN', 'cn', 'CN-', 'US'),
        fc.oneof(
          digits(7),
          digits(8),
          digits(9),
          fc.constantFrom('1040083', '10400830', '104008308', '104008309'),
        ),
        fc.constantFrom('A', 'B', 'C', 'U', 'S', 'Y', 'X', ''),
        fc.constantFrom('', '1', '2', '0', '12'),
      )
      .map((parts) => parts.join(''));
    const keyOf = (one: string): number => {
      const { bytes, start, end } = inFile(one);
      const quick = publicationKeyBytes(bytes, start, end);
      if (quick >= 0) expect(quick).toBe(publicationKeyOf(one));
      return publicationKeyOf(one);
    };
    fc.assert(
      fc.property(printed, printed, (a, b) => {
        const [x, y] = [parsePublicationNumber(a), parsePublicationNumber(b)];
        const [p, q] = [keyOf(a), keyOf(b)];
        expect(Number.isNaN(p)).toBe(!x.ok);
        if (x.ok && y.ok)
          expect(p === q).toBe(publicationKey(x.value.canonical) === publicationKey(y.value.canonical));
      }),
      { numRuns: 3_000 },
    );
  });
});

const symbolText = fc
  .tuple(
    fc.constantFrom('G06Q', 'H04L', 'A61B', 'G00Q', 'I01A', 'g06q', 'G6Q', 'H99Z'),
    fc.constantFrom(
      '',
      '10/06',
      ' 10/06',
      '1/00',
      '10/6',
      '12345/00',
      '0010060000',
      '10/06 (2012.01)I',
      '10/06(2012)',
      '10/06(12.01)',
      ' 10 / 06',
      '10/0612345',
    ),
    fc.constantFrom('', ' ', '  '),
  )
  .map((parts) => parts.join(''));

describe('lists of classes and family members', () => {
  it('give the subclasses that the grammar of classes gives, or decline', () => {
    let taken = 0;
    fc.assert(
      fc.property(
        fc.array(symbolText, { maxLength: 5 }),
        fc.constantFrom(';', '; ', '；', '|', ',', '，', '\n'),
        (list, by) => {
          const { bytes, start, end } = inFile(list.join(by));
          const found: number[] = [];
          if (!readSymbols(bytes, start, end, (code) => found.push(code))) return;
          taken += 1;
          const parsed = list.filter((t) => t.trim() !== '').map((t) => parseIpc(t.trim()));
          expect(parsed.every((p) => p.ok)).toBe(true);
          const expected = parsed.flatMap((p) => (p.ok ? [p.value] : []));
          expect(found).toEqual(expected.map((p) => subclassCode(p.subclass)));
          expect(found.map(sectionOf)).toEqual(expected.map((p) => p.section.charCodeAt(0) - 65));
        },
      ),
      { numRuns: 3_000 },
    );
    expect(taken).toBeGreaterThan(50);
  });

  it('a reduced family list names the same countries, or the list is declined', () => {
    const member = fc.constantFrom(
      'CN104008308A',
      'us2015/0001A1',
      'EP-1234567',
      'WO2015000001A1',
      '104008308',
      '中国1',
      '',
      ' ',
      'CN1',
      'JP 1',
      'KR101',
      'C1',
      '-',
    );
    const countries = (text: string): string[] | null => {
      const codes = text
        .split(/[;；|,，\n]/)
        .map((t) => t.trim())
        .filter((t) => !isMissing(t))
        .map((t) => /^([A-Z]{2})-?\d/.exec(t.toUpperCase())?.[1] ?? null);
      return codes.includes(null) ? null : [...new Set(codes.filter((c) => c !== null))].sort();
    };
    let taken = 0;
    fc.assert(
      fc.property(
        fc.array(member, { maxLength: 6 }),
        fc.constantFrom(';', '; ', '|', ',', '；'),
        (list, by) => {
          const printed = list.join(by);
          const { bytes, start, end } = inFile(printed);
          const room = new Uint8Array(bytes.length + 512);
          room.set(bytes);
          const to = reduceFamily(room, start, end, bytes.length);
          if (to < 0) return;
          taken += 1;
          expect(countries(cellText(room, bytes.length, to))).toEqual(countries(printed));
        },
      ),
      { numRuns: 2_000 },
    );
    expect(taken).toBeGreaterThan(50);
  });

  it('is used only where the separators of the source end entries at the same places', () => {
    expect(coversSeparators([';', '；'])).toBe(true);
    expect(coversSeparators([', '])).toBe(true);
    expect(coversSeparators(['、'])).toBe(false);
    expect(coversSeparators([''])).toBe(false);
  });
});

describe('the row scanner', () => {
  it('stops at the line end behind the text, wherever the bytes lie', () => {
    for (const offset of [0, 1, 2, 3])
      for (const line of [
        'a,b',
        'a,"b',
        '一二三四,五',
        'a,b\r',
        'a,',
        '"x""y",z',
        'aaaaaaaaaaaaaaaaaaaaaaaaaaaaa;b,c',
      ]) {
        const own = utf8(line);
        const memory = new Uint8Array(own.length + offset + 9).fill(0x61);
        memory.set(own, offset);
        memory[offset + own.length] = LF;
        const scanner = new RowScanner(memory.subarray(offset), 0, own.length, 0x2c);
        const cells: string[] = [];
        while (scanner.next())
          for (let i = 0; i < scanner.fields; i++)
            cells.push(cellText(memory.subarray(offset), scanner.starts[i] ?? 0, scanner.ends[i] ?? 0));
        expect(scanner.broken, line).toBe(line === 'a,"b');
        if (!scanner.broken) expect(cells.length, line).toBe(2);
      }
  });
});

describe('memories', () => {
  it('number the distinct texts of a column', () => {
    const words = Array.from({ length: 3_000 }, (_, i) => `词${(i * 7) % 1_100}`);
    const bytes = utf8(words.join(','));
    const dictionary = new CellDictionary(bytes);
    const seen = new Map<string, number>();
    let at = 0;
    for (const word of words) {
      const end = at + utf8(word).length;
      const id = dictionary.intern(at, end);
      expect(id).toBe(seen.get(word) ?? seen.size);
      seen.set(word, id);
      at = end + 1;
    }
    expect(dictionary.size).toBe(seen.size);
  });

  it('keep numbers by number', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.oneof(fc.integer(), fc.double({ noNaN: true }), fc.maxSafeInteger()), fc.nat())),
        (entries) => {
          const memo = new NumberMemo(4);
          const known = new Map<number, number>();
          for (const [key, value] of entries) {
            // Zeros of either sign are one key, as for `===`.
            expect(memo.get(key)).toBe(known.get(key));
            expect(memo.putIfAbsent(key, value)).toBe(known.get(key));
            if (!known.has(key)) known.set(key, value);
            memo.set(key, value + 1);
            known.set(key, value + 1);
          }
          expect(memo.size).toBe(known.size);
        },
      ),
    );
    const many = new NumberMemo(1);
    for (let i = 0; i < 5_000; i++) many.set(i * 100_003, i);
    expect(many.get(4_999 * 100_003)).toBe(4_999);
  });
});
