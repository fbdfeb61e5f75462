/**
 * What a source writes in the place of a cell that a damaged file does not give up. Reading takes it for a word of its own that
 * is no value, so it is counted by column like the words for “missing”, through every merge; `SUB` is the control character
 * for a character found to be in error.
 */
export const UNREADABLE = '\u001Aunreadable';
