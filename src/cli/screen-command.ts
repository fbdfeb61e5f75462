import { setFlagsFromString } from 'node:v8';
import { overlayRecordFrom } from './read-input';
import { type Result, ok, refuse } from '../lib/kernel/result';
import { DECISION_LABEL } from '../lib/screening/decision';
import { type Answer, type Command, type CommandInput, textOption } from './command';
import { type LineCounts, OutputClosed, lineScreener, screenLines } from './screen-lines';

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

/**
 * Hundreds of small checks run a few thousand times each: compiling them with all that they call costs more than the calls.
 * Only how the engine compiles, never what comes out.
 */
const compileSparingly = (): void => {
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=100');
  setFlagsFromString('--max-inlined-bytecode-size=100');
};

/** One line answers one line, in this thread. With `--summary` only the counts are said. */
const screenMany = async (path: string, { options }: CommandInput): Promise<Result<Answer>> => {
  const overlay = await overlayRecordFrom(textOption(options, 'overlay'));
  if (!overlay.ok) return overlay;
  const record = overlay.value;
  compileSparingly();
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
  run: async (command) => {
    const [path] = command.files;
    if (path !== undefined && isList(path)) return screenMany(path, command);
    const { screenOne } = await import('./screen-one');
    return screenOne(command);
  },
};
