import { describe, expect, it } from 'vitest';
import { writeZip } from '../../../../src/lib/container/zip';
import { checkDigitOf } from '../../../../src/lib/kernel/patent-number';
import { parsePlainDate } from '../../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { encodeUtf8 } from '../../../../src/lib/kernel/utf8';
import { filingChecklist, suggestedPaper } from '../../../../src/lib/review/desk/filing/filing-papers';
import { mentionsIn } from '../../../../src/lib/review/desk/filing/mentions';
import { paperText } from '../../../../src/lib/review/desk/filing/paper-text';
import { type ReadPaper, readPaper } from '../../../../src/lib/review/desk/filing/read-paper';
import { type FilingAnswers, reviewFiling } from '../../../../src/lib/review/desk/filing/review-filing';
import { ALL_RULES } from '../../../../src/lib/rulebook/all-rules';
import { rulesAt } from '../../../../src/lib/rulebook/resolver';
import { paperBytes } from '../../../fixtures/small-case';

const RULES = rulesAt({ entries: ALL_RULES, date: mustBeOk(parsePlainDate('2026-11-20')), region: 'cn' });
const CHECKLIST = mustBeOk(filingChecklist(RULES));

const CONTENT_TYPES =
  '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>';

/** A Word file of paragraphs and rows of cells. */
const word = (lines: readonly (string | readonly string[])[]): Uint8Array => {
  const run = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
  const body = lines
    .map((line) =>
      typeof line === 'string'
        ? run(line)
        : `<w:tbl><w:tr>${line.map((cell) => `<w:tc>${run(cell)}</w:tc>`).join('')}</w:tr></w:tbl>`,
    )
    .join('');
  return writeZip([
    ['[Content_Types].xml', encodeUtf8(CONTENT_TYPES)],
    [
      'word/document.xml',
      encodeUtf8(
        `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
      ),
    ],
  ]);
};

const A = '201710601862.3';
/** An invented number with its right check digit. */
const B = `202010000002.${checkDigitOf('202010000002')}`;

describe('what a text names', () => {
  it('patents in every form, wrong check digits apart', () => {
    const { patents, wrongNumbers } = mentionsIn(
      `专利号 ZL 2017 1 0601862.3，又 2017106018623，编号 201710601862.4，电话 13812345678`,
    );
    expect(patents).toEqual([{ number: A, dotted: true }]);
    expect(wrongNumbers).toEqual(['201710601862.4']);
  });
  it('the secured amount, with the unit beside it or in the label; none without a unit', () => {
    expect(mentionsIn('质押金额（万元）\t1,840').amounts).toEqual([
      { label: '质押金额', fen: '1840000000', text: '1,840 万元' },
    ]);
    expect(mentionsIn('质押金额：人民币1840万元').amounts[0]?.fen).toBe('1840000000');
    expect(mentionsIn('被担保的主债权数额为 45000000 元').amounts[0]?.fen).toBe('4500000000');
    expect(mentionsIn('质押金额 1840').amounts).toEqual([]);
    expect(mentionsIn('贷款金额 500 万元').amounts).toEqual([]);
  });
  it('Word is read with its cells; scans, PDF and a forged Word file are not', async () => {
    const text = await paperText(word(['甲', ['质押金额（万元）', '1840']]), 'a.docx');
    expect(mentionsIn(text ?? '').amounts[0]?.fen).toBe('1840000000');
    expect(await paperText(paperBytes('x'), 'a.pdf')).toBeNull();
    expect(await paperText(encodeUtf8('甲'), 'a.txt')).toBe('甲');
    expect(
      await paperText(writeZip([['word/document.xml', encodeUtf8('<!DOCTYPE a><a/>')]]), 'a.docx'),
    ).toBeNull();
  });
});

describe('a folder against the checklist', () => {
  const read = async (files: Readonly<Record<string, Uint8Array>>): Promise<readonly ReadPaper[]> =>
    Promise.all(Object.entries(files).map(([path, bytes]) => readPaper(path, bytes)));
  const judge = async (files: Readonly<Record<string, Uint8Array>>, answers: Partial<FilingAnswers> = {}) =>
    reviewFiling(await read(files), CHECKLIST, { matches: {}, needs: {}, ...answers });
  const codes = (
    findings: readonly { code: string; verdict: string }[],
    verdict: string,
  ): readonly string[] => findings.filter((one) => one.verdict === verdict).map(({ code }) => code);

  it('names suggest, nobody is believed: an unmatched file leaves its paper missing', async () => {
    expect(suggestedPaper('材料/质押合同.docx', CHECKLIST)).toBe('pledge-contract');
    expect(suggestedPaper('材料/专利质押登记申请表.pdf', CHECKLIST)).toBe('application-form');
    expect(suggestedPaper('材料/IMG_001.jpg', CHECKLIST)).toBeNull();
    const { answers } = await judge({ '材料/质押合同.docx': word(['甲']) });
    expect(codes(answers.integrity.findings, 'fail')).toEqual(['E_REQUIRED', 'E_REQUIRED', 'E_REQUIRED']);
    expect(codes(answers.integrity.findings, 'unknown')).toContain('E_UNMATCHED');
  });

  it('complete papers are still unknown where nothing can be measured', async () => {
    const { answers, lines } = await judge(
      {
        '申请表.pdf': paperBytes('申请表'),
        '合同.pdf': paperBytes('合同'),
        '执照.jpg': Uint8Array.of(0xff, 0xd8, 0xff, 0xe0),
      },
      {
        matches: { '申请表.pdf': 'application-form', '合同.pdf': 'pledge-contract', '执照.jpg': 'identity' },
        needs: Object.fromEntries(
          CHECKLIST.papers.filter(({ need }) => need !== 'always').map(({ code }) => [code, false]),
        ),
      },
    );
    expect(lines.filter(({ files }) => files.length > 0)).toHaveLength(3);
    expect(answers.safety.verdict).toBe('pass');
    expect(answers.usability.verdict).toBe('pass');
    expect(codes(answers.integrity.findings, 'fail')).toEqual([]);
    expect([answers.integrity.verdict, answers.authenticity.verdict, answers.recalculation.verdict]).toEqual([
      'unknown',
      'unknown',
      'unknown',
    ]);
    expect(codes(answers.integrity.findings, 'unknown').filter((code) => code === 'E_NOT_READ')).toHaveLength(
      3,
    );
  });

  it('patents of form, contract and list are held against each other; amounts are shown, not judged', async () => {
    const { answers, patents } = await judge(
      {
        '申请表.docx': word([`专利号 ${A}`, '质押金额（万元）：1840']),
        '清单.csv': encodeUtf8(`序号,专利号\n1,${A}\n2,${B}\n`),
        '合同.docx': word([`专利 ${A}`, '质押金额 1940 万元']),
      },
      {
        matches: {
          '申请表.docx': 'application-form',
          '清单.csv': 'patent-list',
          '合同.docx': 'pledge-contract',
        },
      },
    );
    expect(patents).toEqual([A, B]);
    const found = answers.integrity.findings;
    expect(found.find(({ code }) => code === 'E_MISMATCH')?.message).toContain(B);
    expect(codes(found, 'fail')).toContain('E_LIST_DOT');
    const amount = found.find(({ code }) => code === 'E_AMOUNT');
    expect(amount).toMatchObject({ verdict: 'unknown' });
    expect(amount?.message).toContain('1940');
  });

  it('a program among the papers fails safety, a renamed one usability too', async () => {
    const { answers } = await judge({ '执照.pdf': encodeUtf8('MZ\u0000\u0001') });
    expect(codes(answers.safety.findings, 'fail')).toEqual(['E_ACTIVE_TYPE']);
    expect(codes(answers.usability.findings, 'fail')).toEqual(['E_TYPE']);
  });

  it('is one filing by its content and names, in whatever order it was read', async () => {
    const files = { 'a.pdf': paperBytes('a'), 'b.pdf': paperBytes('b') };
    const first = await judge(files);
    const again = await reviewFiling([...(await read(files))].reverse(), CHECKLIST, {
      matches: {},
      needs: {},
    });
    expect(again.id).toBe(first.id);
    expect((await judge({ ...files, 'b.pdf': paperBytes('c') })).id).not.toBe(first.id);
    expect(
      (await judge({ 'a.pdf': paperBytes('a'), 'b.pdf': paperBytes('a') })).answers.usability.findings,
    ).toEqual([expect.objectContaining({ code: 'N_TWIN', path: 'b.pdf' })]);
  });
});

it('files that were not read are unknown, stand in the id, and nothing is said to be missing', async () => {
  const none = { matches: {}, needs: {} };
  const all = await reviewFiling([], CHECKLIST, none);
  expect(all.answers.integrity.verdict).toBe('fail');
  const part = await reviewFiling([], CHECKLIST, none, ['甲/坏.pdf']);
  const codes = part.answers.integrity.findings.map(({ code, verdict, path }) => [code, verdict, path]);
  expect(codes).toContainEqual(['E_NOT_READ', 'unknown', '甲/坏.pdf']);
  expect(part.answers.integrity.findings.every(({ verdict }) => verdict === 'unknown')).toBe(true);
  expect([part.answers.safety.verdict, part.answers.usability.verdict]).toEqual(['unknown', 'unknown']);
  expect(part.id).not.toBe(all.id);
  const many = await reviewFiling(
    [],
    CHECKLIST,
    none,
    Array.from({ length: 150 }, (_, i) => `${i}.pdf`),
  );
  expect(many.answers.integrity.findings.filter(({ code }) => code === 'E_NOT_READ')).toHaveLength(101);
});
