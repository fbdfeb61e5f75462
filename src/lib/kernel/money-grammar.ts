import { parseCapitalAmount } from './capital-amount';
import { excerpt, firstStranger, foldFullWidth, nameCharacter } from './characters';
import { type Fen, decimalTextToFen } from './fen';
import { readSigned } from './decimal-grammar';
import { isMissing } from './missing';
import { type Result, ok, refuse } from './result';

/** Unit stated by a column header or a form label: 元, 万元, 亿元. */
export type MoneyUnit = 'yuan' | 'wan' | 'yi';

/** Power of ten from the unit to 分. */
const UNIT_SCALE: Record<MoneyUnit, number> = { yuan: 2, wan: 6, yi: 10 };
const MULTIPLIER_SCALE: Readonly<Record<string, number>> = {
  千: 5,
  万: 6,
  百万: 8,
  千万: 9,
  亿: 10,
  万亿: 14,
};

const REMEDY = '请写成 1840.50、500万元 或 壹佰万元整，并在表头或单元格之一写明单位';
const CAPITAL = '壹贰貳叁參叄肆伍陆陸柒捌玖';
const CAPITAL_CHARACTER = `[零${CAPITAL}拾佰仟万萬亿億元圆圓角分整正]`;
/** One run of 大写 with at least one digit, so that `500万元整` is none. */
const CAPITAL_RUN = new RegExp(
  `[负負]?(?:${CAPITAL_CHARACTER}*[${CAPITAL}]${CAPITAL_CHARACTER}*|零[元圆圓][整正]?)`,
);
const FOREIGN = /[$€£₩₽฿₫]|USD|EUR|GBP|JPY|HKD|HK\$|TWD|KRW|美元|美金|欧元|英镑|日元|港[元币]|新?台币|韩元/i;
const SIGN = '[-−+]?';
const DIGITS = new RegExp(
  `^(\\(?)(${SIGN})(?:人民币|RMB|CNY)?:?\\s*([¥￥]?)\\s*(${SIGN})\\s*([\\d,.]+)\\s*` +
    '(千|万|百万|千万|亿|万亿)?(元|圆)?(?:整|正)?\\s*(?:人民币|RMB|CNY)?(\\)?)$',
  'i',
);
const NAMES_CURRENCY = /人民币|RMB|CNY/i;

const refuseMoney = (text: string): Result<never> => {
  const stranger = firstStranger(text, /^[\d,.+\-−() ¥￥千百万亿元圆整正角分:人民币RMBCNY]$/i);
  const why =
    stranger === null ? '不是本系统接受的金额写法' : `含有不能用于金额的字符${nameCharacter(stranger)}`;
  return refuse('E_MONEY', `“${excerpt(text)}”${why}`, '', REMEDY);
};

const refuseUnit = (text: string, why: string): Result<never> =>
  refuse(
    'E_UNIT',
    `“${excerpt(text)}”${why}`,
    '',
    '请在表头或单元格之一写明单位（元、万元、亿元），不要两处都写',
  );

/** Scale of one amount from what the cell says and what the header says; `null` = neither, `clash` = both. */
const scaleOf = (own: number | null, header: MoneyUnit | undefined): number | null | 'clash' => {
  if (header === undefined) return own;
  if (own === null) return UNIT_SCALE[header];
  return own === UNIT_SCALE.yuan && header === 'yuan' ? own : 'clash';
};

const readDigits = (text: string, header: MoneyUnit | undefined): Result<Fen> => {
  const m = DIGITS.exec(text);
  if (m === null) return refuseMoney(text);
  const [, open = '', before = '', mark = '', after = '', digits = '', multiplier, yuan, close = ''] = m;
  if (
    (open === '') !== (close === '') ||
    (before !== '' && after !== '') ||
    (open !== '' && before + after !== '')
  )
    return refuseMoney(text);
  const stated =
    multiplier !== undefined ? MULTIPLIER_SCALE[multiplier] : mark !== '' || yuan !== undefined ? 2 : null;
  const scale = scaleOf(stated ?? null, header) ?? (NAMES_CURRENCY.test(text) ? UNIT_SCALE.yuan : null);
  if (scale === 'clash') return refuseUnit(text, '自带单位，而表头也写了单位');
  if (scale === null) return refuseUnit(text, '没有写明单位');
  const number = readSigned(`${open === '' ? before + after : '-'}${digits}`);
  return number.ok ? decimalTextToFen(number.value, scale) : number;
};

/** `壹佰万元整（￥1,000,000.00）`: both are read; a disagreement is refused with both figures named. */
const readCapital = (text: string, capital: string, header: MoneyUnit | undefined): Result<Fen> => {
  if (header !== undefined && header !== 'yuan')
    return refuseUnit(text, '是大写金额，自带单位，而表头也写了单位');
  const amount = parseCapitalAmount(capital);
  if (!amount.ok) return amount;
  const rest = text
    .replace(capital, ' ')
    .replace(/人民币|大写|小写|RMB|CNY/gi, ' ')
    .replace(/[():]/g, ' ')
    .replace(/^[\s,;，；]+|[\s,;，；]+$/g, '');
  if (rest === '') return amount;
  const digits = readDigits(rest, 'yuan');
  if (!digits.ok) return refuseMoney(text);
  if (digits.value === amount.value) return amount;
  return refuse(
    'E_CAPITAL_DISAGREES',
    `“${excerpt(text)}”的大写与小写金额不一致`,
    '',
    '请核对原件，以一致的金额重新填写',
  );
};

/**
 * Reads an amount of money into 分, rounding half away from zero to 分 once. `null` = missing.
 *
 * Accepted: grouped digits, full-width digits, `￥` `¥` `RMB` `CNY` `人民币`, own units 元 千 万 百万 千万 亿 万亿,
 * `元整`, 大写 alone or with digits beside it. `unit` is the unit in the header.
 * Exactly one place must state the unit: none, or both (`500万` under 万元), fails with `E_UNIT`; `￥` and 元 under a
 * 元 header are no clash. Other currencies fail with `E_CURRENCY`. Also `E_MONEY`, `E_NUMBER`, `E_RANGE`,
 * `E_CAPITAL`, `E_CAPITAL_DISAGREES`.
 */
export const readMoney = (text: string, unit?: MoneyUnit): Result<Fen | null> => {
  if (isMissing(text)) return ok(null);
  if (text.length > 200) return refuse('E_RANGE', '内容过长，不是金额', '', REMEDY);
  const folded = foldFullWidth(text).trim();
  if (FOREIGN.test(folded))
    return refuse(
      'E_CURRENCY',
      `“${excerpt(text)}”不是人民币金额`,
      '',
      '请按估值基准日汇率折算成人民币后填写，并保留折算依据',
    );
  const capital = CAPITAL_RUN.exec(folded)?.[0];
  return capital === undefined ? readDigits(folded, unit) : readCapital(folded, capital, unit);
};

/** `readMoney` where a negative amount makes no sense (price, value, income): fails with `E_NEGATIVE`. */
export const readNonNegativeMoney = (text: string, unit?: MoneyUnit): Result<Fen | null> => {
  const amount = readMoney(text, unit);
  return amount.ok && amount.value !== null && amount.value < 0n
    ? refuse('E_NEGATIVE', `“${excerpt(text)}”是负数，此处金额不能为负`, '', '请填写 0 或正数')
    : amount;
};
