import { zlibSync } from 'fflate';
import { expect, test, vi } from 'vitest';
import { heldFile, inspectFile } from '../../../src/lib/review/check-files';
import { fileKind } from '../../../src/lib/review/file-kind';
import { pdfFindings } from '../../../src/lib/review/pdf-content';
import { relationship, smallDocx, smallXlsx } from '../../fixtures/office-files';

vi.setConfig({ testTimeout: 60_000 });

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const latin = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

const codes = async (name: string, bytes: Uint8Array) => {
  const { safety, usability } = await inspectFile(heldFile(`documents/${name}`, name, bytes));
  return { safety: safety.map(({ code }) => code), usability: usability.map(({ code }) => code) };
};

const clean = { safety: [], usability: [] };

test.each([
  ['%PDF-1.7', 'pdf'],
  ['PK\u0003\u0004', 'zip'],
  ['MZ', 'program'],
  ['#!/bin/sh', 'program'],
  ['  <!DOCTYPE html>', 'html'],
  ['<!-- x --><script>', 'html'],
  ['<?xml version="1.0"?><svg ', 'html'],
  ['<?xml version="1.0"?><a/>', 'xml'],
  ['申请号,标题', 'text'],
  ['a\u0000b', 'binary'],
  ['', 'empty'],
])('first bytes %j are %s', (head, kind) => {
  expect(fileKind(bytesOf(head))).toBe(kind);
});

test('plain Office files and papers are clean', async () => {
  expect(await codes('a.docx', smallDocx())).toEqual(clean);
  expect(await codes('a.xlsx', smallXlsx())).toEqual(clean);
  expect(await codes('a.pdf', bytesOf('%PDF-1.4\n%%EOF'))).toEqual(clean);
  expect(await codes('a.csv', bytesOf('申请号\n1'))).toEqual(clean);
});

test.each([
  ['macro', 'E_MACRO', { 'word/vbaProject.bin': 'x' }],
  ['ActiveX', 'E_ACTIVEX', { 'word/activeX/activeX1.xml': '<a/>' }],
  ['embedded object', 'E_OLE', { 'word/embeddings/oleObject1.bin': 'x' }],
  [
    'remote template',
    'E_EXTERNAL',
    { 'word/_rels/settings.xml.rels': relationship('attachedTemplate', 'http://x/t.dotm', 'External') },
  ],
  [
    'external picture',
    'E_EXTERNAL',
    { 'word/_rels/document.xml.rels': relationship('image', 'http://x/i.png', 'External') },
  ],
  [
    'escaped mode',
    'E_EXTERNAL',
    { 'word/_rels/document.xml.rels': relationship('image', 'http://x', 'Ext&#101;rnal') },
  ],
  [
    'linked object',
    'E_OLE',
    { 'word/_rels/document.xml.rels': relationship('oleObject', 'a.bin', 'Internal') },
  ],
  [
    'DDE field',
    'E_DDE',
    {
      'word/document.xml':
        '<w:document xmlns:w="w"><w:instrText>DDE</w:instrText><w:instrText>AUTO c:\\a.exe</w:instrText></w:document>',
    },
  ],
  [
    'DDE simple field',
    'E_DDE',
    { 'word/document.xml': '<w:document xmlns:w="w"><w:fldSimple w:instr="DDEAUTO cmd"/></w:document>' },
  ],
  [
    'remote field',
    'E_EXTERNAL',
    {
      'word/document.xml':
        '<w:document xmlns:w="w"><w:instrText>INCLUDETEXT "http://x/a.docx"</w:instrText></w:document>',
    },
  ],
])('PKG-21 docx with %s', async (_, code, extra) => {
  expect((await codes('a.docx', smallDocx(extra))).safety).toContain(code);
});

test.each([
  ['external workbook', 'E_EXTERNAL', { 'xl/externalLinks/externalLink1.xml': '<externalLink xmlns="x"/>' }],
  ['DDE link', 'E_DDE', { 'xl/links.xml': '<x><ddeLink ddeService="cmd"/></x>' }],
  ['DDE formula', 'E_DDE', { 'xl/worksheets/sheet1.xml': "<x><c><f>cmd|' /C calc'!A0</f></c></x>" }],
  ['Excel 4 macro sheet', 'E_MACRO', { 'xl/macrosheets/sheet1.xml': '<x/>' }],
  [
    'macro content type',
    'E_MACRO',
    {
      '[Content_Types].xml':
        '<Types><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
    },
  ],
])('PKG-21 xlsx with %s', async (_, code, extra) => {
  expect((await codes('a.xlsx', smallXlsx(extra))).safety).toContain(code);
});

test('a sheet name with a bar in an ordinary formula is no DDE', async () => {
  const extra = { 'xl/worksheets/sheet1.xml': "<x><c><f>'a|b'!A1</f></c></x>" };
  expect(await codes('a.xlsx', smallXlsx(extra))).toEqual(clean);
});

test('a web link is named and left to the reviewer', async () => {
  const extra = {
    'word/_rels/document.xml.rels': relationship('hyperlink', 'https://example.invalid', 'External'),
  };
  const { safety } = await inspectFile(heldFile('a.docx', 'a.docx', smallDocx(extra)));
  expect(safety).toMatchObject([{ code: 'E_LINK', verdict: 'unknown' }]);
});

test('XML with a document type, or broken XML, is not taken as seen', async () => {
  for (const xml of ['<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', '<x>', '\u0000']) {
    const { safety } = await inspectFile(
      heldFile('a.docx', 'a.docx', smallDocx({ 'word/_rels/document.xml.rels': xml })),
    );
    expect(safety, xml).toMatchObject([{ code: 'E_XML', verdict: 'unknown' }]);
  }
});

test.each(['JavaScript', 'JS', 'OpenAction', 'AA', 'Launch', 'EmbeddedFile', 'RichMedia', 'XFA'])(
  'PKG-22 PDF with /%s is flagged',
  (name) => {
    const bytes = latin(`%PDF-1.4\n1 0 obj<</Type/Catalog/${name} 2 0 R>>endobj\n%%EOF`);
    expect(pdfFindings('a.pdf', bytes)).toMatchObject([{ code: 'E_PDF_ACTIVE', verdict: 'fail' }]);
  },
);

test('PKG-22 a name written with escapes is the same name', () => {
  expect(pdfFindings('a.pdf', latin('%PDF-1.4 <</Open#41ction 2 0 R>>'))).toMatchObject([
    { code: 'E_PDF_ACTIVE' },
  ]);
});

test('PKG-22 a name inside a compressed object stream is found', () => {
  const packed = zlibSync(latin('1 0 <</Type/Catalog/OpenAction 3 0 R>>'));
  const bytes = latin(
    `%PDF-1.5\n5 0 obj<</Type/ObjStm/Filter/FlateDecode/Length ${packed.length}>>stream\n${String.fromCharCode(...packed)}\nendstream endobj`,
  );
  expect(pdfFindings('a.pdf', bytes)).toMatchObject([{ code: 'E_PDF_ACTIVE', verdict: 'fail' }]);
});

test('PKG-22 an object stream that cannot be read, or a bomb in it, leaves the answer open', () => {
  const stream = (content: string) =>
    latin(`%PDF-1.5\n5 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n${content}\nendstream`);
  expect(pdfFindings('a.pdf', stream('not deflate'))).toMatchObject([
    { code: 'E_PDF_STREAM', verdict: 'unknown' },
  ]);
  const bomb = zlibSync(new Uint8Array(17 * 1024 * 1024));
  const text = Array.from(bomb, (byte) => String.fromCharCode(byte)).join('');
  expect(pdfFindings('a.pdf', stream(text))).toMatchObject([{ code: 'E_PDF_STREAM', verdict: 'unknown' }]);
});

test('PKG-22 an encrypted PDF cannot be looked into', () => {
  expect(pdfFindings('a.pdf', latin('%PDF-1.4 trailer<</Encrypt 9 0 R>>'))).toMatchObject([
    { code: 'E_ENCRYPTED', verdict: 'unknown' },
  ]);
});

test('short names that chance wrote into a picture are not taken for actions, long ones are', () => {
  const picture = (noise: string) =>
    latin(`%PDF-1.4\n1 0 obj<</Filter/DCTDecode>>stream\n${noise}\nendstream endobj`);
  expect(pdfFindings('a.pdf', picture('..../JS (x)../AA ..'))).toEqual([]);
  expect(pdfFindings('a.pdf', picture('/JavaScript '))).toMatchObject([{ code: 'E_PDF_ACTIVE' }]);
});

test.each([
  ['PKG-23 a PDF that is HTML', 'a.pdf', '<html>', 'E_TYPE', 'E_ACTIVE_TYPE'],
  ['PKG-23 a docx that is text', 'a.docx', 'hello', 'E_TYPE', null],
  ['PKG-20 an empty file', 'a.pdf', '', 'E_EMPTY', null],
  ['an unknown extension', 'a.xyz', 'hello', 'E_TYPE_UNKNOWN', null],
  ['a program', 'a.exe', 'MZ', 'E_TYPE_UNKNOWN', 'E_ACTIVE_TYPE'],
  ['a macro workbook', 'a.xlsm', 'PK\u0003\u0004', 'E_TYPE_UNKNOWN', 'E_ACTIVE_TYPE'],
  ['an old Office file', 'a.doc', '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1', null, 'E_OLD_OFFICE'],
  ['an inner archive', 'a.zip', 'PK\u0003\u0004', null, 'E_ARCHIVE'],
])('%s', async (_, name, head, usability, safety) => {
  const found = await codes(name, latin(head));
  if (usability === null) expect(found.usability).toEqual([]);
  else expect(found.usability).toContain(usability);
  if (safety === null) expect(found.safety.filter((code) => code !== 'E_UNREADABLE')).toEqual([]);
  else expect(found.safety).toContain(safety);
});

test('a docx that is another kind of archive is no docx', async () => {
  expect((await codes('a.docx', smallXlsx())).usability).toEqual(['E_TYPE']);
});
