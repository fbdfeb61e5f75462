import { describe, expect, it } from 'vitest';
import { type ImportOutcome, importPatents } from '../../src/lib/intake/import-patents';
import { recognisePatentColumns } from '../../src/lib/intake/patent-columns';
import { readTable } from '../../src/lib/intake/read-table';
import { mustBeOk } from '../../src/lib/kernel/result';
import { intakeRules, utf8 } from '../fixtures/intake-files';

/** Row XSS-07 of the catalogue: characters that turn or hide text in party names and titles are shown with marks. */

const read = async (text: string, name = '清单.csv'): Promise<ImportOutcome> => {
  const table = mustBeOk(await readTable(utf8(text), name));
  const columns = mustBeOk(recognisePatentColumns(table.header, intakeRules()));
  return importPatents(table, columns, { batchId: 'b-1', rules: intakeRules() });
};

const NUMBER = '201710601862.3';

describe('XSS-07 characters that cannot be seen', () => {
  it.each([
    ['right-to-left override', '\u202E', 'U+202E'],
    ['left-to-right isolate', '\u2066', 'U+2066'],
    ['pop directional isolate', '\u2069', 'U+2069'],
    ['Arabic letter mark', '\u061C', 'U+061C'],
    ['zero-width space', '\u200B', 'U+200B'],
    ['zero-width joiner', '\u200D', 'U+200D'],
    ['word joiner', '\u2060', 'U+2060'],
    ['soft hyphen', '\u00AD', 'U+00AD'],
    ['BOM inside', '\uFEFF', 'U+FEFF'],
    ['line separator', '\u2028', 'U+2028'],
  ])(
    '%s in a title, an owner and an inventor is marked in place and named by row and column',
    async (_n, c, point) => {
      const { records, warnings } = await read(
        `申请号,名称,专利权人,发明人\n${NUMBER},甲${c}乙,虚构${c}公司;虚构乙,张${c}三\n`,
      );
      expect(records[0]).toMatchObject({
        title: `甲‹${point}›乙`,
        owners: [`虚构‹${point}›公司`, '虚构乙'],
        inventors: [`张‹${point}›三`],
      });
      expect(warnings.map((w) => [w.code, w.path])).toEqual(
        [
          ['W_UNSEEN', '清单.csv › 第 2 条 › 名称'],
          ['W_UNSEEN', '清单.csv › 第 2 条 › 专利权人'],
          ['W_UNSEEN', '清单.csv › 第 2 条 › 发明人'],
        ].sort((a, b) => order.indexOf(a[1] ?? '') - order.indexOf(b[1] ?? '')),
      );
      for (const { message } of warnings) {
        expect(message).toContain(point);
        expect(message).not.toContain(c);
      }
    },
  );

  it('in an application number refuses the record and names the character', async () => {
    const { records, failures } = await read(`申请号,名称\n2017\u202E10601862.3,甲\n`);
    expect(records).toEqual([]);
    expect(failures.map((f) => [f.code, f.path])).toEqual([['E_CHARACTER', '清单.csv › 第 2 条 › 申请号']]);
    expect(failures[0]?.message).toContain('U+202E');
    expect(failures[0]?.message).not.toContain('\u202E');
  });

  it('in a file name, a header, a status and a score never reaches the case unmarked', async () => {
    const { batch, records } = await read(
      `申请号,名称,法律状态,合享价值度\n${NUMBER},甲,授\u200B权,9\u202E\n`,
      '清\u202E单.csv',
    );
    expect(JSON.stringify({ batch, records })).not.toMatch(
      /[\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f]/,
    );
    expect(batch.fileName).toBe('清‹U+202E›单.csv');
    expect(records[0]?.status).toBeNull();
  });

  it('leaves variation selectors and rare characters alone', async () => {
    const { records, warnings } = await read(`申请号,名称\n${NUMBER},𠀀葛\u{E0100}装置\n`);
    expect(records[0]?.title).toBe('𠀀葛\u{E0100}装置');
    expect(warnings.filter((w) => w.code === 'W_UNSEEN')).toEqual([]);
  });
});

/** Owners and inventors are read before the title is flagged; the order of warnings is that of reading. */
const order = ['清单.csv › 第 2 条 › 名称', '清单.csv › 第 2 条 › 专利权人', '清单.csv › 第 2 条 › 发明人'];
