import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planWarehouse } from '../../../src/lib/data-asset/warehouse/plan';
import { DIALECTS, type DialectName } from '../../../src/lib/data-asset/warehouse/plan-model';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { HASH, WORDS, importLines, importText, line, planInput, rowLine } from '../../fixtures/warehouse';

/**
 * A query with every quoted name and text taken out by the lexical rules of the dialect: what is left is what the engine takes
 * for SQL.
 */
const skeleton = (query: string, dialect: DialectName): string => {
  const mark = dialect === 'duckdb' ? '"' : '`';
  let out = '';
  for (let i = query.indexOf('*/') + 2; i < query.length; i += 1) {
    const character = query[i] ?? '';
    if (character !== "'" && character !== mark) {
      out += character;
      continue;
    }
    out += character;
    for (i += 1; i < query.length; i += 1) {
      // Backslash escapes: in texts of ClickHouse and Spark, in names of ClickHouse.
      if (query[i] === '\\' && (dialect === 'clickhouse' || (dialect === 'spark' && character === "'")))
        i += 1;
      else if (query[i] === character) {
        if (query[i + 1] !== character) break;
        i += 1;
      }
    }
    out += character;
  }
  return out
    .replaceAll("decode(unhex(''), 'UTF-8')", "''")
    .replaceAll("decode(unhex(''), '')", "''")
    .replaceAll("decode(unhex(''))", "''")
    .replaceAll("unhex('')", "''");
};

const nasty = fc.string({
  unit: fc.constantFrom(
    '`',
    '"',
    "'",
    '\\',
    '\n',
    '\r',
    '\t',
    ';',
    '-',
    '/',
    '*',
    '(',
    ')',
    ' ',
    '$',
    '{',
    'x',
    '列',
    '😀',
    '\u2028',
  ),
  minLength: 1,
  maxLength: 24,
});

describe.each(DIALECTS)('names and words cannot leave their quotes: %s', (dialect) => {
  const written = async (name: string): Promise<string> =>
    skeleton(
      mustBeOk(
        await planWarehouse(
          planInput({
            dialect,
            source: { kind: 'table', parts: ['db', name] },
            columns: [name, 'other'],
            listed: [name],
            range: { column: name, from: name, before: name },
            words: { ...WORDS, missingTokens: [name], booleanWords: [name] },
          }),
        ),
      ).query,
      dialect,
    );

  it('the statement is the same whatever they are', async () => {
    const plain = await written('x');
    expect(plain).toContain('GROUP BY position');
    await fc.assert(
      fc.asyncProperty(
        nasty.filter((name) => name !== 'other' && !name.includes('${')),
        async (name) => {
          expect(await written(name)).toBe(plain);
        },
      ),
      { numRuns: 300, seed: 20_261_122 },
    );
  });

  it('the heading holds no name', async () => {
    const { query } = mustBeOk(
      await planWarehouse(planInput({ dialect, columns: ['*/ x'], listed: ['*/ x'] })),
    );
    expect(query.slice(0, query.indexOf('*/') + 2)).not.toContain(' x');
    expect(
      query
        .slice(query.indexOf('*/') + 2)
        .trimStart()
        .startsWith('SELECT'),
    ).toBe(true);
  });
});

describe('results that were made to harm', () => {
  const codeOf = (text: string): string => {
    const read = importText(text, null);
    return read.ok ? '' : read.failure.code;
  };

  it('keys that are no keys', () => {
    expect(codeOf('[{"__proto__":{"x":1}}]')).not.toBe('');
    const read = importLines([rowLine(), line(1, 'flow', { missing: '{"__proto__":1}' })]);
    expect(read.ok ? '' : read.failure.code).toBe('E_RESULT_CONTRADICTION');
    const named = mustBeOk(
      importLines([rowLine(), line(1, '__proto__')], { hash: HASH, columns: ['__proto__'] }),
    );
    expect(named.columns[0]?.name).toBe('__proto__');
  });

  it('deep, wide and endless input ends in a refusal', () => {
    expect(codeOf('['.repeat(100_000))).not.toBe('');
    expect(codeOf(`${'a,'.repeat(100_000)}a\n1\n`)).toBe('E_RESULT_FORM');
    expect(codeOf('{"schema":1e999}')).not.toBe('');
  });

  it('fields twice, in a list and in a CSV', () => {
    const names = Object.keys(line(1, 'flow'));
    const values = names.map((name) =>
      JSON.stringify(String(line(1, 'flow')[name] ?? '')).replaceAll('\\"', '""'),
    );
    expect(codeOf(`${[...names, 'rows'].join(',')}\n${[...values, '1'].join(',')}\n`)).toBe('E_RESULT_FORM');
    expect(codeOf(JSON.stringify([{ ...line(1, 'flow'), ROWS: 1 }]))).toBe('E_RESULT_FORM');
  });

  it('numbers as text: large ones are kept to the digit, absurd ones refused', () => {
    const numbers = (part: Parameters<typeof line>[2]) =>
      importLines([rowLine(), line(1, 'flow', { integers: 9, texts: 0, ...part })]);
    const long = '99999999999999999999999999';
    const kept = mustBeOk(numbers({ numberMax: long, p99: '1e26', sd: '3e25', mean: '1e25' })).columns[0];
    expect([kept?.max, kept?.mean, kept?.quantiles?.p99]).toEqual([long, '10000000000000000000000000', long]);
    for (const numberMax of ['1e999', '1e30', 'Infinity', '0x8', '8_0', '8 ', '１', '']) {
      const read = numbers({ numberMax });
      expect(read.ok ? numberMax : read.failure.code).toBe('E_RESULT_CONTRADICTION');
    }
    const tiny = mustBeOk(numbers({ numberMin: '1e-300', p01: '1e-300' })).columns[0];
    expect(tiny?.min?.startsWith('0.000')).toBe(true);
  });

  it('2,000 columns are read, in any order', () => {
    const columns = Array.from({ length: 2000 }, (_, i) => `c${i + 1}`);
    const lines = [rowLine(), ...columns.map((name, i) => line(i + 1, name))].reverse();
    const profile = mustBeOk(importLines(lines, { hash: HASH, columns }));
    expect(profile.columns.map((column) => column.name)).toEqual(columns);
  });
});
