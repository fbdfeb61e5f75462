import { describe, expect, it } from 'vitest';
import { readZip } from '../../../src/lib/container/zip';
import { checkTemplate } from '../../../src/lib/documents/template/check-template';
import { fillTemplate } from '../../../src/lib/documents/template/fill-template';
import { type TemplateData, shownValue } from '../../../src/lib/documents/template/template-data';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { para, row, templateFile } from '../../fixtures/template-file';
import { docxText, partOf } from '../registration/read-back';

const field = (
  code: string,
  label: string,
  value: string | null,
  kind: 'text' | 'date' | 'money' = 'text',
) => ({
  code,
  label,
  kind,
  value,
  blank: '（待填）',
});

const DATA: TemplateData = {
  fields: [
    field('pledgor_name', '出质人.姓名或名称', '虚构<企业>&"甲"'),
    field('pledgor_addr', '出质人.地址', null),
    field('pledgee_name', '质权人.姓名或名称', '虚构银行'),
    field('pledgee_addr', '质权人.地址', '虚构路 1 号\n二楼'),
    field('debt_amount', '债务合同信息.债务金额(万元)', '1840000000', 'money'),
    field('debt_start', '债务合同信息.债务履行期限起', '2026-03-09', 'date'),
  ],
  lists: [
    {
      label: '质押专利',
      columns: [
        { code: 'patent_title', label: '质押专利.发明名称', kind: 'text', blank: '（待填）' },
        { code: 'grant_date', label: '质押专利.授权公告日', kind: 'date', blank: '—' },
      ],
      rows: [
        ['虚构装置 {出质人.姓名或名称}', '2021-01-02'],
        ['虚构方法', null],
      ],
    },
  ],
};

const fill = async (
  body: string,
  extra: Readonly<Record<string, string>> = {},
  fiction = '',
): Promise<Uint8Array> =>
  mustBeOk(await fillTemplate(templateFile(body, extra), { data: DATA, fiction, date: '2026-03-09' }));

const codes = async (body: string, required: readonly string[] = []): Promise<readonly string[]> => {
  const parts = mustBeOk(await readZip(templateFile(body)));
  return checkTemplate(parts, DATA, required).failures.map(({ code }) => code);
};

describe('filling', () => {
  it.each([
    ['a code', '{pledgor_name}', '虚构<企业>&"甲"'],
    ['a name with its section', '{出质人.姓名或名称}', '虚构<企业>&"甲"'],
    ['a name without the unit in brackets', '{债务合同信息.债务金额}', '1,840（大写：壹仟捌佰肆拾万元整）'],
    ['a name that only one section has', '{债务履行期限起}', '2026-03-09'],
    ['money in yuan', '{debt_amount|元}', '18,400,000.00'],
    ['money in words', '{debt_amount|大写}', '壹仟捌佰肆拾万元整'],
    ['a date in words', '{debt_start|年月日}', '2026年3月9日'],
    ['a full-width bar and spaces', '{ debt_start ｜ 年月日 }', '2026年3月9日'],
    ['what is not given', '{pledgor_addr}', '（待填）'],
  ])('%s', async (_name, text, expected) => {
    expect(await docxText(await fill(para(`甲${text}乙`)))).toContain(expected);
  });

  it('a placeholder that Word cut into runs is one; the rest keeps its runs and its look', async () => {
    const bytes = await fill(para('甲方：{出质', '人.姓名', '或名称}，乙方：{质权人.', '姓名或名称}。'));
    expect(await docxText(bytes)).toContain('甲方：虚构<企业>&"甲"，乙方：虚构银行。');
    const xml = await partOf(bytes, 'word/document.xml');
    expect(xml.match(/<w:b\/>/g)).toHaveLength(4);
  });

  it('a row of a table is repeated once per record, numbered, and what a value holds is not looked at again', async () => {
    const bytes = await fill(
      `<w:tbl>${row('序号', '名称', '日期')}${row('{质押专利.序号}', '{质押专利.发明名称}', '{grant_date|年月日}')}</w:tbl>`,
    );
    const lines = (await docxText(bytes)).split('\n').filter((line) => line !== '');
    expect(lines).toEqual([
      ...['序号', '名称', '日期'],
      ...['1', '虚构装置 {出质人.姓名或名称}', '2021年1月2日'],
      ...['2', '虚构方法', '—'],
    ]);
  });

  it('a line feed in a value is a line break of Word', async () => {
    const xml = await partOf(await fill(para('{pledgee_addr}')), 'word/document.xml');
    expect(xml).toMatch(/虚构路 1 号<\/w:t><w:br\/><w:t xml:space="preserve">二楼/);
  });

  it('headers and footers are filled too', async () => {
    const header = `<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${para('{pledgee_name}')}</w:hdr>`;
    const bytes = await fill(para('{pledgor_name}'), { 'word/header1.xml': header });
    expect(await docxText(bytes, 'word/header1.xml')).toContain('虚构银行');
  });

  it('an invented case says so at the head and across the pages, whatever the template', async () => {
    const header = `<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${para('行名')}</w:hdr>`;
    const bytes = await fill(para('{pledgor_name}'), { 'word/header1.xml': header }, '全部内容为虚构');
    expect((await docxText(bytes)).split('\n')[0]).toBe('虚构：全部内容为虚构');
    expect(await partOf(bytes, 'word/header1.xml')).toContain('虚构示例');
  });

  it('the same template and data give the same bytes', async () => {
    const body = para('{pledgor_name}');
    expect(await fill(body)).toEqual(await fill(body));
  });

  it.each(['{{7*7}}', '${7*7}', '{constructor}', '{__proto__}', '{#each x}', '{@html x}'])(
    'XSS-05 %s is never run: it is refused as no field',
    async (text) => {
      const filled = await fillTemplate(templateFile(para(`${text}{pledgor_name}`)), {
        data: DATA,
        fiction: '',
        date: '2026-03-09',
      });
      expect(filled.ok).toBe(false);
    },
  );
});

describe('checking', () => {
  it.each([
    ['an unknown field', para('{出质人.传真}'), 'E_TEMPLATE_FIELD'],
    ['a name that several sections have', para('{地址}'), 'E_TEMPLATE_FIELD'],
    ['a form that the field does not have', para('{pledgor_name|大写}'), 'E_TEMPLATE_FORMAT'],
    ['a field of a list outside a row', para('{质押专利.发明名称}{pledgor_name}'), 'E_TEMPLATE_ROW'],
    ['a brace that is left over', para('{pledgor_name} {出质人'), 'E_TEMPLATE_BRACE'],
    ['no placeholder at all', para('合同'), 'E_TEMPLATE_EMPTY'],
    ['a body that is no XML', '<w:p>', 'E_TEMPLATE_PART'],
    ['a body with a document type', '<!DOCTYPE x []>', 'E_TEMPLATE_PART'],
    ['a body nested too deep', '<w:a>'.repeat(300) + '</w:a>'.repeat(300), 'E_TEMPLATE_PART'],
  ])('%s', async (_name, body, code) => {
    expect(await codes(body)).toEqual([code]);
  });

  it('says where: part, paragraph and its words', async () => {
    const parts = mustBeOk(await readZip(templateFile(para('{pledgor_name}') + para('传真：{出质人.传真}'))));
    const [failure] = checkTemplate(parts, DATA, []).failures;
    expect(failure?.path).toBe('正文第 2 段“传真：{出质人.传真}”');
    expect(failure?.message).toContain('没有“{出质人.传真}”这个栏目');
  });

  it('names every required field that has no place, by the name a template would use', async () => {
    const parts = mustBeOk(await readZip(templateFile(para('{pledgor_name}'))));
    const { failures } = checkTemplate(parts, DATA, ['pledgor_name', 'debt_amount', 'grant_date']);
    expect(failures.map(({ code, message }) => [code, message])).toEqual([
      ['E_TEMPLATE_MISSING', '必填栏目“债务合同信息.债务金额(万元)”在模板里没有位置'],
      ['E_TEMPLATE_MISSING', '必填栏目“质押专利.授权公告日”在模板里没有位置'],
    ]);
    expect(failures[0]?.remedy).toContain('{债务合同信息.债务金额}');
  });
});

it('an amount whose label says 元 is printed in 元, one whose label says 万元 in 万元', () => {
  const amount = (label: string): string => shownValue({ kind: 'money', blank: '', label }, '1840000050', '');
  expect(amount('质权合同内容.质权担保金额(元)')).toBe('18,400,000.5（大写：壹仟捌佰肆拾万元零伍角整）');
  expect(amount('债务合同信息.债务金额(万元)')).toBe('1,840.00005（大写：壹仟捌佰肆拾万元零伍角整）');
});
