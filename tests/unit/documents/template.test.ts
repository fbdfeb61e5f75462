import { describe, expect, it } from 'vitest';
import { readZip } from '../../../src/lib/container/zip';
import { checkTemplate } from '../../../src/lib/documents/template/check-template';
import { fillTemplate } from '../../../src/lib/documents/template/fill-template';
import { type TemplateData, shownValue } from '../../../src/lib/documents/template/template-data';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { heldFile, inspectFile } from '../../../src/lib/review/check-files';
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
    const bytes = await fill(para('{pledgor_name}'), {}, '全部内容为虚构');
    expect((await docxText(bytes)).split('\n')[0]).toBe('虚构：全部内容为虚构');
    expect(await partOf(bytes, 'word/header1.xml')).toContain('虚构示例');
  });

  describe('without a mark of its own on every page', () => {
    const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
    const header = (inside: string): string => `<w:hdr xmlns:w="${W}">${inside}</w:hdr>`;
    const relations = (...targets: readonly string[]): Readonly<Record<string, string>> => ({
      'word/_rels/document.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets
        .map((target, at) => `<Relationship Id="rId${at + 1}" Type="${R}/header" Target="${target}"/>`)
        .join('')}</Relationships>`,
    });
    const section = (inside: string): string => `<w:sectPr>${inside}</w:sectPr>`;
    const reference = (type: string, id: string): string =>
      `<w:headerReference w:type="${type}" r:id="${id}" xmlns:r="${R}"/>`;

    /** For each section the headers of its pages, as Word resolves them: own reference, else that of the section before. */
    const pages = async (bytes: Uint8Array): Promise<readonly (readonly [string, boolean])[]> => {
      const parts = mustBeOk(await readZip(bytes));
      const text = (name: string): string => new TextDecoder().decode(parts.get(name));
      const targets = new Map(
        [
          ...text('word/_rels/document.xml.rels').matchAll(
            /<Relationship Id="([^"]+)"[^>]*Target="([^"]+)"/g,
          ),
        ].map(([, id = '', target = '']) => [
          id,
          target.startsWith('/') ? target.slice(1) : `word/${target}`,
        ]),
      );
      const even = parts.has('word/settings.xml') && text('word/settings.xml').includes('evenAndOddHeaders');
      const known = new Map<string, string>();
      return [...text('word/document.xml').matchAll(/<w:sectPr[ >].*?<\/w:sectPr>/g)].flatMap(([xml], at) => {
        for (const [tag] of xml.matchAll(/<w:headerReference[^>]*>/g))
          known.set(
            /w:type="([^"]+)"/.exec(tag)?.[1] ?? '',
            targets.get(/r:id="([^"]+)"/.exec(tag)?.[1] ?? '') ?? '',
          );
        const types = ['default', ...(xml.includes('w:titlePg') ? ['first'] : []), ...(even ? ['even'] : [])];
        return types.map(
          (type) =>
            [`${at} ${type}`, text(known.get(type) ?? '[Content_Types].xml').includes('虚构示例')] as const,
        );
      });
    };

    it.each([
      ['no header and no section', para('{pledgor_name}'), {}, ['0 default']],
      ['a section without a header', para('{pledgor_name}') + '<w:sectPr/>', {}, ['0 default']],
      [
        'a first page of its own without a header',
        para('{pledgor_name}') + section(`${reference('default', 'rId1')}<w:titlePg/>`),
        { ...relations('header1.xml'), 'word/header1.xml': header(para('行名')) },
        ['0 default', '0 first'],
      ],
      [
        'even pages without a header',
        para('{pledgor_name}') + section(reference('default', 'rId1')),
        {
          ...relations('/word/kopf.xml'),
          'word/kopf.xml': header(para('行名')),
          'word/settings.xml': `<w:settings xmlns:w="${W}"><w:evenAndOddHeaders/></w:settings>`,
        },
        ['0 default', '0 even'],
      ],
      [
        'two sections, the second with a header of its own that ends in a table',
        `<w:p><w:pPr>${section('')}</w:pPr></w:p>${para('{pledgor_name}')}${section(reference('default', 'rId1'))}`,
        { ...relations('header1.xml'), 'word/header1.xml': header(`<w:tbl>${row('行名')}</w:tbl>`) },
        ['0 default', '1 default'],
      ],
      [
        'an empty header',
        para('{pledgor_name}') + section(reference('default', 'rId1')),
        { ...relations('header1.xml'), 'word/header1.xml': `<w:hdr xmlns:w="${W}"/>` },
        ['0 default'],
      ],
    ] as const)('%s: an invented case is marked all the same', async (_name, body, extra, expected) => {
      const bytes = await fill(body, extra, '全部内容为虚构');
      const found = await pages(bytes);
      expect(found.map(([page]) => page)).toEqual(expected);
      expect(found.filter(([, marked]) => !marked)).toEqual([]);
      expect(await inspectFile(heldFile('documents/a.docx', 'a.docx', bytes))).toEqual({
        safety: [],
        usability: [],
      });
      // A real case gets no header.
      expect(mustBeOk(await readZip(await fill(body, extra))).size).toBe(
        mustBeOk(await readZip(templateFile(body, extra))).size,
      );
    });

    it.each([
      ['a header that is not there', {}],
      ['a header that cannot be read', { ...relations('header1.xml'), 'word/header1.xml': '<w:hdr>' }],
    ])('%s: no file is made that leaves a page unmarked', async (_name, extra) => {
      const body = para('{pledgor_name}') + section(reference('default', 'rId1'));
      const filled = await fillTemplate(templateFile(body, extra), {
        data: DATA,
        fiction: '全部内容为虚构',
        date: '2026-03-09',
      });
      expect(filled.ok || filled.failure.code).toMatch(/^E_TEMPLATE_(MARK|PART)$/);
    });
  });

  describe('what must be said of the risk', () => {
    const RISK = ['质押合同不能对抗善意第三人。', '须另配保证。'];
    const risky = async (body: string): Promise<readonly string[]> => {
      const filling = { data: DATA, fiction: '', date: '2026-03-09', risk: RISK };
      const text = await docxText(mustBeOk(await fillTemplate(templateFile(body), filling)));
      return text.split('\n').filter((line) => line !== '');
    };

    it('stands on a last page where the template says nothing of it', async () => {
      const body = `${para('{pledgor_name}')}<w:sectPr/>`;
      expect((await risky(body)).slice(1)).toEqual(['风险提示（模板没有写明，由系统附页）', ...RISK]);
      const bytes = mustBeOk(
        await fillTemplate(templateFile(body), { data: DATA, fiction: '', date: '2026-03-09', risk: RISK }),
      );
      expect(await partOf(bytes, 'word/document.xml')).toMatch(
        /<w:br w:type="page"\/>.*<w:sectPr\/><\/w:body>/,
      );
    });

    it('is not said twice: only what is missing is added, however Word cut the rest', async () => {
      const body = para('{pledgor_name}') + para('质押合同不能 对抗', '善意第三人。');
      expect((await risky(body)).slice(2)).toEqual(['风险提示（模板没有写明，由系统附页）', '须另配保证。']);
      expect(await risky(body + para('须另配保证。'))).toHaveLength(3);
    });
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
