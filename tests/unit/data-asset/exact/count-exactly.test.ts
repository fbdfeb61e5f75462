import { describe, expect, it } from 'vitest';
import type { ExactQuestion } from '../../../../src/lib/data-asset/exact/exact-question';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { exactHandlers } from '../../../../workers/handlers/profile-exact';
import {
  ASK,
  atHand,
  cancelledAfter,
  caseWith,
  fileOf,
  profiled,
  quietJob,
} from '../../../fixtures/exact-review';

const { countExactly, exactProposals } = exactHandlers;

/** 户号 is the parent's key; rows: A1 three times, B2 twice, C3 once, D4 with another 片区. */
const READINGS = '户号,月份,片区\nA1,01,东\nB2,01,西\nA1,01,东\nC3,01,东\nA1,01,东\nB2,01,西\nD4,02,北\n';
const HOUSES = '户号,地址\nA1,甲路\nB2,乙路\nC3,丙路\n';

const count = async (ask: Partial<ExactQuestion>, text = READINGS, now: string | Uint8Array = text) => {
  const asset = await profiled('readings', fileOf('读数.csv', text));
  const houses = await profiled('houses', fileOf('户.csv', HOUSES));
  return countExactly(
    {
      caseRecord: caseWith(asset, houses),
      asset: 'readings',
      question: { ...ASK, ...ask },
      atHand: atHand(fileOf('读数.csv', now)),
      others: [{ asset: 'houses', ...atHand(fileOf('户.csv', HOUSES)) }],
    },
    quietJob,
  );
};

describe('exact counts over the profiled file', () => {
  it('counts duplicate rows in both conventions', async () => {
    // 7 rows, 4 kinds: 3 extra copies; A1 ×3 and B2 ×2 have an equal one: 5 rows.
    expect(mustBeOk(await count({})).duplicateRows).toEqual({
      extra: 3,
      members: 5,
      exact: true,
      low: 3,
      high: 3,
    });
  });

  it('says of each key how many different values it has, refuted ones too', async () => {
    const { keys } = mustBeOk(await count({ keys: [['户号'], ['月份', '户号']] }));
    expect(keys).toEqual(
      expect.arrayContaining([
        { columns: ['户号'], distinct: 4, rows: 7, exact: true },
        { columns: ['月份', '户号'], distinct: 4, rows: 7, exact: true },
      ]),
    );
  });

  it('counts a missing cell against a key', async () => {
    const { keys } = mustBeOk(await count({ keys: [['户号']] }, '户号,x\nA1,1\n,2\nB2,3\n'));
    expect(keys.find(({ columns }) => columns.join() === '户号')).toMatchObject({ distinct: 2, rows: 3 });
  });

  it('counts groups of the chosen columns', async () => {
    const { groups } = mustBeOk(await count({ groups: [['片区', '月份']] }));
    // (东,01) 4, (西,01) 2, (北,02) 1; k = 5: all 7 rows are in groups below.
    expect(groups.at(-1)).toEqual({
      columns: ['片区', '月份'],
      groups: 3,
      smallest: 1,
      below: 7,
      size: 5,
      rows: 7,
      exact: true,
    });
  });

  it('counts references to another asset, across encodings', async () => {
    const ask = { references: [{ columns: ['户号'], other: 'houses', otherColumns: ['户号'] }] };
    const { references } = mustBeOk(await count(ask));
    // D4 stands in no house.
    expect(references).toEqual([
      { columns: ['户号'], other: 'houses', otherColumns: ['户号'], found: 6, checked: 7, exact: true },
    ]);
    // 片区,甲 in GB 18030 against UTF-8: the same two characters.
    const gb = Uint8Array.from([
      0xc6, 0xac, 0xc7, 0xf8, 0x0a, 0xbc, 0xd7, 0xc2, 0xb7, 0x0a, 0xb1, 0xfb, 0x0a,
    ]);
    const asset = await profiled('area', fileOf('片.csv', gb));
    expect(asset.files[0]?.encoding).toBe('gb18030');
    const houses = await profiled('houses', fileOf('户.csv', HOUSES));
    const table = mustBeOk(
      await countExactly(
        {
          caseRecord: caseWith(asset, houses),
          asset: 'area',
          question: { ...ASK, references: [{ columns: ['片区'], other: 'houses', otherColumns: ['地址'] }] },
          atHand: atHand(fileOf('片.csv', gb)),
          others: [{ asset: 'houses', ...atHand(fileOf('户.csv', HOUSES)) }],
        },
        quietJob,
      ),
    );
    // 甲路 is there, 丙 is not (丙路 is).
    expect(table.references[0]).toMatchObject({ found: 1, checked: 2 });
  });

  it('keeps what it did not count', async () => {
    const asset = await profiled('readings', fileOf('读数.csv', READINGS));
    const before = asset.table;
    const after = mustBeOk(await count({ keys: [['户号']] }));
    expect(after.dependencies).toEqual(before?.dependencies);
    expect(after.signals).toEqual(before?.signals);
  });

  it('takes several files as one data set, in whatever order they are dropped', async () => {
    const [one, two] = [fileOf('一.csv', 'a,b\n1,x\n2,y\n'), fileOf('二.csv', 'b,a\nx,1\nz,3\n')];
    const asset = await profiled('two-files', one, two);
    const table = mustBeOk(
      await countExactly(
        {
          caseRecord: caseWith(asset),
          asset: 'two-files',
          question: ASK,
          atHand: atHand(two, one),
          others: [],
        },
        quietJob,
      ),
    );
    // (1,x) in both files.
    expect(table.duplicateRows).toEqual({ extra: 1, members: 2, exact: true, low: 1, high: 1 });
  });
});

describe('what is refused', () => {
  it('a changed file, although name, time and length are the same', async () => {
    const changed = await count({}, READINGS, READINGS.replace('D4,02', 'D5,02'));
    expect(changed).toMatchObject({ ok: false, failure: { code: 'E_FILE_OTHER' } });
    const longer = await count({}, READINGS, `${READINGS}E5,01,东\n`);
    expect(longer).toMatchObject({ ok: false, failure: { code: 'E_FILE_OTHER' } });
    expect(!longer.ok && longer.failure.message).toContain('长度');
  });

  it('files of a profile that none can be proved to be, with what to do instead', async () => {
    const asset = await profiled('meters', fileOf('读数.csv', READINGS));
    const refusedFor = async (changes: Partial<typeof asset>) => {
      const changed = { ...asset, ...changes };
      const question = ASK;
      const hand = atHand(fileOf('读数.csv', READINGS));
      return countExactly(
        { caseRecord: caseWith(changed), asset: 'meters', question, atHand: hand, others: [] },
        quietJob,
      );
    };
    expect(await refusedFor({ files: [], sha256: null })).toMatchObject({
      ok: false,
      failure: { code: 'E_FILE_UNKNOWN', remedy: '请在本程序中画像这份文件后再计数' },
    });
  });

  it('a column that is not there, and a reference whose file is not at hand', async () => {
    expect(await count({ keys: [['表号']] })).toMatchObject({ ok: false, failure: { code: 'E_COLUMN' } });
    expect(
      await count({ references: [{ columns: ['户号'], other: '没有', otherColumns: ['户号'] }] }),
    ).toMatchObject({ ok: false, failure: { code: 'E_FILE_OTHER' } });
    expect(
      await count({ references: [{ columns: ['户号', '月份'], other: 'houses', otherColumns: ['户号'] }] }),
    ).toMatchObject({ ok: false, failure: { code: 'E_COLUMN' } });
    const keys = Array.from({ length: 12 }, (_, i) => ['户号', '月份', '片区'].slice(i % 3, (i % 3) + 1));
    expect(mustBeOk(await count({ keys })).keys).toHaveLength(3);
  });

  it('stops at every place where it looks up', async () => {
    const text = READINGS;
    const asset = await profiled('readings', fileOf('读数.csv', text));
    const run = (looks: number) =>
      countExactly(
        {
          caseRecord: caseWith(asset),
          asset: 'readings',
          question: { ...ASK, keys: [['户号']] },
          atHand: atHand(fileOf('读数.csv', text)),
          others: [],
        },
        cancelledAfter(looks),
      );
    let looks = 0;
    while (!(await run(looks)).ok) {
      expect(await run(looks)).toMatchObject({ failure: { code: 'E_CANCELLED' } });
      looks += 1;
    }
    // Hashing, reading, and one look per counted set.
    expect(looks).toBeGreaterThanOrEqual(4);
  });
});

describe('proposals', () => {
  it('come out of the stored profile: quasi-identifiers, references by name, personal columns', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `A${i},${'东西'[i % 2] ?? ''},1380000${1000 + i}`);
    const asset = await profiled('readings', fileOf('读数.csv', `户号,片区,手机号\n${rows.join('\n')}\n`));
    const houses = await profiled('houses', fileOf('户.csv', HOUSES));
    const caseRecord = caseWith(asset, houses);
    const proposed = mustBeOk(await exactProposals({ caseRecord, asset: 'readings' }, quietJob));
    expect(proposed.quasi.map(({ column }) => column)).toEqual(['片区']);
    expect(proposed.references).toEqual([{ columns: ['户号'], other: 'houses', otherColumns: ['户号'] }]);
    expect(proposed.personal).toContain('手机号');
  });
});
