import { bodyDigits } from '../../intake/bulk/identity-bytes';
import { cellText, surelySeen } from '../../intake/bulk/cell-text';
import { markUnseen } from '../../kernel/characters';
import { encodeUtf8 } from '../../kernel/utf8';
import type { RankedList } from './rank-list';
import { MOST_GATES } from './row-points';
import { gatesAt, gradeText, rangeOfRow } from './ranked-row';

const HEADER =
  '名次,申请号,专利名称,文件,条,综合分,区间下限,区间上限,覆盖率,法律,技术,经济,等级,仅供参考,已触发门槛,尚不能判断的门槛';

const CHUNK = 1024 * 1024;
const GATE_SPAN = 1 << MOST_GATES;
/** Most bytes of a line but for its title. */
const LINE = 8 * 1024;
const COMMA = 0x2c;
const QUOTE = 0x22;
const DOT = 0x2e;
const ZERO = 0x30;
const FORMULA = new Set([0x3d, 0x2b, 0x2d, 0x40]);

/** Writes the fields of one line after another into a buffer. */
class LineWriter {
  bytes = new Uint8Array(CHUNK + LINE);
  length = 0;

  room(size: number): void {
    if (this.length + size <= this.bytes.length) return;
    const wider = new Uint8Array(Math.max(this.bytes.length * 2, this.length + size));
    wider.set(this.bytes.subarray(0, this.length));
    this.bytes = wider;
  }

  byte(value: number): void {
    this.bytes[this.length++] = value;
  }

  raw(bytes: Uint8Array): void {
    this.room(bytes.length + LINE);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Whole number ≥ 0. */
  integer(value: number): void {
    let places = 1;
    for (let most = 10; value >= most; most *= 10) places += 1;
    let rest = value;
    for (let at = this.length + places - 1; at >= this.length; at--) {
      const tenth = Math.floor(rest / 10);
      this.bytes[at] = ZERO + rest - tenth * 10;
      rest = tenth;
    }
    this.length += places;
  }

  /** Four decimals, 四舍五入, behind a comma; nothing for NaN. */
  decimal(value: number): void {
    const { bytes } = this;
    bytes[this.length++] = COMMA;
    if (Number.isNaN(value)) return;
    const scaled = Math.round(value * 10_000);
    const whole = Math.floor(scaled / 10_000);
    this.integer(whole);
    const part = scaled - whole * 10_000;
    const at = this.length;
    bytes[at] = DOT;
    bytes[at + 1] = ZERO + Math.floor(part / 1000);
    bytes[at + 2] = ZERO + (Math.floor(part / 100) % 10);
    bytes[at + 3] = ZERO + (Math.floor(part / 10) % 10);
    bytes[at + 4] = ZERO + (part % 10);
    this.length = at + 5;
  }

  /** Text as it stands in a list, in quotes; what a spreadsheet would run as a formula begins with an apostrophe. */
  quoted(bytes: Uint8Array, start: number, end: number): void {
    this.room(end - start + LINE);
    this.byte(QUOTE);
    if (FORMULA.has(bytes[start] ?? 0)) this.byte(0x27);
    this.bytes.set(bytes.subarray(start, end), this.length);
    this.length += end - start;
    this.byte(QUOTE);
  }

  take(): Uint8Array {
    const taken = this.bytes.slice(0, this.length);
    this.length = 0;
    return taken;
  }
}

/** A quoted field from text of our own. */
const field = (text: string): Uint8Array => encodeUtf8(`"${text.replaceAll('"', '""')}"`);

const remembered = (make: (key: number) => Uint8Array): ((key: number) => Uint8Array) => {
  const known = new Map<number, Uint8Array>();
  return (key) => {
    const found = known.get(key) ?? make(key);
    known.set(key, found);
    return found;
  };
};

/**
 * The whole ranking as CSV with a byte-order mark, piece by piece. Scores with four decimals, 四舍五入; empty = no score.
 */
export function* rankedCsv(list: RankedList): Generator<Uint8Array> {
  const out = new LineWriter();
  out.raw(encodeUtf8(`\uFEFF${HEADER}\r\n`));
  const grade = remembered((code) => encodeUtf8(gradeText(list, code >> 8, code & 255)));
  const files = new Map(list.placed.map(({ list: { table } }) => [table, field(markUnseen(table.fileName))]));
  const gateKeys = new Map<number, readonly [Uint8Array, Uint8Array]>();
  const gatesOf = (at: number): readonly [Uint8Array, Uint8Array] => {
    const key =
      ((list.closed[at] ?? 0) * GATE_SPAN + (list.unknown[at] ?? 0)) * 2 + (list.outOfScope[at] ?? 0);
    const known = gateKeys.get(key);
    if (known !== undefined) return known;
    const [closed, unknown] = gatesAt(list, at).map((gates) => field(gates.map((g) => g.title).join('；')));
    const made = [closed ?? field(''), unknown ?? field('')] as const;
    gateKeys.set(key, made);
    return made;
  };
  const yes = encodeUtf8('是');
  const { total, dimensions } = list.scores;
  const columns = [total.point, total.low, total.high, total.coverage, ...dimensions.map((d) => d.point)];
  const number = (byte: number): void => out.byte(byte);
  for (let rank = 1; rank <= list.order.length; rank++) {
    const at = list.order[rank - 1] ?? 0;
    const row = list.kept.rows[at] ?? 0;
    const placed = rangeOfRow(list.placed, row);
    if (placed === undefined) continue;
    const { range, firstRow, firstRecord } = placed;
    const { table } = placed.list;
    const start = range.titleStart[row - firstRow] ?? 0;
    const end = range.titleEnd[row - firstRow] ?? 0;
    out.integer(rank);
    out.byte(COMMA);
    bodyDigits(list.body[at] ?? 0, number);
    out.byte(COMMA);
    if (surelySeen(table.bytes, start, end)) out.quoted(table.bytes, start, end);
    else {
      const seen = encodeUtf8(markUnseen(cellText(table.bytes, start, end)).replaceAll('"', '""'));
      out.quoted(seen, 0, seen.length);
    }
    out.byte(COMMA);
    out.raw(files.get(table) ?? field(''));
    out.byte(COMMA);
    out.integer(firstRecord + (range.record[row - firstRow] ?? 0));
    for (const column of columns) out.decimal(column[at] ?? NaN);
    out.byte(COMMA);
    out.raw(grade(((list.worstGrade[at] ?? 0) << 8) | (list.bestGrade[at] ?? 0)));
    out.byte(COMMA);
    if (list.referenceOnly[at] === 1) out.raw(yes);
    const [closed, unknown] = gatesOf(at);
    out.byte(COMMA);
    out.raw(closed);
    out.byte(COMMA);
    out.raw(unknown);
    out.byte(0x0d);
    out.byte(0x0a);
    if (out.length >= CHUNK) yield out.take();
  }
  yield out.take();
}
