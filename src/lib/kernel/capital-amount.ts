import { excerpt } from './characters';
import { FEN_LIMIT, type Fen } from './fen';
import { type Result, ok, refuse } from './result';

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = [
  [1000, '仟'],
  [100, '佰'],
  [10, '拾'],
  [1, ''],
] as const;

/** A group 1–9999 without leading 零. */
const groupText = (group: number): string => {
  let text = '';
  let gap = false;
  for (const [value, name] of PLACES) {
    const digit = Math.floor(group / value) % 10;
    if (digit === 0) gap = text !== '';
    else {
      text += `${gap ? '零' : ''}${DIGITS[digit] ?? ''}${name}`;
      gap = false;
    }
  }
  return text;
};

/** A whole number ≥ 1 in capitals. 万 and 亿 nest: 10^12 is 壹万亿, 10^16 is 壹亿亿. */
const wholeText = (n: bigint): string => {
  const [base, name] = n >= 100_000_000n ? [100_000_000n, '亿'] : [10_000n, '万'];
  if (n < base) return groupText(Number(n));
  const rest = n % base;
  const gap = rest !== 0n && rest < base / 10n ? '零' : '';
  return `${wholeText(n / base)}${name}${gap}${rest === 0n ? '' : wholeText(rest)}`;
};

/**
 * 大写 of an amount, without the word 人民币: `壹佰贰拾叁万肆仟伍佰元整`.
 * Follows 《支付结算办法》(银发〔1997〕393号) 附一《正确填写票据和结算凭证的基本规定》: one 零 for a run of zeros;
 * where the rule leaves 零 optional, 万…仟 goes without and 元…角 goes with it; 整 closes 元 and 角, never 分.
 * Negative amounts begin with 负. Range ±`FEN_LIMIT`.
 */
export const toCapitalAmount = (fen: Fen): string => {
  if (fen < 0n) return `负${toCapitalAmount(-fen)}`;
  if (fen > FEN_LIMIT) throw new RangeError('amount beyond FEN_LIMIT');
  if (fen === 0n) return '零元整';
  const yuan = fen / 100n;
  const jiao = Number((fen / 10n) % 10n);
  const last = Number(fen % 10n);
  const whole = yuan === 0n ? '' : `${wholeText(yuan)}元`;
  if (jiao === 0 && last === 0) return `${whole}整`;
  const gap = yuan !== 0n && (jiao === 0 || yuan % 10n === 0n) ? '零' : '';
  const tail = last === 0 ? '整' : `${DIGITS[last] ?? ''}分`;
  return `${whole}${gap}${jiao === 0 ? '' : `${DIGITS[jiao] ?? ''}角`}${tail}`;
};

const VARIANTS: Readonly<Record<string, string>> = {
  貳: '贰',
  參: '叁',
  叄: '叁',
  陸: '陆',
  萬: '万',
  億: '亿',
  圓: '元',
  圆: '元',
  正: '整',
  負: '负',
};

const PLACE_VALUE: Readonly<Record<string, bigint>> = { 拾: 10n, 佰: 100n, 仟: 1000n };

/** Value of the text before 元; order and 零 are checked afterwards against the canonical text. */
const wholeValue = (text: string): bigint => {
  for (const [name, base] of [
    ['亿', 100_000_000n],
    ['万', 10_000n],
  ] as const) {
    const at = text.lastIndexOf(name);
    if (at >= 0) return wholeValue(text.slice(0, at)) * base + wholeValue(text.slice(at + 1));
  }
  let sum = 0n;
  let digit = 0n;
  for (const character of text) {
    const place = PLACE_VALUE[character];
    if (place === undefined) digit = BigInt(DIGITS.indexOf(character));
    else {
      sum += digit * place;
      digit = 0n;
    }
  }
  return sum + digit;
};

/** Drops what the rule leaves to the writer: 零 before …仟 after an empty 万/亿 place and before …角 after an empty 元 place, and 整. */
const withoutOptional = (text: string): string =>
  text
    .replace(/([拾佰仟][万亿])零(?=[壹贰叁肆伍陆柒捌玖]仟)/g, '$1')
    .replace(/([拾佰仟万亿]元)零(?=[壹贰叁肆伍陆柒捌玖]角)/, '$1')
    .replace(/(?<!分)整$/, '');

const AMOUNT =
  /^(负?)(?:([零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+)元)?零?(?:([壹贰叁肆伍陆柒捌玖])角)?零?(?:([壹贰叁肆伍陆柒捌玖])分)?整?$/;

const refuseCapital = (text: string): Result<never> =>
  refuse('E_CAPITAL', `“${excerpt(text)}”不是规范的大写金额`, '', '请按票据规则书写，例如 壹拾万零伍佰元整');

const fenOf = (text: string): Fen | null => {
  const m = AMOUNT.exec(text);
  if (m === null) return null;
  const digit = (character: string | undefined): bigint =>
    character === undefined ? 0n : BigInt(DIGITS.indexOf(character));
  const magnitude = wholeValue(m[2] ?? '') * 100n + digit(m[3]) * 10n + digit(m[4]);
  return m[1] === '负' ? -magnitude : magnitude;
};

/**
 * Reads a 大写 amount. Accepts a leading 人民币, 圆 for 元, 正 for 整, traditional forms, a missing 整 and both writings
 * wherever the rule leaves 零 optional. Every other deviation (order, doubled or missing 零, 拾 without 壹) fails
 * with `E_CAPITAL`: the text must be what `toCapitalAmount` would write for the same amount.
 */
export const parseCapitalAmount = (text: string): Result<Fen> => {
  if (text.length > 120) return refuseCapital(text);
  const plain = text
    .replace(/\s+/g, '')
    .replace(/^(人民币)?[(（]?(大写)?[)）]?[:：]?(人民币)?/, '')
    .replace(/./gu, (c) => VARIANTS[c] ?? c);
  const fen = fenOf(plain);
  if (fen === null || fen > FEN_LIMIT || fen < -FEN_LIMIT) return refuseCapital(text);
  return withoutOptional(toCapitalAmount(fen)) === withoutOptional(plain) ? ok(fen) : refuseCapital(text);
};
