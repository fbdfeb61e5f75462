import { describe, expect, it } from 'vitest';
import type { DocumentTemplate } from '../../../src/lib/case/document-template';
import type { JobContext } from '../../../src/lib/bridge/job';
import { sha256Hex } from '../../../src/lib/kernel/hashing';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { registrationHandlers } from '../../../workers/handlers/registration';
import { relationship } from '../../fixtures/office-files';
import { smallCase } from '../../fixtures/small-case';
import { para, templateFile } from '../../fixtures/template-file';

const JOB: JobContext = {
  progress: () => undefined,
  cancelled: () => false,
  breathe: () => Promise.resolve(),
};
const TODAY = { date: '2026-11-20', region: 'cn' };

const targets = async () => mustBeOk(await registrationHandlers.templateTargets(TODAY, JOB));

const check = async (bytes: Uint8Array, document: string) =>
  mustBeOk(
    await registrationHandlers.checkTemplate({ ...TODAY, bytes, fileName: '虚构.docx', document }, JOB),
  );

describe('what templates may replace', () => {
  it('forms, contracts and letters of the registries, each with fields to name', async () => {
    const found = await targets();
    const names = found.map(({ document }) => document);
    for (const wanted of ['专利权质押登记申请表', '专利权质押合同', '主债权合同要点', '承诺书'])
      expect(names).toContain(wanted);
    expect(new Set(names).size).toBe(names.length);
    for (const { fields } of found) expect(fields.length).toBeGreaterThan(5);
  });

  it('the form must name what every filing requires, the contract what its mandatory items need', async () => {
    const found = await targets();
    const required = (name: string): readonly string[] =>
      found
        .find(({ document }) => document === name)
        ?.fields.filter((field) => field.required)
        .map(({ code }) => code) ?? [];
    expect(required('专利权质押登记申请表')).toEqual(
      expect.arrayContaining(['pledgor_name', 'pledgee_name', 'debt_amount', 'pledge_amount', 'patent_no']),
    );
    expect(required('专利权质押登记申请表')).not.toContain('pledgor_zip');
    expect(required('专利权质押合同')).toEqual(
      expect.arrayContaining(['pledgor_name', 'pledge_amount', 'patent_no']),
    );
    expect(required('承诺书')).toEqual([]);
  });

  it('every name in the list fills the template it is listed for', async () => {
    for (const { document, fields } of await targets()) {
      const plain = fields.filter(({ repeated }) => !repeated).map(({ label }) => para(`{${label}}`));
      const rows = fields.filter(({ repeated }) => repeated);
      const cells = rows.map(({ label }) => `<w:tc>${para(`{${label}}`)}</w:tc>`).join('');
      const table = rows.length === 0 ? '' : `<w:tbl><w:tr>${cells}</w:tr></w:tbl>`;
      const { failures } = await check(templateFile(plain.join('') + table), document);
      expect([document, failures.map(({ message }) => message)]).toEqual([document, []]);
    }
  });
});

describe('what is refused', () => {
  const body = para('{pledgor_name}');
  it.each([
    ['macros', { 'word/vbaProject.bin': 'x' }, 'E_MACRO'],
    ['OLE objects', { 'word/embeddings/oleObject1.bin': 'x' }, 'E_OLE'],
    [
      'a web link',
      { 'word/_rels/document.xml.rels': relationship('hyperlink', 'https://example.invalid/', 'External') },
      'E_LINK',
    ],
    [
      'an external template',
      {
        'word/_rels/settings.xml.rels': relationship(
          'attachedTemplate',
          'https://example.invalid/t',
          'External',
        ),
      },
      'E_EXTERNAL',
    ],
  ])('%s', async (_name, extra, code) => {
    const { failures } = await check(templateFile(body, extra), '承诺书');
    expect(failures.map((failure) => failure.code)).toContain(code);
    expect(failures[0]?.remedy).toContain('另存为');
  });

  it('a file that is no docx', async () => {
    const { failures } = await check(new TextEncoder().encode('hello'), '承诺书');
    expect(failures).toHaveLength(1);
  });

  it('a document that nobody writes', async () => {
    const found = await registrationHandlers.checkTemplate(
      { ...TODAY, bytes: templateFile(body), fileName: 'a.docx', document: '房产证' },
      JOB,
    );
    expect(found.ok || found.failure.code).toBe('E_TEMPLATE_DOCUMENT');
  });

  it('a package with an active template, whoever asks for it', async () => {
    const bytes = templateFile(body, { 'word/vbaProject.bin': 'x' });
    const template: DocumentTemplate = {
      id: 't',
      document: '承诺书',
      institution: '虚构银行',
      version: '1',
      effectiveFrom: '2020-01-01',
      effectiveTo: null,
      signOff: { by: '虚构审核人', on: '2020-01-01', reference: '' },
      fileName: 'a.docx',
      sha256: await sha256Hex(bytes),
    };
    const built = await registrationHandlers.buildPackage(
      {
        caseRecord: smallCase(),
        attachments: new Map(),
        documents: { pdf: false, templates: [template], files: new Map([[template.sha256, bytes]]) },
      },
      JOB,
    );
    expect(built.ok || built.failure.code).toBe('E_MACRO');
  });
});
