import type { SourceChoice } from '../lib/data-asset/source/table-source';
import { type Result, fail, ok, refuse } from '../lib/kernel/result';
import { type Options, textOption } from './command';

/** How a person opens a data file: what the page asks before a scan. */
export const TABLE_USAGE =
  '[--header yes|no | --header-row N] [--delimiter X] [--encoding utf-8|gb18030|utf-16le|utf-16be] [--sheet 名]';
export const TABLE_OPTIONS = ['header', 'header-row', 'delimiter', 'encoding', 'sheet'] as const;

const ENCODINGS = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'] as const;

const usage = (message: string, option: string, remedy: string): Result<never> =>
  refuse('E_USAGE', message, `--${option}`, remedy);

const headerOf = (options: Options): Result<Pick<SourceChoice, 'header' | 'headerRow'>> => {
  const header = textOption(options, 'header');
  const row = textOption(options, 'header-row');
  if (header !== undefined && header !== 'yes' && header !== 'no')
    return usage(
      `--header 不能是“${header}”`,
      'header',
      '首行是列名写 --header yes，首行就是数据写 --header no',
    );
  if (row === undefined) return ok(header === undefined ? {} : { header: header === 'yes' });
  if (header === 'no') return usage('--header no 与 --header-row 只能用一个', 'header-row', '请去掉其中一个');
  return /^[1-9]\d{0,3}$/.test(row)
    ? ok({ headerRow: Number(row) })
    : usage(
        '--header-row 应为行号，从 1 数起，空行也算一行',
        'header-row',
        '例如列名在第 4 行：--header-row 4',
      );
};

/** Errors: `E_USAGE`. Whether the file can be opened so is said by the source. */
export const tableChoiceOf = (options: Options): Result<SourceChoice> => {
  const header = headerOf(options);
  if (!header.ok) return header;
  const delimiter = textOption(options, 'delimiter');
  const sheet = textOption(options, 'sheet');
  const named = textOption(options, 'encoding')?.toLowerCase();
  const encoding = ENCODINGS.find((one) => one === named);
  if (named !== undefined && encoding === undefined)
    return usage(`--encoding 不能是“${named}”`, 'encoding', `可用：${ENCODINGS.join('、')}`);
  return ok({
    ...header.value,
    // A tab is hard to type.
    ...(delimiter === undefined
      ? {}
      : { delimiter: delimiter === 'tab' || delimiter === '\\t' ? '\t' : delimiter }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(sheet === undefined ? {} : { sheet }),
  });
};

/** A question of the source, with how it is answered in the terminal. */
export const askedHere = <T>(result: Result<T>): Result<T> => {
  if (result.ok) return result;
  const { failure } = result;
  const option =
    failure.code === 'E_HEADER'
      ? '首行是列名加 --header yes，没有表头加 --header no，列名在第 N 行加 --header-row N'
      : failure.code === 'E_DELIMITER'
        ? '用 --delimiter 指明分隔符（制表符写 tab）'
        : null;
  return option === null ? result : fail({ ...failure, remedy: `${failure.remedy}；终端中：${option}` });
};
