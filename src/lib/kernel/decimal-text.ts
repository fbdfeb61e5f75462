const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

const pow10 = (n: number): bigint => 10n ** BigInt(n);

/**
 * Decimal text times `10^shift`, written with exactly `places` decimals, rounded half away from zero digit by digit: no
 * binary fraction in between. `null` when it is no decimal text.
 */
export const fixedText = (text: string, places: number, shift = 0): string | null => {
  const match = DECIMAL.exec(text);
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  // whole.fraction × 10^(shift + places) as an integer with what is cut off below it
  const cut = fraction.length - shift - places;
  const digits = BigInt(whole + fraction);
  const scaled = cut <= 0 ? digits * pow10(-cut) : (digits + pow10(cut) / 2n) / pow10(cut);
  const padded = scaled.toString().padStart(places + 1, '0');
  const at = padded.length - places;
  const shown = places === 0 ? padded : `${padded.slice(0, at)}.${padded.slice(at)}`;
  return sign === '-' && scaled !== 0n ? `-${shown}` : shown;
};
