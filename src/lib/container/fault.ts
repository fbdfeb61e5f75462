import type { Failure } from '../kernel/result';

/** Builds a refusal. `rule` is the id of the hostile-input catalogue row or the format clause that was broken. */
export const fault = (
  code: string,
  path: string,
  message: string,
  remedy: string,
  rule: string,
): Failure => ({
  code,
  message,
  path,
  remedy,
  rule,
});

/** Characters that would hide or reorder text when shown: controls, format marks, private use, fillers, odd spaces. */
export const HIDDEN_CHARACTER =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u034f\u115f\u1160\u3164\uffa0\ufe00-\ufe0f\ufff0-\uffff\u{e0100}-\u{e01ef}]/u;

const HIDDEN_CHARACTERS = new RegExp(HIDDEN_CHARACTER.source, 'gu');
const SHOWN_CHARACTERS = 80;

/** A code point as people look it up: `U+202E`. */
export const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** An entry name for messages: hidden characters appear as ‹U+202E›, long names are cut in the middle. */
export const showName = (name: string): string => {
  const characters = [...name.slice(0, 4 * SHOWN_CHARACTERS)];
  const cut =
    characters.length > SHOWN_CHARACTERS || name.length > 4 * SHOWN_CHARACTERS
      ? `${characters.slice(0, SHOWN_CHARACTERS).join('')}…（共 ${name.length} 个字符）`
      : name;
  return cut.replace(HIDDEN_CHARACTERS, (character) => `‹${codePoint(character)}›`);
};
