/** Longest masked text. */
const LONGEST = 40;
/** Up to here a plain ASCII text is told as it is: it names nobody and shows what is wrong. */
const SHORT = 3;
/** A run of so many digits may be an identifier: none of them is shown. */
const ID_DIGITS = 6;

const cut = (text: string): string => {
  const chars = [...text];
  return chars.length <= LONGEST ? text : `${chars.slice(0, LONGEST - 1).join('')}…`;
};

const starred = (text: string): string => '*'.repeat([...text].length);

const isMark = (char: string): boolean => /^[!-/:-@[-`{-~ ]$/.test(char);

/**
 * A cell for a finding. Keeps length and marks; of ASCII texts longer than three at most the first and the last character,
 * of identifiers and of anything beyond ASCII none. Nothing of four or more characters can be read back.
 * @param personal the column holds personal data: everything is starred
 */
export const maskCell = (text: string, personal: boolean): string => {
  const chars = [...text];
  if (personal) return cut(starred(text));
  const ascii = /^[ -~]*$/.test(text);
  if (!ascii) return cut(starred(text));
  if (chars.length <= SHORT) return text;
  const digits = chars.filter((char) => char >= '0' && char <= '9').length;
  const hidden = digits >= ID_DIGITS;
  const masked = chars
    .map((char, i) => {
      if (isMark(char)) return char;
      const edge = i === 0 || i === chars.length - 1;
      const digit = char >= '0' && char <= '9';
      return edge && !(hidden && digit) ? char : '*';
    })
    .join('');
  return cut(masked === text ? starred(text) : masked);
};
