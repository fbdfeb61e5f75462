import { describe, expect, it } from 'vitest';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { STATEMENT_ITEMS } from '../../../../src/lib/screening/accounts/statement';
import { fileCatalogue } from '../../../../src/lib/screening/enterprise-file/catalogue';
import { normalTitle } from '../../../../src/lib/screening/enterprise-file/import/table-words';
import { rulesOn } from './file-case';

const catalogue = mustBeOk(fileCatalogue(rulesOn('2025-11-20')));

describe('目录', () => {
  it('九组', () => {
    expect(catalogue.groups.map(({ label }) => label)).toEqual([
      '基本信息',
      '经营状况',
      '经营风险',
      '用能',
      '科研投入',
      '知识产权',
      '法律诉讼',
      '纳税与社保',
      '融资与担保',
    ]);
  });

  it('报表项目都在，名称一致，都是金额、按年', () => {
    for (const [code, label] of Object.entries(STATEMENT_ITEMS))
      expect(catalogue.fields.get(code)).toMatchObject({ label, kind: 'money' });
  });

  it('一个列名只指一个字段', () => {
    const seen = new Map<string, string>();
    for (const { code, label, aliases } of catalogue.fields.values())
      for (const title of [label, ...aliases]) {
        const other = seen.get(normalTitle(title));
        expect([title, other ?? code]).toEqual([title, code]);
        seen.set(normalTitle(title), code);
      }
  });

  it('量有单位，单位里有它自己；选项的说法不重复', () => {
    for (const field of catalogue.fields.values()) {
      if (field.kind === 'decimal') expect(field.units[field.unit]).toBe('1');
      const words = field.choices.flatMap((choice) => [...new Set([choice.label, ...choice.words])]);
      expect(new Set(words).size).toBe(words.length);
    }
  });

  it('事项各在一组里，说法不重复', () => {
    const groups = new Set(catalogue.groups.map(({ code }) => code));
    const words = [...catalogue.eventKinds.values()].flatMap(({ label, words: own }) => [
      ...new Set([label, ...own]),
    ]);
    expect(new Set(words).size).toBe(words.length);
    for (const { group } of catalogue.eventKinds.values()) expect(groups.has(group)).toBe(true);
  });
});
