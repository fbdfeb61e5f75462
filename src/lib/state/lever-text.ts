import { percentText } from './field-readers';

/** How the place of a moved input is shown: years, 万元 of an amount, else per cent. Exact, without rounding up. */
export const leverText = (key: string, value: string): string =>
  /years|life/i.test(key) ? `${shortened(value)} 年` : `${shortened(percentText(value))} %`;

/** At most two decimals for the eye. */
const shortened = (text: string): string => {
  const number = Number(text);
  return Number.isFinite(number) ? String(Math.round(number * 100) / 100) : text;
};
