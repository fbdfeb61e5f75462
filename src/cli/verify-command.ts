import { stat } from 'node:fs/promises';
import { type Result, ok, refuse } from '../lib/kernel/result';
import { type Answer, type Command, type CommandInput } from './command';
import { print, verifyFolder } from './verify-folder';
import { documentOf, hasFailed, optionsOf, textOf, verifyOne } from './verify-one';

const run = async ({ files: [path], options }: CommandInput): Promise<Result<Answer>> => {
  if (path === undefined)
    return refuse(
      'E_USAGE',
      '没有给出登记包',
      'verify',
      '请写成 zhiya verify 登记包.zip，或 zhiya verify 文件夹 --jsonl',
    );
  const found = await stat(path).catch(() => null);
  const asked = await optionsOf(options);
  if (!asked.ok) return asked;
  if (found?.isDirectory() === true) {
    if (options['json'] === true)
      return refuse('E_USAGE', '文件夹里的包各占一行，不能用 --json', '--json', '请改用 --jsonl');
    return verifyFolder(path, options);
  }
  const report = await verifyOne(path, asked.value);
  if (!report.ok) return report;
  const document =
    options['jsonl'] === true ? { file: path, ...documentOf(report.value) } : documentOf(report.value);
  if (options['jsonl'] === true) await print(JSON.stringify(document));
  return ok({
    document,
    text: textOf(report.value),
    finding: hasFailed(report.value),
    ...(options['jsonl'] === true ? { written: true } : {}),
  });
};

/** Verifies one package, or every package below a folder: five separate answers each. */
export const verifyCommand: Command = {
  usage: 'verify X.zip|FOLDER [--json|--jsonl] [--quick] [--trust LIST.json] [--date DAY]',
  run,
};
