import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { rulesOfCase } from '../../workers/case-rules';
import { screeningPrior } from '../../workers/screening-prior';
import { CASE_JSON_LIMIT, parseCaseJson } from '../lib/case/case-json';
import type { CaseRecord } from '../lib/case/case-record';
import type { Verdict } from '../lib/case/exchange';
import { currentCase, currentCaseOfLine } from '../lib/case/current-case';
import { type Failure, type Result, fail, ok, refuse } from '../lib/kernel/result';
import type { RulesAt } from '../lib/rulebook/model';
import type { DecisionCode } from '../lib/screening/decision';
import { type Verdicts, screenVerdicts } from '../lib/screening/screen-case';

/** Counts over all lines. */
export interface LineCounts {
  cases: number;
  refused: number;
  readonly decisions: Record<DecisionCode, number>;
  readonly verdicts: Record<Verdict, number>;
}

export const noCounts = (): LineCounts => ({
  cases: 0,
  refused: 0,
  decisions: { passed: 0, conditional: 0, held: 0, declined: 0 },
  verdicts: { pass: 0, fail: 0, unknown: 0 },
});

const NEWLINE = 10;
const PIECE = 1024 * 1024;
/** UTF-8 needs at most three bytes for a UTF-16 unit. */
const LONGEST_LINE = 3 * CASE_JSON_LIMIT;

/** Rules kept for cases that share date, region and overlay. */
const KEPT_RULES = 16;

/** The rules of a case, made once for all cases with the same date, region and overlay. */
const rulesKeeper = (): ((caseRecord: CaseRecord) => Result<RulesAt>) => {
  const kept = new Map<string, Result<RulesAt>>();
  return (caseRecord) => {
    const { valuationDate, region, overlay } = caseRecord;
    const key = `${valuationDate} ${region} ${overlay === null ? '' : overlay.json}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const rules = rulesOfCase(caseRecord);
    if (kept.size >= KEPT_RULES) kept.clear();
    kept.set(key, rules);
    return rules;
  };
};

/**
 * Rules and remedies repeat from case to case; their quoted forms are kept up to this many. Messages name what is of one case:
 * kept, they would only fill the memory.
 */
const KEPT_TEXTS = 4_000;

const quoter = (): ((text: string) => string) => {
  const kept = new Map<string, string>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const quoted = JSON.stringify(text);
    if (kept.size >= KEPT_TEXTS) kept.clear();
    kept.set(text, quoted);
    return quoted;
  };
};

export interface LineScreener {
  /** The line that answers a line, without its line end; empty when only counts are asked for. */
  screen(line: Buffer, number: number): string;
  readonly counts: LineCounts;
}

type Overlaid = (caseRecord: CaseRecord) => CaseRecord;

/**
 * Screens case documents one by one; a bad one is refused by itself, with its line. With `countsOnly` nothing is put into
 * words: the answering lines are empty.
 */
export const lineScreener = (
  overlaid: Overlaid = (caseRecord) => caseRecord,
  countsOnly = false,
): LineScreener => {
  const counts = noCounts();
  const rulesOf = rulesKeeper();
  const quoted = quoter();

  const judge = (caseRecord: CaseRecord): Result<Verdicts> => {
    const rules = rulesOf(caseRecord);
    if (!rules.ok) return rules;
    const prior = screeningPrior(caseRecord, rules.value);
    return ok(screenVerdicts({ caseRecord, rules: rules.value, prior }));
  };

  const refused = (number: number, { code, message, path, remedy }: Failure): string => {
    counts.refused += 1;
    return JSON.stringify({ line: number, code, message, path, remedy });
  };

  /** Exactly what `JSON.stringify` makes of the document of one case, with line and case before it. */
  const written = (number: number, id: string, { rules, decision }: Verdicts): string => {
    counts.cases += 1;
    counts.decisions[decision] += 1;
    let text = `{"line":${number},"case":${JSON.stringify(id)},"schema":"zhiya.screen/1","rules":[`;
    let separator = '';
    let [subjectId, subjectText] = ['', '""'];
    for (const { rule, subject, verdict, severity, message, remedy } of rules) {
      counts.verdicts[verdict] += 1;
      if (subject.id !== subjectId) subjectText = JSON.stringify((subjectId = subject.id));
      text += `${separator}{"id":${quoted(rule)},"subject":${subjectText},"verdict":"${verdict}","severity":"${severity}","message":${JSON.stringify(message)},"remedy":${quoted(remedy)}}`;
      separator = ',';
    }
    return `${text}],"decision":"${decision}"}`;
  };

  /** The same counts as `written`, without a word. */
  const counted = ({ rules, decision }: Verdicts): string => {
    counts.cases += 1;
    counts.decisions[decision] += 1;
    for (const { verdict } of rules) counts.verdicts[verdict] += 1;
    return '';
  };

  return {
    counts,
    screen: (line, number) => {
      const read = readLine(line);
      if (!read.ok) return refused(number, read.failure);
      const caseRecord = overlaid(read.value);
      const judged = judge(caseRecord);
      if (!judged.ok) return refused(number, judged.failure);
      return countsOnly ? counted(judged.value) : written(number, caseRecord.id, judged.value);
    },
  };
};

const readLine = (line: Buffer): Result<CaseRecord> => {
  if (line.length > LONGEST_LINE)
    return refuse('E_TOO_LARGE', `这一行过长：${line.length} 字节`, '', '请确认每行一份案卷，或把案卷拆小');
  if (!isUtf8(line)) return refuse('E_ENCODING', '这一行不是 UTF-8 编码', '', '请另存为 UTF-8 后重试');
  const quick = currentCaseOfLine({ bytes: line, text: (from, to) => line.toString('utf8', from, to) });
  if (quick !== null) return ok(quick);
  const json = line.toString('utf8');
  const current = json.length <= CASE_JSON_LIMIT ? currentCase(json) : null;
  return current === null ? parseCaseJson(json) : ok(current);
};

const isBlank = (line: Buffer): boolean => line.every((byte) => byte === 32 || byte === 9 || byte === 13);

const withoutReturn = (line: Buffer): Buffer =>
  line[line.length - 1] === 13 ? line.subarray(0, line.length - 1) : line;

interface NumberedLine {
  readonly line: Buffer;
  readonly number: number;
}

/**
 * The lines of a stream that hold anything, numbered from 1. Keeps one line and one piece; what goes beyond the longest line
 * is dropped while it is read, its length still tells.
 */
async function* linesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<readonly NumberedLine[]> {
  let parts: Buffer[] = [];
  let held = 0;
  let number = 0;
  const hold = (part: Buffer): void => {
    if (held <= LONGEST_LINE) parts.push(part);
    held += part.length;
  };
  const take = (): NumberedLine[] => {
    const [first] = parts;
    const line = withoutReturn(parts.length === 1 && first !== undefined ? first : Buffer.concat(parts));
    parts = [];
    held = 0;
    number += 1;
    return isBlank(line) ? [] : [{ line, number }];
  };
  for await (const piece of stream) {
    const lines: NumberedLine[] = [];
    let from = 0;
    for (;;) {
      const end = piece.indexOf(NEWLINE, from);
      if (end < 0) break;
      hold(piece.subarray(from, end));
      lines.push(...take());
      from = end + 1;
    }
    if (from < piece.length) hold(piece.subarray(from));
    yield lines;
  }
  if (held > 0) yield take();
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error;

/** Whoever read the output wants no more of it (`| head`). */
export class OutputClosed extends Error {}

/**
 * Screens a file of case documents, one per line (`-`: standard input), and hands on the answering lines in their order
 * (`write` = `null`: only the counts are wanted).
 * Memory does not grow with the file. Fails with `E_FILE` when nothing can be read; an output that is closed
 * (`OutputClosed` from `write`) ends it early with the counts so far.
 */
export const screenLines = async (
  path: string,
  screener: LineScreener,
  write: ((text: string) => Promise<void>) | null,
): Promise<Result<LineCounts>> => {
  const stream: AsyncIterable<Buffer> =
    path === '-' ? process.stdin : createReadStream(path, { highWaterMark: PIECE });
  try {
    for await (const lines of linesOf(stream)) {
      const answers = lines.map(({ line, number }) => screener.screen(line, number));
      if (write !== null && answers.length > 0) await write(`${answers.join('\n')}\n`);
    }
  } catch (error) {
    if (error instanceof OutputClosed) return ok(screener.counts);
    if (!isMissing(error)) throw error;
    return refuse('E_FILE', `读不到文件“${path}”`, path, '请核对路径和权限');
  }
  const { cases, refused } = screener.counts;
  if (cases + refused > 0) return ok(screener.counts);
  return fail({
    code: 'E_EMPTY',
    message: '文件中没有案卷',
    path,
    remedy: '请给出每行一份案卷 JSON 的文件',
  });
};
