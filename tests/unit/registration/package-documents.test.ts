import { beforeAll, describe, expect, it } from 'vitest';
import type { DocumentTemplate } from '../../../src/lib/case/document-template';
import { runMethods } from '../../../src/lib/case/method';
import { readBag, writeBag } from '../../../src/lib/container/bagit';
import { type PdfWriter, createPdfWriter } from '../../../src/lib/documents/pdf/pdf-file';
import { sha256Hex } from '../../../src/lib/kernel/hashing';
import { type Result, mustBeOk } from '../../../src/lib/kernel/result';
import { type BuiltPackage, buildPackage } from '../../../src/lib/registration/build-package';
import type { WantedDocuments } from '../../../src/lib/registration/packaged-documents';
import { rendererWith } from '../../../src/lib/registration/render-documents';
import { RENDERER } from '../../../src/lib/registration/renderer';
import { verifyPackage } from '../../../src/lib/review/verify-package';
import { documentFonts } from '../../fixtures/document-fonts';
import { smallCase } from '../../fixtures/small-case';
import { ENGINE, TEST_METHODS, TEST_REGISTRY, VERIFY, rulesOf } from '../../fixtures/small-package';
import { para, row, templateFile } from '../../fixtures/template-file';
import { docxText } from './read-back';

const FORM = 'documents/01_专利权质押登记申请表';
const FILE = templateFile(
  `${para('（虚构）本行申请表：{出质人.姓名或名称}')}<w:tbl>${row('{质押专利.序号}', '{patent_no}')}</w:tbl>`,
);

const template = async (part: Partial<DocumentTemplate> = {}): Promise<DocumentTemplate> => ({
  id: 't-1',
  document: '专利权质押登记申请表',
  institution: '虚构银行',
  version: '2026-1',
  effectiveFrom: '2020-01-01',
  effectiveTo: null,
  signOff: { by: '虚构审核人', on: '2020-01-01', reference: '' },
  fileName: '虚构申请表.docx',
  sha256: await sha256Hex(FILE),
  ...part,
});

let write: PdfWriter;
const makePdf = (): Promise<PdfWriter> => Promise.resolve(write);

beforeAll(async () => {
  write = await createPdfWriter(documentFonts());
}, 60_000);

const built = (
  wanted: Partial<WantedDocuments> & Pick<WantedDocuments, 'request'>,
): Promise<Result<BuiltPackage>> => {
  const caseRecord = smallCase();
  const rules = rulesOf(caseRecord);
  return buildPackage({
    caseRecord,
    outputs: runMethods(TEST_METHODS, caseRecord, rules),
    rules,
    methods: TEST_METHODS.map(({ id }) => id),
    attachments: new Map(),
    engineVersion: ENGINE,
    documents: { files: new Map(), makePdf, ...wanted },
  });
};

const withTemplate = async (part: Partial<DocumentTemplate> = {}, pdf = false): Promise<BuiltPackage> => {
  const one = await template(part);
  const files = new Map([[one.sha256, FILE]]);
  return mustBeOk(await built({ request: { pdf, templates: [one] }, files }));
};

const withPdf = { methods: TEST_REGISTRY, renderDocuments: rendererWith(makePdf), renderer: RENDERER };

const payloadOf = async ({ bytes }: BuiltPackage): Promise<ReadonlyMap<string, Uint8Array>> =>
  mustBeOk(await readBag(bytes)).payload;

const altered = async (
  { bytes }: BuiltPackage,
  change: (payload: Map<string, Uint8Array>) => void,
): Promise<Uint8Array> => {
  const { payload, bagInfo } = mustBeOk(await readBag(bytes));
  const changed = new Map(payload);
  change(changed);
  return (await writeBag({ payload: changed, bagInfo })).bytes;
};

describe('PDF in a package', () => {
  it('stands beside every Word file, and a reviewer with fonts finds it the same', async () => {
    const one = mustBeOk(await built({ request: { pdf: true, templates: [] } }));
    const paths = [...(await payloadOf(one)).keys()];
    const words = paths.filter((path) => path.endsWith('.docx'));
    expect(paths.filter((path) => path.endsWith('.pdf'))).toEqual(
      words.map((path) => path.replace(/docx$/, 'pdf')),
    );
    const { answers } = await verifyPackage(one.bytes, withPdf);
    expect(answers.recalculation).toEqual({ verdict: 'pass', findings: [] });
    expect(answers.safety.findings).toEqual([]);
    expect(answers.usability.findings).toEqual([]);
    expect(answers.integrity.findings.map(({ code }) => code)).not.toContain('E_UNEXPECTED');
  });

  it('without fonts the PDFs are unknown, with the reason, and nothing else is', async () => {
    const one = mustBeOk(await built({ request: { pdf: true, templates: [] } }));
    const { recalculation } = (await verifyPackage(one.bytes, VERIFY)).answers;
    expect(recalculation.verdict).toBe('unknown');
    expect(new Set(recalculation.findings.map(({ code, path }) => `${code} ${path.slice(-4)}`))).toEqual(
      new Set(['E_DOCUMENTS .pdf']),
    );
    expect(recalculation.findings[0]?.message).toContain('请以同名的 Word 文件为准');
  });

  it('another PDF in its place is named', async () => {
    const one = mustBeOk(await built({ request: { pdf: true, templates: [] } }));
    const bytes = await altered(one, (payload) => {
      payload.set(`${FORM}.pdf`, payload.get('documents/03_材料清单.pdf') ?? new Uint8Array());
    });
    const { recalculation } = (await verifyPackage(bytes, withPdf)).answers;
    expect(recalculation.findings.map(({ code, path }) => [code, path])).toContainEqual([
      'E_MISMATCH',
      `${FORM}.pdf`,
    ]);
  });

  it('where none can be made the package is refused', async () => {
    const one = await built({ request: { pdf: true, templates: [] }, makePdf: null });
    expect(one.ok || one.failure.code).toBe('E_PDF');
  });
});

describe('a template of the institution in a package', () => {
  it('replaces our layout, goes with the package, and is filled again by a reviewer', async () => {
    const one = await withTemplate();
    const payload = await payloadOf(one);
    const form = await docxText(payload.get(`${FORM}.docx`) ?? new Uint8Array());
    expect(form).toContain(`（虚构）本行申请表：${smallCase().sections.enterprise.enterprise.name}`);
    expect(payload.get(`inputs/templates/${(await template()).sha256}.docx`)).toEqual(FILE);
    const { answers } = await verifyPackage(one.bytes, VERIFY);
    expect(answers.recalculation).toEqual({ verdict: 'pass', findings: [] });
    expect(answers.safety.findings).toEqual([]);
    expect(one.notUsed).toEqual([]);
  });

  it('has no PDF, the other documents have theirs', async () => {
    const paths = [...(await payloadOf(await withTemplate({}, true))).keys()];
    expect(paths).not.toContain(`${FORM}.pdf`);
    expect(paths).toContain('documents/03_材料清单.pdf');
  });

  it.each([
    ['not yet in force', { effectiveFrom: '2099-01-01' }, '有效期 2099-01-01 起，评估基准日'],
    ['no longer in force', { effectiveTo: '2020-12-31' }, '有效期 2020-01-01 起至 2020-12-31'],
  ])('that is %s is not used, and that is said', async (_name, part, said) => {
    const one = await withTemplate(part);
    expect(one.notUsed.join()).toContain(said);
    expect([...(await payloadOf(one)).keys()].filter((path) => path.includes('template'))).toEqual([]);
  });

  it('that names what a document has no data for leaves that document in our layout, and says so', async () => {
    const bytes = templateFile(para('{pledgor_name} {质押商标.注册号}'));
    const one = await template({ sha256: await sha256Hex(bytes) });
    const found = mustBeOk(
      await built({ request: { pdf: true, templates: [one] }, files: new Map([[one.sha256, bytes]]) }),
    );
    expect(found.notUsed).toEqual([
      '“01_专利权质押登记申请表.docx”没有用同名的模板：模板里有这件登记没有的栏目',
    ]);
    expect([...(await payloadOf(found)).keys()]).toContain(`${FORM}.pdf`);
    expect((await verifyPackage(found.bytes, withPdf)).answers.recalculation.verdict).toBe('pass');
  });

  it('exchanged in the package is named, and so is the document it filled', async () => {
    const one = await withTemplate();
    const path = `inputs/templates/${(await template()).sha256}.docx`;
    const bytes = await altered(one, (payload) => {
      payload.set(path, templateFile(para('（虚构）另一份：{出质人.姓名或名称}')));
    });
    const { answers } = await verifyPackage(bytes, VERIFY);
    expect(answers.integrity.findings.map((f) => [f.code, f.path])).toContainEqual(['E_HASH', path]);
    expect(answers.recalculation.findings.map((f) => [f.code, f.path])).toContainEqual([
      'E_MISMATCH',
      `${FORM}.docx`,
    ]);
  });

  it('a request that cannot be read fails, and is not taken for no request', async () => {
    const bytes = await altered(await withTemplate(), (payload) => {
      payload.set('inputs/documents.json', new TextEncoder().encode('{"schema":"zhiya.documents/9"}'));
    });
    const { answers } = await verifyPackage(bytes, VERIFY);
    expect(answers.integrity.verdict).toBe('fail');
    expect(answers.recalculation.findings.map(({ code }) => code)).toContain('E_DOCUMENTS');
  });

  it('whose file is missing or another is refused', async () => {
    const one = await template();
    for (const files of [new Map(), new Map([[one.sha256, templateFile(para('{pledgor_name}'))]])]) {
      const found = await built({ request: { pdf: false, templates: [one] }, files });
      expect(found.ok || found.failure.code).toBe('E_TEMPLATE_FILE');
    }
  });
});
