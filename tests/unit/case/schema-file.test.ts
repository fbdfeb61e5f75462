import { readFileSync, writeFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import { expect, it } from 'vitest';
import { CASE_SCHEMA, caseRecord } from '../../../src/lib/case/case-record';

/**
 * The published JSON Schema of the case document. It says less than the program checks: calendar dates, amounts and
 * references are checked by code. Rewritten by `UPDATE_SCHEMA=1 npx vitest run --project unit tests/unit/case`.
 */
const FILE = new URL('../../../static/schema/case-6.schema.json', import.meta.url);

const generated = (): string =>
  `${JSON.stringify(
    {
      $schema: 'http://json-schema.org/draft-07/schema#',
      $id: 'urn:zhiya:case:6',
      title: '知押案卷（zhiya.case/6）',
      $comment: '日历日期、整数分金额与案卷内部引用由程序另行检查，不在本文件内。',
      ...toJsonSchema(caseRecord, { errorMode: 'ignore' }),
    },
    null,
    2,
  )}\n`;

it('the committed schema file is the one the code stands for', () => {
  const text = generated();
  if (process.env['UPDATE_SCHEMA'] === '1') writeFileSync(FILE, text);
  expect(readFileSync(FILE, 'utf8')).toBe(text);
});

it('the schema file is that of the current version, strict at the root and in every section', () => {
  expect(FILE.pathname.endsWith(`/case-${CASE_SCHEMA.split('/')[1]}.schema.json`)).toBe(true);
  const strict = { additionalProperties: false };
  const sections = Object.fromEntries(
    Object.keys(caseRecord.entries.sections.entries).map((name) => [name, expect.objectContaining(strict)]),
  );
  expect(JSON.parse(readFileSync(FILE, 'utf8'))).toMatchObject({
    ...strict,
    properties: { schema: { const: CASE_SCHEMA }, sections: { ...strict, properties: sections } },
  });
});
