import { afterEach, expect, test, vi } from 'vitest';
import type { ByteSource } from '../../src/lib/container/bagit';
import { sha256Hex, sm3Hex } from '../../src/lib/kernel/hashing';
import { mustBeOk } from '../../src/lib/kernel/result';
import { encodeUtf8 } from '../../src/lib/kernel/utf8';
import { verifyPackage } from '../../src/lib/review/verify-package';
import type { Question, VerifyReport } from '../../src/lib/review/verify-report';
import { relationship, smallDocx, smallXlsx } from '../fixtures/office-files';
import { withSameCrc } from '../fixtures/same-crc';
import { paperFiles, smallCase, withPapers } from '../fixtures/small-case';
import { VERIFY, build } from '../fixtures/small-package';

/** Rows of the catalogue §5.2 about the papers in a package: here the pledge contract is the hostile one. */

vi.setConfig({ testTimeout: 60_000 });

const PROTOTYPE = Object.getOwnPropertyNames(Object.prototype).sort().join();
afterEach(() => {
  expect(Object.getOwnPropertyNames(Object.prototype).sort().join()).toBe(PROTOTYPE);
});

const codes = ({ answers }: VerifyReport, question: Question): readonly string[] =>
  answers[question].findings.map(({ code }) => code);

const packageWithContract = async (name: string, bytes: Uint8Array): Promise<Uint8Array> => {
  const [form, contract, identity] = await paperFiles();
  if (form === undefined || contract === undefined || identity === undefined)
    throw new Error('three papers expected');
  const sha256 = await sha256Hex(bytes);
  const files = [form, { ...contract, name, bytes, sha256, sm3: await sm3Hex(bytes) }, identity];
  const built = await build(withPapers(smallCase(), files), new Map(files.map((f) => [f.sha256, f.bytes])));
  return mustBeOk(built).bytes;
};

const withContract = async (name: string, bytes: Uint8Array): Promise<VerifyReport> =>
  verifyPackage(await packageWithContract(name, bytes), VERIFY);

test('PKG-20 PKG-23 a required paper of 0 bytes, or of the wrong type', async () => {
  const empty = await withContract('合同.pdf', new Uint8Array());
  expect(empty.answers.integrity.findings[0]).toMatchObject({ code: 'E_EMPTY', verdict: 'fail' });
  expect(empty.answers.integrity.findings[0]?.message).toContain('第 2 项“专利权质押合同”');
  expect(codes(empty, 'usability')).toContain('E_EMPTY');
  const html = await withContract('合同.pdf', encodeUtf8('<html><script>1</script></html>'));
  expect(html.answers.integrity.findings[0]).toMatchObject({ code: 'E_TYPE', verdict: 'fail' });
  expect(codes(html, 'usability')).toEqual(['E_TYPE']);
  expect(codes(html, 'safety')).toContain('E_ACTIVE_TYPE');
  expect(html.answers.integrity.findings[0]?.message).toContain('第 2 项“专利权质押合同”');
});

test('PKG-21 an attachment with a macro: safety fails, the file is named', async () => {
  const report = await withContract('合同.docx', smallDocx({ 'word/vbaProject.bin': 'x' }));
  expect(report.answers.safety).toMatchObject({ verdict: 'fail', findings: [{ code: 'E_MACRO' }] });
  expect(report.answers.safety.findings[0]?.path).toContain('合同.docx');
});

test.each([
  [
    'an external workbook',
    '合同.xlsx',
    smallXlsx({ 'xl/externalLinks/externalLink1.xml': '<x/>' }),
    'E_EXTERNAL',
  ],
  [
    'a remote template',
    '合同.docx',
    smallDocx({ 'word/_rels/settings.xml.rels': relationship('attachedTemplate', 'http://x/t', 'External') }),
    'E_EXTERNAL',
  ],
  ['an embedded object', '合同.docx', smallDocx({ 'word/embeddings/oleObject1.bin': 'x' }), 'E_OLE'],
  [
    'a DDE field',
    '合同.docx',
    smallDocx({ 'word/document.xml': '<w:d xmlns:w="w"><w:fldSimple w:instr="DDEAUTO cmd"/></w:d>' }),
    'E_DDE',
  ],
  [
    'a DDE formula',
    '合同.xlsx',
    smallXlsx({ 'xl/worksheets/sheet1.xml': "<x><c><f>cmd|' /C calc'!A0</f></c></x>" }),
    'E_DDE',
  ],
])('PKG-21 an attachment with %s: safety fails, the file is named', async (_, name, content, code) => {
  const { safety } = (await withContract(name, content)).answers;
  expect(safety).toMatchObject({ verdict: 'fail', findings: [{ code, verdict: 'fail' }] });
  expect(safety.findings[0]?.path).toContain(name);
});

test.each([
  ['/JavaScript', '<</S/JavaScript/X 1 0 R>>', 'fail', 'E_PDF_ACTIVE', '/JavaScript'],
  ['/OpenAction', '<</Type/Catalog/OpenAction 2 0 R>>', 'fail', 'E_PDF_ACTIVE', '/OpenAction'],
  ['/Launch', '<</S/Launch/F(x.exe)>>', 'fail', 'E_PDF_ACTIVE', '/Launch'],
  ['/EmbeddedFile', '<</Type/EmbeddedFile>>', 'fail', 'E_PDF_ACTIVE', '/EmbeddedFile'],
  ['encryption', 'trailer<</Encrypt 9 0 R>>', 'unknown', 'E_ENCRYPTED', '加密'],
])('PKG-22 a PDF attachment with %s: flagged by name', async (_, content, verdict, code, said) => {
  const { safety } = (await withContract('合同.pdf', encodeUtf8(`%PDF-1.4 ${content} %%EOF`))).answers;
  expect(safety).toMatchObject({ verdict, findings: [{ code }] });
  expect(safety.findings[0]?.path).toContain('合同.pdf');
  expect(safety.findings[0]?.message).toContain(said);
});

test('PKG-40 an attachment changed on the disk between two readings, size and CRC kept: E_CHANGED, never looked into', async () => {
  const filler = `%PDF-1.4 ${'x'.repeat(5 * 1024 * 1024)} %%EOF`;
  const [, contract] = await paperFiles();
  const name = contract?.name ?? '';
  const content = encodeUtf8(filler);
  const bytes = await packageWithContract(name, content);
  const other = withSameCrc(content, encodeUtf8('%PDF-1.4 <</OpenAction 2 0 R>>'));
  const at = Buffer.from(bytes).indexOf(content);
  let readings = 0;
  const disk = Uint8Array.from(bytes);
  const source: ByteSource = {
    size: disk.length,
    read: (start, end) => {
      // The attachment has been read once to its end: whoever changes it now changes it before it is looked into.
      if (start === at) readings += 1;
      if (readings === 2) disk.set(other, at);
      return Promise.resolve(disk.slice(start, end));
    },
  };
  const report = await verifyPackage(source, VERIFY);
  expect(report.answers.safety).toMatchObject({ verdict: 'unknown', findings: [{ code: 'E_CHANGED' }] });
});
