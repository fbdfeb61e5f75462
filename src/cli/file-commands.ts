import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { profileHandlers } from '../../workers/handlers/profile';
import type { JsonValue } from '../lib/kernel/json';
import { ok, refuse } from '../lib/kernel/result';
import type { Question } from '../lib/review/verify-report';
import type { Command } from './command';
import { readBytes } from './read-input';

const blobOf = async (path: string): Promise<{ name: string; file: Blob } | null> => {
  if (path === '-') {
    const input = await readBytes(path);
    return input.ok ? { name: input.value.name, file: new Blob([input.value.bytes.slice()]) } : null;
  }
  try {
    return { name: basename(path), file: await openAsBlob(path) };
  } catch {
    return null;
  }
};

/** Profiles one table by streaming it; the table itself is never held in memory. */
export const profileCommand: Command = {
  usage: 'profile FILE',
  run: async ({ files, options }) => {
    const [path, second] = files;
    if (path === undefined)
      return refuse('E_USAGE', '没有给出数据文件', 'profile', '请写成 zhiya profile 数据.csv');
    if (second !== undefined) return refuse('E_USAGE', '一次只能画像一个文件', second, '请逐个文件运行');
    for (const name of ['engine', 'plan', 'workers'])
      if (options[name] !== undefined)
        return refuse('E_UNSUPPORTED', `本版本没有 --${name}`, `--${name}`, '请去掉该选项');
    const input = await blobOf(path);
    if (input === null) return refuse('E_FILE', `读不到文件“${path}”`, path, '请核对路径和权限');
    const begun = performance.now();
    // In this thread: a Blob backed by a file cannot cross to a worker under Node, and must not be read whole.
    const job = { cancelled: () => false, progress: () => undefined, breathe: () => Promise.resolve() };
    const done = await profileHandlers.profileFile({ fileName: input.name, file: input.file }, job);
    if (!done.ok) return done;
    const { rows, bytes, columns, faults, sha256, method } = done.value;
    return ok({
      document: {
        schema: 'zhiya.profile/1',
        rows,
        bytes,
        sha256,
        method,
        elapsedMs: Math.round(performance.now() - begun),
        columns: columns.map((c): JsonValue => ({
          name: c.name,
          type: c.type,
          missing: c.missing,
          missingTokens: c.missingTokens,
          distinct: c.distinct,
          distinctExact: c.distinctExact,
          min: c.min,
          max: c.max,
          mean: c.mean,
          sd: null,
          quantiles: null,
          bad: c.bad,
        })),
        findings: faults.map(({ code, count, firstRow, message }) => ({ code, count, firstRow, message })),
      },
      text: [
        `${rows} 行，${bytes} 字节`,
        ...columns.map(
          (c) =>
            `${c.name}  ${c.type}  缺失 ${c.missing}  不同值 ${c.distinctExact ? '' : '约 '}${c.distinct}  不合类型 ${c.bad}`,
        ),
        ...faults.map((f) => `${f.message}：${f.count} 处，首见第 ${f.firstRow} 行`),
      ].join('\n'),
      finding: faults.length > 0,
    });
  },
};

const QUESTIONS: readonly (readonly [Question, string])[] = [
  ['safety', '安全性'],
  ['integrity', '完整性'],
  ['authenticity', '真实性'],
  ['usability', '可用性'],
  ['recalculation', '重算'],
];
const WORD = { pass: '通过', fail: '不通过', unknown: '未知' } as const;

/** Verifies one package: five separate answers. */
export const verifyCommand: Command = {
  usage: 'verify X.zip',
  run: async ({ bridge, files: [path] }) => {
    if (path === undefined)
      return refuse('E_USAGE', '没有给出登记包', 'verify', '请写成 zhiya verify 登记包.zip');
    const file = await readBytes(path);
    if (!file.ok) return file;
    const checked = await bridge.call('registration', 'verifyPackage', { bytes: file.value.bytes });
    if (!checked.ok) return checked;
    const { id, canonical, answers } = checked.value;
    const document = Object.fromEntries(
      QUESTIONS.map(([question]) => {
        const { verdict, findings } = answers[question];
        return [
          question,
          { verdict, findings: findings.map((f) => ({ code: f.code, path: f.path, message: f.message })) },
        ];
      }),
    );
    return ok({
      document: { schema: 'zhiya.verify/1', id, canonical, answers: document },
      text: QUESTIONS.flatMap(([question, label]) => [
        `${label}：${WORD[answers[question].verdict]}`,
        ...answers[question].findings.map((f) => `  ${f.path} ${f.message}（${f.code}）`),
      ]).join('\n'),
      finding: Object.values(answers).some((answer) => answer.verdict === 'fail'),
    });
  },
};
