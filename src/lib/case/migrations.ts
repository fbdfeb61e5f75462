import type { JsonValue } from '../kernel/json';
import { type Result, fail, ok, refuse } from '../kernel/result';
import { type JsonObject, isJsonObject } from './json-object';
import { toVersion2 } from './migrations/to-version-2';
import { toVersion3 } from './migrations/to-version-3';
import { toVersion4 } from './migrations/to-version-4';
import { toVersion5 } from './migrations/to-version-5';
import { toVersion6 } from './migrations/to-version-6';

/** One step from a released version of the case schema to the next. Pure: the input is never changed. */
export interface Migration {
  /** Version the step produces; the list's first entry produces 2. */
  readonly to: number;
  /** What changes, in Chinese; shown to the person whose case is brought forward. */
  readonly title: string;
  readonly migrate: (record: JsonObject) => Result<JsonObject>;
}

/** A case document at the current version, and how it got there. */
export interface Migrated {
  readonly record: JsonObject;
  readonly from: number;
  /** Titles of the steps taken, in order; empty when the document was current. */
  readonly applied: readonly string[];
}

/**
 * Every step ever released, oldest first. Append only: a released step is never edited, moved or removed,
 * because cases saved by that version are still out there.
 */
export const CASE_MIGRATIONS: readonly Migration[] = [
  { to: 2, title: '专利估值：增加估值工作表、调和、盲评、假设留痕与公告事件', migrate: toVersion2 },
  { to: 3, title: '数据资产：完整画像、质量、定价与权属', migrate: toVersion3 },
  { to: 4, title: '三看三评：一企一档、第一还款来源、办理路径；其他押品的登记事项', migrate: toVersion4 },
  { to: 5, title: '押品组合：要求、担保公司与额度、成本与损失、押品存续', migrate: toVersion5 },
  { to: 6, title: '登记办理：每个登记机构的申请、变更、展期与注销', migrate: toVersion6 },
];

const schemaText = (version: number): string => `zhiya.case/${version}`;

/** The version a list of steps leads to. */
export const versionAfter = (migrations: readonly Migration[]): number => migrations.length + 1;

const assertNumbered = (migrations: readonly Migration[]): void => {
  for (const [index, step] of migrations.entries())
    if (step.to !== index + 2)
      throw new Error(`migration ${index} must lead to ${index + 2}, not ${step.to}`);
};

const versionOf = (record: JsonObject): Result<number> => {
  const stated = Object.hasOwn(record, 'schema') ? record['schema'] : undefined;
  const match = typeof stated === 'string' ? /^zhiya\.case\/([1-9]\d{0,5})$/.exec(stated) : null;
  if (match !== null) return ok(Number(match[1]));
  return refuse(
    'E_SCHEMA',
    typeof stated === 'string' ? `“${stated.slice(0, 60)}”不是案卷的格式标识` : '没有案卷的格式标识 schema',
    '$.schema',
    '请确认打开的是本程序导出的案卷文件（schema 形如 zhiya.case/1）',
  );
};

const newer = (found: number, known: number): Result<never> =>
  refuse(
    'E_NEWER',
    `案卷由较新版本的程序保存（${schemaText(found)}），本程序只认识到 ${schemaText(known)}，只能只读：不能编辑、不能另存`,
    '$.schema',
    '请改用较新版本的程序打开；需要留存时可原样导出原文，本程序不会改动或删除它',
  );

/**
 * Brings a case document to the version the list leads to, one step after the other.
 * `E_SCHEMA`: not a case document, or no version; `E_NEWER`: saved by a newer program, to be shown read-only.
 * A step that refuses stops the run with its own failure and the versions in the path.
 */
export const migrateCase = (
  value: JsonValue,
  migrations: readonly Migration[] = CASE_MIGRATIONS,
): Result<Migrated> => {
  assertNumbered(migrations);
  if (!isJsonObject(value))
    return refuse('E_TYPE', '案卷应当是一个 JSON 对象', '$', '请确认打开的是本程序导出的案卷文件');
  const from = versionOf(value);
  if (!from.ok) return from;
  const current = versionAfter(migrations);
  if (from.value > current) return newer(from.value, current);
  let record = value;
  const steps = migrations.slice(from.value - 1);
  for (const step of steps) {
    const moved = step.migrate(record);
    if (!moved.ok) {
      const { path } = moved.failure;
      return fail({
        ...moved.failure,
        path: `版本 ${step.to - 1} → ${step.to} › ${path === '' ? '$' : path}`,
      });
    }
    record = { ...moved.value, schema: schemaText(step.to) };
  }
  return ok({ record, from: from.value, applied: steps.map((step) => step.title) });
};
