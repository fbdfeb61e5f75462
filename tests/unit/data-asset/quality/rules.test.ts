import { describe, expect, it } from 'vitest';
import type { DataRule, RuleCondition } from '../../../../src/lib/case/data-rules';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { KeyMap } from '../../../../src/lib/data-asset/quality/rules/key-map';
import { mergeTallies, NO_TALLY } from '../../../../src/lib/data-asset/quality/rules/rule-tally';
import { passOver, rule } from '../../../fixtures/data-quality';

const countOf = async (text: string, condition: RuleCondition, other?: string) => {
  const pass = mustBeOk(
    await passOver({ text, rules: [rule(condition)], ...(other === undefined ? {} : { other }) }),
  );
  const [count] = pass.counts;
  if (count === undefined) throw new Error('one count expected');
  return count;
};

/** satisfied / applicable, and the record of the first violation. */
const shares = async (text: string, condition: RuleCondition, other?: string) => {
  const { satisfied, applicable, first, problem } = await countOf(text, condition, other);
  return [satisfied, applicable, first?.record ?? null, problem];
};

describe('conditions about one cell', () => {
  it('type: missing cells are passed over, codes with leading zeros are no integers', async () => {
    const text = 'a,b\n1,x\n007,x\nNA,x\n 2 ,x\n2.5,x\n';
    expect(await shares(text, { kind: 'type', column: 'a', type: 'integer' })).toEqual([2, 4, 2, null]);
    expect(await shares(text, { kind: 'type', column: 'a', type: 'decimal' })).toEqual([3, 4, 2, null]);
    expect(
      await shares('a,b\n2026-01-31,1\n2026-02-30,1\n', { kind: 'type', column: 'a', type: 'date' }),
    ).toEqual([1, 2, 2, null]);
    expect(await shares('a,b\n是,1\ntrue,1\n1,1\n', { kind: 'type', column: 'a', type: 'boolean' })).toEqual([
      2,
      3,
      3,
      null,
    ]);
  });

  it('range: numbers exactly, dates as dates, text never inside', async () => {
    const range = (min: string | null, max: string | null): RuleCondition => ({
      kind: 'range',
      column: 'a',
      min,
      max,
    });
    expect(
      await shares('a,b\n0,1\n10,1\n10.0000000000000001,1\n-1,1\nabc,1\n,1\n', range('0', '10')),
    ).toEqual([2, 5, 3, null]);
    // 19 digits: a double would take both for one number.
    expect(
      await shares('a,b\n1234567890123456789,1\n1234567890123456788,1\n', range('1234567890123456789', null)),
    ).toEqual([1, 2, 2, null]);
    expect(await shares('a,b\n2026-01-01,1\n2025/12/31 23:59,1\n', range('2026-01-01', null))).toEqual([
      1,
      2,
      2,
      null,
    ]);
    expect((await countOf('a,b\n1,1\n', range('5', '1'))).problem).toContain('下限大于上限');
    expect((await countOf('a,b\n1,1\n', range('5', '2026-01-01'))).problem).toContain('都是日期');
    expect((await countOf('a,b\n1,1\n', range(null, null))).problem).toContain('没有填写');
  });

  it('length counts characters, not bytes', async () => {
    const text = 'a,b\n水表号一,1\nabcde,1\n水表,1\n';
    expect(await shares(text, { kind: 'length', column: 'a', min: 4, max: 4 })).toEqual([1, 3, 2, null]);
    expect((await countOf(text, { kind: 'length', column: 'a', min: 5, max: 4 })).problem).toContain('颠倒');
  });

  it('pattern and domain', async () => {
    const text = 'a,b\nWM-0001,东\nWM-001,西\nwm-0001,南\n,北\n';
    expect(await shares(text, { kind: 'pattern', column: 'a', pattern: 'WM-9{4}' })).toEqual([1, 3, 2, null]);
    expect(await shares(text, { kind: 'domain', column: 'b', values: ['东', ' 西 ', '北'] })).toEqual([
      3,
      4,
      3,
      null,
    ]);
    expect((await countOf(text, { kind: 'pattern', column: 'a', pattern: '[9' })).problem).toContain('成对');
    expect((await countOf(text, { kind: 'domain', column: 'b', values: [''] })).problem).toContain(
      '允许的值',
    );
  });

  it('GB 18030 cells are decoded for patterns, lists and lengths', async () => {
    // “东” is B6 AB, “西” is CE F7 in GB 18030.
    const bytes = Uint8Array.from([
      ...new TextEncoder().encode('a,b\n'),
      0xb6,
      0xab,
      44,
      49,
      10,
      0xce,
      0xf7,
      44,
      50,
      10,
    ]);
    const rules = [
      rule({ kind: 'domain', column: 'a', values: ['东'] }, '0105', 'r-1'),
      rule({ kind: 'pattern', column: 'a', pattern: '汉' }, '0302', 'r-2'),
      rule({ kind: 'length', column: 'a', min: 1, max: 1 }, '0302', 'r-3'),
    ];
    const { counts } = mustBeOk(await passOver({ text: bytes, rules }));
    expect(counts.map(({ satisfied }) => satisfied)).toEqual([1, 2, 2]);
  });

  it('fresh: against the valuation date and against another column', async () => {
    const text =
      'a,b\n2026-11-22 08:00,2026-11-22 09:00\n2026-11-20,2026-11-22\n2026-11-23,2026-11-22\n2026-11-19,\nx,2026-11-22\n';
    // 22nd: 0 days; 20th: 2 days; 23rd lies ahead; 19th: 3 days; x is no time.
    expect(await shares(text, { kind: 'fresh', column: 'a', days: 2, against: null })).toEqual([
      2,
      5,
      3,
      null,
    ]);
    expect(await shares(text, { kind: 'fresh', column: 'a', days: 1, against: 'b' })).toEqual([
      1,
      4,
      2,
      null,
    ]);
  });
});

describe('conditions about a record', () => {
  it('required speaks about every record', async () => {
    expect(await shares('a,b\n1,2\n1,\nNULL,3\n无,--\n', { kind: 'required', columns: ['a', 'b'] })).toEqual([
      1,
      4,
      2,
      null,
    ]);
  });

  it('compare: numbers, dates, equal texts', async () => {
    const compare = (operator: '<=' | '=' | '!='): RuleCondition => ({
      kind: 'compare',
      left: 'a',
      operator,
      right: 'b',
    });
    expect(await shares('a,b\n1,1.0\n3,2\nx,2\n,2\n2026-01-01,2026-01-02\n', compare('<='))).toEqual([
      2,
      4,
      2,
      null,
    ]);
    expect(await shares('a,b\n1,1.0\n东,东\n东,西\n', compare('='))).toEqual([2, 3, 3, null]);
    expect(await shares('a,b\n1,1.0\n东,西\nx,1\n', compare('!='))).toEqual([2, 3, 1, null]);
  });

  it('sum: exact, also beyond doubles, within the tolerance', async () => {
    const sum = (tolerance: string): RuleCondition => ({
      kind: 'sum',
      total: 't',
      parts: ['a', 'b'],
      tolerance,
    });
    // 0.1 + 0.2 is 0.3 here; in doubles it is not.
    expect(await shares('t,a,b\n0.3,0.1,0.2\n0.31,0.1,0.2\n5,,5\nx,1,2\n', sum('0'))).toEqual([
      1,
      3,
      2,
      null,
    ]);
    expect(await shares('t,a,b\n0.31,0.1,0.2\n0.32,0.1,0.2\n', sum('0.01'))).toEqual([1, 2, 2, null]);
    expect(
      await shares(
        't,a,b\n9007199254740993,9007199254740992,1\n9007199254740992,9007199254740992,1\n',
        sum('0'),
      ),
    ).toEqual([1, 2, 2, null]);
  });

  it('sum: a fraction is not lost beside a large number', async () => {
    const sum: RuleCondition = { kind: 'sum', total: 't', parts: ['a', 'b'], tolerance: '0' };
    // Scaled to thousandths 9e17 − 1 is 9e17 as a double.
    const text = 't,a,b\n900000000000000,0.001,900000000000000\n900000000000000,0.001,899999999999999.999\n';
    expect(await shares(text, sum)).toEqual([1, 2, 1, null]);
  });

  it('implies: only records that meet the premise count', async () => {
    const implies: RuleCondition = {
      kind: 'implies',
      when: { column: 'a', operator: '=', value: '停用' },
      then: { column: 'b', operator: 'empty', value: '' },
    };
    expect(await shares('a,b\n停用,\n停用,5\n在用,5\n,5\n', implies)).toEqual([1, 2, 2, null]);
    const more: RuleCondition = {
      kind: 'implies',
      when: { column: 'b', operator: '>', value: '10' },
      then: { column: 'a', operator: 'filled', value: '' },
    };
    expect(await shares('a,b\n停用,11\n,12\n,9\nx,abc\n', more)).toEqual([1, 2, 2, null]);
    const bad: RuleCondition = { ...more, when: { column: 'b', operator: '>', value: '多' } };
    expect((await countOf('a,b\n1,2\n', bad)).problem).toContain('比较大小要用数字或日期');
  });

  it('unique: the first is right, further ones are conflicts; equal bytes only', async () => {
    expect(await shares('a,b\n1,x\n2,x\n1,x\n1,y\n,x\n', { kind: 'unique', columns: ['a'] })).toEqual([
      2,
      4,
      3,
      null,
    ]);
    expect(await shares('a,b\n1,x\n2,x\n1,x\n1,y\n,x\n', { kind: 'unique', columns: ['a', 'b'] })).toEqual([
      3,
      4,
      3,
      null,
    ]);
    // The border between cells counts: “ab” + “c” is not “a” + “bc”.
    expect(await shares('a,b\nab,c\na,bc\n', { kind: 'unique', columns: ['a', 'b'] })).toEqual([
      2,
      2,
      null,
      null,
    ]);
  });

  it('order: per entity, over file borders, in the order of the file', async () => {
    const order = rule({ kind: 'order', entity: ['a'], time: 't' });
    const text = 'a,t\n1,2026-01-02\n2,2026-01-01\n1,2026-01-03\n1,2026-01-01\n2,2026-01-01\n';
    const { counts } = mustBeOk(await passOver({ text, more: ['a,t\n2,2025-12-31\n'], rules: [order] }));
    // Pairs: 1: 02→03 right, 03→01 wrong; 2: 01→01 right, 01→2025-12-31 wrong in the second file.
    expect(counts[0]).toMatchObject({ applicable: 4, satisfied: 2, first: { file: '虚构1.csv', record: 4 } });
    expect(counts[0]?.examples.map(({ file, record }) => [file, record])).toEqual([
      ['虚构1.csv', 4],
      ['虚构2.csv', 1],
    ]);
  });

  it('reference: keys of another table', async () => {
    const condition: RuleCondition = { kind: 'reference', columns: ['a'], asset: 'd-2', otherColumns: ['k'] };
    expect(await shares('a,b\n1,x\n3,x\n,x\n', condition, 'k,v\n1,p\n2,q\n')).toEqual([1, 2, 2, null]);
    const alone = mustBeOk(
      await passOver({
        text: 'a,b\n1,x\n',
        rules: [rule({ ...condition, columns: ['a', 'b'] })],
        other: 'k\n1\n',
      }),
    );
    expect(alone.counts[0]?.problem).toContain('列数不同');
  });
});

describe('the pass', () => {
  const RULES: readonly DataRule[] = [
    rule({ kind: 'type', column: 'a', type: 'integer' }, '0302', 'r-1'),
    rule({ kind: 'range', column: 'a', min: '0', max: '9' }, '0302', 'r-2'),
    rule({ kind: 'domain', column: 'b', values: ['x'] }, '0105', 'r-3'),
  ];

  it('counts a cell that breaks two rules once as dirty', async () => {
    // Row 1: a breaks type and range; row 2: a breaks range, b its list; row 3 is clean.
    const pass = mustBeOk(await passOver({ text: 'a,b\nq,x\n12,y\n1,x\n', rules: RULES }));
    expect([pass.dirtyCells, pass.cells, pass.rows, pass.complete]).toEqual([3, 6, 3, true]);
  });

  it('keeps 20 examples and counts the rest; a preview stops', async () => {
    const text = `a,b\n${'q,x\n'.repeat(50)}`;
    const all = mustBeOk(await passOver({ text, rules: RULES }));
    expect(all.counts[0]?.examples.length).toBe(20);
    expect(all.counts[0]?.applicable).toBe(50);
    const first = mustBeOk(await passOver({ text, rules: RULES, firstRows: 10 }));
    expect([first.rows, first.complete, first.counts[0]?.applicable]).toEqual([10, false, 10]);
  });

  it('a rule about a column that is not there says so and stops nothing', async () => {
    const rules = [rule({ kind: 'required', columns: ['没有'] }, '0201', 'r-0'), ...RULES];
    const { counts } = mustBeOk(await passOver({ text: 'a,b\n1,x\n', rules }));
    expect(counts[0]).toMatchObject({
      applicable: 0,
      problem: expect.stringContaining('没有“没有”这一列') as string,
    });
    expect(counts[1]).toMatchObject({ applicable: 1, satisfied: 1 });
  });

  it('quoted cells, ragged rows and blank lines', async () => {
    const text = 'a,b\n"1","x"\n1,x,z\n\n"q,q","x"\n';
    const { counts, rows } = mustBeOk(await passOver({ text, rules: RULES }));
    expect([rows, counts[0]?.satisfied, counts[0]?.applicable]).toEqual([2, 1, 2]);
  });

  it('stops when asked', async () => {
    expect(await passOver({ text: 'a,b\n1,x\n', rules: RULES, stopAt: 1 })).toMatchObject({
      ok: false,
      failure: { code: 'E_CANCELLED' },
    });
  });

  it('raw contents stay out of findings', async () => {
    const { counts } = mustBeOk(
      await passOver({
        text: '姓名,证件\n欧阳虚构,110105194912310021\n',
        rules: [
          rule({ kind: 'domain', column: '姓名', values: ['x'] }, '0105', 'r-1'),
          rule({ kind: 'length', column: '证件', min: null, max: 3 }, '0302', 'r-2'),
        ],
        personal: ['姓名'],
      }),
    );
    expect(counts.map(({ examples }) => examples[0]?.cells)).toEqual([
      [{ column: '姓名', masked: '****' }],
      [{ column: '证件', masked: '*'.repeat(18) }],
    ]);
  });
});

it('tallies of parts add up', () => {
  const example = (record: number) => ({ file: 'f', record, cells: [] });
  const a = {
    applicable: 5,
    satisfied: 3,
    first: null,
    examples: Array.from({ length: 15 }, (_, i) => example(i)),
  };
  const b = {
    applicable: 7,
    satisfied: 7,
    first: { file: 'f', record: 9 },
    examples: Array.from({ length: 15 }, (_, i) => example(20 + i)),
  };
  expect(mergeTallies(a, b)).toMatchObject({ applicable: 12, satisfied: 10, first: { record: 9 } });
  expect(mergeTallies(a, b).examples.length).toBe(20);
  expect(mergeTallies(NO_TALLY, b)).toEqual(b);
});

it('a full map of keys is told, not forgotten', () => {
  const map = new KeyMap(3000);
  for (let i = 0; i < 4000; i += 1) map.set(i * 7919, i, i);
  expect([map.size, map.full, map.get(7919 * 2999, 2999), map.get(7919 * 3500, 3500)]).toEqual([
    3000,
    true,
    2999,
    undefined,
  ]);
});
