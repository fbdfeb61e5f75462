import { excerpt, foldFullWidth, removeSpaces } from './characters';
import { type Result, ok, refuse } from './result';

/** A symbol of the International Patent Classification, down to subclass or (sub)group. */
export interface IpcSymbol {
  /** `G06Q10/06`, or `G06Q` when only the subclass was given. */
  readonly symbol: string;
  /** Section, class and subclass: `G06Q`. */
  readonly subclass: string;
  /** `A`–`H`. */
  readonly section: string;
}

const SYMBOL = /^([A-H])(0[1-9]|[1-9]\d)([A-Z])(?:(\d{1,4})\/(\d{2,6}))?$/;
/** Fixed-width form of WIPO ST.8 data: main group padded to 4, subgroup to 6 digits (`G06Q0010060000`). */
const PADDED = /^([A-H]\d{2}[A-Z])(\d{4})(\d{6})$/;

const unpad = (text: string): string => {
  const m = PADDED.exec(text);
  if (m === null) return text;
  const group = (m[2] ?? '').replace(/^0+(?=\d)/, '');
  const subgroup = (m[3] ?? '').replace(/0+$/, '').padEnd(2, '0');
  return `${m[1] ?? ''}${group}/${subgroup}`;
};

/** Reads one IPC symbol; a version such as `(2011.01)I`, spaces and zero padding are taken off. Fails with `E_IPC`. */
export const parseIpc = (text: string): Result<IpcSymbol> => {
  const plain = text.length > 60 ? '' : removeSpaces(foldFullWidth(text)).toUpperCase();
  const symbol = unpad(plain.replace(/\(\d{4}(\.\d{2})?\)[A-Z]{0,3}$/, ''));
  const m = SYMBOL.exec(symbol);
  return m === null
    ? refuse('E_IPC', `“${excerpt(text)}”不是 IPC 分类号`, '', '请填写 G06Q10/06 这样的国际专利分类号')
    : ok({ symbol, subclass: symbol.slice(0, 4), section: m[1] ?? '' });
};
