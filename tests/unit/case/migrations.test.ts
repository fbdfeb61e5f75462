import { describe, expect, it } from 'vitest';
import { CASE_SCHEMA } from '../../../src/lib/case/case-record';
import { inspectCaseJson } from '../../../src/lib/case/case-json';
import { CASE_MIGRATIONS, type Migration, migrateCase, versionAfter } from '../../../src/lib/case/migrations';
import type { JsonValue } from '../../../src/lib/kernel/json';
import { ok, refuse } from '../../../src/lib/kernel/result';

/** A list that exists only here: version 2 renames `titel`, version 3 adds `tags` and refuses an empty title. */
const STEPS: readonly Migration[] = [
  {
    to: 2,
    title: '字段 titel 改名为 title',
    migrate: ({ titel, ...rest }) => ok({ ...rest, title: titel ?? null }),
  },
  {
    to: 3,
    title: '增加标签',
    migrate: (record) =>
      record['title'] === ''
        ? refuse('E_VALUE', '标题为空', '$.title', '请先填写标题')
        : ok({ ...record, tags: [] }),
  },
];

const frozen = (value: JsonValue): JsonValue => {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
};

describe('the migration runner', () => {
  it('takes a document of version 1 through every step, in order', () => {
    const migrated = migrateCase(frozen({ schema: 'zhiya.case/1', titel: '虚构', keep: [1] }), STEPS);
    expect(migrated).toEqual({
      ok: true,
      value: {
        record: { schema: 'zhiya.case/3', title: '虚构', keep: [1], tags: [] },
        from: 1,
        applied: ['字段 titel 改名为 title', '增加标签'],
      },
    });
  });

  it('starts in the middle for a document of version 2', () => {
    const migrated = migrateCase({ schema: 'zhiya.case/2', title: '虚构' }, STEPS);
    expect(migrated).toMatchObject({ ok: true, value: { from: 2, applied: ['增加标签'] } });
  });

  it('leaves a document of the current version alone', () => {
    const record = frozen({ schema: 'zhiya.case/3', title: '', odd: true });
    expect(migrateCase(record, STEPS)).toEqual({ ok: true, value: { record, from: 3, applied: [] } });
  });

  it('stops at a step that refuses, and says which', () => {
    expect(migrateCase({ schema: 'zhiya.case/1', titel: '' }, STEPS)).toMatchObject({
      ok: false,
      failure: { code: 'E_VALUE', path: '版本 2 → 3 › $.title', message: '标题为空' },
    });
  });

  it('VER-04 JSN-11 refuses a newer version as read-only, whatever it contains', () => {
    const newer = migrateCase({ schema: 'zhiya.case/5', anything: { new: 1 } }, STEPS);
    expect(newer).toMatchObject({ ok: false, failure: { code: 'E_NEWER', path: '$.schema' } });
    if (!newer.ok) {
      expect(newer.failure.message).toContain('只能只读');
      expect(newer.failure.message).toContain('zhiya.case/5');
      expect(newer.failure.message).toContain('zhiya.case/3');
      expect(newer.failure.remedy).toContain('原样导出');
    }
  });

  it.each(['zhiya.case/0', 'zhiya.case/01', 'zhiya.case/', 'zhiya.case/2.0', 'zhiya.package/1', '', 1, null])(
    'refuses the version %j as unknown',
    (schema) => {
      expect(migrateCase({ schema }, STEPS)).toMatchObject({
        ok: false,
        failure: { code: 'E_SCHEMA', path: '$.schema' },
      });
    },
  );

  it('refuses a document without a version, and one that is not an object', () => {
    expect(migrateCase({}, STEPS)).toMatchObject({ ok: false, failure: { code: 'E_SCHEMA' } });
    for (const value of [null, [], 'text', 7])
      expect(migrateCase(value, STEPS)).toMatchObject({ ok: false, failure: { code: 'E_TYPE', path: '$' } });
  });

  it('does not run a list whose numbers have a gap, a repeat or another order', () => {
    const [first, second] = STEPS;
    if (first === undefined || second === undefined) throw new Error('two steps expected');
    for (const list of [[second], [first, first], [second, first]])
      expect(() => migrateCase({ schema: 'zhiya.case/1' }, list)).toThrow(/must lead to/);
  });
});

describe('the released list', () => {
  it('leads to the version of the schema', () => {
    expect(CASE_SCHEMA).toBe(`zhiya.case/${versionAfter(CASE_MIGRATIONS)}`);
  });

  it('is applied when a case is read: a newer case is named as such', () => {
    const { caseRecord, failures } = inspectCaseJson('{"schema":"zhiya.case/999","sections":null}');
    expect(caseRecord).toBeNull();
    expect(failures.map((failure) => failure.code)).toEqual(['E_NEWER']);
  });
});
