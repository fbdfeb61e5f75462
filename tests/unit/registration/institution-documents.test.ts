import { beforeAll, expect, it } from 'vitest';
import type { JobContext } from '../../../src/lib/bridge/job';
import type { DocumentTemplate } from '../../../src/lib/case/document-template';
import { sha256Hex } from '../../../src/lib/kernel/hashing';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { registrationHandlers } from '../../../workers/handlers/registration';
import { provideFonts } from '../../../workers/pdf-writer';
import { documentFonts } from '../../fixtures/document-fonts';
import { DATA, enteredRecord, onlyItems } from '../../fixtures/filing-case';
import { smallCase } from '../../fixtures/small-case';
import { para, templateFile } from '../../fixtures/template-file';
import { docxText } from './read-back';

/** Documents that an institution laid out: what stays available of ours, and what they may not leave out. */

const JOB: JobContext = {
  progress: () => undefined,
  cancelled: () => false,
  breathe: () => Promise.resolve(),
};

const choiceOf = async (document: string, file: Uint8Array) => {
  const template: DocumentTemplate = {
    id: 't-1',
    document,
    institution: '虚构银行',
    version: '2026-1',
    effectiveFrom: '2020-01-01',
    effectiveTo: null,
    signOff: { by: '虚构审核人', on: '2020-01-01', reference: '' },
    fileName: '虚构模板.docx',
    sha256: await sha256Hex(file),
  };
  return { templates: [template], files: new Map([[template.sha256, file]]) };
};

const FORM = '专利权质押登记申请表';
const FORM_PATH = `documents/01_${FORM}.docx`;

beforeAll(() => {
  provideFonts(() => Promise.resolve(documentFonts()));
});

it('a document that a template fills can be printed in our own layout, and the file says so', async () => {
  const choice = await choiceOf(FORM, templateFile(para('（虚构）本行申请表：{pledgor_name}')));
  const { documents } = mustBeOk(
    await registrationHandlers.listDocuments({ caseRecord: smallCase(), templates: choice.templates }, JOB),
  );
  expect(documents.find(({ path }) => path === FORM_PATH)).toMatchObject({
    pdf: true,
    template: '虚构银行 2026-1',
  });
  const made = mustBeOk(
    await registrationHandlers.makeDocument(
      { caseRecord: smallCase(), path: FORM_PATH, pdf: true, ...choice },
      JOB,
    ),
  );
  expect(made.name).toBe(`01_${FORM}_按本系统版式.pdf`);
  expect(new TextDecoder('latin1').decode(made.bytes.subarray(0, 5))).toBe('%PDF-');
}, 60_000);

const CONTRACT = '数据知识产权质押合同';
const RISK = '但不能对抗善意第三人、执行债权人和破产管理人';

it("a bank's contract for data cannot leave out the risk of its route: placed by name, or on a last page", async () => {
  const caseRecord = onlyItems([DATA], [enteredRecord('data-ip')]);
  const text = async (body: string): Promise<string> => {
    const choice = await choiceOf(CONTRACT, templateFile(body));
    const path = `documents/07_${CONTRACT}.docx`;
    const made = await registrationHandlers.makeDocument({ caseRecord, path, pdf: false, ...choice }, JOB);
    return docxText(mustBeOk(made).bytes);
  };
  const without = await text(para('（虚构）本行合同：{provider_name}'));
  expect(without.split(RISK)).toHaveLength(2);
  expect(without).toContain('风险提示（模板没有写明，由系统附页）');
  const placed = await text(para('（虚构）本行合同：{provider_name}') + para('{登记.风险提示}'));
  expect(placed.split(RISK)).toHaveLength(2);
  expect(placed).not.toContain('由系统附页');
});

it('who imports a template without a place for the risk is told', async () => {
  const notes = async (document: string, body: string): Promise<readonly string[]> =>
    mustBeOk(
      await registrationHandlers.checkTemplate(
        { bytes: templateFile(body), fileName: '虚构.docx', document, date: '2026-11-20', region: 'cn' },
        JOB,
      ),
    ).notes;
  expect(await notes(CONTRACT, para('{provider_name}'))).toEqual([expect.stringContaining('在文末另附一页')]);
  expect(await notes(CONTRACT, para('{provider_name}{登记.风险提示}'))).toEqual([]);
  expect(await notes(FORM, para('{pledgor_name}'))).toEqual([]);
});
