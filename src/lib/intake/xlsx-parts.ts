import { type Failure, type Result, fail, ok, refuse } from '../kernel/result';
import { XLSX_LIMITS } from './limits';
import type { SheetInfo } from './table';
import { parseXml, stopXml } from './xml-reader';

export interface Relationship {
  readonly id: string;
  /** Last segment of the type URI: `worksheet`, `sharedStrings`, `styles`, `officeDocument`. */
  readonly kind: string;
  /** Part name inside the container. */
  readonly target: string;
}

export interface WorkbookSheet extends SheetInfo {
  readonly relationshipId: string;
}

export interface Workbook {
  readonly date1904: boolean;
  readonly sheets: readonly WorkbookSheet[];
}

/** Part name of a relationship target, which is relative to the folder of its source part unless it begins with `/`. */
export const resolveTarget = (sourcePart: string, target: string): string => {
  const base = target.startsWith('/') ? [] : sourcePart.split('/').slice(0, -1);
  const parts = [...base];
  for (const part of target.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
};

/** Name of the part that holds the relationships of `part`. */
export const relationshipsOf = (part: string): string => {
  const at = part.lastIndexOf('/') + 1;
  return `${part.slice(0, at)}_rels/${part.slice(at)}.rels`;
};

/** Relationships of one part; external targets are never followed and left out. */
export const readRelationships = (
  bytes: Uint8Array,
  sourcePart: string,
  path: string,
): Result<readonly Relationship[]> => {
  const found: Relationship[] = [];
  const failure = parseXml(bytes, path, XLSX_LIMITS.xmlRun, {
    open: (tag) => {
      if (tag.local !== 'Relationship' || tag.get('TargetMode') === 'External') return;
      const type = tag.get('Type') ?? '';
      found.push({
        id: tag.get('Id') ?? '',
        kind: type.slice(type.lastIndexOf('/') + 1),
        target: resolveTarget(sourcePart, tag.get('Target') ?? ''),
      });
    },
  });
  return failure === null ? ok(found) : fail(failure);
};

const isTrue = (text: string | undefined): boolean => text === '1' || text === 'true';

export const readWorkbook = (bytes: Uint8Array, path: string): Result<Workbook> => {
  let date1904 = false;
  const sheets: WorkbookSheet[] = [];
  const failure = parseXml(bytes, path, XLSX_LIMITS.xmlRun, {
    open: (tag) => {
      if (tag.local === 'workbookPr') date1904 = isTrue(tag.get('date1904'));
      else if (tag.local === 'sheet')
        sheets.push({
          name: tag.get('name') ?? '',
          hidden: (tag.get('state') ?? 'visible') !== 'visible',
          relationshipId: tag.relationshipId() ?? '',
        });
    },
  });
  if (failure !== null) return fail(failure);
  return sheets.length === 0 || sheets.length > XLSX_LIMITS.sheets
    ? refuse('E_XLSX', `工作簿中有 ${sheets.length} 个工作表`, path, '请另存为只含清单的 .xlsx 再导入')
    : ok({ date1904, sheets });
};

const STRINGS_REMEDY = '请把清单单独另存为 .xlsx 或 .csv 再导入';

/** `_x000A_` and its like stand for characters that older writers could not put into XML. */
export const unescapeText = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x(0009|000A|000D|005F)_/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    : text;

export const cellTooLong = (path: string): Failure => ({
  code: 'E_FIELD',
  message: `有单元格超过 ${XLSX_LIMITS.cellLength} 个字`,
  path,
  remedy: STRINGS_REMEDY,
});

/** Shared strings in order: runs joined, phonetic guides left out. */
export const readSharedStrings = (bytes: Uint8Array, path: string): Result<readonly string[]> => {
  const strings: string[] = [];
  let text: string | null = null;
  let inText = false;
  let phonetic = 0;
  const failure = parseXml(bytes, path, XLSX_LIMITS.xmlRun, {
    open: ({ local }) => {
      if (local === 'si') text = '';
      else if (local === 'rPh') phonetic += 1;
      else if (local === 't') inText = phonetic === 0;
    },
    text: (piece) => {
      if (!inText || text === null) return;
      text += piece;
      if (text.length > XLSX_LIMITS.cellLength) stopXml(cellTooLong(path));
    },
    close: (local) => {
      if (local === 't') inText = false;
      else if (local === 'rPh') phonetic -= 1;
      else if (local === 'si' && text !== null) {
        strings.push(unescapeText(text));
        text = null;
        if (strings.length > XLSX_LIMITS.sharedStrings)
          stopXml({
            code: 'E_XLSX_STRINGS',
            message: `共享字符串超过 ${XLSX_LIMITS.sharedStrings} 个`,
            path,
            remedy: STRINGS_REMEDY,
          });
      }
    },
  });
  return failure === null ? ok(strings) : fail(failure);
};
