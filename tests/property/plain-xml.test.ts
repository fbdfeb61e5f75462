import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { isPlainXmlWithout } from '../../src/lib/review/plain-xml';

const FIELDS = new Set(['f', 'instrText']);

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
];

test('what the quick reading calls plain, a whole parser calls plain', () => {
  const seen = { plain: 0, doubtful: 0 };
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 9 }), (pieces) => {
      const text = pieces.join('');
      const quick = isPlainXmlWithout(text, FIELDS);
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
      expect(isPlainXmlWithout(text, FIELDS), text).toBe(!text.includes('">"'));
      expect(byParser(text)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('a field in a namespace, and one behind two hundred thousand tags, is seen', () => {
  const long = `<a>${'<w:b/>'.repeat(200_000)}<w:instrText>DDE</w:instrText></a>`;
  expect(isPlainXmlWithout(long, FIELDS)).toBe(false);
  expect(isPlainXmlWithout(long.replace('<w:instrText>DDE</w:instrText>', ''), FIELDS)).toBe(true);
});
