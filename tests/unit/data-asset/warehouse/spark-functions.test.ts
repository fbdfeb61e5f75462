import { expect, it } from 'vitest';

import { planWarehouse } from '../../../../src/lib/data-asset/warehouse/plan';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { SPARK_CHECKED } from '../../../fixtures/spark-functions';
import { WORDS, planInput } from '../../../fixtures/warehouse';

/** Words before an opening parenthesis that are no functions. */
const SYNTAX = new Set(['FROM', 'IN', 'AS', 'AND', 'OVER', 'NOT', 'DECIMAL', 'JOIN']);

/** The query without its heading, its texts and its quoted names. */
const bare = (query: string): string =>
  query
    .slice(query.indexOf('*/') + 2)
    .replace(/'[^']*'/g, "''")
    .replace(/`[^`]*`/g, '``');

const functionsOf = (query: string): readonly string[] =>
  [...bare(query).matchAll(/([A-Za-z_][A-Za-z_0-9]*) ?\(/g)]
    .map(([, name = '']) => name)
    .filter((name) => !SYNTAX.has(name))
    .map((name) => name.toLowerCase());

const QUERIES = (['exact', 'estimate'] as const).flatMap((precision) =>
  [[], ['status']].map((listed) =>
    planInput({
      dialect: 'spark',
      precision,
      listed,
      range: { column: 'flow', from: "1'", before: '9' },
      // A word that has to be written in hexadecimal.
      words: { ...WORDS, missingTokens: [...WORDS.missingTokens, "a'b"] },
    }),
  ),
);

it('the Spark query uses only functions that were looked up, and every one of those', async () => {
  const used = new Set<string>();
  for (const input of QUERIES)
    for (const name of functionsOf(mustBeOk(await planWarehouse(input)).query)) used.add(name);
  expect([...used].filter((name) => SPARK_CHECKED[name] === undefined)).toEqual([]);
  // What is no longer used need not be believed any more.
  expect(Object.keys(SPARK_CHECKED).filter((name) => !used.has(name))).toEqual([]);
});

it('nothing in it is replaced before Spark reads it, or read as an escape', async () => {
  for (const input of QUERIES) {
    const { query } = mustBeOk(await planWarehouse(input));
    const statement = query.slice(query.indexOf('*/') + 2);
    expect(statement).not.toContain('\\');
    expect(statement).not.toContain('${');
    // Double quotes are names or texts, as a setting has it: they stand only inside of single ones.
    expect(bare(query)).not.toContain('"');
  }
});
