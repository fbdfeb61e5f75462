import { ok, refuse } from '../lib/kernel/result';
import type { Question } from '../lib/review/verify-report';
import type { Command } from './command';
import { readBytes } from './read-input';

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
