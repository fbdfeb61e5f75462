import { overlayRecordFrom } from './read-input';
import type { Finding } from '../lib/case/exchange';
import { type Result, ok, refuse } from '../lib/kernel/result';
import { DECISION_LABEL } from '../lib/screening/decision';
import { onCase } from './case-commands';
import { type Answer, type Command, type CommandInput, textOption } from './command';
import { type LineCounts, OutputClosed, lineScreener, screenLines } from './screen-lines';

const verdictLine = ({ rule, subject, verdict, severity, message, remedy }: Finding) => ({
  id: rule,
  subject: subject.id,
  verdict,
  severity,
  message,
  remedy,
});

const screenOne = onCase('screen', async ({ caseRecord }, { bridge }) => {
  const screened = await bridge.call('collateral', 'screenCase', { caseRecord });
  if (!screened.ok) return screened;
  const { findings, decision } = screened.value;
  return ok({
    document: { schema: 'zhiya.screen/1', rules: findings.map(verdictLine), decision: decision.code },
    text: [
      `结论：${decision.label}`,
      ...decision.reasons.map((r) => `${r.code} ${r.title}：${r.short}`),
    ].join('\n'),
    finding: decision.code !== 'passed' && decision.code !== 'conditional',
  });
});

const isList = (path: string): boolean => path.toLowerCase().endsWith('.jsonl');

const isClosed = (error: Error): boolean => 'code' in error && error.code === 'EPIPE';

const toStandardOutput = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error) reject(isClosed(error) ? new OutputClosed() : error);
      else resolve();
    });
  });

/** A closed output is told to whoever writes; without a listener the process would end with its stack. */
const onOutputError = (error: Error): void => {
  if (!isClosed(error)) throw error;
};

const summary = ({ cases, refused, decisions, verdicts }: LineCounts): Pick<Answer, 'document' | 'text'> => ({
  document: {
    schema: 'zhiya.screen-summary/1',
    cases,
    refused,
    decisions,
    verdicts,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  },
  text: [
    `案卷 ${cases} 份，读不出 ${refused} 行`,
    ...(['passed', 'conditional', 'held', 'declined'] as const).map(
      (code) => `${DECISION_LABEL[code]} ${decisions[code]} 份`,
    ),
    `各项核查：通过 ${verdicts.pass}，不通过 ${verdicts.fail}，未知 ${verdicts.unknown}`,
  ].join('\n'),
});

/** One line answers one line, in this thread. With `--summary` only the counts are said. */
const screenMany = async (path: string, { options }: CommandInput): Promise<Result<Answer>> => {
  const overlay = await overlayRecordFrom(textOption(options, 'overlay'));
  if (!overlay.ok) return overlay;
  const record = overlay.value;
  const counted = options['summary'] === true;
  const screener = lineScreener(record === null ? undefined : (c) => ({ ...c, overlay: record }), counted);
  if (!process.stdout.listeners('error').includes(onOutputError)) process.stdout.on('error', onOutputError);
  const counts = await screenLines(path, screener, counted ? null : toStandardOutput);
  if (!counts.ok) return counts;
  const { cases, refused, decisions } = counts.value;
  if (cases === 0 && process.stdout.writable)
    return refuse('E_NO_CASE', `${refused} 行都不是可用的案卷`, path, '请核对文件：每行一份案卷 JSON');
  return ok({
    ...summary(counts.value),
    ...(counted ? {} : { written: true }),
    finding: refused + decisions.held + decisions.declined > 0,
  });
};

/**
 * Screens one case, or a `.jsonl` of cases: a line `zhiya.screen/1` per case in their order, `{line, code, message, path,
 * remedy}` for a line that is no case. Exit status 1 when a case is held or declined or a line was refused.
 */
export const screenCommand: Command = {
  usage: 'screen CASE | CASES.jsonl [--summary]',
  run: (command) => {
    const [path] = command.files;
    return path !== undefined && isList(path) ? screenMany(path, command) : screenOne(command);
  },
};
