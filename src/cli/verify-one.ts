import { isPlainDate } from '../lib/kernel/plain-date';
import { type Failure, type Result, fail, ok, refuse } from '../lib/kernel/result';
import { decodeUtf8 } from '../lib/kernel/utf8';
import { parseTrustList } from '../lib/review/trust-list';
import { type VerifyOptions, verifyPackage } from '../lib/review/verify-package';
import { QUESTION_LABEL, type Question, type VerifyReport } from '../lib/review/verify-report';
import { type Answer, type Options, textOption } from './command';
import { useMachineDigests } from './node-hashing';
import { packageSource } from './package-source';
import { readBytes } from './read-input';

const QUESTIONS: readonly Question[] = ['safety', 'integrity', 'authenticity', 'usability', 'recalculation'];
const WORD = { pass: '通过', fail: '不通过', unknown: '未知' } as const;

type Document = Answer['document'];

/** What one package of many comes to, as a thread hands it over. */
export interface VerifiedLine {
  readonly document: Document;
  readonly text: string;
  readonly failed: boolean;
  /** The file could not be read. */
  readonly unread: boolean;
}

export const documentOf = ({ id, canonical, answers }: VerifyReport): Document => ({
  schema: 'zhiya.verify/1',
  id,
  canonical,
  answers: Object.fromEntries(
    QUESTIONS.map((question) => {
      const { verdict, findings } = answers[question];
      return [
        question,
        { verdict, findings: findings.map(({ code, path, message }) => ({ code, path, message })) },
      ];
    }),
  ),
});

export const textOf = ({ answers }: VerifyReport): string =>
  QUESTIONS.flatMap((question) => [
    `${QUESTION_LABEL[question]}：${WORD[answers[question].verdict]}`,
    ...answers[question].findings.map((f) => `  ${f.path} ${f.message}（${f.code}）`),
  ]).join('\n');

const lineOf = ({ answers }: VerifyReport): string =>
  QUESTIONS.map((question) => `${QUESTION_LABEL[question]} ${WORD[answers[question].verdict]}`).join('  ');

export const hasFailed = ({ answers }: VerifyReport): boolean =>
  QUESTIONS.some((question) => answers[question].verdict === 'fail');

/** Methods, solver and renderer, loaded only where they are wanted. */
const wholeRecalculation = async (): Promise<VerifyOptions> => {
  const [{ recalculation }, { provideFonts }, { nodeFonts }] = await Promise.all([
    import('../../workers/recalculation'),
    import('../../workers/pdf-writer'),
    import('./node-fonts'),
  ]);
  provideFonts(nodeFonts);
  return recalculation();
};

/** Reads what a verification was asked with: recalculation unless `--quick`, whom to trust, the day. */
export const optionsOf = async (options: Options): Promise<Result<VerifyOptions>> => {
  const date = textOption(options, 'date');
  if (date !== undefined && !isPlainDate(date))
    return refuse('E_USAGE', `“${date}”不是日期`, '--date', '请写成 --date 2026-11-22');
  const path = textOption(options, 'trust');
  const file = path === undefined ? null : await readBytes(path);
  if (file !== null && !file.ok) return file;
  const text = file === null ? null : decodeUtf8(file.value.bytes);
  if (text !== null && !text.ok) return text;
  const trust = text === null ? null : parseTrustList(text.value);
  if (trust !== null && !trust.ok) return fail({ ...trust.failure, path: `--trust › ${trust.failure.path}` });
  useMachineDigests();
  return ok({
    ...(options['quick'] === true ? { methods: new Map(), onlyDescribed: true } : await wholeRecalculation()),
    ...(trust === null ? {} : { trust: trust.value }),
    reception: date === undefined ? {} : { date },
  });
};

export const verifyOne = async (path: string, options: VerifyOptions): Promise<Result<VerifyReport>> => {
  const source = await packageSource(path);
  if (!source.ok) return source;
  try {
    return ok(await verifyPackage(source.value, options));
  } catch (error) {
    if (source.value instanceof Uint8Array) throw error;
    return refuse('E_FILE', `“${path}”在核验期间读不下去`, path, '请核对文件是否被移动或改动，再试一次');
  }
};

const unreadLine = (file: string, { code, message, path, remedy }: Failure): VerifiedLine => ({
  document: { file, error: { code, message, path, remedy } },
  text: `${file}  ${message}`,
  failed: false,
  unread: true,
});

/** One line for one package of a folder. */
export const verifiedLine = async (
  file: string,
  path: string,
  options: VerifyOptions,
): Promise<VerifiedLine> => {
  const report = await verifyOne(path, options);
  return report.ok
    ? {
        document: { file, ...documentOf(report.value) },
        text: `${file}  ${lineOf(report.value)}`,
        failed: hasFailed(report.value),
        unread: false,
      }
    : unreadLine(file, report.failure);
};
