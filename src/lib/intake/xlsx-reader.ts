import { readZip } from '../container/zip';
import { type Result, fail, ok, refuse } from '../kernel/result';
import { zipKind } from './file-kind';
import { XLSX_LIMITS } from './limits';
import { readFormats } from './xlsx-formats';
import {
  type Relationship,
  type Workbook,
  type WorkbookSheet,
  readRelationships,
  readSharedStrings,
  readWorkbook,
  relationshipsOf,
} from './xlsx-parts';
import { type SheetContent, readSheet } from './xlsx-sheet';

export interface XlsxSheet extends SheetContent {
  readonly sheet: string;
  readonly sheets: readonly { readonly name: string; readonly hidden: boolean }[];
  readonly date1904: boolean;
}

type Parts = ReadonlyMap<string, Uint8Array>;

const RESAVE = '请在表格软件中打开，另存为 .xlsx 或 .csv 后再导入';

const POLICY = {
  maxArchive: XLSX_LIMITS.bytes,
  maxTotal: XLSX_LIMITS.inflatedBytes,
} as const;

const broken = (fileName: string, what: string): Result<never> =>
  refuse('E_XLSX', `工作簿不完整：${what}`, fileName, RESAVE);

const relationshipsIn = (parts: Parts, part: string, fileName: string): Result<readonly Relationship[]> => {
  const name = relationshipsOf(part);
  const bytes = parts.get(name);
  return bytes === undefined ? ok([]) : readRelationships(bytes, part, `${fileName} › ${name}`);
};

/** First pass over the container: what it is and where the workbook part is. */
const outline = async (
  bytes: Uint8Array,
  fileName: string,
): Promise<Result<{ readonly part: string; readonly parts: Parts }>> => {
  const names = new Set<string>();
  const opened = await readZip(bytes, {
    ...POLICY,
    select: (name) => {
      names.add(name);
      return /(^|\/)(workbook\.xml(\.rels)?|_rels\/\.rels)$/.test(name) || name === 'mimetype';
    },
  });
  if (!opened.ok) return fail({ ...opened.failure, path: joined(fileName, opened.failure.path) });
  const parts = opened.value;
  const roots = relationshipsIn(parts, '', fileName);
  if (!roots.ok) return roots;
  const part = roots.value.find((r) => r.kind === 'officeDocument')?.target ?? 'xl/workbook.xml';
  if (parts.has(part)) return ok({ part, parts });
  const mimetype = new TextDecoder().decode(parts.get('mimetype') ?? new Uint8Array());
  return refuse('E_KIND', `这是${zipKind(names, mimetype)}，不能直接读取`, fileName, RESAVE);
};

const joined = (fileName: string, inner: string): string =>
  inner === '' ? fileName : `${fileName} › ${inner}`;

/** The sheet asked for by name, or the first visible one. */
const chooseSheet = (
  workbook: Workbook,
  asked: string | undefined,
  fileName: string,
): Result<WorkbookSheet> => {
  const found =
    asked === undefined
      ? (workbook.sheets.find((s) => !s.hidden) ?? workbook.sheets[0])
      : workbook.sheets.find((s) => s.name === asked);
  return found === undefined
    ? refuse(
        'E_SHEET',
        `没有名为“${asked ?? ''}”的工作表`,
        fileName,
        `请从这些工作表中选择：${workbook.sheets
          .slice(0, 20)
          .map((s) => s.name)
          .join('、')}`,
      )
    : ok(found);
};

const readParts = (
  parts: Parts,
  names: { readonly sheet: string; readonly strings: string | null; readonly styles: string | null },
  date1904: boolean,
  fileName: string,
): Result<SheetContent> => {
  const at = (name: string): string => `${fileName} › ${name}`;
  const stringsBytes = names.strings === null ? undefined : parts.get(names.strings);
  const strings =
    stringsBytes === undefined ? ok([]) : readSharedStrings(stringsBytes, at(names.strings ?? ''));
  if (!strings.ok) return strings;
  const stylesBytes = names.styles === null ? undefined : parts.get(names.styles);
  const formats = stylesBytes === undefined ? ok([]) : readFormats(stylesBytes, at(names.styles ?? ''));
  if (!formats.ok) return formats;
  const sheet = parts.get(names.sheet);
  return sheet === undefined
    ? broken(fileName, `缺少 ${names.sheet}`)
    : readSheet(sheet, at(names.sheet), { strings: strings.value, formats: formats.value, date1904 });
};

/**
 * One sheet of an `.xlsx` workbook. The container passes the ZIP policy first; only the workbook part, its
 * relationships, shared strings, styles and the one sheet are inflated and parsed. Nothing is calculated.
 * @param asked sheet name exactly as in the workbook; otherwise the first visible sheet
 */
export const readXlsx = async (
  bytes: Uint8Array,
  fileName: string,
  asked?: string,
): Promise<Result<XlsxSheet>> => {
  if (bytes.length > XLSX_LIMITS.bytes)
    return refuse('E_FILE_SIZE', '工作簿超过 50 MB', fileName, '请只保留清单所在的工作表后再导入');
  const opened = await outline(bytes, fileName);
  if (!opened.ok) return opened;
  const { part, parts } = opened.value;
  const workbook = readWorkbook(parts.get(part) ?? new Uint8Array(), joined(fileName, part));
  if (!workbook.ok) return workbook;
  const relationships = relationshipsIn(parts, part, fileName);
  if (!relationships.ok) return relationships;
  const chosen = chooseSheet(workbook.value, asked, fileName);
  if (!chosen.ok) return chosen;
  const target = (kind: string): string | null =>
    relationships.value.find((r) => r.kind === kind)?.target ?? null;
  const sheet = relationships.value.find((r) => r.id === chosen.value.relationshipId);
  if (sheet?.kind !== 'worksheet')
    return broken(fileName, `“${chosen.value.name}”不是数据表（可能是图表页）`);
  const names = { sheet: sheet.target, strings: target('sharedStrings'), styles: target('styles') };
  const wanted = new Set<string | null>(Object.values(names));
  const inflated = await readZip(bytes, { ...POLICY, select: (name) => wanted.has(name) });
  if (!inflated.ok) return fail({ ...inflated.failure, path: joined(fileName, inflated.failure.path) });
  const content = readParts(inflated.value, names, workbook.value.date1904, fileName);
  if (!content.ok) return content;
  return ok({
    ...content.value,
    sheet: chosen.value.name,
    sheets: workbook.value.sheets.map(({ name, hidden }) => ({ name, hidden })),
    date1904: workbook.value.date1904,
  });
};
