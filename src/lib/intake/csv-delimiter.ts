import { type Result, ok, refuse } from '../kernel/result';
import { CsvScanner } from './csv-scan';

/** `，` is accepted only when a person chose it. */
export type Delimiter = ',' | '\t' | ';' | '|' | '，';

const CANDIDATES: readonly Delimiter[] = [',', '\t', ';', '|'];
const SAMPLE_RECORDS = 30;

interface Shape {
  readonly width: number;
  /** Share of sampled records that have `width` fields. */
  readonly agreement: number;
}

/** Most common number of fields per record; the larger one on a tie. */
const shapeUnder = (head: string, complete: boolean, delimiter: Delimiter): Shape => {
  const widths: number[] = [];
  const scanner = new CsvScanner(delimiter, '', (r) => {
    if (r.raw !== '') widths.push(r.fields);
  });
  if (scanner.push(head) === null && complete) scanner.finish();
  const sample = widths.slice(0, SAMPLE_RECORDS);
  const counts = new Map<number, number>();
  for (const w of sample) counts.set(w, (counts.get(w) ?? 0) + 1);
  let best: Shape = { width: 1, agreement: 0 };
  for (const [width, n] of counts) {
    const agreement = n / sample.length;
    if (agreement > best.agreement || (agreement === best.agreement && width > best.width))
      best = { width, agreement };
  }
  return best;
};

/** Delimiter named in a first line `sep=;`, which spreadsheet programs write and hide. */
export const declaredDelimiter = (
  head: string,
): { readonly delimiter: Delimiter; readonly length: number } | null => {
  const m = /^"?sep=([,;|\t])"?(?:\r\n|\n|\r|$)/i.exec(head);
  const delimiter = CANDIDATES.find((d) => d === m?.[1]);
  return m === null || delimiter === undefined ? null : { delimiter, length: m[0].length };
};

/**
 * The separator under which most sampled records have the same number of fields. A list without any of the
 * four is one column, unless its first line holds full-width commas: that is asked, not guessed.
 * @param head first part of the text; `complete` when it is the whole text
 */
export const sniffDelimiter = (head: string, complete: boolean, path: string): Result<Delimiter> => {
  let best: { readonly delimiter: Delimiter; readonly shape: Shape } | null = null;
  for (const delimiter of CANDIDATES) {
    const shape = shapeUnder(head, complete, delimiter);
    if (shape.width < 2) continue;
    if (
      best === null ||
      shape.agreement > best.shape.agreement ||
      (shape.agreement === best.shape.agreement && shape.width > best.shape.width)
    )
      best = { delimiter, shape };
  }
  if (best !== null) return ok(best.delimiter);
  if ((head.split(/\r\n|\n|\r/, 1)[0] ?? '').includes('，'))
    return refuse(
      'E_DELIMITER',
      '首行用全角逗号“，”隔开，无法确定它是分隔符还是文字',
      path,
      '请改用英文逗号重新导出，或在导入页指定分隔符为“，”',
    );
  return ok(',');
};
