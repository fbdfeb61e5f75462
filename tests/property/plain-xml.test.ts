import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { isPlainXmlWithout } from '../../src/lib/review/plain-xml';

const FIELDS = new Set(['f', 'instrText']);

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const isPlain = (text: string): boolean => isPlainXmlWithout(encoder.encode(text), FIELDS);

/** What a whole parser says: well-formed, without a DTD, and none of the elements. */
const byParser = (text: string): boolean => {
  const parser = new SaxesParser();
  let good = true;
  parser.on('error', () => (good = false));
  parser.on('doctype', () => (good = false));
  parser.on('opentag', ({ name }) => {
    if (FIELDS.has(name.slice(name.indexOf(':') + 1))) good = false;
  });
  try {
    parser.write(text.replace(/^\ufeff/, '')).close();
  } catch {
    return false;
  }
  return good;
};

/** The same of bytes, of which only UTF-8 is well-formed. */
const byParserOfBytes = (bytes: Uint8Array): boolean => {
  try {
    return byParser(decoder.decode(bytes));
  } catch {
    return false;
  }
};

const PIECES = [
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
  '<w:p>',
  '</w:p>',
  '<a>',
  '</a>',
  '<a/>',
  '<w:t xml:space="preserve">',
  '</w:t>',
  '<w:b w:val="1" w:val="2"/>',
  '<a b="x" c="y>"/>',
  '<f>',
  '</f>',
  '<w:f/>',
  '<w:instrText>',
  '</w:instrText>',
  'text',
  '&amp;',
  '&nbsp;',
  '&',
  ' ',
  '\n',
  '<',
  '>',
  ']]>',
  '<!-- x -->',
  '<![CDATA[<w:f/>]]>',
  '<!DOCTYPE a>',
  '<?pi?>',
  '\u0001',
  '"',
  "<a b='x'/>",
  '<a b="&lt;"/>',
  '<a b="<"/>',
  '\ufeff',
  '\uffff',
  '中文é😀',
  '</w:p \n>',
  '<a:b:f/>',
];

test('what the quick reading calls plain, a whole parser calls plain', () => {
  const seen = { plain: 0, doubtful: 0 };
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 9 }), (pieces) => {
      const text = pieces.join('');
      const quick = isPlain(text);
      seen[quick ? 'plain' : 'doubtful'] += 1;
      if (quick) expect(byParser(text), text).toBe(true);
    }),
    { numRuns: 20_000 },
  );
  expect(seen.plain).toBeGreaterThan(20);
});

const element = fc.letrec<{ node: string }>((tie) => ({
  node: fc
    .tuple(
      fc.constantFrom('w:p', 'a', 'w:tcPr'),
      fc.dictionary(fc.constantFrom('b', 'w:c'), fc.constantFrom('', '1', '&quot;', '>')),
      fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom('', 'x', '&lt;'),
        fc.array(tie('node'), { maxLength: 3 }).map((all) => all.join('y')),
      ),
    )
    .map(([name, attributes, inside]) => {
      const its = Object.entries(attributes)
        .map(([key, value]) => ` ${key}="${value}"`)
        .join('');
      return inside === '' ? `<${name}${its}/>` : `<${name}${its}>${inside}</${name}>`;
    }),
})).node;

test('plain files are told so without the parser', () => {
  fc.assert(
    fc.property(element, (text) => {
      expect(isPlain(text), text).toBe(true);
      expect(byParser(text)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('a field in a namespace, and one behind two hundred thousand tags, is seen', () => {
  const long = `<a>${'<w:b/>'.repeat(200_000)}<w:instrText>DDE</w:instrText></a>`;
  expect(isPlain(long)).toBe(false);
  expect(isPlain(long.replace('<w:instrText>DDE</w:instrText>', ''))).toBe(true);
});

test.each(['f', 'w:f', 'f x="1"', 'w:f\nx="1"', 'instrText', 'w:instrText'])('<%s/> is seen', (tag) => {
  expect(isPlain(`<a><${tag}/></a>`)).toBe(false);
  expect(isPlain(`<a><${tag}></${tag.split(/\s/)[0] ?? ''}></a>`)).toBe(false);
});

test.each(['ff', 'f:a', 'a:b:f', 'w:if', 'F', 'instrtext', 'f-', 'w:f.'])(
  '<%s/> is another element',
  (tag) => {
    expect(isPlain(`<a><${tag}/></a>`)).toBe(true);
  },
);

test.each(['', 'f:', 'a:b'])('the forbidden name "%s" is what stands behind the first colon', (name) => {
  const names = new Set([name]);
  expect(isPlainXmlWithout(encoder.encode('<a><b/></a>'), names)).toBe(true);
  expect(isPlainXmlWithout(encoder.encode(`<a><p:${name}/></a>`), names)).toBe(false);
});

test.each([
  ['a byte order mark', '\ufeff<a/>'],
  ['a byte order mark and a declaration', '\ufeff<?xml version="1.0" encoding="utf-8"?>\r\n<a/>\n'],
  ['characters of every length', '<a b="é中😀">\u0080\u07ff\u0800\ud7ff\ue000\ufffd\u{10000}\u{10ffff}</a>'],
  ['a bracket', '<a b="]">]]&gt;]</a>'],
  ['a greater sign', '<a b=">">></a>'],
  ['white space in tags', '<a\t\r\n b="" ><c /></a\t>'],
  ['elements deeper than the first stack', '<a>'.repeat(1_000) + '</a>'.repeat(1_000)],
  ['64 attributes', `<a${Array.from({ length: 64 }, (_, i) => ` b${i}=""`).join('')}/>`],
])('plain: %s', (_, text) => {
  expect(byParser(text)).toBe(true);
  expect(isPlain(text)).toBe(true);
});

test.each([
  ['two byte order marks', '\ufeff\ufeff<a/>'],
  ['a second root', '<a/><a/>'],
  ['text before the root', 'x<a/>'],
  ['text behind the root', '<a/>x'],
  ['an open root', '<a>'],
  ['a longer closing name', '<a></ab>'],
  ['a shorter closing name', '<ab></a>'],
  ['a closing name too many', '<a></a></a>'],
  ['the same attribute twice', '<a b="" c="" b=""/>'],
  ['no space between attributes', '<a b=""c=""/>'],
  ['65 attributes', `<a${Array.from({ length: 65 }, (_, i) => ` b${i}=""`).join('')}/>`],
  ['another entity', '<a>&nbsp;</a>'],
  ['the end of CDATA', '<a>]]></a>'],
  ['the end of CDATA behind a bracket', '<a>]]]></a>'],
  ['a second declaration', '<?xml version="1.0"?><?xml version="1.0"?><a/>'],
  ['no element', '<?xml version="1.0"?>'],
  ['nothing', ''],
])('not certain: %s', (_, text) => {
  expect(isPlain(text)).toBe(false);
});

const MALFORMED: readonly (readonly [what: string, bytes: readonly number[]])[] = [
  ['overlong, two bytes', [0xc0, 0xbc]],
  ['overlong, two bytes, the last', [0xc1, 0xbf]],
  ['overlong, three bytes', [0xe0, 0x9f, 0xbf]],
  ['overlong, four bytes', [0xf0, 0x8f, 0xbf, 0xbf]],
  ['lone continuation, the first', [0x80]],
  ['lone continuation, the last', [0xbf]],
  ['continuation too many', [0xc3, 0xa9, 0xa9]],
  ['first surrogate', [0xed, 0xa0, 0x80]],
  ['last surrogate', [0xed, 0xbf, 0xbf]],
  ['pair of surrogates', [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80]],
  ['truncated, one of two', [0xc3]],
  ['truncated, one of three', [0xe4]],
  ['truncated, two of three', [0xe4, 0xb8]],
  ['truncated, one of four', [0xf0]],
  ['truncated, two of four', [0xf0, 0x9f]],
  ['truncated, three of four', [0xf0, 0x9f, 0x98]],
  ['beyond U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
  ['beyond four bytes', [0xf5, 0x80, 0x80, 0x80]],
  ['five bytes', [0xf8, 0x88, 0x80, 0x80, 0x80]],
  ['no UTF-8 at all', [0xff]],
  ['U+FFFE', [0xef, 0xbf, 0xbe]],
  ['U+FFFF', [0xef, 0xbf, 0xbf]],
];

const PLACES: readonly (readonly [before: string, after: string])[] = [
  ['<a>', '</a>'],
  ['<a>x中', '中x</a>'],
  ['<a b="', '"/>'],
  ['<a', '/>'],
  ['<a/>', ''],
  ['', '<a/>'],
  ['<a>', ''],
];

test.each(MALFORMED)('malformed bytes are never plain: %s', (_, bytes) => {
  for (const [before, after] of PLACES) {
    const whole = Uint8Array.from([...encoder.encode(before), ...bytes, ...encoder.encode(after)]);
    expect(isPlainXmlWithout(whole, FIELDS), `${before}…${after}`).toBe(false);
    expect(byParserOfBytes(whole), `${before}…${after}`).toBe(false);
  }
});

const SMALL =
  '\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<w:p><g b="1" w:c="é中😀]]"><w:t >x &lt;中😀é]]</w:t></g><e/></w:p>\n';

test('no change of one byte makes plain what a parser refuses', { timeout: 60_000 }, () => {
  const bytes = encoder.encode(SMALL);
  expect(isPlainXmlWithout(bytes, FIELDS)).toBe(true);
  const wrong: string[] = [];
  let plain = 0;
  for (let at = 0; at < bytes.length; at += 1)
    for (let byte = 0; byte < 256; byte += 1) {
      const changed = bytes.with(at, byte);
      if (!isPlainXmlWithout(changed, FIELDS)) continue;
      plain += 1;
      if (!byParserOfBytes(changed)) wrong.push(`${at}: ${byte}`);
    }
  expect(wrong).toEqual([]);
  expect(plain).toBeGreaterThan(bytes.length);
});

test('nor do a few changes, losses and cuts of bytes', () => {
  const bytes = encoder.encode(SMALL);
  const place = fc.nat({ max: bytes.length - 1 });
  const change = fc.record({ at: place, from: place, length: fc.nat({ max: 4 }), drop: fc.nat({ max: 4 }) });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      const changed = changes.reduce<readonly number[]>(
        (all, { at, from, length, drop }) => all.toSpliced(at, drop, ...bytes.subarray(from, from + length)),
        [...bytes],
      );
      const whole = Uint8Array.from(changed);
      if (isPlainXmlWithout(whole, FIELDS)) expect(byParserOfBytes(whole)).toBe(true);
    }),
    { numRuns: 20_000 },
  );
});
