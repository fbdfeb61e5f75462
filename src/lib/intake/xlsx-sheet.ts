import { type Failure, type Result, fail, ok } from '../kernel/result';
import { XLSX_LIMITS } from './limits';
import type { CellNote, RawRow } from './table';
import { type CellContext, type StoredCell, cellText } from './xlsx-cell';
import type { CellFormat } from './xlsx-formats';
import { cellTooLong, unescapeText } from './xlsx-parts';
import { type XmlTag, parseXml, stopXml } from './xml-reader';

export interface SheetContent {
  readonly rows: readonly RawRow[];
  readonly cellNotes: readonly CellNote[];
  readonly hiddenRows: readonly number[];
  readonly hiddenColumns: boolean;
  readonly filtered: boolean;
  /** Merged ranges as written, `A1:F1`. */
  readonly merged: readonly string[];
}

export interface SheetContext extends CellContext {
  readonly formats: readonly CellFormat[];
}

const GENERAL: CellFormat = { kind: 'general', code: '' };
const ADDRESS = /^([A-Z]{1,3})([1-9]\d{0,6})$/;

/** 0-based column and 1-based row of `BC12`. */
export const parseAddress = (text: string): { readonly column: number; readonly row: number } | null => {
  const m = ADDRESS.exec(text);
  if (m === null) return null;
  let column = 0;
  for (const letter of m[1] ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
  return { column: column - 1, row: Number(m[2]) };
};

/** Collects one sheet from XML events. Cells keep their addresses; nothing is ever shifted. */
class SheetCollector {
  readonly #context: SheetContext;
  readonly #path: string;
  readonly #rows = new Map<number, Map<number, string>>();
  readonly #seenRows = new Set<number>();
  readonly #notes: CellNote[] = [];
  readonly #hidden: number[] = [];
  readonly #merged: string[] = [];
  #hiddenColumns = false;
  #filtered = false;
  #cells = 0;
  #row = 0;
  #column = -1;
  #inCell = false;
  #target: 'value' | 'inline' | null = null;
  #phonetic = 0;
  #type = 'n';
  #format = GENERAL;
  #value: string | null = null;
  #inline: string | null = null;
  #formula = false;

  constructor(context: SheetContext, path: string) {
    this.#context = context;
    this.#path = path;
  }

  readonly open = (tag: XmlTag): void => {
    switch (tag.local) {
      case 'row':
        this.#openRow(tag);
        return;
      case 'c':
        this.#openCell(tag);
        return;
      case 'v':
        if (this.#inCell) {
          this.#target = 'value';
          this.#value = '';
        }
        return;
      case 't':
        if (this.#inCell && this.#phonetic === 0) {
          this.#target = 'inline';
          this.#inline ??= '';
        }
        return;
      case 'rPh':
        this.#phonetic += 1;
        return;
      case 'f':
        if (this.#inCell) this.#formula = true;
        return;
      case 'mergeCell':
        this.#merged.push(tag.get('ref') ?? '');
        return;
      case 'autoFilter':
        this.#filtered = true;
        return;
      case 'col':
        if (tag.get('hidden') === '1' || tag.get('hidden') === 'true') this.#hiddenColumns = true;
        return;
      default:
    }
  };

  readonly text = (piece: string): void => {
    if (this.#target === 'value') this.#value = (this.#value ?? '') + piece;
    else if (this.#target === 'inline') this.#inline = (this.#inline ?? '') + piece;
    else return;
    if ((this.#value?.length ?? 0) + (this.#inline?.length ?? 0) > XLSX_LIMITS.cellLength)
      stopXml(cellTooLong(`${this.#path} › ${this.#place()}`));
  };

  readonly close = (local: string): void => {
    if (local === 'v' || local === 't') this.#target = null;
    else if (local === 'rPh') this.#phonetic -= 1;
    else if (local === 'c' && this.#inCell) this.#closeCell();
  };

  content(): SheetContent {
    const rows = [...this.#rows]
      .sort(([a], [b]) => a - b)
      .map(([record, cells]): RawRow => {
        const width = Math.max(...cells.keys()) + 1;
        return { record, cells: Array.from({ length: width }, (_, i) => cells.get(i) ?? '') };
      });
    return {
      rows,
      cellNotes: this.#notes.sort((a, b) => a.record - b.record || a.column - b.column),
      hiddenRows: this.#hidden.filter((r) => this.#rows.has(r)).sort((a, b) => a - b),
      hiddenColumns: this.#hiddenColumns,
      filtered: this.#filtered,
      merged: this.#merged,
    };
  }

  #openRow(tag: XmlTag): void {
    const r = tag.get('r');
    const row = r === undefined ? this.#row + 1 : Number(r);
    if (!Number.isSafeInteger(row) || row < 1) this.#refuse('E_XLSX', `行号“${r ?? ''}”无效`);
    if (this.#seenRows.has(row)) this.#refuse('E_DUP', `第 ${row} 行出现了两次`);
    this.#seenRows.add(row);
    this.#row = row;
    this.#column = -1;
    if (tag.get('hidden') === '1' || tag.get('hidden') === 'true') this.#hidden.push(row);
  }

  #openCell(tag: XmlTag): void {
    const r = tag.get('r');
    if (r === undefined) this.#column += 1;
    else {
      const address = parseAddress(r);
      if (address?.row !== this.#row)
        this.#refuse('E_XLSX', `单元格地址“${r}”与所在的第 ${this.#row} 行不符`);
      this.#column = address.column;
    }
    const style = tag.get('s');
    this.#inCell = true;
    this.#type = tag.get('t') ?? 'n';
    this.#format = style === undefined ? GENERAL : (this.#context.formats[Number(style)] ?? GENERAL);
    this.#value = null;
    this.#inline = null;
    this.#formula = false;
  }

  #closeCell(): void {
    this.#inCell = false;
    const cell: StoredCell = {
      type: this.#type,
      value: this.#value === null ? null : unescapeText(this.#value),
      inline: this.#inline === null ? null : unescapeText(this.#inline),
      formula: this.#formula,
      format: this.#format,
    };
    if (cell.value === null && cell.inline === null && !cell.formula) return;
    const read = cellText(cell, this.#context);
    if (read === null)
      this.#refuse('E_XLSX_CELL', `${this.#place()} 的内容“${cell.value ?? ''}”与其类型“${cell.type}”不符`);
    this.#keep(cell, read.text, read.notes);
  }

  #keep(cell: StoredCell, text: string, notes: readonly CellNote['kind'][]): void {
    if (this.#row > XLSX_LIMITS.rows || this.#column >= XLSX_LIMITS.columns)
      this.#refuse(
        'E_RANGE',
        `${this.#place()} 有内容，超出 ${XLSX_LIMITS.rows} 行、${XLSX_LIMITS.columns} 列的范围`,
      );
    this.#cells += 1;
    if (this.#cells > XLSX_LIMITS.cells) this.#refuse('E_CELLS', `单元格超过 ${XLSX_LIMITS.cells} 个`);
    const row = this.#rows.get(this.#row) ?? new Map<number, string>();
    if (row.has(this.#column)) this.#refuse('E_DUP', `单元格 ${this.#place()} 出现了两次`);
    row.set(this.#column, text);
    this.#rows.set(this.#row, row);
    for (const kind of notes)
      this.#notes.push({
        record: this.#row,
        column: this.#column,
        kind,
        raw: cell.value ?? cell.inline ?? '',
        format: cell.format.code,
      });
  }

  #place(): string {
    let letters = '';
    for (let c = this.#column + 1; c > 0; c = Math.floor((c - 1) / 26))
      letters = String.fromCharCode(65 + ((c - 1) % 26)) + letters;
    return `${letters}${this.#row}`;
  }

  #refuse(code: string, message: string): never {
    const failure: Failure = {
      code,
      message,
      path: this.#path,
      remedy: '请在表格软件中打开，把清单另存为新的 .xlsx 或 .csv 再导入',
    };
    return stopXml(failure);
  }
}

/**
 * Cells of one worksheet part. Rows and cells may lack addresses (then they follow one another) or stand out
 * of order; contradictory or repeated addresses are refused, and so is content beyond the limits.
 */
export const readSheet = (bytes: Uint8Array, path: string, context: SheetContext): Result<SheetContent> => {
  const collector = new SheetCollector(context, path);
  const failure = parseXml(bytes, path, XLSX_LIMITS.xmlRun, collector);
  return failure === null ? ok(collector.content()) : fail(failure);
};
