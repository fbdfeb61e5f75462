import { readDecimal } from '../kernel/decimal-grammar';
import { fenText } from '../kernel/fen';
import { readMoney } from '../kernel/money-grammar';
import { type Result, ok, refuse } from '../kernel/result';
import type { Unit } from '../kernel/trace';
import { percentText, readPercent, readText, readYears, wanText } from './field-readers';

/** How a number of a unit is typed and shown again. What is stored keeps the exact unit: 分, shares 0–1. */
export interface EnteredUnit {
  /** Unit beside the label; empty for a plain number. */
  readonly label: string;
  readonly read: (text: string) => Result<string | null>;
  /** Text for the field; empty for `null`. */
  readonly show: (value: string | null) => string;
}

const plain = (value: string | null): string => value ?? '';

/** Money in 万元 or with its own unit. A loss may be negative; where none makes sense the method refuses it. */
const readSignedWan = (text: string): Result<string | null> => {
  const own = /[万亿元圆￥¥]/.test(text) ? readMoney(text) : readMoney(text, 'wan');
  if (!own.ok) return own;
  return ok(own.value === null ? null : fenText(own.value));
};

const readCountable = (text: string): Result<string | null> => {
  const number = readDecimal(text.trim());
  if (!number.ok || number.value === null || /^\d+$/.test(number.value)) return number;
  return refuse('E_NOT_WHOLE', '这一项是个数，须为不小于 0 的整数', '', '请填写整数，例如 3');
};

const NUMBER: EnteredUnit = { label: '', read: (text) => readDecimal(text.trim()), show: plain };
const COUNTED: EnteredUnit = { ...NUMBER, read: readCountable };

const UNITS: Readonly<Record<Unit, EnteredUnit>> = {
  fen: { label: '万元', read: readSignedWan, show: wanText },
  ratio: { label: '%', read: readPercent, show: percentText },
  year: { label: '年', read: readYears, show: plain },
  month: { ...COUNTED, label: '个月' },
  day: { ...COUNTED, label: '天' },
  count: COUNTED,
  score: { ...NUMBER, label: '分' },
  date: { label: '', read: readText, show: plain },
  text: { label: '', read: readText, show: plain },
  none: NUMBER,
};

export const enteredUnit = (unit: Unit): EnteredUnit => UNITS[unit];
