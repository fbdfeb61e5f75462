import { FEN_LIMIT, type Fen } from '../../kernel/fen';
import { type Result, ok, refuse } from '../../kernel/result';

const RATIO = /^(0(\.\d{1,30})?|1(\.0{1,30})?)$/;
const YEARS = /^(0|[1-9]\d?)(\.\d{1,10})?$/;
const MOST_YEARS = 50;

const missing = (label: string, path: string): Result<never> =>
  refuse('E_MISSING', `${label}未填写`, path, '请补充；不知道时不会按 0 或 100% 计算');

/** An amount ≥ 0 that is known. `E_MISSING`, `E_NEGATIVE`, `E_RANGE`. */
export const checkAmount = (fen: Fen | null, label: string, path: string): Result<Fen> => {
  if (fen === null) return missing(label, path);
  if (fen < 0n) return refuse('E_NEGATIVE', `${label}为负数`, path, '请填写不小于 0 的金额');
  return fen > FEN_LIMIT ? refuse('E_RANGE', `${label}超出可处理范围`, path, '请核对金额及其单位') : ok(fen);
};

/** A ratio in 0–1 that is known, decimal text. `E_MISSING`, `E_RANGE`. */
export const checkRatio = (text: string | null, label: string, path: string): Result<string> => {
  if (text === null) return missing(label, path);
  return RATIO.test(text)
    ? ok(text)
    : refuse(
        'E_RANGE',
        `${label}“${text.slice(0, 40)}”不在 0 至 1 之间`,
        path,
        '请填写比例，例如 0.3 表示 30%',
      );
};

/** Years, 0 to 50, decimal text. `E_RANGE`. */
export const checkYears = (text: string, label: string, path: string): Result<string> =>
  YEARS.test(text) && Number(text) <= MOST_YEARS
    ? ok(text)
    : refuse(
        'E_RANGE',
        `${label}“${text.slice(0, 40)}”不是 0 至 ${MOST_YEARS} 年`,
        path,
        '请按年填写，例如 1.5',
      );
