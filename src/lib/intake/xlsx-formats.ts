import { type Result, ok, refuse } from '../kernel/result';
import { XLSX_LIMITS } from './limits';
import { parseXml } from './xml-reader';

/** What a number format does to the meaning of a number. */
export interface CellFormat {
  readonly kind: 'general' | 'date' | 'time' | 'percent' | 'padded';
  /** Format code, empty for 常规. */
  readonly code: string;
}

const GENERAL: CellFormat = { kind: 'general', code: '' };

/** Built-in number formats of ECMA-376 part 1 §18.8.30; 27–36 and 50–58 as zh-CN shows them. */
const BUILT_IN: ReadonlyMap<number, CellFormat> = new Map([
  ...[9, 10].map((id): [number, CellFormat] => [id, { kind: 'percent', code: id === 9 ? '0%' : '0.00%' }]),
  ...[14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map(
    (id): [number, CellFormat] => [id, { kind: 'date', code: `内置日期格式 ${id}` }],
  ),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56].map((id): [number, CellFormat] => [
    id,
    { kind: 'time', code: `内置时间格式 ${id}` },
  ]),
]);

/** Classifies a custom format code by its first section: literals, escapes, colours and locales do not count. */
export const classifyFormat = (code: string): CellFormat => {
  const bare = (code.split(';')[0] ?? '')
    .replace(/"[^"]*"?|\\.|_.|\*./g, '')
    .replace(/\[(?![hms]+\])[^\]]*\]/gi, '')
    .toLowerCase();
  if (bare === '' || bare.includes('general') || bare === '@') return { kind: 'general', code };
  const scientific = /e[+-]/.test(bare);
  if (!scientific && /[yde]/.test(bare)) return { kind: 'date', code };
  if (/[hs]/.test(bare)) return { kind: 'time', code };
  if (!scientific && /m/.test(bare)) return { kind: 'date', code };
  if (bare.includes('%')) return { kind: 'percent', code };
  return { kind: /^0{2,}$/.test(bare) ? 'padded' : 'general', code };
};

/** Formats by style index, from `styles.xml`. */
export const readFormats = (bytes: Uint8Array, path: string): Result<readonly CellFormat[]> => {
  const custom = new Map<number, CellFormat>();
  const formats: CellFormat[] = [];
  let inCellXfs = false;
  const failure = parseXml(bytes, path, XLSX_LIMITS.xmlRun, {
    open: (tag) => {
      if (tag.local === 'cellXfs') inCellXfs = true;
      else if (tag.local === 'numFmt')
        custom.set(Number(tag.get('numFmtId')), classifyFormat(tag.get('formatCode') ?? ''));
      else if (tag.local === 'xf' && inCellXfs) {
        const id = Number(tag.get('numFmtId') ?? '0');
        formats.push(custom.get(id) ?? BUILT_IN.get(id) ?? GENERAL);
      }
    },
    close: (local) => {
      if (local === 'cellXfs') inCellXfs = false;
    },
  });
  if (failure !== null) return { ok: false, failure };
  return formats.length > XLSX_LIMITS.styles
    ? refuse('E_XLSX', `样式超过 ${XLSX_LIMITS.styles} 种`, path, '请清理格式后另存为 .xlsx 再导入')
    : ok(formats);
};
