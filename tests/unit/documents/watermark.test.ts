import { expect, it } from 'vitest';
import { readZip } from '../../../src/lib/container/zip';
import { writeDocx } from '../../../src/lib/documents/docx/docx-file';
import { type DocumentContent, upright } from '../../../src/lib/documents/model';
import { watermarkText } from '../../../src/lib/documents/page';
import { paragraph } from '../../../src/lib/documents/text';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { heldFile, inspectFile } from '../../../src/lib/review/check-files';
import { partOf } from '../registration/read-back';

const CONTENT: DocumentContent = {
  title: '虚构文书',
  fiction: '',
  warning: '',
  date: '2026-03-09',
  sections: upright([paragraph('甲')]),
};

const headerOf = async (part: Partial<DocumentContent>): Promise<string> =>
  partOf(await writeDocx({ ...CONTENT, ...part }), 'word/header1.xml');

it('an invented case bears its own mark, whatever else was wanted; without either there is none', () => {
  expect(watermarkText({ ...CONTENT, watermark: '内部估值' })).toBe('内部估值');
  expect(watermarkText({ ...CONTENT, watermark: '内部估值', fiction: '全部虚构' })).toBe('虚构示例');
  expect(watermarkText(CONTENT)).toBe('');
});

it('stands in the header of Word as text of its own, escaped', async () => {
  const xml = await headerOf({ watermark: '<甲> & "乙"' });
  expect(xml).toContain('string="&lt;甲&gt; &amp; &quot;乙&quot;"');
  expect(xml.match(/<v:shape /g)).toHaveLength(1);
  expect(await headerOf({})).not.toContain('v:shape');
});

it('is nothing that the review desk objects to, and the file opens', async () => {
  const bytes = await writeDocx({ ...CONTENT, watermark: '内部估值' });
  expect(mustBeOk(await readZip(bytes)).has('word/document.xml')).toBe(true);
  expect(await inspectFile(heldFile('documents/a.docx', 'a.docx', bytes))).toEqual({
    safety: [],
    usability: [],
  });
});
